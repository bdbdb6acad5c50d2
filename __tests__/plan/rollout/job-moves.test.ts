import { describe, expect, it } from '@jest/globals'
import type { Job, JobSchedule } from '../../../src/model/job.ts'
import {
  type JobAct,
  jobsAtOnce,
  jobsToMove,
  nextForJob,
  nextToEnd,
  notMovable,
  repointed,
  schedulesToMove,
} from '../../../src/plan/rollout/job-moves.ts'

const WAY = { from: 'blue', to: 'green', running: 'requeue' } as const
const OWNER = { name: 'owner', value: 'ada' }
const NOTE = { name: 'sig-batch-pool-move', value: 'active' }

type Facts = { readonly on: string; readonly state: string; readonly isNoted?: boolean }

function job({ on, state, isNoted = false }: Facts): Job {
  return { id: 'frames', etag: '0x1', state, poolName: on, metadata: isNoted ? [OWNER, NOTE] : [OWNER] }
}

const note: JobAct = { kind: 'update', change: { metadata: [OWNER, NOTE] } }
const repoint: JobAct = { kind: 'update', change: { poolName: 'green' } }
const unnote: JobAct = { kind: 'update', change: { metadata: [OWNER] } }
const [disable, enable, wait, done]: JobAct[] = [
  { kind: 'disable' },
  { kind: 'enable' },
  { kind: 'wait' },
  { kind: 'done' },
]

describe('nextForJob', () => {
  const rows = [
    { on: 'blue', state: 'active', isNoted: false, next: note, does: 'notes that it is active' },
    { on: 'blue', state: 'active', isNoted: true, next: disable, does: 'disables it' },
    { on: 'blue', state: 'disabling', isNoted: false, next: wait, does: 'waits for who disables it' },
    { on: 'blue', state: 'disabling', isNoted: true, next: disable, does: 'asks anew, in the way of this run' },
    { on: 'blue', state: 'disabled', isNoted: false, next: repoint, does: 'gives it the new pool' },
    { on: 'blue', state: 'disabled', isNoted: true, next: repoint, does: 'gives it the new pool' },
    { on: 'blue', state: 'enabling', isNoted: false, next: wait, does: 'waits until it is active' },
    { on: 'blue', state: 'enabling', isNoted: true, next: wait, does: 'waits until it is active' },
    { on: 'blue', state: 'terminating', isNoted: false, next: done, does: 'leaves it alone' },
    { on: 'blue', state: 'completed', isNoted: true, next: done, does: 'leaves it alone' },
    { on: 'blue', state: 'deleting', isNoted: true, next: done, does: 'leaves it alone' },
    { on: 'blue', state: 'dreaming', isNoted: false, next: done, does: 'leaves it alone' },
    { on: 'green', state: 'active', isNoted: false, next: done, does: 'leaves it alone' },
    { on: 'green', state: 'disabled', isNoted: false, next: done, does: 'leaves it alone' },
    { on: 'green', state: 'active', isNoted: true, next: unnote, does: 'takes the note out' },
    { on: 'green', state: 'disabling', isNoted: true, next: wait, does: 'waits until it is disabled' },
    { on: 'green', state: 'disabled', isNoted: true, next: enable, does: 'enables it' },
    { on: 'green', state: 'enabling', isNoted: true, next: wait, does: 'waits until it is active' },
    { on: 'green', state: 'completed', isNoted: true, next: done, does: 'leaves it alone' },
    { on: 'red', state: 'active', isNoted: true, next: done, does: 'leaves it alone' },
    { on: 'Blue', state: 'disabled', isNoted: false, next: repoint, does: 'gives it the new pool' },
  ]
  for (const { next, does, ...facts } of rows) {
    const { on, state, isNoted } = facts
    it(`${does} where a job on pool ${on} is ${state} ${isNoted ? 'with' : 'without'} a note`, () => {
      expect(nextForJob(job(facts), WAY)).toEqual(next)
    })
  }

  it('asks once to disable a job, and not again where it waits for tasks', () => {
    const disabling = job({ on: 'blue', state: 'disabling', isNoted: true })
    expect(nextForJob(disabling, WAY, true)).toEqual(wait)
    expect(nextForJob(disabling, { ...WAY, running: 'wait' })).toEqual(wait)
  })
})

