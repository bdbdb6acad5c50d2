import { describe, expect, it } from '@jest/globals'
import { Cancelled } from '../../src/model/errors.ts'
import type { Event } from '../../src/model/event.ts'
import { once } from './busy-pool.ts'
import { ask, poolOf, put, scaleTo } from './reasons/requests.ts'
import { POOL, version } from './reasons/runs.ts'
import { stories } from './stories.ts'
import type { Story, StoryRun } from './story.ts'
import { expectTranscript } from './transcript.ts'
import {
  askBatch,
  bad,
  framesIn,
  GREEN,
  jobsIn,
  ONCE,
  poolId,
  poolsIn,
  ROLL,
  ROLL_ON,
  twoPools,
  unchangedOn,
} from './two-pools.ts'
import { entry, type Json } from './worlds.ts'

const GREEN_NAME = 'render-pool-1-1-0'
const writes = (requests: readonly string[]) => requests.filter((request) => !request.startsWith('GET'))

/** Cancels the job at the first event of that kind of a step. */
function cutAt(kind: Event['kind'], stepId: string): StoryRun {
  const controller = new AbortController()
  const cut = () => controller.abort(new Cancelled('The job was cancelled.'))
  return { signal: controller.signal, ...once(kind, stepId, cut) }
}

describe('update-strategy: blue-green', () => {
  stories(twoPools(), (story) => {
    it('puts a second pool in the place of the first, and no task is lost or run twice', async () => {
      const told = await story().run(ROLL)
      expectTranscript('blue-green', told)
      expect(told.report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(poolsIn(story())).toEqual({ [GREEN_NAME]: '1.1.0 on 2 nodes' })
      expect(jobsIn(story())).toEqual(unchangedOn(GREEN_NAME))
      expect(framesIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
    })

    it('has nothing to do in the next run', async () => {
      await story().run(ROLL)
      const { report, requests } = await story().run(ROLL)
      expect(report.outcome).toBe('unchanged')
      expect(writes(requests)).toEqual([])
    })

    it('lists the pools of the account once, whatever is told by them', async () => {
      const { requests } = await story().run({ ...ROLL, mode: 'plan', 'keep-versions': '1' })
      expect(requests.filter((request) => /^GET .*\/pools$/.test(request))).toHaveLength(1)
    })

    it('goes from the second pool to a third', async () => {
      await story().run(ROLL)
      const { report } = await story().run(ROLL_ON)
      expect(report.outcome).toBe('applied')
      expect(poolsIn(story())).toEqual({ 'render-pool-1-2-0': '1.2.0 on 2 nodes' })
      expect(jobsIn(story())).toEqual(unchangedOn('render-pool-1-2-0'))
    })

    it('leaves the pool that every other strategy finds by the name of the first', async () => {
      await story().run(ROLL)
      const { report } = await story().run({ ...ROLL_ON, 'update-strategy': 'in-place' })
      expect(report.outcome).toBe('applied')
      expect(poolsIn(story())).toEqual({ [GREEN_NAME]: '1.2.0 on 2 nodes' })
    })

    it('gives the second pool another name where a stranger has taken it', async () => {
      expect(ask(story(), put(GREEN, { properties: poolOf(version('1.0.0')) })).status).toBe(200)
      const { report } = await story().run(ROLL, { expects: { pools: ['render-pool-1-1-0-2'] } })
      expect(report.outcome).toBe('applied')
      expect(poolsIn(story())).toEqual({
        [GREEN_NAME]: '1.0.0 on 2 nodes',
        'render-pool-1-1-0-2': '1.1.0 on 2 nodes',
      })
    })

    it('changes a pool without a second one where Azure needs no pool without nodes for that', async () => {
      const { report } = await story().run({ ...ROLL, source: '', 'image-version': '1.0.0', 'node-count': '3' })
      expect(report.outcome).toBe('applied')
      expect(poolsIn(story())).toEqual({ 'render-pool': '1.0.0 on 3 nodes' })
    })

    it('moves a job that is made while jobs move', async () => {
      const more = once('step-progressed', 'move-jobs render-pool', () =>
        askBatch(story(), 'POST', '/jobs', { id: 'late', poolInfo: { poolId: 'render-pool' } }),
      )
      const told = await story().run(ROLL, more)
      expectTranscript('blue-green-late-job', told)
      expect(told.report.outcome).toBe('applied')
      expect(jobsIn(story())).toEqual({ ...unchangedOn(GREEN_NAME), late: `active on ${GREEN_NAME}` })
    })

    it('moves a job that comes to the first pool after the others have moved', async () => {
      const more = once('step-started', 'drain-pool render-pool', () =>
        askBatch(story(), 'POST', '/jobs', { id: 'late', poolInfo: { poolId: 'render-pool' } }),
      )
      await story().run(ROLL, more)
      expect(jobsIn(story())).toEqual({ ...unchangedOn(GREEN_NAME), late: `active on ${GREEN_NAME}` })
    })
  })
})

describe('somebody who scales the first pool while the second one comes', () => {
  stories(twoPools(), (story) => {
    it('does not keep it: its place is taken', async () => {
      const { report } = await story().run(
        ROLL,
        once('step-succeeded', 'create-pool render-pool-1-1-0', () => ask(story(), scaleTo(3))),
      )
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(poolsIn(story())).toEqual({ [GREEN_NAME]: '1.1.0 on 2 nodes' })
    })
  })
})

describe('somebody who changes the first pool while the second one comes', () => {
  const startTask = { commandLine: '/bin/sh -c mount-licences' }
  const change = (story: Story) => {
    expect(ask(story, { method: 'PATCH', id: POOL, body: { properties: { startTask } } }).status).toBe(200)
  }
  stories(twoPools(), (story) => {
    it('is not overrun: the second pool goes, and the change stays', async () => {
      const told = await story().run(
        ROLL,
        once('step-succeeded', 'move-jobs render-pool', () => change(story())),
      )
      expectTranscript('blue-green-changed', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'PlanIsStale' }] })
      expect(poolsIn(story())).toEqual({ 'render-pool': '1.0.0 on 2 nodes' })
      expect(ask(story(), { method: 'GET', id: POOL }).body.properties.startTask).toMatchObject(startTask)
      expect(jobsIn(story())).toEqual(unchangedOn('render-pool'))
    })

    it('is followed by the next run, whose second pool has the change', async () => {
      await story().run(
        ROLL,
        once('step-succeeded', 'move-jobs render-pool', () => change(story())),
      )
      expect((await story().run(ROLL)).report.outcome).toBe('applied')
      expect(ask(story(), { method: 'GET', id: GREEN }).body.properties.startTask).toMatchObject(startTask)
    })

    it('is not overrun either by a run that makes the pool anew', async () => {
      const { report } = await story().run(
        { ...ROLL, 'update-strategy': 'recreate' },
        once('step-started', 'delete-pool render-pool', () => change(story())),
      )
      expect(report).toMatchObject({ outcome: 'failed', failures: [{ code: 'PlanIsStale' }] })
      expect(poolsIn(story())).toEqual({ 'render-pool': '1.0.0 on 2 nodes' })
    })
  })
})

