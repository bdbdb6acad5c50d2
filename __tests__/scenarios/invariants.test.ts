import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { BUSY_WORLD } from './busy-pool.ts'
import { brokenInvariants } from './invariants.ts'
import type { Expectation } from './promises.ts'
import { poolOf } from './reasons/requests.ts'
import { ACCOUNT, AGENT, DEPLOY, POOL, version } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'
import type { Json } from './worlds.ts'

/** The busy pool, a pool of somebody else, and a job that is disabled. */
const WORLD = structuredClone(BUSY_WORLD) as Json
WORLD.batch.pools.push({ id: `${ACCOUNT}/pools/theirs`, properties: poolOf(version('1.0.0')) })
WORLD.batch.jobs.push({ account: 'contosorenders', id: 'held', poolInfo: { poolId: 'render-pool' }, state: 'disabled' })

/** A run that finds nothing to do. */
const NOTHING = { ...DEPLOY, ...AGENT }

let story: Story
beforeAll(async () => {
  story = await openStory(WORLD)
})
beforeEach(() => story.served.sandbox.reset())
afterAll(() => story.close())

/** A request that comes as those of the run do. */
type Send = (method: string, path: string, body?: Json) => void

type Plant = (send: Send) => void

const SERVICE = 'https://contosorenders.westeurope.batch.azure.com'

function url(path: string): string {
  return `${path.startsWith('/subscriptions/') ? 'https://management.azure.com' : SERVICE}${path}?api-version=2025-06-01`
}

function later(seconds: number): void {
  story.served.sandbox.clock.advance(seconds * 1000)
}

/** Sends as the action would, or as the story itself. */
const sender =
  (way: 'carryOut' | 'ask'): Send =>
  (method, path, body) => {
    const { sandbox } = story.served
    const as = sandbox.world.applications[0]?.clientId ?? ''
    sandbox[way]({ method, url: url(path), as, ...(body !== undefined && { body }) })
  }

/** A run that does something more at its end. */
async function runWith(plant: Plant, way: 'carryOut' | 'ask', expects: Expectation = {}) {
  return story.run(NOTHING, {
    expects,
    onEvent: ({ kind }) => {
      if (kind === 'finished') plant(sender(way))
    },
  })
}

const scale = (targetDedicatedNodes: number) => ({
  properties: { scaleSettings: { fixedScale: { targetDedicatedNodes } } },
})

const WRONGS: readonly {
  readonly wrong: string
  readonly plant: Plant
  readonly told: string
  readonly expects: Expectation
}[] = [
  {
    wrong: 'queues tasks again',
    plant: (send) => {
      send('POST', '/jobs/frames/disable', { disableTasks: 'requeue' })
      send('POST', '/jobs/frames/enable')
    },
    told: 'Task t1 of job frames was queued again at 2026',
    expects: { requeued: true },
  },
  {
    wrong: 'ends a task',
    plant: (send) => send('POST', '/jobs/frames/tasks/t1/terminate'),
    told: 'Task t1 of job frames was ended at 2026',
    expects: { terminated: true },
  },
  {
    wrong: 'leaves a job disabled',
    plant: (send) => send('POST', '/jobs/frames/disable', { disableTasks: 'wait' }),
    told: 'Job frames is disabling, and was active (active on render-pool by the world, disabling',
    expects: { jobs: true },
  },
  {
    wrong: 'enables a job that was disabled',
    plant: (send) => {
      send('POST', '/jobs/held/enable')
      later(5)
    },
    told: 'Job held is active, and was disabled',
    expects: { jobs: true },
  },
  {
    wrong: 'moves a job',
    plant: (send) => send('PATCH', '/jobs/held', { poolInfo: { poolId: 'theirs' } }),
    told: 'Job held runs on pool theirs, and ran on render-pool',
    expects: { jobs: true },
  },
  {
    wrong: 'deletes a job with tasks that wait',
    plant: (send) => {
      send('POST', '/jobs/frames/disable', { disableTasks: 'requeue' })
      send('DELETE', '/jobs/frames')
    },
    told: 'Task t1 of job frames is lost: its job is deleting (by DELETE /jobs/frames).',
    expects: { jobs: true, requeued: true },
  },
  {
    wrong: 'leaves a job of its own',
    plant: (send) => send('POST', '/jobs', { id: 'smoke', poolInfo: { poolId: 'render-pool' } }),
    told: 'Job smoke is left, and nobody asked for it.',
    expects: { jobs: true },
  },
  {
    wrong: 'leaves a pool',
    plant: (send) => send('PUT', `${POOL}-canary`, { properties: poolOf(version('1.0.0')) }),
    told: 'Pool render-pool-canary is left, and nobody asked for it',
    expects: { pools: ['render-pool-canary'] },
  },
  {
    wrong: 'takes a pool of others',
    plant: (send) => send('DELETE', `${ACCOUNT}/pools/theirs`),
    told: 'Pool theirs is gone, and nobody asked for that',
    expects: { pools: ['theirs'] },
  },
  {
    wrong: 'asks for more cores than there are',
    plant: (send) => send('PATCH', POOL, scale(20_000)),
    told: 'Pool render-pool was cut short by AccountCoreQuotaReached',
    expects: { shortOfCores: true },
  },
  {
    wrong: 'takes nodes that are needed, and gives them back',
    plant: (send) => {
      send('PATCH', POOL, scale(0))
      later(60)
      send('PATCH', POOL, scale(2))
      later(600)
    },
    told: 'Only 0 nodes could run tasks at 2026',
    expects: { requeued: true, standsStill: true },
  },
]