describe('nextToEnd', () => {
  it('brings a job with a note back wherever it stands, and leaves others alone', () => {
    const next = (state: string, isNoted: boolean) => nextToEnd(job({ on: 'blue', state, isNoted }))
    expect(['active', 'disabled', 'enabling'].map((state) => next(state, true))).toEqual([unnote, enable, wait])
    expect(next('disabled', false)).toEqual(done)
  })
})

describe('jobsToMove', () => {
  it('are those on the old pool that go on, and those that a run before has left on the new one', () => {
    const jobs = [
      job({ on: 'blue', state: 'active' }),
      job({ on: 'blue', state: 'terminating' }),
      job({ on: 'green', state: 'active' }),
      job({ on: 'green', state: 'disabled', isNoted: true }),
    ]
    expect(jobsToMove(jobs, WAY)).toEqual([jobs[0], jobs[3]])
  })

  it('are none that have no pool of their own choice', () => {
    expect(jobsToMove([{ id: 'auto', state: 'active', etag: '', autoPool: {}, metadata: [] }], WAY)).toEqual([])
  })
})

const schedule = (state: string, poolName: string): JobSchedule => ({
  id: 'nightly',
  state,
  etag: '0x1',
  poolName,
  specification: { poolInfo: { poolId: poolName, later: 1 }, priority: 7 },
})

describe('schedulesToMove', () => {
  it('are those that will make jobs for the old pool, also where they are disabled', () => {
    const states = ['active', 'disabled', 'completed', 'terminating', 'deleting']
    const schedules = states.map((state) => schedule(state, 'blue'))
    expect(schedulesToMove([...schedules, schedule('active', 'green')], WAY)).toEqual(schedules.slice(0, 2))
  })
})

describe('repointed', () => {
  it('changes the pool of a template, and keeps every other member', () => {
    expect(repointed(schedule('active', 'blue'), 'green')).toEqual({
      poolInfo: { poolId: 'green', later: 1 },
      priority: 7,
    })
  })
})

describe('notMovable', () => {
  const definition = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/x/images/render'
  const rows = [
    { imageVersionId: `${definition}/versions/1.0.0`, is: true },
    { imageVersionId: `${definition.toUpperCase()}/versions/1.0.0`, is: true },
    { imageVersionId: definition, is: true },
    { imageVersionId: `${definition}-2/versions/1.0.0`, is: false },
    { is: false },
  ]
  for (const { is, ...autoPool } of rows) {
    it(`${is ? 'names' : 'does not name'} a job whose pool is made from ${autoPool.imageVersionId ?? 'another image'}`, () => {
      const jobs = [{ id: 'auto', autoPool }, { id: 'frames' }]
      expect(notMovable(jobs, definition).map(({ id }) => id)).toEqual(is ? ['auto'] : [])
    })
  }
})

describe('jobsAtOnce', () => {
  const rows = [
    { jobs: 1, running: 'wait', atOnce: 1 },
    { jobs: 9, running: 'wait', atOnce: 1 },
    { jobs: 10, running: 'requeue', atOnce: 2 },
    { jobs: 200, running: 'wait', atOnce: 40 },
    { jobs: 200, running: 'requeue', atOnce: 10 },
    { jobs: 200, running: 'terminate', atOnce: 10 },
  ] as const
  for (const { jobs, running, atOnce } of rows) {
    it(`moves ${atOnce} of ${jobs} at the same time with ${running}`, () => {
      expect(jobsAtOnce(jobs, running)).toBe(atOnce)
    })
  }
})