describe('job-move', () => {
  stories(twoPools(), (story) => {
    const again = { ...ONCE, requeues: 1 }
    const ended = { completions: 0, requeues: 0, terminated: 1 }
    const cases = [
      ['requeue', 'runs the tasks that were stopped again on the second pool', again],
      ['terminate', 'ends the tasks that ran on the first pool for good', ended],
    ] as const
    for (const [move, does, first] of cases) {
      it(`${does} with ${move}`, async () => {
        const told = await story().run({ ...ROLL, 'job-move': move })
        expectTranscript(`blue-green-${move}`, told)
        expect(told.report.outcome).toBe('applied')
        expect(framesIn(story())).toEqual([first, first, ONCE, ONCE])
      })
    }
  })
})

describe('keep-old-pool', () => {
  const KEEP = { ...ROLL, 'keep-old-pool': 'true' }
  const BACK = { ...KEEP, source: '', 'image-version': 'previous' }
  stories(twoPools(), (story) => {
    it('keeps the first pool without nodes, and one input goes back to it', async () => {
      const there = await story().run(KEEP)
      expect(poolsIn(story())).toEqual({ 'render-pool': '1.0.0 on 0 nodes', [GREEN_NAME]: '1.1.0 on 2 nodes' })
      const back = await story().run(BACK)
      expectTranscript('blue-green-kept', there, back)
      expect(back.report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(poolsIn(story())).toEqual({ 'render-pool': '1.0.0 on 2 nodes', [GREEN_NAME]: '1.1.0 on 0 nodes' })
      expect(jobsIn(story())).toEqual(unchangedOn('render-pool'))
    })

    it('has nothing to do in the next run, there and back', async () => {
      await story().run(KEEP)
      expect((await story().run(KEEP)).report.outcome).toBe('unchanged')
      await story().run(BACK)
      expect((await story().run(BACK)).report.outcome).toBe('unchanged')
    })

    it('takes away a pool that was kept once it is no longer asked for', async () => {
      await story().run(KEEP)
      const { report } = await story().run(ROLL)
      expect(report.outcome).toBe('applied')
      expect(poolsIn(story())).toEqual({ [GREEN_NAME]: '1.1.0 on 2 nodes' })
    })

    it('keeps one pool, and takes away those before it', async () => {
      await story().run(KEEP)
      await story().run({ ...ROLL_ON, 'keep-old-pool': 'true' })
      expect(poolsIn(story())).toEqual({ [GREEN_NAME]: '1.1.0 on 0 nodes', 'render-pool-1-2-0': '1.2.0 on 2 nodes' })
    })
  })
})

describe('a second pool whose nodes never join', () => {
  stories(twoPools(bad), (story) => {
    it('is deleted, and nothing of the first was touched', async () => {
      const told = await story().run(ROLL)
      expectTranscript('blue-green-never-joins', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'NodesUnusable' }] })
      expect(poolsIn(story())).toEqual({ 'render-pool': '1.0.0 on 2 nodes' })
      expect(jobsIn(story())).toEqual(unchangedOn('render-pool'))
      expect(framesIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
    })

    it('stays with on-failure: stop, and goes in a run that rolls on', async () => {
      const told = await story().run({ ...ROLL, 'on-failure': 'stop' })
      expectTranscript('blue-green-stop', told)
      expect(told.report.outcome).toBe('failed')
      expect(poolsIn(story())).toEqual({ 'render-pool': '1.0.0 on 2 nodes', [GREEN_NAME]: '1.1.0 on 2 nodes' })
      const good = { ...ROLL_ON, source: 'ubuntu-render-2026-12' }
      expect((await story().run(good)).report.outcome).toBe('applied')
      expect(poolsIn(story())).toEqual({ 'render-pool-1-2-0': '1.2.0 on 2 nodes' })
    })
  })
})

