import { describe, expect, it } from '@jest/globals'
import { expectNodesOf, imageOf, later, ONCE, once, poolIn, ROLL, tasksIn, worldWithPool } from './busy-pool.ts'
import { ask, poolOf, put } from './reasons/requests.ts'
import { ACCOUNT, type Inputs, POOL, version } from './reasons/runs.ts'
import { stories } from './stories.ts'
import type { Story } from './story.ts'
import { expectTranscript } from './transcript.ts'
import type { Json } from './worlds.ts'

const RECREATE: Inputs = { ...ROLL, 'update-strategy': 'recreate' }

const changesOf = (requests: readonly string[]) => requests.filter((request) => !request.startsWith('GET'))

/** Somebody else's pool of one node. */
const theirs = (story: Story) => () =>
  expect(
    ask(story, put(`${ACCOUNT}/pools/theirs`, { properties: { ...poolOf(version('1.0.0')), ...ONE_NODE } })).status,
  ).toBe(200)

const ONE_NODE = { scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } } }

describe('cores that somebody else takes while the pool has no nodes', () => {
  const quota = { dedicatedCoreQuota: 4 }
  const world = worldWithPool({
    tasks: 2,
    change({ batch }) {
      Object.assign(batch.accounts[0].properties, quota)
    },
  })
  stories(world, (story) => {
    it('are missing when it is scaled again, and the undo brings back as many nodes as there are cores for', async () => {
      const told = await story().run(ROLL, once('step-succeeded', 'drain-pool render-pool', theirs(story())))
      expectTranscript('cores-taken-in-place', told)
      expect(told.report).toMatchObject({ outcome: 'rollback-failed' })
      const pool = poolIn(story())
      expect(imageOf(pool)).toBe('1.0.0')
      expect(pool.properties).toMatchObject({ currentDedicatedNodes: 1, allocationState: 'Steady' })
      expect(tasksIn(story())).toEqual([ONCE, ONCE])
    })

    it('are missing when it is made anew as well', async () => {
      const told = await story().run(RECREATE, once('step-succeeded', 'delete-pool render-pool', theirs(story())))
      expectTranscript('cores-taken-recreate', told)
      expect(told.report).toMatchObject({ outcome: 'rollback-failed' })
      const pool = poolIn(story())
      expect(imageOf(pool)).toBe('1.0.0')
      expect(pool.properties).toMatchObject({ currentDedicatedNodes: 1, allocationState: 'Steady' })
    })

    it('are there again for the undo where they are given back in time', async () => {
      let isTaken = false
      const told = await story().run(ROLL, {
        onEvent(event) {
          if (event.kind === 'step-succeeded' && event.stepId === 'drain-pool render-pool' && !isTaken) {
            isTaken = true
            theirs(story())()
          }
          if (event.kind === 'rollback-started') {
            ask(story(), { method: 'DELETE', id: `${ACCOUNT}/pools/theirs` })
            later(story(), 2)
          }
        },
      })
      expect(told.report).toMatchObject({ outcome: 'rolled-back' })
      expectNodesOf(story(), '1.0.0')
    })
  })
})

describe('a start task that fails on the new image', () => {
  const startTask = { commandLine: '/bin/sh -c /opt/render/prepare.sh', waitForSuccess: true }
  const world = worldWithPool({ tasks: 2, pool: { startTask }, boot: { outcome: 'start-task-fails' } })
  stories(world, (story) => {
    it('brings the old image back in place', async () => {
      const told = await story().run(ROLL)
      expectTranscript('start-task-fails-in-place', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'StartTaskFailed' }] })
      expectNodesOf(story(), '1.0.0')
      expect(tasksIn(story())).toEqual([ONCE, ONCE])
    })

    it('brings the old pool back by recreate', async () => {
      const told = await story().run(RECREATE)
      expectTranscript('start-task-fails-recreate', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'StartTaskFailed' }] })
      expectNodesOf(story(), '1.0.0')
      expect(poolIn(story()).properties.startTask).toMatchObject(startTask)
    })
  })
})

