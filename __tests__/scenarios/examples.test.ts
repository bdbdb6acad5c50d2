import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { EXAMPLES, exampleInputs, exampleText } from '../docs/examples.ts'
import { blocksOf, textOf } from '../docs/pages.ts'
import { openStory, type Story } from './story.ts'
import { framesIn, jobsIn, ONCE, poolsIn, twoPools, unchangedOn } from './two-pools.ts'
import { type Json, SUBSCRIPTION } from './worlds.ts'

/** Two runs of one night or week: the workflow, and the same again. */
async function twice(story: Story, name: string) {
  const { applications, tenantId } = story.served.sandbox.world
  const inputs = exampleInputs(name, {
    'vars.AZURE_CLIENT_ID': applications[0]?.clientId ?? '',
    'vars.AZURE_TENANT_ID': tenantId,
    'vars.AZURE_SUBSCRIPTION_ID': SUBSCRIPTION,
    'env.IMAGE': 'ubuntu-render-2026-11',
  })
  return [(await story.run(inputs)).report, (await story.run(inputs)).report] as const
}

describe('an example', () => {
  let story: Story
  beforeAll(async () => {
    story = await openStory(twoPools())
  })
  beforeEach(() => story.served.sandbox.reset())
  afterAll(() => story.close())

  it('is one of those that are run here', () => {
    expect(EXAMPLES).toEqual(['nightly-image.yml', 'weekly-image.yml'])
  })

  for (const name of EXAMPLES) {
    it(`${name} stands in the README as it is`, () => {
      expect(blocksOf(textOf('README.md'), 'yaml').map((block) => `${block}\n`)).toContain(exampleText(name))
    })
  }

  it('nightly-image.yml puts a second pool in the place of one that works, and leaves nothing to do', async () => {
    const reports = await twice(story, 'nightly-image.yml')
    expect(reports.map(({ outcome }) => outcome)).toEqual(['applied', 'unchanged'])
    expect(poolsIn(story)).toEqual({
      'render-pool': '1.0.0 on 0 nodes',
      'render-pool-1-0-1': '1.0.1 on 200 nodes',
    })
    expect(jobsIn(story)).toEqual(unchangedOn('render-pool-1-0-1'))
    expect(framesIn(story).map(({ completions }: Json) => completions)).toEqual([1, 1, 1, 1])
  })

  it('weekly-image.yml empties, changes and scales the pool, loses no task, and leaves nothing to do', async () => {
    const reports = await twice(story, 'weekly-image.yml')
    expect(reports.map(({ outcome }) => outcome)).toEqual(['applied', 'unchanged'])
    expect(poolsIn(story)).toEqual({ 'render-pool': '1.0.1 on 200 nodes' })
    expect(jobsIn(story)).toEqual(unchangedOn('render-pool'))
    expect(framesIn(story)).toEqual([ONCE, ONCE, ONCE, ONCE])
  })
})
