import { describe, expect, it } from '@jest/globals'
import { Cancelled } from '../../src/model/errors.ts'
import { imageOf, later, once, poolIn } from './busy-pool.ts'
import { ask, poolOf } from './reasons/requests.ts'
import { AGENT, DEPLOY, type Inputs, POOL, version } from './reasons/runs.ts'
import { stories } from './stories.ts'
import type { Story } from './story.ts'
import { expectTranscript } from './transcript.ts'
import { changed, entry, type Json } from './worlds.ts'

const NODES = 5
const TASK_MINUTES = 40

const ROLLING: Inputs = {
  ...DEPLOY,
  ...AGENT,
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'node-count': String(NODES),
  'update-strategy': 'rolling',
}

const DEFINITION = version('1.0.0').replace(/\/versions\/.*/, '')

const UPGRADES = {
  upgradePolicy: {
    mode: 'automatic',
    automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: true },
  },
}

/** The pool is there with 5 nodes from the latest version, 1.0.0; a task runs on each of two, and all others wait for work. */
function rolling(change: (world: Json) => void = () => {}) {
  return changed('sources', (world) => {
    const scaleSettings = { fixedScale: { targetDedicatedNodes: NODES } }
    world.batch.pools = [{ id: POOL, properties: poolOf(DEFINITION, { ...UPGRADES, scaleSettings }) }]
    const tasks = ['t1', 't2'].map((id) => ({ id, commandLine: `/bin/sh -c 'sleep ${TASK_MINUTES * 60}'` }))
    world.batch.jobs = [{ account: 'contosorenders', id: 'frames', poolInfo: { poolId: 'render-pool' }, tasks }]
    change(world)
  })
}

/** Every image that is published from now on makes nodes that never join. */
function bad({ compute }: Json): void {
  entry(compute.images, '2026-11').sandbox = { boot: { outcome: 'never-joins' } }
}

/** How often each task ran to its end, and how often it was begun again. */
function tasksIn(story: Story) {
  later(story, 4 * TASK_MINUTES)
  return story.served.sandbox.auditTasks().map(({ completions, requeues }) => [completions, requeues.length])
}

/** How many nodes of the pool run each version. */
function versionsIn({ served: { sandbox } }: Story): Readonly<Record<string, number>> {
  const url = 'https://contosorenders.westeurope.batch.azure.com/pools/render-pool/nodes?api-version=2025-06-01'
  const { text } = sandbox.ask({ method: 'GET', url, as: sandbox.world.applications[0]?.clientId ?? '' })
  const versions: readonly string[] = JSON.parse(text).value.map(({ virtualMachineInfo }: Json) =>
    virtualMachineInfo.imageReference.virtualMachineImageId.split('/').at(-1),
  )
  return Object.fromEntries(versions.map((own) => [own, versions.filter((each) => each === own).length]))
}

const excluded = (story: Story): boolean =>
  ask(story, { method: 'GET', id: version('1.1.0') }).body.properties.publishingProfile.excludeFromLatest

describe('update-strategy: rolling', () => {
  stories(rolling(), (story) => {
    it('follows the nodes to the new version while tasks run, and no task is lost or run twice', async () => {
      const told = await story().run(ROLLING)
      const { report, durationMs } = told
      expectTranscript('rolling', told)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(durationMs).toBeGreaterThan(TASK_MINUTES * 60_000)
      expect(imageOf(poolIn(story()))).toBe('ubuntu-render')
      expect(excluded(story())).toBe(false)
      expect(versionsIn(story())).toEqual({ '1.1.0': NODES })
      expect(tasksIn(story())).toEqual([
        [1, 0],
        [1, 0],
      ])
    })

    it('has nothing to do in the next run', async () => {
      await story().run(ROLLING)
      const { report, requests } = await story().run(ROLLING)
      expect(report.outcome).toBe('unchanged')
      expect(report.steps.map(({ step }) => step.id)).toEqual(['await-pool render-pool'])
      expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([])
    })

    it('is planned with its downtime, its disruption and its time', async () => {
      const told = await story().run({ ...ROLLING, mode: 'plan' })
      expectTranscript('rolling-plan', told)
      expect(told.report.outcome).toBe('planned')
    })

    for (const killed of ['promote-image-version 1.1.0', 'follow-upgrade render-pool']) {
      it(`is taken up by the next run where one was killed in ${killed}`, async () => {
        const kill = new AbortController()
        const first = await story().run(ROLLING, {
          signal: kill.signal,
          ...once('step-started', killed, () => kill.abort(new Cancelled('The run was cancelled.'))),
        })
        expect(first.report.outcome).toBe('cancelled')
        const { report } = await story().run(ROLLING)
        expect(['applied', 'unchanged']).toContain(report.outcome)
        expect(report.steps.map(({ step }) => step.id)).toContain('follow-upgrade render-pool')
        expect(excluded(story())).toBe(false)
        expect(tasksIn(story())).toEqual([
          [1, 0],
          [1, 0],
        ])
      })
    }

    it('ends where somebody else excludes the version from latest', async () => {
      const brake = () => {
        later(story(), 3)
        const body = { properties: { publishingProfile: { excludeFromLatest: true } } }
        ask(story(), { method: 'PATCH', id: version('1.1.0'), body })
      }
      const { report } = await story().run(ROLLING, once('step-progressed', 'follow-upgrade render-pool', brake))
      expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'UpgradeStopped' }] })
    })

    it('ends where somebody else excludes the version in the region of the pool alone', async () => {
      const brake = () => {
        later(story(), 3)
        const targetRegions = [{ name: 'westeurope', regionalReplicaCount: 1, excludeFromLatest: true }]
        const body = { properties: { publishingProfile: { targetRegions } } }
        expect(ask(story(), { method: 'PATCH', id: version('1.1.0'), body }).status).toBe(200)
      }
      const { report } = await story().run(ROLLING, once('step-progressed', 'follow-upgrade render-pool', brake))
      expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'UpgradeStopped' }] })
    })

    it('becomes the latest once a canary has proven it', async () => {
      const { report } = await story().run({ ...ROLLING, 'canary-nodes': '1' })
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      const ids = report.steps.map(({ step }) => step.id)
      expect(ids.indexOf('delete-pool render-pool-canary')).toBeLessThan(ids.indexOf('promote-image-version 1.1.0'))
      expect(versionsIn(story())).toEqual({ '1.1.0': NODES })
    })

    it('follows the nodes of a pool that another run of the version did not wait for', async () => {
      await story().run({ ...ROLLING, wait: 'none' })
      const { report } = await story().run(ROLLING)
      expect(report.steps.map(({ step }) => step.id)).toEqual(['follow-upgrade render-pool'])
      expect(report.outcome).toBe('unchanged')
    })
  })
})

