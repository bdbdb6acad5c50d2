import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { ServedSandbox } from '../sandbox/server.ts'
import { ROLL, runInVirtualTime, startWorkingPool } from './bundle-story.ts'
import { jobsIn, poolsIn, unchangedOn } from './scenarios/two-pools.ts'
import { entry } from './scenarios/worlds.ts'

describe('the committed bundle, given an image whose nodes never join', () => {
  let served: ServedSandbox
  beforeAll(async () => {
    served = await startWorkingPool(20, ({ compute }) => {
      entry(compute.images, '2026-11').sandbox = { boot: { outcome: 'never-joins' } }
    })
  })
  beforeEach(() => served.sandbox.reset())
  afterAll(() => served.close())

  for (const strategy of ['in-place', 'recreate', 'blue-green']) {
    it(`gives the pool back what it had, with its jobs, by ${strategy}`, async () => {
      const { outputs, stdout, exitCode } = await runInVirtualTime(served, { ...ROLL, 'update-strategy': strategy })
      expect(exitCode).toBe(1)
      expect(outputs).toMatchObject({ outcome: 'rolled-back', 'image-version': '1.1.0' })
      expect(stdout).toContain('The image is to blame')
      expect(poolsIn({ served })).toEqual({ 'render-pool': '1.0.0 on 2 nodes' })
      expect(jobsIn({ served })).toEqual(unchangedOn('render-pool'))
    })
  }
})
