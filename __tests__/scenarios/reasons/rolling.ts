import { expect } from '@jest/globals'
import type { Json } from '../worlds.ts'
import { fails, goesOn } from './ending.ts'
import type { Reason } from './reason.ts'
import { ask, poolOf, putVersion } from './requests.ts'
import { AGENT, DEPLOY, image, POOL, version } from './runs.ts'

const ROLLING = { ...DEPLOY, ...AGENT, 'update-strategy': 'rolling' }
const DEFINITION = version('1.0.0').replace(/\/versions\/.*/, '')
const UPGRADES = {
  upgradePolicy: { mode: 'automatic', automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true } },
}

/** Checks of pools whose nodes Azure is to upgrade by itself. */
export const ROLLING_REASONS: readonly Reason[] = [
  {
    code: 'PoolDoesNotRoll',
    of: 'a pool with nodes that names a version',
    world: ({ batch }: Json) => {
      batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0')) }]
    },
    inputs: ROLLING,
    bypassed: fails('PropertyCannotBeUpdated', 'deploymentConfiguration'),
  },
  {
    code: 'UpgradesItself',
    of: 'a pool without nodes that Azure upgrades by itself, and a strategy that gives it a version',
    world: ({ batch }: Json) => {
      batch.pools = [{ id: POOL, properties: poolOf(DEFINITION, { ...UPGRADES, scaleSettings: { fixedScale: {} } }) }]
    },
    inputs: DEPLOY,
    bypassed: fails('InvalidPropertyValue', 'imageReference'),
  },
  {
    code: 'HigherVersionIsLatest',
    of: 'a higher version that is the latest',
    inputs: ROLLING,
    before: (story) => {
      const made = ask(story, putVersion('2.0.0', { source: { id: image('2026-11') } }))
      expect(made.status).toBe(201)
      story.served.sandbox.clock.advance(60 * 60_000)
    },
    bypassed: goesOn('the nodes get the higher one', ({ story }) => {
      const url = 'https://contosorenders.westeurope.batch.azure.com/pools/render-pool/nodes?api-version=2025-06-01'
      const [application] = story.served.sandbox.world.applications
      const { text } = story.served.sandbox.ask({ method: 'GET', url, as: application?.clientId ?? '' })
      expect(text).toContain(version('2.0.0'))
    }),
  },
  {
    code: 'VersionHeldBack',
    of: 'a pool that is to roll to a version that somebody holds back',
    world: ({ batch }: Json) => {
      batch.pools = [{ id: POOL, properties: poolOf(DEFINITION, UPGRADES) }]
    },
    inputs: { ...ROLLING, 'image-version': '1.1.0' },
    before: (story) => {
      const excluded = { publishingProfile: { excludeFromLatest: true } }
      expect(ask(story, putVersion('1.1.0', { source: { id: image('2026-11') } }, excluded)).status).toBe(201)
      story.served.sandbox.clock.advance(60 * 60_000)
    },
    otherwise: ROLLING,
    bypassed: {
      what: 'the run follows nodes that no upgrade reaches, and is undone',
      async see({ run }) {
        const { report } = await run({ 'timeout-minutes': '600' })
        expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'UpgradeStopped' }] })
      },
    },
  },
  {
    code: 'NodesAboveVersion',
    of: 'a pool on whose nodes a higher version was braked',
    world: ({ batch }: Json) => {
      batch.pools = [{ id: POOL, properties: poolOf(DEFINITION, UPGRADES) }]
    },
    inputs: ROLLING,
    before: (story) => {
      ask(story, putVersion('2.0.0', { source: { id: image('2026-11') } }))
      story.served.sandbox.clock.advance(60 * 60_000)
      const body = { properties: { publishingProfile: { excludeFromLatest: true } } }
      expect(ask(story, { method: 'PATCH', id: version('2.0.0'), body }).status).toBe(200)
    },
    bypassed: {
      what: 'the run follows the nodes until its time is over',
      async see({ run }) {
        const { report } = await run({ 'timeout-minutes': '60' })
        expect(report.outcome).toBe('cancelled')
        expect(report.steps.map(({ step }) => step.kind)).toContain('follow-upgrade')
      },
    },
  },
]