describe('a second pool whose nodes break once jobs run on it', () => {
  const broken = ({ compute }: Json) => {
    entry(compute.images, '2026-11').sandbox = { boot: { breaks: { afterSeconds: 1800 } } }
  }
  const WATCHED = { ...ROLL, 'bake-minutes': '60', 'job-move': 'requeue' }
  stories(twoPools(broken), (story) => {
    it('gives the jobs back, each in the state that it had, and is deleted', async () => {
      const told = await story().run(WATCHED)
      expectTranscript('blue-green-breaks', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back' })
      expect(poolsIn(story())).toEqual({ 'render-pool': '1.0.0 on 2 nodes' })
      expect(jobsIn(story())).toEqual(unchangedOn('render-pool'))
      expect(framesIn(story()).map(({ completions }) => completions)).toEqual([1, 1, 1, 1])
    })

    it('stays as the report says where Azure refuses the undo', async () => {
      story().served.sandbox.faults.add({
        match: { method: 'DELETE', path: '/pools/' },
        effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'The role was taken away.' },
        count: 0,
      })
      const told = await story().run(WATCHED)
      expectTranscript('blue-green-undo-refused', told)
      expect(told.report.outcome).toBe('rollback-failed')
      expect(jobsIn(story())).toEqual(unchangedOn('render-pool'))
    })
  })
})

