import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Pool } from '../../src/model/batch.ts'
import { AzureError } from '../../src/model/errors.ts'
import type { Azure } from '../../src/model/ports.ts'
import { imageOf, poolIn, ROLL, worldWithPool } from './busy-pool.ts'
import { DEPLOY } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'

const LARGER = { 'vm-size': 'Standard_D4s_v5' }
/** Two nodes of which neither ever joins, from each image that is published. */
const NEVER_JOINS = worldWithPool({ boot: { outcome: 'never-joins' } })

let story: Story

beforeAll(async () => {
  story = await openStory(NEVER_JOINS)
})
beforeEach(() => story.served.sandbox.reset())
afterAll(() => story.close())

function inCapitals(pool: Pool): Pool {
  const { properties } = pool.definition
  const vmSize = String(properties['vmSize']).toUpperCase()
  return { ...pool, definition: { ...pool.definition, properties: { ...properties, vmSize } } }
}

/** Azure as most of Microsoft's examples have it: VM sizes of pools in capital letters, whatever was asked for. */
const capitals = (azure: Azure): Azure => ({
  ...azure,
  async readPool(id) {
    const { observed, ...wait } = await azure.readPool(id)
    return {
      observed: observed.state === 'present' ? { ...observed, value: inCapitals(observed.value) } : observed,
      ...wait,
    }
  },
})

/** The answer to the second write of a pool is lost, and the same write again finds another ETag. */
function losing(azure: Azure): Azure {
  let writes = 0
  return {
    ...capitals(azure),
    async updatePool(...write) {
      await azure.updatePool(...write)
      writes += 1
      if (writes === 2) throw new AzureError(412, 'ConditionNotMet', 'The condition is not met.')
    },
  }
}

describe('a VM size that Azure tells in capital letters', () => {
  it('is no change of a pool', async () => {
    await story.run(DEPLOY)
    expect((await story.run(DEPLOY, { between: capitals })).report.outcome).toBe('unchanged')
  })

  for (const strategy of ['in-place', 'recreate']) {
    it(`is changed by ${strategy}`, async () => {
      const change = { ...DEPLOY, ...LARGER, 'update-strategy': strategy }
      expect((await story.run(change, { between: capitals })).report).toMatchObject({
        outcome: 'applied',
        failures: [],
      })
      expect(poolIn(story).properties.vmSize).toBe('Standard_D4s_v5')
    })
  }

  it('is known again by a run that lost the answer to its change', async () => {
    const change = { ...DEPLOY, ...LARGER, 'update-strategy': 'in-place' }
    expect((await story.run(change, { between: losing })).report).toMatchObject({ outcome: 'applied', failures: [] })
  })
})

describe('a change of a pool whose answer is lost', () => {
  it('is undone with the others', async () => {
    const { report } = await story.run(ROLL, { between: losing })
    expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'NodesUnusable' }] })
    expect(imageOf(poolIn(story))).toBe('1.0.0')
  })
})
