import { afterEach, describe, expect, it } from '@jest/globals'
import { Cancelled } from '../../src/model/errors.ts'
import { openStory, type Story } from '../scenarios/story.ts'
import type { Json } from '../scenarios/worlds.ts'
import { farm, jobsIn, move, service, tasksIn } from './moving.ts'

const MINUTE = 60_000
const NOTE = { name: 'sig-batch-pool-move', value: 'active' }
const OWNER = { name: 'owner', value: 'ada' }

let story: Story

const open = async (seed: Parameters<typeof farm>[0]) => {
  story = await openStory(farm(seed))
}
afterEach(() => story.close())

const sleeping = (minutes: number, ...ids: readonly string[]) =>
  ids.map((id) => ({ id, commandLine: `/bin/sh -c 'sleep ${minutes * 60}'` }))

const NIGHTLY = {
  id: 'nightly',
  schedule: { recurrenceInterval: 'P1D' },
  jobSpecification: { poolInfo: { poolId: 'blue' }, priority: 7 },
}

describe('moveJobs', () => {
  it('moves every job to the new pool, and each ends in the state that it had', async () => {
    await open({
      jobs: [
        { id: 'frames', metadata: [OWNER] },
        { id: 'paused', state: 'disabled' },
        { id: 'over', state: 'completed' },
        { id: 'other', poolInfo: { poolId: 'green' } },
      ],
      jobSchedules: [NIGHTLY],
    })
    const { text } = await move(story)
    expect(text).toBe('3 jobs and 1 job schedule of pool blue are on pool green now.')
    expect(jobsIn(story)).toEqual([
      'frames active green owner=ada',
      'nightly:job-1 active green',
      'other active green',
      'over completed blue',
      'paused disabled green',
    ])
    expect(service(story, 'GET', '/jobschedules/nightly').jobSpecification).toMatchObject({
      poolInfo: { poolId: 'green' },
      priority: 7,
    })
  })

  it('says that there was nothing to move', async () => {
    await open({ jobs: [{ id: 'over', state: 'completed' }] })
    expect(await move(story)).toMatchObject({ text: 'No job of pool blue was left to move.', calls: 2 })
  })

  for (const { running, tasks, minutes } of [
    { running: 'requeue', tasks: ['t1 1 1', 't2 1 1'], minutes: 1 },
    { running: 'wait', tasks: ['t1 1 0', 't2 1 0'], minutes: 40 },
    { running: 'terminate', tasks: ['t1 0 0 terminated', 't2 0 0 terminated'], minutes: 1 },
  ] as const) {
    it(`treats running tasks as ${running} says, and loses or repeats no other`, async () => {
      await open({ jobs: [{ id: 'frames', tasks: sleeping(40, 't1', 't2') }] })
      const { clock } = story.served.sandbox
      clock.advance(MINUTE)
      const since = clock.now()
      const { text, texts } = await move(story, { running })
      expect(text).toBe('1 job of pool blue is on pool green now.')
      expect(Math.ceil((clock.now() - since) / MINUTE)).toBe(minutes)
      expect(texts).toContainEqual(expect.stringMatching(/^Job frames is being disabled; /))
      clock.advance(100 * MINUTE)
      expect(tasksIn(story)).toEqual(tasks)
    })
  }

  it('goes back the same way', async () => {
    await open({ jobs: [{ id: 'frames' }, { id: 'paused', state: 'disabled' }], jobSchedules: [NIGHTLY] })
    await move(story)
    const { text } = await move(story, { isBack: true })
    expect(text).toBe('3 jobs and 1 job schedule of pool green are on pool blue now.')
    expect(jobsIn(story)).toEqual(['frames active blue', 'nightly:job-1 active blue', 'paused disabled blue'])
  })

  it('moves a job that is made meanwhile', async () => {
    await open({ jobs: [{ id: 'frames' }] })
    const late = { id: 'late', poolInfo: { poolId: 'blue' } }
    const { text } = await move(story, {
      onCall: (name) => {
        if (name === 'enableJob' && jobsIn(story).length === 1) service(story, 'POST', '/jobs', late)
      },
    })
    expect(text).toBe('2 jobs of pool blue are on pool green now.')
    expect(jobsIn(story)).toEqual(['frames active green', 'late active green'])
  })

  it('gives up on somebody who makes jobs without end', async () => {
    await open({ jobs: [{ id: 'frames' }] })
    const { error } = await move(story, {
      onCall: (name, call) => {
        if (name === 'listJobs') service(story, 'POST', '/jobs', { id: `late-${call}`, poolInfo: { poolId: 'blue' } })
      },
    })
    expect(error).toMatchObject({ name: 'UserError', code: 'JobsKeepComing' })
  })

  it('leaves a job alone that completes while it is moved', async () => {
    await open({ jobs: [{ id: 'frames' }, { id: 'gone' }] })
    const { text } = await move(story, {
      onCall: (name) => {
        if (name !== 'disableJob' || !jobsIn(story).includes('frames active blue sig-batch-pool-move=active')) return
        service(story, 'POST', '/jobs/frames/terminate')
        service(story, 'DELETE', '/jobs/gone')
        story.served.sandbox.clock.advance(MINUTE)
      },
    })
    expect(text).toBe('No job of pool blue was left to move.')
    expect(jobsIn(story)).toEqual(['frames completed blue sig-batch-pool-move=active'])
  })

  it('waits for a job that somebody else disables, and leaves it disabled', async () => {
    await open({ jobs: [{ id: 'frames' }] })
    service(story, 'POST', '/jobs/frames/disable', { disableTasks: 'wait' })
    await move(story)
    expect(jobsIn(story)).toEqual(['frames disabled green'])
  })

  it('enables a job whose note somebody has overwritten meanwhile', async () => {
    await open({ jobs: [{ id: 'frames' }] })
    const { text } = await move(story, {
      onCall: (name) => {
        const isDisabled = jobsIn(story)[0]?.startsWith('frames disabled blue sig-batch-pool-move')
        if (name === 'updateJob' && isDisabled) service(story, 'PATCH', '/jobs/frames', { metadata: [OWNER] })
      },
    })
    expect(text).toBe('1 job of pool blue is on pool green now.')
    expect(jobsIn(story)).toEqual(['frames active green owner=ada'])
  })

  it('finishes what a run before it has left halfway, on either pool', async () => {
    const metadata = [OWNER, NOTE]
    await open({
      jobs: [
        { id: 'a', metadata },
        { id: 'b', metadata, state: 'disabled' },
        { id: 'c', metadata, state: 'disabled', poolInfo: { poolId: 'green' } },
        { id: 'd', metadata, poolInfo: { poolId: 'green' } },
      ],
    })
    expect((await move(story)).text).toBe('4 jobs of pool blue are on pool green now.')
    expect(jobsIn(story)).toEqual(['a', 'b', 'c', 'd'].map((id) => `${id} active green owner=ada`))
  })

  it('stops tasks that a run before it has only waited for, where it is told to', async () => {
    await open({ jobs: [{ id: 'frames', tasks: sleeping(600, 't1') }] })
    story.served.sandbox.clock.advance(MINUTE)
    const deadline = story.served.sandbox.clock.now() + 10 * MINUTE
    const { error } = await move(story, { running: 'wait', deadline })
    expect(error).toBeInstanceOf(Cancelled)
    expect(jobsIn(story)).toEqual(['frames disabling blue sig-batch-pool-move=active'])
    expect((await move(story)).text).toBe('1 job of pool blue is on pool green now.')
    expect(tasksIn(story)).toEqual(['t1 0 1'])
  })
})

