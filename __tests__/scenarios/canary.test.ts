import { describe, expect, it } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import { Cancelled } from '../../src/model/errors.ts'
import { summary } from '../../src/report/summary.ts'
import { PORTAL } from '../report/story.ts'
import { BUSY_WORLD, expectNodesOf, imageOf, later, ONCE, once, poolIn, ROLL, tasksIn } from './busy-pool.ts'
import { accountIn } from './reasons/entries.ts'
import { ask, poolOf, put } from './reasons/requests.ts'
import { type Inputs, POOL, version } from './reasons/runs.ts'
import { stories } from './stories.ts'
import type { Story, Told } from './story.ts'
import { expectTranscript } from './transcript.ts'
import { CLOSED, changed, entry, type Json } from './worlds.ts'

const CANARY = `${POOL}-canary`
const COMMAND = "/bin/sh -c 'echo renderer 4.2 is ready'"
const TRIED: Inputs = { ...ROLL, 'canary-nodes': '2', 'smoke-command': COMMAND }
const trying = (command: string): Inputs => ({ ...TRIED, 'smoke-command': command })

/** The pool on version 1.0.0, whose nodes run tasks. */
function world(change: (copy: Json) => void = () => {}): World {
  return changed('sources', (copy) => {
    copy.batch = (structuredClone(BUSY_WORLD) as Json).batch
    change(copy)
  })
}

/** The same, with nodes of every image that is published from now on that start as said. */
const booting = (outcome: string): World =>
  world((copy) => {
    entry(copy.compute.images, '2026-11').sandbox = { boot: { outcome } }
  })

const canaryIn = (story: Story) => ask(story, { method: 'GET', id: CANARY })
const writesTo = ({ requests }: Told, end: string) =>
  requests.filter((request) => !request.startsWith('GET ') && request.endsWith(end))

/** Nothing was done to the pool, and no canary is left. */
function expectUntouched(story: Story, told: Told): void {
  expect(writesTo(told, '/pools/render-pool')).toEqual([])
  expect(canaryIn(story).status).toBe(404)
  expect(tasksIn(story).slice(0, 2)).toEqual([ONCE, ONCE])
  expectNodesOf(story, '1.0.0')
}

/** Jobs of the account, as the Batch service lists them. */
function jobsIn({ served: { sandbox } }: Story): string[] {
  const [application] = sandbox.world.applications
  const url = 'https://contosorenders.westeurope.batch.azure.com/jobs?api-version=2025-06-01'
  const { text } = sandbox.ask({ method: 'GET', url, as: application?.clientId ?? '' })
  return (JSON.parse(text) as Json).value.map(({ id }: Json) => id)
}

