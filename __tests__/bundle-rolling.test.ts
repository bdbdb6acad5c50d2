import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ServedSandbox } from '../sandbox/server.ts'
import { ROLL, runInVirtualTime, startWorkingPool } from './bundle-story.ts'
import { ask, poolOf } from './scenarios/reasons/requests.ts'
import { POOL, version } from './scenarios/reasons/runs.ts'
import { jobsIn, unchangedOn } from './scenarios/two-pools.ts'

const UPGRADES = {
  upgradePolicy: {
    mode: 'automatic',
    automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: true },
  },
}

describe('the committed bundle, with a pool whose nodes Azure upgrades by itself', () => {
  let served: ServedSandbox
  beforeAll(async () => {
    served = await startWorkingPool(20, ({ batch }) => {
      const anyVersion = version('').replace(/\/versions\/$/, '')
      batch.pools = [{ id: POOL, properties: poolOf(anyVersion, UPGRADES) }]
    })
  })
  afterAll(() => served.close())

  it('makes the new version the latest and follows each node to it, while the jobs stay', async () => {
    const { outputs, stdout, stderr } = await runInVirtualTime(served, { ...ROLL, 'update-strategy': 'rolling' })
    expect(stderr).toBe('')
    expect(outputs).toMatchObject({ outcome: 'applied', 'image-version': '1.1.0', 'healthy-nodes': '2' })
    expect(stdout).toContain('are healthy, and all show image version 1.1.0.')
    const { properties } = ask({ served }, { method: 'GET', id: version('1.1.0') }).body
    expect(properties.publishingProfile.excludeFromLatest).toBe(false)
    expect(jobsIn({ served })).toEqual(unchangedOn('render-pool'))
  })
})
