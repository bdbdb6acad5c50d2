import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStory, type Story, type Told } from '../scenarios/story.ts'
import type { Json } from '../scenarios/worlds.ts'
import { counting, HURRIED, listening } from './calls.ts'
import { RIVALS, type Rival } from './publishing-writers.ts'

/** What somebody else makes or takes besides, a run is not to blame for. */
const EXPECTS = { pools: ['render-pool', 'render-pool-2'], requeued: true, standsStill: true, shortOfCores: true }

describe('a run that publishes, while somebody else', () => {
  let story: Story
  beforeAll(async () => {
    story = await openStory('sources')
  })
  afterAll(() => story.close())

  for (const rival of RIVALS) {
    it(`${rival.name}, adopts that, or stops and tells why`, async () => {
      story.served.sandbox.reset()
      const { more, names } = counting()
      await story.run(rival.inputs, more)
      const met = names.indexOf(rival.meets) + 1
      expect(met).toBeGreaterThan(1)
      const wrong: string[] = []
      // Before anything is read, on either side of the request that is met, and while what it made is waited for.
      for (const at of [1, met, met + 1, met + 2, met + 6]) {
        const told = await beside(story, rival, at)
        wrong.push(...told.map((text) => `at call ${at} (${names[at - 1]}) of ${names.length}: ${text}`))
      }
      expect(wrong).toEqual([])
    })
  }
})

/** Runs while somebody acts before a call; tells what was overwritten, and an end that nobody expects. */
async function beside(story: Story, rival: Rival, at: number): Promise<readonly string[]> {
  story.served.sandbox.reset()
  let calls = 0
  let left: Json
  const listen = () => {
    calls += 1
    if (calls === at && rival.act(story) < 300) left = rival.kept?.(story)
  }
  try {
    const told = await story.run(rival.inputs, { between: listening(listen), patience: HURRIED, expects: EXPECTS })
    const codes = endsOf(told)
    return [
      ...codes.filter((code) => !rival.ends.includes(code)).map((code) => `It ended with ${code}.`),
      ...(left === undefined || JSON.stringify(rival.kept?.(story)) === JSON.stringify(left)
        ? []
        : ['What somebody else made is gone.']),
    ]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** Codes that say why a run did not do what it was asked for; none where it did. */
function endsOf({ report: { outcome, failures, plan } }: Told): readonly string[] {
  const blockers = (plan?.findings ?? []).filter(({ severity }) => severity === 'blocker')
  const codes = [...failures, ...(outcome === 'blocked' ? blockers : [])].map(({ code }) => code)
  return outcome !== 'applied' && codes.length === 0 ? [outcome] : codes
}
