import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import { openStory, type Story } from './story.ts'

/** Tests that each begin with the same world. */
export function stories(world: World, tests: (story: () => Story) => void): void {
  let story: Story
  beforeAll(async () => {
    story = await openStory(world)
  })
  beforeEach(() => story.served.sandbox.reset())
  afterAll(() => story.close())
  tests(() => story)
}
