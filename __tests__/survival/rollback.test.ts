import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { later } from '../scenarios/busy-pool.ts'
import type { Inputs } from '../scenarios/reasons/runs.ts'
import { openStory, type Story, type StoryRun } from '../scenarios/story.ts'
import { bad, jobsIn, poolsIn, ROLL } from '../scenarios/two-pools.ts'
import { type Cut, counting, cutShort, HURRIED } from './calls.ts'
import { busy } from './rollouts.ts'
import { sampled } from './sample.ts'
import { notesIn } from './survived.ts'

/** Image version 1.1.0 makes nodes that never join, so that the run undoes what it did. */
const WORLD = busy(bad)
const CUTS: readonly Cut[] = ['killed', 'cancelled']

/** What may follow: another good version, or the one of before. */
const NEXT = {
  'a good version': { 'image-version': '1.2.0', source: 'ubuntu-render-2026-12' },
  'the number of the version of before': { 'image-version': '1.0.0', source: '' },
  // Between a deletion and a creation there is no pool that could tell it.
  'image-version: previous': { 'image-version': 'previous', source: '' },
} as const

const STRATEGIES = ['in-place', 'recreate', 'blue-green'] as const

for (const strategy of STRATEGIES) {
  describe(`update-strategy: ${strategy} with an image that never joins, whose rollback is cut short`, () => {
    let story: Story
    beforeAll(async () => {
      story = await openStory(WORLD)
    })
    afterAll(() => story.close())

    const ways = Object.entries(NEXT).filter(
      ([, next]) => strategy !== 'recreate' || next['image-version'] !== 'previous',
    )
    for (const [name, next] of ways) {
      it(`gets the pool back to work by ${name}`, async () => {
        const inputs: Inputs = { ...ROLL, 'update-strategy': strategy }
        const calls = await rollbackOf(story, inputs)
        expect(calls.length).toBeGreaterThan(0)
        const wrong: string[] = []
        for (const { at, cut } of sampled(calls, CUTS)) {
          const told = await backToWork(story, { inputs, next: { ...inputs, ...next }, ...duringRollback(cut, at) })
          wrong.push(...told.map((text) => `${cut} at call ${at} (${calls[at - 1]}) of ${calls.length}: ${text}`))
        }
        expect(wrong).toEqual([])
      })
    }
  })
}

/** The calls of a rollback that nobody disturbs. */
async function rollbackOf(story: Story, inputs: Inputs): Promise<readonly string[]> {
  story.served.sandbox.reset()
  const { isUndoing, onEvent } = rollbackWatch()
  const { more, names } = counting(isUndoing)
  const { report } = await story.run(inputs, { ...more, onEvent })
  expect(report.outcome).toBe('rolled-back')
  return names
}

/** A run that is cut short before a call of its rollback. */
function duringRollback(cut: Cut, at: number): { readonly trouble: StoryRun } {
  const { isUndoing, onEvent } = rollbackWatch()
  return { trouble: { ...cutShort(cut, at, isUndoing), onEvent } }
}

function rollbackWatch(): { isUndoing(): boolean; onEvent: NonNullable<StoryRun['onEvent']> } {
  let isUndoing = false
  return {
    isUndoing: () => isUndoing,
    onEvent: ({ kind }) => {
      if (kind === 'rollback-started') isUndoing = true
    },
  }
}

type Way = { readonly inputs: Inputs; readonly next: Inputs; readonly trouble: StoryRun }

/** Runs into the bad image, then as `next` says; tells what is not as it has to be. */
async function backToWork(story: Story, { inputs, next, trouble }: Way): Promise<readonly string[]> {
  story.served.sandbox.reset()
  const outcomes: string[] = []
  try {
    outcomes.push((await story.run(inputs, trouble)).report.outcome)
    for (let runs = 0; runs < 3; runs += 1) {
      later(story, 3)
      const { report } = await story.run(next, { patience: HURRIED, expects: { requeued: true } })
      outcomes.push(
        [
          report.outcome,
          ...report.failures.map(({ code, message }) => `${code}: ${message}`),
          ...blockersOf(report),
        ].join(' '),
      )
      if (report.outcome === 'applied' || report.outcome === 'unchanged') break
    }
  } catch (error) {
    return [`${outcomes.join(', then ')}: ${error instanceof Error ? error.message : error}`]
  }
  later(story, 10)
  const wrong = [...stateOf(story, next), ...notesIn(story), ...tasksLeft(story)]
  return wrong.length === 0 ? [] : [`${outcomes.join(', then ')}: ${wrong.join(' ')}`]
}

const blockersOf = ({ plan, outcome }: Awaited<ReturnType<Story['run']>>['report']) =>
  outcome === 'blocked'
    ? (plan?.findings ?? [])
        .filter(({ severity }) => severity === 'blocker')
        .map(({ code, message }) => `${code}: ${message}`)
    : []

/** One pool has nodes, two of a version that works, and has all jobs in their states. */
function stateOf(story: Story, next: Inputs): readonly string[] {
  const pools = Object.entries(poolsIn(story))
  const asked = next['image-version'] ?? ''
  const good = asked === 'previous' ? '1.0.0' : asked
  const [pool] = pools
  const jobs = jobsIn(story)
  const isWell =
    pools.length === 1 &&
    pool?.[1] === `${good} on 2 nodes` &&
    jobs['frames'] === `active on ${pool[0]}` &&
    jobs['paused'] === `disabled on ${pool[0]}` &&
    jobs['nightly'] === `on ${pool[0]}`
  return isWell ? [] : [`Pools are ${JSON.stringify(pools)}, jobs ${JSON.stringify(jobs)}.`]
}

/** Every task of the job that is active comes to its end once. */
function tasksLeft(story: Story): readonly string[] {
  later(story, 300)
  const tasks = story.served.sandbox.auditTasks().filter(({ job }) => job === 'frames')
  return tasks
    .filter(({ completions }) => completions !== 1)
    .map((each) => `Task ${each.task} ended ${each.completions} times.`)
}