describe('moveJobs that is killed', () => {
  const seed = {
    jobs: [
      { id: 'frames', metadata: [OWNER], tasks: sleeping(2, 't1') },
      { id: 'paused', state: 'disabled' },
    ],
    jobSchedules: [NIGHTLY],
  }

  for (const running of ['requeue', 'wait'] as const) {
    it(`with ${running} is finished by the next run, wherever it was`, async () => {
      await open(seed)
      story.served.sandbox.clock.advance(MINUTE)
      const { calls } = await move(story, { running })
      expect(calls).toBeGreaterThan(15)
      const ends: Json[] = []
      for (let killedAt = 1; killedAt <= calls; killedAt += 1) {
        story.served.sandbox.reset()
        story.served.sandbox.clock.advance(MINUTE)
        const killed = await move(story, { running, killedAt })
        const again = await move(story, { running })
        story.served.sandbox.clock.advance(10 * MINUTE)
        const after = { killed: killed.error?.name, calls: killed.calls, again: again.error, jobs: jobsIn(story) }
        ends.push({ ...after, tasks: tasksIn(story).map((task) => task.slice(0, 'tN 1'.length)) })
      }
      const jobs = ['frames active green owner=ada', 'nightly:job-1 active green', 'paused disabled green']
      const end = { killed: 'Cancelled', again: undefined, jobs, tasks: ['t1 1'] }
      expect(ends).toEqual(ends.map((_, index) => ({ ...end, calls: index + 1 })))
    })
  }
})

