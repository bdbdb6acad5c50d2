import { describe, expect, it } from '@jest/globals'
import { Cancelled } from '../../src/model/errors.ts'
import { imageOf, type PoolWorld, poolIn, ROLL, TASK_MINUTES, worldWithPool } from './busy-pool.ts'
import { ask, scaleTo } from './reasons/requests.ts'
import { POOL, version } from './reasons/runs.ts'
import { stories } from './stories.ts'
import type { Story } from './story.ts'
import { expectTranscript } from './transcript.ts'
import type { Json } from './worlds.ts'

/** Each node runs a task, and two more tasks wait. */
const running = (more: Omit<PoolWorld, 'tasks'> = {}) => worldWithPool({ ...more, tasks: 4 })

/** Every image that is published from now on makes nodes that never join. */
const BAD = { boot: { outcome: 'never-joins' } }

const noted = ({ properties }: Json): string[] =>
  (properties.metadata ?? []).map(({ name }: Json) => name).filter((name: string) => name.endsWith('-restore'))

/** What became of the tasks, once there was time for each to run twice. */
function tasksIn({ served: { sandbox } }: Story) {
  sandbox.clock.advance(4 * TASK_MINUTES * 60_000)
  return sandbox.auditTasks().map(({ completions, requeues, terminated }) => ({
    completions,
    requeues: requeues.length,
    terminated: terminated !== undefined,
  }))
}

const ONCE = { completions: 1, requeues: 0, terminated: false }

describe('update-strategy: in-place', () => {
  stories(running(), (story) => {
    it('brings the new image under the same ID, with the nodes of before, and no task is lost or run twice', async () => {
      const told = await story().run(ROLL)
      const { report } = told
      expectTranscript('in-place', told)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      const pool = poolIn(story())
      expect(imageOf(pool)).toBe('1.1.0')
      expect(pool.properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
      expect(noted(pool)).toEqual([])
      expect(tasksIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
    })

    it('has nothing to do in the next run', async () => {
      await story().run(ROLL)
      const { report, requests } = await story().run(ROLL)
      expect(report.outcome).toBe('unchanged')
      expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([])
    })
  })
})

describe('update-strategy: fail', () => {
  stories(running(), (story) => {
    it('changes nothing, and says what the others would disturb', async () => {
      const told = await story().run({ ...ROLL, 'update-strategy': 'fail' })
      expectTranscript('fail', told)
      expect(told.report.outcome).toBe('blocked')
      expect(told.requests.filter((request) => !request.startsWith('GET'))).toEqual([])
      expect(tasksIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
    })
  })
})

describe('the time that running tasks are given', () => {
  const IMPATIENT = { ...ROLL, 'drain-timeout-minutes': '10' }
  stories(running(), (story) => {
    it('is over with drain-deadline: fail, and the pool gets its nodes and keeps its image', async () => {
      const told = await story().run(IMPATIENT)
      const { report } = told
      expectTranscript('drain-deadline-fail', told)
      expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'DrainDeadlinePassed' }] })
      const pool = poolIn(story())
      expect(imageOf(pool)).toBe('1.0.0')
      expect(pool.properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
      expect(noted(pool)).toEqual([])
      expect(tasksIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
    })

    it('is over with drain-deadline: requeue, and the tasks run again from their start', async () => {
      const told = await story().run({ ...IMPATIENT, 'drain-deadline': 'requeue' })
      const { report } = told
      expectTranscript('drain-deadline-requeue', told)
      expect(report.outcome).toBe('applied')
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
      const again = { completions: 1, requeues: 1, terminated: false }
      expect(tasksIn(story())).toEqual([again, again, ONCE, ONCE])
    })

    it('is over with drain-deadline: terminate, and the tasks end there', async () => {
      const told = await story().run({ ...IMPATIENT, 'drain-deadline': 'terminate' })
      const { report } = told
      expectTranscript('drain-deadline-terminate', told)
      expect(report.outcome).toBe('applied')
      const ended = { completions: 0, requeues: 0, terminated: true }
      expect(tasksIn(story())).toEqual([ended, ended, ONCE, ONCE])
    })

    it('is nothing with drain: requeue', async () => {
      const { report, durationMs } = await story().run({ ...ROLL, drain: 'requeue' })
      expect(report.outcome).toBe('applied')
      expect(durationMs).toBeLessThan(TASK_MINUTES * 60_000)
    })
  })
})

describe('an image whose nodes never join', () => {
  stories(running(BAD), (story) => {
    it('is undone: the pool has its image and its healthy nodes of before', async () => {
      const told = await story().run(ROLL)
      const { report } = told
      expectTranscript('image-never-joins', told)
      expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'NodesUnusable' }] })
      const pool = poolIn(story())
      expect(imageOf(pool)).toBe('1.0.0')
      expect(pool.properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
      expect(noted(pool)).toEqual([])
      expect(tasksIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
    })

    it('stays with on-failure: stop', async () => {
      const told = await story().run({ ...ROLL, 'on-failure': 'stop' })
      const { report } = told
      expectTranscript('on-failure-stop', told)
      expect(report.outcome).toBe('failed')
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
    })

    it('is undone with update-strategy: recreate as well', async () => {
      const told = await story().run({ ...ROLL, 'update-strategy': 'recreate' })
      const { report } = told
      expectTranscript('recreate-undone', told)
      expect(report.outcome).toBe('rolled-back')
      expect(imageOf(poolIn(story()))).toBe('1.0.0')
      expect(poolIn(story()).properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
    })

    it('leaves the pool as the report says when Azure refuses the undo as well', async () => {
      story().served.sandbox.faults.add({
        match: { method: 'PATCH', path: '/pools/' },
        effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'The role was taken away.' },
        nth: 4,
        count: 0,
      })
      const told = await story().run(ROLL)
      const { report } = told
      expectTranscript('undo-refused', told)
      expect(report.outcome).toBe('rollback-failed')
    })
  })
})