describe('a version whose nodes never join', () => {
  stories(rolling(bad), (story) => {
    it('is excluded from latest again, and no further node gets it', async () => {
      const told = await story().run({ ...ROLLING, 'max-failed-nodes': '0' })
      expectTranscript('rolling-braked', told)
      expect(told.report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'UpgradeFailed' }] })
      expect(excluded(story())).toBe(true)
      later(story(), 10 * TASK_MINUTES)
      expect(versionsIn(story())).toEqual({ '1.0.0': NODES - 1, '1.1.0': 1 })
    })

    it('is not made the latest again by the next run', async () => {
      await story().run({ ...ROLLING, 'max-failed-nodes': '0' })
      const { report } = await story().run(ROLLING)
      expect(report.outcome).toBe('blocked')
      expect(report.plan?.findings.map(({ code }) => code)).toContain('VersionHeldBack')
      expect(excluded(story())).toBe(true)
    })

    it('reaches no node of the pool where a canary shows it first', async () => {
      const { report } = await story().run({ ...ROLLING, 'canary-nodes': '1' })
      expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'NodesUnusable' }] })
      expect(excluded(story())).toBe(true)
      expect(versionsIn(story())).toEqual({ '1.0.0': NODES })
    })

    it('stays the latest with on-failure: stop', async () => {
      const { report } = await story().run({ ...ROLLING, 'max-failed-nodes': '0', 'on-failure': 'stop' })
      expect(report.outcome).toBe('failed')
      expect(excluded(story())).toBe(false)
    })
  })
})

describe('a pool that does not exist yet', () => {
  const none = ({ batch }: Json) => {
    batch.pools = []
    batch.jobs = []
  }
  stories(rolling(none), (story) => {
    it('is made so that Azure upgrades its nodes, and the next version reaches them', async () => {
      const told = await story().run(ROLLING)
      expectTranscript('rolling-new-pool', told)
      expect(told.report.outcome).toBe('applied')
      const { properties } = poolIn(story())
      expect(imageOf({ properties })).toBe('ubuntu-render')
      expect(properties.upgradePolicy).toEqual(UPGRADES.upgradePolicy)
      const { report } = await story().run({ ...ROLLING, 'image-version': '1.2.0' })
      expect(report.outcome).toBe('applied')
      const { report: again } = await story().run({ ...ROLLING, 'image-version': '1.2.0' })
      expect(again.outcome).toBe('unchanged')
    })
  })
})

describe('a pool that names a version', () => {
  stories(
    rolling(({ batch }: Json) => {
      batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0')) }]
    }),
    (story) => {
      it('is left as it is, and what it lacks is said', async () => {
        const told = await story().run(ROLLING)
        expectTranscript('rolling-refused', told)
        expect(told.report.outcome).toBe('blocked')
        expect(told.report.plan?.findings.map(({ code }) => code)).toContain('PoolDoesNotRoll')
      })
    },
  )
})

describe('a pool that rolls, with another strategy', () => {
  stories(rolling(), (story) => {
    it('is refused as long as Azure upgrades it by itself', async () => {
      const { report } = await story().run({ ...ROLLING, 'update-strategy': 'in-place' })
      expect(report.outcome).toBe('blocked')
      expect(report.plan?.findings.map(({ code }) => code)).toContain('UpgradesItself')
    })

    it('is rolled in place to a version of its own where its policy ends', async () => {
      const properties = 'upgradePolicy: { automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: false } }'
      const inputs = { ...ROLLING, 'update-strategy': 'in-place', 'pool-properties': properties }
      const { report } = await story().run(inputs)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
    })
  })
})
