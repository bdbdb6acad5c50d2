import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStory, type Story } from '../scenarios/story.ts'
import { type Cut, counting, cutShort } from './calls.ts'
import { PUBLICATIONS } from './publications.ts'
import { ROLLOUTS } from './rollouts.ts'
import { sampled } from './sample.ts'
import { begun, survives } from './survived.ts'

const CUTS: readonly Cut[] = ['killed', 'cancelled']

for (const rollout of [...ROLLOUTS, ...PUBLICATIONS]) {
  describe(`${rollout.name}, cut short at any call of Azure`, () => {
    let story: Story
    beforeAll(async () => {
      story = await openStory(rollout.world)
    })
    afterAll(() => story.close())

    it('is brought to its end by the runs after it', async () => {
      await begun(story, rollout)
      const { more, names } = counting()
      await story.run(rollout.inputs, more)
      const wrong: string[] = []
      for (const { at, cut } of sampled(names, CUTS)) {
        const told = await survives(story, rollout, () => cutShort(cut, at))
        wrong.push(...told.map((text) => `${cut} at call ${at} (${names[at - 1]}) of ${names.length}: ${text}`))
      }
      expect(wrong).toEqual([])
    })
  })
}
