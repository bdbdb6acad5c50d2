import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { later } from '../scenarios/busy-pool.ts'
import { openStory, type Story, type Told } from '../scenarios/story.ts'
import { counting } from './calls.ts'
import { ROLLOUTS, type Rollout } from './rollouts.ts'
import { spread } from './sample.ts'
import { begun, notesIn } from './survived.ts'
import { meddled, WRITERS, type Writer } from './writers.ts'

/** The pool keeps its ID in the first, and not in the second. */
const MEDDLED = ROLLOUTS.filter(({ name }) => name === 'in-place' || name === 'blue-green with wait')

for (const rollout of MEDDLED) {
  describe(`${rollout.name}, while somebody else`, () => {
    let story: Story
    beforeAll(async () => {
      story = await openStory(rollout.world)
    })
    afterAll(() => story.close())

    for (const writer of WRITERS) {
      it(`${writer.name}, keeps what that one did, or tells why it ended`, async () => {
        await begun(story, rollout)
        const { more, names } = counting()
        await story.run(rollout.inputs, more)
        const wrong: string[] = []
        for (const at of spread(names.map((_, index) => index + 1))) {
          const told = await beside(story, { rollout, writer, at })
          wrong.push(...told.map((text) => `at call ${at} (${names[at - 1]}) of ${names.length}: ${text}`))
        }
        expect(wrong).toEqual([])
      })
    }
  })
}

type Meeting = { readonly rollout: Rollout; readonly writer: Writer; readonly at: number }

/** Runs while somebody acts; tells what was overwritten, and what nobody told. */
async function beside(story: Story, { rollout, writer, at }: Meeting): Promise<readonly string[]> {
  await begun(story, rollout)
  const { more, hasActed } = meddled(story, writer, at)
  try {
    const told = await story.run(rollout.inputs, {
      ...more,
      expects: { standsStill: true, requeued: true, jobs: true },
    })
    later(story, 40)
    return [
      ...(hasActed() ? writer.overwritten(story) : []),
      ...untold(told),
      ...(isWhole(told) ? notesIn(story) : []),
    ].map((text) => `${told.report.outcome} ${told.report.failures.map(({ code }) => code)}: ${text}`)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

const isWhole = ({ report }: Told) => report.outcome === 'applied'

/** A run that does not end well says why, and what Azure holds. */
function untold({ report }: Told): readonly string[] {
  if (report.outcome === 'applied') return []
  const says =
    report.failures.length > 0 || (report.plan?.findings ?? []).some(({ severity }) => severity === 'blocker')
  return says && report.left.length > 0 ? [] : ['Nobody is told why the run ended, or what it left.']
}