describe('a run that is cut short', () => {
  stories(twoPools(), (story) => {
    const cuts: readonly [Event['kind'], string][] = [
      ['step-started', `create-pool ${GREEN_NAME}`],
      ['step-succeeded', `create-pool ${GREEN_NAME}`],
      ['step-progressed', `await-pool ${GREEN_NAME}`],
      ['step-started', 'move-jobs render-pool'],
      ['step-progressed', 'move-jobs render-pool'],
      ['step-started', `switch-pool ${GREEN_NAME}`],
      ['step-succeeded', `switch-pool ${GREEN_NAME}`],
      ['step-progressed', 'drain-pool render-pool'],
      ['step-started', 'move-late-jobs render-pool'],
      ['step-started', 'delete-pool render-pool'],
      ['step-progressed', 'delete-pool render-pool'],
    ]
    for (const [kind, stepId] of cuts) {
      it(`is finished by the next one where it was cut at ${kind} of ${stepId}`, async () => {
        const cut = await story().run(ROLL, cutAt(kind, stepId))
        expect(cut.report.outcome).toBe('cancelled')
        const { report } = await story().run(ROLL)
        expect(report.failures).toEqual([])
        expect(report.outcome).toMatch(/^(applied|unchanged)$/)
        expect(jobsIn(story())).toEqual(unchangedOn(GREEN_NAME))
        expect(framesIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
        expect(poolsIn(story())).toEqual({ [GREEN_NAME]: '1.1.0 on 2 nodes' })
        expect((await story().run(ROLL)).report.outcome).toBe('unchanged')
      })
    }
  })
})

describe('cores that somebody takes while the second pool is made', () => {
  const scarce = ({ batch }: Json) => {
    entry(batch.accounts, 'contosorenders').properties.dedicatedCoreQuota = 10
  }
  stories(twoPools(scarce), (story) => {
    it('leave it short of nodes, and it is deleted', async () => {
      const more = once('step-started', `create-pool ${GREEN_NAME}`, () => {
        const taken = poolOf(version('1.0.0'), { scaleSettings: { fixedScale: { targetDedicatedNodes: 2 } } })
        expect(ask(story(), put(poolId('other'), { properties: taken })).status).toBe(200)
      })
      const told = await story().run(ROLL, more)
      expectTranscript('blue-green-quota', told)
      expect(told.report.outcome).toBe('rolled-back')
      expect(poolsIn(story())).toEqual({ other: '1.0.0 on 2 nodes', 'render-pool': '1.0.0 on 2 nodes' })
      expect(jobsIn(story())).toEqual(unchangedOn('render-pool'))
    })
  })
})

describe('a pool that scales by a formula', () => {
  const formula = '$TargetDedicatedNodes = 2;'
  stories(
    twoPools(() => {}, { scaleSettings: { autoScale: { formula, evaluationInterval: 'PT5M' } } }),
    (story) => {
      it('is followed by one that does, too', async () => {
        const { report } = await story().run({ ...ROLL, 'autoscale-formula': formula })
        expect(report).toMatchObject({ outcome: 'applied', failures: [] })
        const { scaleSettings } = ask(story(), { method: 'GET', id: GREEN }).body.properties
        expect(scaleSettings).toMatchObject({ autoScale: { formula } })
        expect(ask(story(), { method: 'GET', id: POOL }).status).toBe(404)
      })
    },
  )
})
