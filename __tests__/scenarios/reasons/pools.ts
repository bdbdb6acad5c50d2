import { expect } from '@jest/globals'
import type { Story } from '../story.ts'
import { entry, type Json } from '../worlds.ts'
import { cannotGoBack, deletes, fails, goesOn, refuses } from './ending.ts'
import { accountIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { ask, poolOf, scaleTo } from './requests.ts'
import { AGENT, DEPLOY, type Inputs, POOL, version } from './runs.ts'

/** The pool is there with 2 nodes from version 1.0.0, made by somebody else. */
const held =
  (more: Json = {}) =>
  (world: Json) => {
    world.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0'), more) }]
  }
const nodes = (count: number) => ({ ...DEPLOY, 'node-count': `${count}` })
const nodesOf = (story: Story) => ask(story, { method: 'GET', id: POOL }).body.properties.currentDedicatedNodes
const LARGER = { 'vm-size': 'Standard_D4s_v5' }

/** Brings a new version onto the pool, none of whose nodes will ever join. */
const ROLL: Inputs = {
  ...DEPLOY,
  ...AGENT,
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'update-strategy': 'recreate',
}
const CANARY: Inputs = { 'update-strategy': 'in-place', 'canary-nodes': '1' }
const onGone = (world: Json) => {
  world.batch.pools = [{ id: POOL, properties: poolOf(version('0.9.0')) }]
  entry(world.compute.images, '2026-11').sandbox = { boot: { outcome: 'never-joins' } }
}
const RECREATE: Inputs = { ...DEPLOY, ...LARGER, 'update-strategy': 'recreate' }
const SHARE = {
  accountName: 'contosoassets',
  azureFileUrl: 'https://contosoassets.file.core.windows.net/scenes',
  relativeMountPath: 'scenes',
}

const REGISTRY = { registryServer: 'contoso.azurecr.io', username: 'render' }
const containers = {
  virtualMachineConfiguration: {
    ...poolOf(version('0.9.0')).deploymentConfiguration.virtualMachineConfiguration,
    containerConfiguration: { type: 'DockerCompatible', containerRegistries: [REGISTRY] },
  },
}

const DOCKER = { virtualMachineConfiguration: { containerConfiguration: { type: 'DockerCompatible' } } }

/** Checks of the pool as it is and as it is asked for. */
export const POOL_REASONS: readonly Reason[] = [
  {
    code: 'PoolBeingDeleted',
    of: 'a pool that somebody is deleting',
    world: held(),
    inputs: nodes(3),
    before: (story) => ask(story, { method: 'DELETE', id: POOL }),
    bypassed: refuses('PoolBeingDeleted', 'marked for deletion', scaleTo(3)),
  },
  {
    code: 'PoolBeingResized',
    of: 'a pool that somebody is resizing',
    world: held(),
    inputs: nodes(5),
    before: (story) => ask(story, scaleTo(4)),
    bypassed: refuses('PoolBeingResized', 'being resized', scaleTo(5)),
  },
  {
    code: 'PoolNotOwned',
    of: 'a pool that somebody else made',
    world: held(),
    inputs: nodes(1),
    bypassed: goesOn('the run takes a node of somebody else', ({ story }) => expect(nodesOf(story)).toBe(1)),
  },
  {
    code: 'ChangedOutside',
    of: 'a pool that somebody has given a third node since the last run',
    inputs: DEPLOY,
    before: async (story) => {
      await story.run(DEPLOY)
      ask(story, scaleTo(3))
      story.served.sandbox.clock.advance(15 * 60_000)
    },
    bypassed: goesOn('the run takes that node away', ({ story }) => expect(nodesOf(story)).toBe(2)),
  },
  {
    code: 'PoolNeedsRollout',
    of: 'another VM size for a pool with nodes',
    world: held(),
    inputs: { ...DEPLOY, ...LARGER },
    bypassed: fails('PropertyCannotBeUpdated', 'vmSize'),
  },
  {
    code: 'ReachesNewNodesOnly',
    of: 'a start task that fails, for a pool with nodes',
    world: held(),
    inputs: { ...DEPLOY, 'start-task': "/bin/sh -c 'exit 3'" },
    otherwise: nodes(2),
    bypassed: goesOn('the run ends well, and it fails on the first new node', async ({ run }) => {
      const { report } = await run({ 'node-count': '3' })
      expect(report.failures).toMatchObject([{ code: 'StartTaskFailed' }])
    }),
  },
  {
    code: 'SecretNotReadable',
    of: 'another image for a pool with a container registry',
    world: held({ scaleSettings: { fixedScale: {} }, deploymentConfiguration: containers }),
    inputs: DEPLOY,
    bypassed: fails('MissingRequiredProperty', 'password'),
  },
  {
    code: 'RollbackImageMissing',
    of: 'a pool whose version is gone, and a new one whose nodes never join',
    world: onGone,
    inputs: ROLL,
    bypassed: cannotGoBack('GalleryImageNotFound', 'versions/0.9.0'),
  },
  {
    code: 'CanaryNotProvable',
    of: 'an account that takes shared keys only',
    world: (world) => {
      accountIn(world).allowedAuthenticationModes = ['SharedKey']
    },
    inputs: { ...DEPLOY, ...AGENT, ...CANARY, 'on-failure': 'stop' },
    bypassed: fails('CanaryUnproven', 'render-pool-canary'),
  },
  {
    code: 'CommandOutsideContainer',
    of: 'a command on nodes that are set up for containers',
    inputs: {
      ...DEPLOY,
      ...AGENT,
      ...CANARY,
      'smoke-command': '/opt/render/selftest',
      'pool-properties': JSON.stringify({ deploymentConfiguration: DOCKER }),
      'on-failure': 'stop',
    },
    bypassed: fails('SmokeFailed', 'ContainerTaskSettingsNotFound'),
  },
  {
    code: 'CanaryNameTaken',
    of: 'a pool of somebody else that has the name of the canary',
    world: (world) => {
      held()(world)
      world.batch.pools.push({ id: `${POOL}-canary`, properties: poolOf(version('1.0.0')) })
    },
    inputs: { ...DEPLOY, ...AGENT, 'image-version': '1.1.0', source: 'ubuntu-render-2026-11', ...CANARY },
    bypassed: deletes(`${POOL}-canary`),
  },
  {
    code: 'SecretsLost',
    of: 'a pool with users that is made anew',
    world: held({ userAccounts: [{ name: 'render' }] }),
    inputs: RECREATE,
    bypassed: cannotGoBack('MissingRequiredProperty', 'userAccounts[0].password'),
  },
  {
    code: 'SecretsLost',
    of: 'a pool with a mounted share that is made anew',
    world: held({ mountConfiguration: [{ azureFileShareConfiguration: SHARE }] }),
    inputs: RECREATE,
    bypassed: cannotGoBack('MissingRequiredProperty', 'azureFileShareConfiguration.accountKey'),
  },
  {
    code: 'SettingForWindows',
    of: 'a setting of Windows for an image of Linux',
    inputs: {
      ...DEPLOY,
      'pool-properties':
        'deploymentConfiguration: {virtualMachineConfiguration: {windowsConfiguration: {enableAutomaticUpdates: false}}}',
    },
    bypassed: fails('InvalidPropertyValue', 'windowsConfiguration'),
  },
  {
    code: 'StartTaskWithoutCommand',
    of: 'a new pool whose start task has no command line',
    inputs: { ...DEPLOY, 'pool-properties': 'startTask: {maxTaskRetryCount: 2}' },
    bypassed: fails('MissingRequiredProperty', 'commandLine'),
  },
]
