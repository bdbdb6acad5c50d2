import { describe, expect, it } from '@jest/globals'
import type { CreatePool } from '../../src/model/pool-step.ts'
import type { Step } from '../../src/model/step.ts'
import { planHash } from '../../src/plan/hash.ts'

function create(nodes: number, commit: string): CreatePool {
  return {
    kind: 'create-pool',
    id: 'create-pool p',
    after: [],
    disruption: 'none',
    poolId: '/pools/p',
    to: {
      properties: {
        scaleSettings: { fixedScale: { targetDedicatedNodes: nodes } },
        metadata: [
          { name: 'team', value: 'render' },
          { name: 'sig-batch-pool-commit', value: commit },
        ],
      },
      tags: { 'sig-batch-pool-commit': commit },
    },
  }
}

const wait: Step = {
  kind: 'await-replication',
  id: 'await-replication a',
  after: [],
  disruption: 'none',
  imageVersionId: '/v',
  region: 'a',
  regionalReplicaCount: 1,
}

describe('planHash', () => {
  it('is the same whoever asks for the plan', () => {
    expect(planHash([create(3, 'head of the pull request')])).toBe(planHash([create(3, 'merge')]))
  })

  it('differs as soon as something changes that Azure is told', () => {
    expect(planHash([create(3, 'c')])).not.toBe(planHash([create(4, 'c')]))
  })

  it('counts the metadata of the user', () => {
    const other = JSON.parse(JSON.stringify(create(3, 'c')).replace('render', 'games')) as Step
    expect(planHash([other])).not.toBe(planHash([create(3, 'c')]))
  })

  it('tells nobody whether a guessed secret is right', () => {
    const withPassword = (password: string): Step => {
      const step = create(3, 'c')
      const userAccounts = [{ name: 'render', password }]
      return { ...step, to: { ...step.to, properties: { ...step.to.properties, userAccounts } } }
    }
    expect(planHash([withPassword('a')])).toBe(planHash([withPassword('b')]))
    expect(planHash([withPassword('a')])).not.toBe(planHash([create(3, 'c')]))
  })

  it('differs where a change no longer comes behind nodes that are watched', () => {
    const watched = { ...create(3, 'c'), after: ['bake-pool q'] }
    expect(planHash([watched])).not.toBe(planHash([create(3, 'c')]))
  })

  it('does not count waiting', () => {
    expect(planHash([wait])).toBe(planHash([]))
  })

  it('is the same before and after a region that a change waits for is replicated', () => {
    const waiting = { ...create(3, 'c'), after: [wait.id] }
    expect(planHash([wait, waiting])).toBe(planHash([create(3, 'c')]))
  })

  it('is the same in whatever order Azure tells regions and metadata', () => {
    const regions = ['westeurope', 'northeurope'].map((region) => ({ region, regionalReplicaCount: 1 }))
    const update = (from: typeof regions, count: number): Step => ({
      kind: 'update-image-version',
      id: 'update-image-version v',
      after: [],
      disruption: 'none',
      imageVersionId: '/v',
      from,
      to: from.map((target) => ({ ...target, regionalReplicaCount: count })),
      tags: {},
    })
    expect(planHash([update(regions, 2)])).toBe(planHash([update(regions.toReversed(), 2)]))
    expect(planHash([update(regions, 2)])).not.toBe(planHash([update(regions, 3)]))
  })

  it('differs where the changes come in another order', () => {
    const [one, other] = [create(3, 'c'), { ...create(3, 'c'), id: 'create-pool q', poolId: '/pools/q' }]
    expect(planHash([one, other])).not.toBe(planHash([other, one]))
  })

  it('has 64 hexadecimal digits', () => {
    expect(planHash([])).toMatch(/^[0-9a-f]{64}$/)
  })
})