describe('canary-nodes', () => {
  stories(world(), (story) => {
    it('prove an image with a command before the pool is touched, and are gone then', async () => {
      const told = await story().run(TRIED)
      expectTranscript('canary', told)
      expect(told.report).toMatchObject({ outcome: 'applied', failures: [] })
      const touched = told.requests.indexOf(`PATCH ${POOL}`)
      const deleted = told.requests.indexOf(`DELETE ${CANARY}`)
      expect(deleted).toBeGreaterThan(0)
      expect(touched).toBeGreaterThan(deleted)
      expect(summary(told.report, PORTAL)).toContain('renderer 4.2 is ready')
      expect(canaryIn(story()).status).toBe(404)
      expectNodesOf(story(), '1.1.0')
      later(story(), 1)
      expect(jobsIn(story())).toEqual(['frames'])
    })

    it('leave nothing to do for the next run, which does not ask for them', async () => {
      await story().run(TRIED)
      const { report, requests } = await story().run(TRIED)
      expect(report.outcome).toBe('unchanged')
      expect(requests.filter((request) => request.includes('canary'))).toEqual([])
    })

    it('cost a run without them no request', async () => {
      const { requests } = await story().run(ROLL)
      expect(requests.filter((request) => request.includes('canary'))).toEqual([])
    })

    it('are planned with their cores and their time', async () => {
      const { report } = await story().run({ ...TRIED, mode: 'plan' })
      expect(report.plan?.cores[0]).toMatchObject({ kind: 'dedicated', planned: 8 })
      expect(report.plan?.timeBudget.terms.map(({ what }) => what)).toEqual([
        'replicating image version 1.1.0 to westeurope',
        'resizing pool render-pool-canary',
        'starting its nodes, without their start task',
        'running a command on pool render-pool-canary',
        'deleting pool render-pool-canary',
        'emptying pool render-pool, without the time of its tasks',
        'resizing pool render-pool',
        'starting its nodes, without their start task',
      ])
    })

    it('run the command on each node once, though tasks may go elsewhere', async () => {
      await story().run(TRIED)
      const ran = story()
        .served.sandbox.auditTasks()
        .filter(({ job }: Json) => String(job).startsWith('smoke-'))
      expect(ran).toHaveLength(2)
    })

    it('are deleted where the command ends with another code, and the pool is untouched', async () => {
      const told = await story().run(trying("/bin/sh -c 'echo checking; echo no licence >&2; exit 1'"))
      expectTranscript('canary-smoke-fails', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'SmokeFailed' }] })
      const [failure] = told.report.failures
      expect(failure?.message).toContain('| checking')
      expect(failure?.message).toContain('| no licence')
      expect(summary(told.report, PORTAL)).toContain('no licence')
      expectUntouched(story(), told)
    })

    it('are deleted where the command does not end in time', async () => {
      const told = await story().run({ ...trying("/bin/sh -c 'sleep 7200'"), 'smoke-timeout-minutes': '5' })
      expectTranscript('canary-smoke-times-out', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'SmokeTimedOut' }] })
      expectUntouched(story(), told)
    })

    it('stay to be looked at with on-failure stop, and the next run begins by deleting them', async () => {
      const told = await story().run({ ...trying("/bin/sh -c 'exit 1'"), 'on-failure': 'stop' })
      expect(told.report.outcome).toBe('failed')
      expect(told.report.left.join(' ')).toContain('az batch pool delete --pool-id render-pool-canary --yes')
      expect(canaryIn(story()).status).toBe(200)
      const next = await story().run(TRIED)
      expectTranscript('canary-stop', told, next)
      expect(next.report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(canaryIn(story()).status).toBe(404)
    })

    it('that a killed run left are taken up by the next one', async () => {
      const controller = new AbortController()
      const kill = () => controller.abort(new Cancelled('The job was cancelled.'))
      const { onEvent } = once('step-progressed', 'smoke-pool render-pool-canary', kill)
      const killed = await story().run(TRIED, { signal: controller.signal, onEvent })
      expect(killed.report.outcome).toBe('cancelled')
      expect(jobsIn(story())).toContain('smoke-render-pool-canary')
      const next = await story().run(TRIED)
      expectTranscript('canary-killed', killed, next)
      expect(next.report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(canaryIn(story()).status).toBe(404)
      later(story(), 1)
      expect(jobsIn(story())).toEqual(['frames'])
    })

    const steps = ['create-pool', 'await-pool', 'smoke-pool', 'delete-pool']
    for (const step of steps) {
      it(`leave nothing behind after a run that is killed in ${step}, and one that is not`, async () => {
        const controller = new AbortController()
        const kill = () => controller.abort(new Cancelled('The job was cancelled.'))
        const { onEvent } = once('step-started', `${step} render-pool-canary`, kill)
        await story().run(TRIED, { signal: controller.signal, onEvent })
        later(story(), 5)
        const { report } = await story().run(TRIED)
        expect(report).toMatchObject({ outcome: 'applied', failures: [] })
        expect(canaryIn(story()).status).toBe(404)
        later(story(), 1)
        expect(jobsIn(story())).toEqual(['frames'])
        expectNodesOf(story(), '1.1.0')
      })
    }

    it('that a killed run left of a pool that is to be replaced are taken up, too', async () => {
      const controller = new AbortController()
      const kill = () => controller.abort(new Cancelled('The job was cancelled.'))
      const { onEvent } = once('step-progressed', 'smoke-pool render-pool-canary', kill)
      const inputs = { ...TRIED, 'update-strategy': 'blue-green' }
      await story().run(inputs, { signal: controller.signal, onEvent })
      const { report } = await story().run(inputs)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(canaryIn(story()).status).toBe(404)
    })

    it('go before a pool that is new, too', async () => {
      const told = await story().run({ ...TRIED, 'pool-id': 'fresh', 'update-strategy': 'fail' })
      expect(told.report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(told.report.steps.map(({ step }) => step.id)).toEqual([
        'publish-image-version 1.1.0',
        'await-replication westeurope',
        'create-pool fresh-canary',
        'await-pool fresh-canary',
        'smoke-pool fresh-canary',
        'delete-pool fresh-canary',
        'create-pool fresh',
        'await-pool fresh',
        'promote-image-version 1.1.0',
      ])
    })

    it('are not made where somebody else has a pool of their name', async () => {
      ask(story(), put(CANARY, { properties: poolOf(version('1.0.0')) }))
      const { report, requests } = await story().run(TRIED)
      expect(report.plan?.findings.map(({ code }) => code)).toContain('CanaryNameTaken')
      expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([])
    })

    it('run their command once though answers are lost on their way', async () => {
      const lose = (path: string) =>
        story().served.sandbox.faults.add({
          match: { method: 'POST', plane: 'batch', path },
          effect: { kind: 'reset', after: true },
        })
      lose('/jobs\\?')
      lose('/tasks\\?')
      const { report } = await story().run(TRIED)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      const ran = story()
        .served.sandbox.auditTasks()
        .filter(({ job }: Json) => String(job).startsWith('smoke-'))
      expect(ran).toHaveLength(2)
    })

    it('prove nothing where somebody deletes the job of their command', async () => {
      const { served } = story()
      const as = served.sandbox.world.applications[0]?.clientId ?? ''
      const url =
        'https://contosorenders.westeurope.batch.azure.com/jobs/smoke-render-pool-canary?api-version=2025-06-01'
      const remove = () => void served.sandbox.ask({ method: 'DELETE', url, as })
      const told = await story().run(
        trying("/bin/sh -c 'sleep 600'"),
        once('step-progressed', 'smoke-pool render-pool-canary', remove),
      )
      expect(told.report).toMatchObject({
        outcome: 'rolled-back',
        failures: [{ code: expect.stringMatching(/^Smoke/) }],
      })
      expectUntouched(story(), told)
    })

    it('run their command in no job of somebody else', async () => {
      const { served } = story()
      const as = served.sandbox.world.applications[0]?.clientId ?? ''
      const url = 'https://contosorenders.westeurope.batch.azure.com/jobs?api-version=2025-06-01'
      const body = { id: 'smoke-render-pool-canary', poolInfo: { poolId: 'render-pool' } }
      served.sandbox.ask({ method: 'POST', url, as, body })
      const { report } = await story().run(TRIED)
      expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'SmokeJobTaken' }] })
      expect(jobsIn(story())).toContain('smoke-render-pool-canary')
    })
  })

  describe('of an image that never joins', () => {
    stories(booting('never-joins'), (story) => {
      it('are deleted, and the pool is untouched', async () => {
        const told = await story().run(TRIED)
        expectTranscript('canary-never-joins', told)
        expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'NodesUnusable' }] })
        expectUntouched(story(), told)
      })
    })
  })

  describe('whose start task fails', () => {
    stories(booting('start-task-fails'), (story) => {
      it('are deleted, and the pool is untouched', async () => {
        const told = await story().run({ ...TRIED, 'start-task': '/bin/true' })
        expectTranscript('canary-start-task-fails', told)
        expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'StartTaskFailed' }] })
        expectUntouched(story(), told)
      })
    })
  })

  describe('in an account that is closed to the public internet', () => {
    const closed = world((copy) => {
      Object.assign(accountIn(copy), CLOSED)
    })
    stories(closed, (story) => {
      it('prove nothing, and are deleted: the pool keeps its image', async () => {
        const { report } = await story().run(TRIED)
        expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'CanaryUnproven' }] })
        expect(imageOf(poolIn(story()))).toBe('1.0.0')
      })
    })
  })
})