describe('update-strategy: recreate', () => {
  stories(running(), (story) => {
    it('makes the pool anew under the same ID, and its jobs go on there', async () => {
      const told = await story().run({ ...ROLL, 'update-strategy': 'recreate' })
      const { report } = told
      expectTranscript('recreate', told)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
      expect(tasksIn(story()).map(({ completions }) => completions)).toEqual([1, 1, 1, 1])
    })
  })
})

describe('image-version: previous', () => {
  const BACK = { ...ROLL, 'image-version': 'previous', source: '' }
  stories(running(), (story) => {
    it('goes back to what the pool ran on before its last rollout, and stays there', async () => {
      await story().run(ROLL)
      const told = await story().run(BACK)
      const { report } = told
      expectTranscript('previous', told)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(imageOf(poolIn(story()))).toBe('1.0.0')
      expect((await story().run(BACK)).report.outcome).toBe('unchanged')
      expect(tasksIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
    })

    it('goes back by recreate as well', async () => {
      await story().run(ROLL)
      const back = { ...BACK, 'update-strategy': 'recreate' }
      expect((await story().run(back)).report.outcome).toBe('applied')
      expect(imageOf(poolIn(story()))).toBe('1.0.0')
      expect((await story().run(back)).report.outcome).toBe('unchanged')
    })

    it('is not known of a pool that has its first image', async () => {
      const { report, requests } = await story().run(BACK)
      expect(report).toMatchObject({ outcome: 'failed', failures: [{ code: 'NoPreviousVersion' }] })
      expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([])
    })
  })
})

describe('a run that is killed while it rolls a pool', () => {
  /** Runs until that step has begun or ended, and is killed then. */
  async function killed(story: Story, stepId: string, kind: string): Promise<void> {
    const controller = new AbortController()
    const { report } = await story.run(ROLL, {
      signal: controller.signal,
      onEvent: (event) => {
        if ('stepId' in event && event.stepId === stepId && event.kind === kind)
          controller.abort(new Cancelled('The job was cancelled.'))
      },
    })
    expect(report.outcome).toBe('cancelled')
  }

  describe('with a good image', () => {
    stories(running(), (story) => {
      for (const [stepId, kind] of [
        ['drain-pool render-pool', 'step-progressed'],
        ['drain-pool render-pool', 'step-succeeded'],
        ['change-pool render-pool', 'step-succeeded'],
        ['update-pool render-pool', 'step-succeeded'],
      ] as const) {
        it(`is taken up by the next one after ${kind} of ${stepId}`, async () => {
          await killed(story(), stepId, kind)
          const { report } = await story().run(ROLL)
          expect(report.outcome).toBe('applied')
          const pool = poolIn(story())
          expect(imageOf(pool)).toBe('1.1.0')
          expect(pool.properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
          expect(noted(pool)).toEqual([])
          expect(tasksIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
        })
      }
    })
  })

  describe('with an image whose nodes never join', () => {
    stories(running(BAD), (story) => {
      it('has noted how the pool was scaled, and the next run goes back to that', async () => {
        await killed(story(), 'drain-pool render-pool', 'step-succeeded')
        expect(noted(poolIn(story()))).toHaveLength(1)
        const told = await story().run(ROLL)
        const { report } = told
        expectTranscript('killed-then-undone', told)
        expect(report.outcome).toBe('rolled-back')
        const pool = poolIn(story())
        expect(imageOf(pool)).toBe('1.0.0')
        expect(pool.properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
      })
    })
  })
})

describe('a pool whose image version is gone', () => {
  stories(
    running({
      change({ compute }) {
        compute.imageVersions = compute.imageVersions.filter(({ id }: Json) => id !== version('1.0.0'))
      },
    }),
    (story) => {
      it('is rolled forward where nobody needs a way back', async () => {
        const told = await story().run({ ...ROLL, 'on-failure': 'stop' })
        expectTranscript('old-image-gone', told)
        expect(told.report).toMatchObject({ outcome: 'applied', failures: [] })
        expect(imageOf(poolIn(story()))).toBe('1.1.0')
        expect(tasksIn(story())).toEqual([ONCE, ONCE, ONCE, ONCE])
      })
    },
  )
})

describe('a pool that scales by a formula', () => {
  const formula = '$TargetDedicatedNodes = 2;'
  const scaleSettings = { autoScale: { formula, evaluationInterval: 'PT5M' } }
  const AUTO = { ...ROLL, 'autoscale-formula': formula }
  stories(running({ pool: { scaleSettings } }), (story) => {
    it('is emptied all the same, and has its formula again', async () => {
      const told = await story().run(AUTO)
      const { report } = told
      expectTranscript('formula', told)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      const pool = poolIn(story())
      expect(imageOf(pool)).toBe('1.1.0')
      expect(pool.properties.scaleSettings).toMatchObject(scaleSettings)
    })
  })
})

describe('somebody who scales the pool while it is emptied', () => {
  stories(running(), (story) => {
    it('is not fought: the rollout ends, and their scale stays', async () => {
      let isAsked = false
      const told = await story().run(ROLL, {
        onEvent: (event) => {
          if (event.kind !== 'step-progressed' || event.stepId !== 'drain-pool render-pool' || isAsked) return
          isAsked = true
          ask(story(), { method: 'POST', id: `${POOL}/stopResize` })
          story().served.sandbox.clock.advance(60_000)
          expect(ask(story(), scaleTo(3)).status).toBe(200)
        },
      })
      const { report } = told
      expectTranscript('scaled-by-somebody-else', told)
      expect(report).toMatchObject({ outcome: 'failed', failures: [{ code: 'DrainInterrupted' }] })
      expect(poolIn(story()).properties.scaleSettings.fixedScale).toMatchObject({ targetDedicatedNodes: 3 })
      expect(imageOf(poolIn(story()))).toBe('1.0.0')
    })
  })
})