describe('a formula that somebody enables while the pool is emptied', () => {
  const formula = '$TargetDedicatedNodes = 2;'
  const autoScale = { formula, evaluationInterval: 'PT5M' }
  const enable = (story: Story) => () => {
    const body = { properties: { scaleSettings: { autoScale } } }
    expect(ask(story, { method: 'PATCH', id: POOL, body }).status).toBe(200)
  }
  const stopAndEnable = (story: Story) => () => {
    expect(ask(story, { method: 'POST', id: `${POOL}/stopResize` }).status).toBe(200)
    later(story, 1)
    enable(story)()
  }
  stories(worldWithPool({ tasks: 2, pool: { scaleSettings: { autoScale } } }), (story) => {
    const AUTO = { ...ROLL, 'autoscale-formula': formula }

    it('is not fought: the rollout ends, and the formula stays', async () => {
      const told = await story().run(AUTO, once('step-progressed', 'drain-pool render-pool', stopAndEnable(story())))
      expectTranscript('formula-fights-drain', told)
      expect(told.report).toMatchObject({ outcome: 'failed', failures: [{ code: 'DrainInterrupted' }] })
      expect(poolIn(story()).properties.scaleSettings).toMatchObject({ autoScale })
      expectNodesOf(story(), '1.0.0')
      expect(tasksIn(story())).toEqual([ONCE, ONCE])
    })

    it('stops the change of a pool that has just been emptied', async () => {
      const told = await story().run(AUTO, once('step-succeeded', 'drain-pool render-pool', enable(story())))
      expectTranscript('formula-fights-change', told)
      later(story(), 10)
      expect(poolIn(story()).properties.scaleSettings).toMatchObject({ autoScale })
      expectNodesOf(story(), '1.0.0')
    })
  })
})

describe('a pool whose image version was pruned', () => {
  const pruned = ({ compute }: Json) => {
    compute.imageVersions = compute.imageVersions.filter(({ id }: Json) => id !== version('1.0.0'))
  }
  stories(worldWithPool({ tasks: 2, change: pruned }), (story) => {
    for (const strategy of ['in-place', 'recreate']) {
      it(`is not touched by ${strategy}, for there is no way back`, async () => {
        const told = await story().run({ ...ROLL, 'update-strategy': strategy })
        expectTranscript(`old-image-pruned-${strategy}`, told)
        expect(told.report.outcome).toBe('blocked')
        expect(told.log).toContain('RollbackImageMissing')
        expect(changesOf(told.requests)).toEqual([])
        expect(tasksIn(story())).toEqual([ONCE, ONCE])
      })
    }
  })
})

describe('an image version that is pruned while the pool is rolled away from it', () => {
  const prune = (story: Story) => () => expect(ask(story, { method: 'DELETE', id: version('1.0.0') }).status).toBe(202)
  stories(worldWithPool({ tasks: 2, boot: { outcome: 'never-joins' } }), (story) => {
    it('cannot come back in place: the report says on which image the pool is left', async () => {
      const told = await story().run(ROLL, once('step-succeeded', 'update-pool render-pool', prune(story())))
      expectTranscript('pruned-meanwhile-in-place', told)
      expect(told.report).toMatchObject({ outcome: 'rollback-failed' })
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
    })

    it('cannot come back by recreate: the report says that there is no pool', async () => {
      const told = await story().run(RECREATE, once('step-succeeded', 'create-pool render-pool', prune(story())))
      expectTranscript('pruned-meanwhile-recreate', told)
      expect(told.report).toMatchObject({ outcome: 'rollback-failed' })
      expect(ask(story(), { method: 'GET', id: POOL }).status).toBe(404)
    })
  })
})

describe('a change that Azure refuses', () => {
  const refuse = (method: string, nth = 1, count = 1) => ({
    match: { method, path: '/pools/' },
    nth,
    count,
    effect: { kind: 'answer', status: 400, code: 'InvalidPropertyValue', message: 'The value is not valid.' } as const,
  })
  stories(worldWithPool({ tasks: 2 }), (story) => {
    it('gives the emptied pool its nodes again', async () => {
      story().served.sandbox.faults.add(refuse('PATCH', 2))
      const told = await story().run(ROLL)
      expectTranscript('change-refused', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'InvalidPropertyValue' }] })
      expectNodesOf(story(), '1.0.0')
      expect(tasksIn(story())).toEqual([ONCE, ONCE])
    })

    it('makes the deleted pool anew as it was', async () => {
      story().served.sandbox.faults.add(refuse('PUT'))
      const told = await story().run(RECREATE)
      expectTranscript('creation-refused', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'InvalidPropertyValue' }] })
      expectNodesOf(story(), '1.0.0')
    })

    it('leaves no pool where Azure refuses to make the old one, too, and the report says so', async () => {
      story().served.sandbox.faults.add(refuse('PUT', 1, 0))
      const told = await story().run(RECREATE)
      expectTranscript('creation-refused-twice', told)
      expect(told.report.outcome).toBe('rollback-failed')
      expect(ask(story(), { method: 'GET', id: POOL }).status).toBe(404)
    })

    it('leaves no pool with on-failure: stop, and the next run makes it', async () => {
      story().served.sandbox.faults.add(refuse('PUT'))
      const stopped = await story().run({ ...RECREATE, 'on-failure': 'stop' })
      expect(stopped.report.outcome).toBe('failed')
      expect(ask(story(), { method: 'GET', id: POOL }).status).toBe(404)
      const next = await story().run(RECREATE)
      expectTranscript('creation-refused-then-made', stopped, next)
      expect(next.report.outcome).toBe('applied')
      expectNodesOf(story(), '1.1.0')
    })
  })
})