describe('moveJobs where Azure refuses', () => {
  const WRITES = ['PATCH', 'POST'] as const

  for (const { status, code } of [
    { status: 409, code: 'OperationInvalidForCurrentState' },
    { status: 412, code: 'ConditionNotMet' },
    { status: 503, code: 'ServerBusy' },
  ]) {
    for (const after of [false, true]) {
      it(`moves every job all the same when each write once ${after ? 'is carried out and' : ''} answers ${status}`, async () => {
        await open({ jobs: [{ id: 'frames', metadata: [OWNER] }], jobSchedules: [NIGHTLY] })
        for (const method of WRITES) {
          for (const nth of [1, 3, 5]) {
            const match = { method, plane: 'batch', path: '/job' } as const
            story.served.sandbox.faults.add({ match, nth, effect: { kind: 'answer', status, code, after } })
          }
        }
        const { error } = await move(story)
        expect(error).toBeUndefined()
        expect(jobsIn(story)).toEqual(['frames active green owner=ada', 'nightly:job-1 active green'])
        expect(service(story, 'GET', '/jobschedules/nightly').jobSpecification.poolInfo).toEqual({ poolId: 'green' })
      })
    }
  }

  it('enables a job again that cannot be moved, where it stands', async () => {
    await open({ jobs: [{ id: 'frames', metadata: [OWNER] }] })
    const effect = { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'No.' } as const
    story.served.sandbox.faults.add({ match: { method: 'PATCH', path: '/jobs/frames' }, nth: 2, effect })
    const { error } = await move(story)
    expect(error).toMatchObject({ name: 'AzureError', code: 'AuthorizationFailed' })
    expect(jobsIn(story)).toEqual(['frames active blue owner=ada'])
  })

  it('enables a job at once that still waits for its tasks', async () => {
    await open({ jobs: [{ id: 'frames', tasks: sleeping(40, 't1') }] })
    story.served.sandbox.clock.advance(MINUTE)
    const effect = { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'No.' } as const
    // The fourth reading of the job finds it waiting, and is refused until the run gives up.
    story.served.sandbox.faults.add({ match: { method: 'GET', path: '/jobs/frames' }, nth: 4, count: 41, effect })
    const { error } = await move(story, { running: 'wait' })
    expect(error).toMatchObject({ name: 'AzureError', code: 'AuthorizationFailed' })
    expect(jobsIn(story)).toEqual(['frames active blue'])
    story.served.sandbox.clock.advance(60 * MINUTE)
    expect(tasksIn(story)).toEqual(['t1 1 0'])
  })

  it('tells of a job that cannot even be enabled again, and leaves its note for the next run', async () => {
    await open({ jobs: [{ id: 'frames' }] })
    const effect = { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'No.' } as const
    story.served.sandbox.faults.add({ match: { method: 'POST', path: '/jobs/frames/enable' }, count: 0, effect })
    const { error, texts } = await move(story)
    expect(error).toMatchObject({ code: 'AuthorizationFailed' })
    expect(texts.at(-1)).toBe(
      'Job frames could not be enabled again (AuthorizationFailed: No.); the next run that moves jobs does it.',
    )
    story.served.sandbox.faults.clear()
    expect((await move(story)).error).toBeUndefined()
    expect(jobsIn(story)).toEqual(['frames active green'])
  })
})
