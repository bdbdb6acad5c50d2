import { describe, expect, it } from '@jest/globals'
import { loadWorld, type World } from '../../sandbox/world.ts'
import { DEMO_INPUTS, openStory } from './story.ts'

describe('a region in which replication fails', () => {
  it('is told with the reason of Azure, leaves the pool of another region alone, and is tried again by the next run', async () => {
    const demo = structuredClone(await loadWorld('demo'))
    const failing = { regions: { northeurope: { failedAttempts: 1, failureDetails: 'The storage stamp is full.' } } }
    const world: World = {
      ...demo,
      compute: { ...demo.compute, sandbox: { ...demo.compute.sandbox, replication: failing } },
    }
    const story = await openStory(world)
    try {
      const inputs = { ...DEMO_INPUTS, 'node-count': '10', 'target-regions': 'northeurope' }
      const first = await story.run(inputs)
      expect(first.report.outcome).toBe('failed')
      expect(first.report.failures).toEqual([
        expect.objectContaining({
          code: 'ReplicationFailed',
          message: expect.stringContaining('The storage stamp is full.'),
        }),
      ])
      const pool = first.report.steps.find(({ step }) => step.kind === 'await-pool')
      expect(pool?.state).toBe('succeeded')
      const second = await story.run(inputs)
      expect(second.report.outcome).toBe('applied')
      expect(second.report.failures).toEqual([])
    } finally {
      await story.close()
    }
  })
})
