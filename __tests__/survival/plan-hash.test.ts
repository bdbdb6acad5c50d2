import { describe, expect, it } from '@jest/globals'
import type { Azure } from '../../src/model/ports.ts'
import { openStory } from '../scenarios/story.ts'
import { PUBLICATIONS } from './publications.ts'
import { ROLLOUTS } from './rollouts.ts'
import { spread } from './sample.ts'
import { begun } from './survived.ts'

const DAY_MS = 86_400_000

describe('the hash of a plan', () => {
  for (const rollout of spread([...ROLLOUTS, ...PUBLICATIONS])) {
    it(`is the same a day later, of another commit, and of lists in another order: ${rollout.name}`, async () => {
      const story = await openStory(rollout.world)
      try {
        await begun(story, rollout)
        const inputs = { ...rollout.inputs, mode: 'plan' }
        const one = await story.run(inputs)
        story.served.sandbox.clock.advance(DAY_MS)
        const other = await story.run(inputs, { between: backwards, commit: 'c0ffee', runId: '2002' })
        expect(one.report.plan?.steps).not.toEqual([])
        expect(other.report.plan?.hash).toBe(one.report.plan?.hash)
      } finally {
        await story.close()
      }
    })
  }
})

/** Azure as it is, but that it tells every list the other way round. */
function backwards(azure: Azure): Azure {
  return new Proxy(azure, {
    get: (_, name, receiver) => {
      const call: (...args: readonly unknown[]) => unknown = Reflect.get(azure, name, receiver)
      return name === 'batchTasks' ? call : async (...args: readonly unknown[]) => turned(await call(...args))
    },
  })
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).toReversed()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, turned(member)]))
}
