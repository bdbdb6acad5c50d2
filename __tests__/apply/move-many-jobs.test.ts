import { afterEach, describe, expect, it } from '@jest/globals'
import { openStory, type Story } from '../scenarios/story.ts'
import type { Json } from '../scenarios/worlds.ts'
import { type Ask, farm, jobsIn, type Moved, move } from './moving.ts'

const MINUTE = 60_000
const IDS = Array.from({ length: 15 }, (_, index) => `job-${String(index).padStart(2, '0')}`)

let story: Story

const open = async (more: Json = {}) => {
  story = await openStory(farm({ jobs: IDS.map((id) => ({ id, ...more })) }))
}
afterEach(() => story.close())

/** Jobs that are somewhere between the two states that they may be in. */
const between = () => jobsIn(story).filter((job) => !job.includes(' active ') || job.includes('='))
const on = (pool: string) => IDS.map((id) => `${id} active ${pool}`)

/** Moves all, and tells how many jobs at most were between two states at the same time. */
async function watched(ask: Ask = {}): Promise<Moved & { readonly most: number; readonly names: readonly string[] }> {
  let most = 0
  const names: string[] = []
  const onCall = (name: string) => {
    names.push(name)
    most = Math.max(most, between().length)
  }
  const moved = await move(story, { ...ask, onCall })
  return { ...moved, most, names }
}

describe('moveJobs with many jobs', () => {
  it('moves a fifth of them at the same time, and tells of tenths', async () => {
    await open()
    const { text, texts, most } = await watched()
    expect(text).toBe('15 jobs of pool blue are on pool green now.')
    expect(jobsIn(story)).toEqual(on('green'))
    expect(most).toBe(3)
    expect(texts[0]).toBe('0 of 15 jobs of pool blue have moved to pool green.')
    expect(texts.at(-1)).toBe('15 of 15 jobs of pool blue have moved to pool green.')
    expect(texts.length).toBeLessThanOrEqual(11)
  })

  it('reads a job no more often than its states change', async () => {
    await open()
    const { names } = await watched()
    expect(names.filter((name) => name !== 'readJob').length).toBe(2 * 2 + 5 * IDS.length)
    expect(names.filter((name) => name === 'readJob').length).toBeLessThanOrEqual(6 * IDS.length)
  })

  it('looks at all that wait for their tasks by one request', async () => {
    await open({ tasks: [{ id: 't1', commandLine: "/bin/sh -c 'sleep 2400'" }] })
    story.served.sandbox.clock.advance(MINUTE)
    const { names, texts, error } = await watched({ running: 'wait' })
    expect(error).toBeUndefined()
    expect(jobsIn(story)).toEqual(on('green'))
    expect(names.filter((name) => name === 'readJob').length).toBeLessThan(12 * IDS.length)
    expect(texts).toContainEqual(
      '0 of 15 jobs of pool blue have moved to pool green; job job-00 waits until the tasks that run have ended.',
    )
  })

  it('enables those that are under way where they stand, and begins no other, when one cannot be moved', async () => {
    await open()
    const effect = { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'No.' } as const
    story.served.sandbox.faults.add({ match: { method: 'PATCH', path: '/jobs/job-04' }, nth: 2, effect })
    const { error } = await watched()
    expect(error).toMatchObject({ name: 'AzureError', code: 'AuthorizationFailed' })
    expect(between()).toEqual([])
    expect(jobsIn(story)).toEqual(expect.arrayContaining([...on('green').slice(0, 3), ...on('blue').slice(7)]))
  })

  it('that is killed leaves a fifth of them at most to the next run, which finishes them', async () => {
    await open()
    const { calls } = await watched()
    const ends: Json[] = []
    for (let killedAt = 5; killedAt < calls; killedAt += 40) {
      story.served.sandbox.reset()
      const killed = await move(story, { killedAt })
      const left = between().length
      const again = await move(story)
      ends.push({ killed: killed.error?.name, isFew: left <= 3, again: again.error, jobs: jobsIn(story) })
    }
    expect(ends).toEqual(ends.map(() => ({ killed: 'Cancelled', isFew: true, again: undefined, jobs: on('green') })))
  })
})
