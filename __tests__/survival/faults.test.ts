import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStory, type Story } from '../scenarios/story.ts'
import { HURRIED } from './calls.ts'
import { befalling, TROUBLES, targetsOf } from './faults.ts'
import { PUBLICATIONS } from './publications.ts'
import { ROLLOUTS } from './rollouts.ts'
import { spread } from './sample.ts'
import { begun, survives } from './survived.ts'

for (const rollout of [...ROLLOUTS, ...PUBLICATIONS]) {
  describe(`${rollout.name}, one of whose requests meets trouble`, () => {
    let story: Story
    beforeAll(async () => {
      story = await openStory(rollout.world)
    })
    afterAll(() => story.close())

    it('goes on, or tells what it left to the next run, which ends well', async () => {
      await begun(story, rollout)
      const { requests } = await story.run(rollout.inputs, { patience: HURRIED })
      const wrong: string[] = []
      for (const { target, trouble } of troubles(requests)) {
        const told = await survives(story, rollout, befalling(trouble, target))
        wrong.push(...told.map((text) => `${trouble.name} at ${target.method} ${target.path} #${target.nth}: ${text}`))
      }
      expect(wrong).toEqual([])
    })
  })
}

/** Each trouble at each write. */
function troubles(requests: readonly string[]) {
  const writes = targetsOf(requests).filter(({ method }) => method !== 'GET')
  return spread(writes.flatMap((target) => TROUBLES.map((trouble) => ({ target, trouble }))))
}