describe('a run of a story', () => {
  for (const { wrong, plant, told, expects } of WRONGS) {
    it(`fails where it ${wrong}`, async () => {
      await expect(runWith(plant, 'carryOut')).rejects.toThrow(told)
    })

    it(`passes where it ${wrong} and may`, async () => {
      expect((await runWith(plant, 'carryOut', expects)).report.outcome).toBe('unchanged')
    })

    it(`passes where the story itself ${wrong}`, async () => {
      expect((await runWith(plant, 'ask')).report.outcome).toBe('unchanged')
    })
  }

  it('is not blamed for what a run before it did at the same instant', async () => {
    const { plant, expects } = WRONGS[0] ?? {}
    if (plant === undefined) throw new Error('there is no wrong')
    await runWith(plant, 'carryOut', expects)
    expect((await runWith(() => {}, 'carryOut')).report.outcome).toBe('unchanged')
  })
})

describe('brokenInvariants', () => {
  // The sandbox grants no cores beyond a quota, and no task runs again that has ended: such a witness has to be made up.
  const run = { since: 0, until: 0, isByHand: () => false, isMeddledWith: false, refusedDeletions: [] }
  const promises = {
    mayRequeue: () => false,
    mayTerminate: false,
    mayLeavePool: () => false,
    mayTakePool: () => false,
    mayChangeJobs: false,
    mayMoveJobs: false,
    mayFallShort: true,
    isOfRollout: () => false,
    leastNodes: () => 0,
  }

  it('tells of cores beyond a quota, whoever held them', () => {
    const witness = story.served.sandbox.witness()
    const [first] = witness.cores
    if (first === undefined) throw new Error('the world has no quota')
    const cores = [{ ...first, kind: 'dedicated', quota: 20, peak: 22 }]
    expect(brokenInvariants({ ...witness, cores }, { ...run, before: witness }, promises)).toEqual([
      expect.stringContaining('Account contosorenders held 22 dedicated cores of 20 at 2026'),
    ])
  })

  it('tells of a task that ran to its end twice', () => {
    const witness = story.served.sandbox.witness()
    const tasks = witness.tasks.map((task) => ({ ...task, completions: 2 }))
    expect(brokenInvariants({ ...witness, tasks }, { ...run, before: witness }, promises)).toEqual([
      'Task t1 of job frames ran to its end 2 times.',
      'Task t2 of job frames ran to its end 2 times.',
    ])
  })
})
