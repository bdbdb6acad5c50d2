import { downgraded, found } from '../../src/model/finding.ts'
import type { ImageSource } from '../../src/model/image-source.ts'
import type {
  CreateGallery,
  CreateImageDefinition,
  CreateManagedImage,
  PublishImageVersion,
  RegisterProvider,
} from '../../src/model/image-step.ts'
import type { Lineage } from '../../src/model/lineage.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { UpdatePool } from '../../src/model/pool-step.ts'
import { withPromotion } from '../../src/plan/image/promotion.ts'
import type { Course } from '../../src/report/summarize.ts'
import {
  ACCOUNT,
  awaitPool,
  awaitReplication,
  coreUse,
  course,
  DEFINITION,
  desiredPool,
  desiredState,
  finished,
  firstPlan,
  GROUP,
  link,
  MANAGED_IMAGE,
  northEurope,
  observed,
  POOL,
  planned,
  plannedPool,
  progressed,
  promoted,
  publish,
  started,
  succeeded,
  VERSION,
  westEurope,
} from './story.ts'

const COMPUTE = `${GROUP}/Microsoft.Compute`
const GALLERY = `${COMPUTE}/galleries/studio`
const SUBNET = `${GROUP}/Microsoft.Network/virtualNetworks/studio/subnets/render`
const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555'
const BUILDER = `${COMPUTE}/virtualMachines/builder`

/** Everything is wrong at once; one of it is ignored on purpose. */
const FINDINGS = downgraded(
  [
    found('LineageEnds', MANAGED_IMAGE, { origin: 'builder', why: 'its disk is not there any more' }),
    found('ImageNotGeneralized', DEFINITION, { definition: 'worker' }),
    found('SourceGenerationDiffers', MANAGED_IMAGE, {
      source: 'worker-2026-11-24',
      held: 'V1',
      definition: 'worker',
      asked: 'V2',
    }),
    found('SourceOsDiffers', MANAGED_IMAGE, {
      source: 'worker-2026-11-24',
      held: 'Windows',
      definition: 'worker',
      asked: 'Linux',
    }),
    found('OsDiskEncrypted', MANAGED_IMAGE, { origin: 'The OS disk of virtual machine builder' }),
    found('VmHasExtensions', BUILDER, { vm: 'builder', extensions: 'AzureMonitorLinuxAgent' }),
    found('RegionNotOffered', 'target-regions', { region: 'polandsouth', subscription: SUBSCRIPTION }),
    found('CoreQuotaShort', ACCOUNT, {
      account: 'renderfarm',
      quota: 8000,
      kind: 'dedicated',
      others: 400,
      pool: 'render-pool',
      needed: 12_000,
      nodes: '3,000 nodes',
      cores: '4 cores',
      missing: '4,400 are',
      more: 4400,
      fewer: 'ask for at most 1,900 nodes',
    }),
    found('VmSizeGenerationDiffers', POOL, {
      size: 'Standard_D4s_v5',
      offered: 'V1',
      definition: 'worker',
      needed: 'V2',
    }),
    found('SubnetTooSmall', SUBNET, { subnet: 'render', free: 251, pools: 'pool render-pool', needed: 3000 }),
    found('SubnetInOtherRegion', SUBNET, {
      subnet: 'render',
      held: 'northeurope',
      account: 'renderfarm',
      needed: 'westeurope',
    }),
    found('NodeAgentEnded', POOL, { agent: 'batch.node.ubuntu 22.04', date: '2026-06-30' }),
    found('ProviderNotRegistered', `/subscriptions/${SUBSCRIPTION}`, {
      subscription: SUBSCRIPTION,
      state: 'NotRegistered',
    }),
    found('RightMissing', MANAGED_IMAGE, {
      action: 'Microsoft.Compute/disks/beginGetAccess/action',
      scope: MANAGED_IMAGE,
      purpose: 'publish-image-version 1.4.0',
      role: `the role Disk Backup Reader: \`az role assignment create --assignee CLIENT_ID --role "Disk Backup Reader" --scope ${MANAGED_IMAGE}\``,
    }),
    found('DataPlaneClosed', ACCOUNT, { account: 'renderfarm', who: 'this runner', rule: '' }),
  ],
  ['VmSizeGenerationDiffers'],
)

const preflightBlocked = course(
  [
    [1, observed('image definition worker', 'Linux, Specialized, V2, westeurope')],
    [1, observed('image version 1.4.0', 'not there')],
    [1, observed('source worker-2026-11-24', 'managed image, westeurope')],
    [1, observed('Batch account renderfarm', 'westeurope')],
    [1, observed('pool render-pool', 'not there')],
    [
      3,
      planned(
        firstPlan({
          findings: FINDINGS,
          steps: [],
          cores: [coreUse({ quota: 8000 })],
          lineage: {
            links: [link('managed-image', MANAGED_IMAGE), link('virtual-machine', BUILDER)],
            end: { kind: 'missing', id: `${COMPUTE}/disks/builder-os` },
          },
        }),
      ),
    ],
    [3, finished],
  ],
  { desired: desiredState({ ignoreFindings: ['VmSizeGenerationDiffers'] }) },
)

const scale = (nodes: number, resizeTimeout: string) => ({
  fixedScale: { targetDedicatedNodes: nodes, targetLowPriorityNodes: 0, resizeTimeout },
})

/** A pool that shrinks under running tasks, and gets another start task. */
const shrinkPool: UpdatePool = {
  kind: 'update-pool',
  id: 'update-pool render-pool',
  after: [],
  disruption: 'drain',
  poolId: POOL,
  changes: [
    {
      path: 'properties.scaleSettings',
      from: scale(3000, 'PT45M'),
      to: { fixedScale: { nodeDeallocationOption: 'TaskCompletion', ...scale(600, 'PT450M').fixedScale } },
    },
    {
      path: 'properties.startTask',
      from: { commandLine: '/bin/sh -c "mount /assets"', waitForSuccess: true },
      to: { commandLine: '/bin/sh -c "mount -o ro /assets"', waitForSuccess: true },
    },
  ],
  metadata: {},
  retriesResize: false,
}

/** Members that Azure changes only while a pool is empty. */
const moveSpare: UpdatePool = {
  kind: 'update-pool',
  id: 'change-pool spare-pool',
  after: [],
  disruption: 'none',
  poolId: `${ACCOUNT}/pools/spare-pool`,
  changes: [
    { path: 'properties.vmSize', from: 'STANDARD_D4S_V4', to: 'Standard_D4s_v5' },
    { path: 'properties.metadata', from: [{ name: 'owner', value: 'lea' }], to: [{ name: 'owner', value: 'kim' }] },
  ],
  metadata: {},
  retriesResize: false,
}

const CLOSED: Lineage = {
  links: [
    link('gallery-image-version', VERSION),
    link('snapshot', `${COMPUTE}/snapshots/worker-os`),
    link('disk', `${COMPUTE}/disks/worker-os`),
  ],
  end: {
    kind: 'unreadable',
    id: BUILDER,
    code: 'AuthorizationFailed',
    reason:
      "The client 'c0ffee' does not have authorization to perform action 'Microsoft.Compute/virtualMachines/read'.",
  },
}

const SPARE = plannedPool({
  poolId: `${ACCOUNT}/pools/spare-pool`,
  action: 'update',
  nodes: 0,
  resizeTimeoutMinutes: 15,
  previousImageVersionId: VERSION,
})

const changePlan: Plan = firstPlan({
  replicas: [westEurope({ existing: 10 }), northEurope({ existing: 2 })],
  pools: [
    plannedPool({
      action: 'update',
      nodes: 600,
      resizeTimeoutMinutes: 450,
      previousImageVersionId: VERSION,
      runningTasks: 1240,
    }),
    SPARE,
  ],
  findings: [
    found('OsDiskCacheNotReadWrite', VERSION, { origin: 'disk worker-os', held: 'ReadOnly' }),
    found('TimeBudgetExceeded', 'wait', {
      minutes: 480,
      terms: '450 for resizing pool render-pool, 30 for resizing pool spare-pool',
      limit: 'GitHub ends a job after 360 minutes',
      remedy: 'Let the tasks end first, or set `wait: none`: what Azure was told to do goes on.',
    }),
  ],
  steps: [shrinkPool, awaitPool(shrinkPool.id, 600), moveSpare],
  lineage: CLOSED,
  cores: [
    { batchAccountId: ACCOUNT, kind: 'dedicated', others: 400, planned: 12_000, quota: 12_400 },
    { batchAccountId: ACCOUNT, kind: 'spot', others: 64, planned: 0 },
  ],
  timeBudget: {
    minutes: 480,
    terms: [
      { what: 'resizing pool render-pool', minutes: 450 },
      { what: 'resizing pool spare-pool', minutes: 30 },
    ],
  },
})

const planOfChanges = course(
  [
    [1, observed('image version 1.4.0', 'Succeeded, replicas: westeurope 10 (Completed), northeurope 2 (Completed)')],
    [1, observed('pool render-pool', 'Steady, 3000 dedicated and 0 spot nodes, image version 1.4.0')],
    [1, observed('pool spare-pool', 'Steady, 0 dedicated and 0 spot nodes, image version 1.4.0')],
    [2, planned(changePlan)],
    [2, finished],
  ],
  {
    desired: desiredState({
      mode: 'plan',
      pools: [
        desiredPool({
          scale: { kind: 'fixed', targetDedicatedNodes: 600, targetSpotNodes: 0 },
          resizeTimeoutMinutes: 450,
        }),
        desiredPool({
          poolId: SPARE.poolId,
          scale: { kind: 'fixed', targetDedicatedNodes: 0, targetSpotNodes: 0 },
        }),
      ],
    }),
  },
)

const SNAPSHOTS: ImageSource = {
  kind: 'disks',
  osDisk: { id: `${COMPUTE}/snapshots/worker-os` },
  dataDisks: [
    { lun: 0, source: { id: `${COMPUTE}/snapshots/worker-assets` } },
    { lun: 3, source: { id: `${COMPUTE}/snapshots/worker-cache` } },
  ],
}

export const register: RegisterProvider = {
  kind: 'register-provider',
  id: 'register-provider Microsoft.Batch',
  after: [],
  disruption: 'none',
  subscriptionId: SUBSCRIPTION,
  namespace: 'Microsoft.Batch',
}

export const createGallery: CreateGallery = {
  kind: 'create-gallery',
  id: 'create-gallery studio',
  after: [],
  disruption: 'none',
  galleryId: GALLERY,
  location: 'westeurope',
}

export const createDefinition: CreateImageDefinition = {
  kind: 'create-image-definition',
  id: 'create-image-definition worker',
  after: [createGallery.id],
  disruption: 'none',
  imageDefinitionId: DEFINITION,
  location: 'westeurope',
  to: {
    osType: 'Linux',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    securityType: 'Standard',
    publisher: 'studio',
    offer: 'render',
    sku: 'worker',
    purchasePlan: { name: 'pro', publisher: 'vendor', product: 'os' },
  },
}

export const createImage: CreateManagedImage = {
  kind: 'create-managed-image',
  id: 'create-managed-image worker-2026-11-24',
  after: [],
  disruption: 'none',
  managedImageId: MANAGED_IMAGE,
  location: 'westeurope',
  source: SNAPSHOTS,
  osType: 'Linux',
  hyperVGeneration: 'V2',
  tags: { team: 'render' },
}

const publishMade: PublishImageVersion = {
  ...publish,
  after: [createDefinition.id, createImage.id],
  targetRegions: [
    { region: 'westeurope', regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' },
    { region: 'northeurope', regionalReplicaCount: 2, storageAccountType: 'Standard_LRS' },
  ],
}

const fromSnapshots: Plan = firstPlan({
  findings: [found('DataDisksToMount', DEFINITION, { luns: '0 and 3' })],
  pools: [],
  replicas: [westEurope({ regionalReplicaCount: 1, pools: [] }), northEurope({ regionalReplicaCount: 2 })],
  steps: withPromotion(
    [
      register,
      createGallery,
      createDefinition,
      createImage,
      publishMade,
      awaitReplication('westeurope', 1, publish.id),
      awaitReplication('northeurope', 2, publish.id),
    ],
    VERSION,
  ),
  lineage: {
    links: [link('snapshot', `${COMPUTE}/snapshots/worker-os`), link('disk', `${COMPUTE}/disks/worker-os`)],
    end: { kind: 'origin-unknown' },
  },
  cores: [],
  timeBudget: {
    minutes: 75,
    terms: [
      { what: 'making managed image worker-2026-11-24', minutes: 15 },
      { what: 'replicating image version 1.4.0 to westeurope', minutes: 60 },
    ],
  },
})

const WEST = 'await-replication westeurope'
const NORTH = 'await-replication northeurope'

const publishFromSnapshots = course(
  [
    [1, observed('gallery studio', 'not there')],
    [1, observed('source worker-os', 'snapshot, westeurope')],
    [2, planned(fromSnapshots)],
    [2, started(register.id)],
    [2, started(createGallery.id)],
    [2, started(createImage.id)],
    [9, progressed(createGallery.id, 'The gallery studio is creating.')],
    [20, succeeded(createGallery.id, 'Azure made gallery studio.')],
    [20, started(createDefinition.id)],
    [25, succeeded(createDefinition.id, 'Azure made image definition worker.')],
    [62, succeeded(register.id, `Microsoft.Batch is registered in subscription ${SUBSCRIPTION}.`)],
    [190, succeeded(createImage.id, 'Azure made managed image worker-2026-11-24 from worker-os.')],
    [190, started(publish.id)],
    [195, succeeded(publish.id, 'Azure is making image version 1.4.0 from worker-2026-11-24.')],
    [195, started(WEST)],
    [195, started(NORTH)],
    [900, succeeded(WEST, 'westeurope holds 1 replica.')],
    [1900, succeeded(NORTH, 'northeurope holds 2 replicas.')],
    ...promoted(1900),
    [1904, finished],
  ],
  {
    desired: desiredState({
      image: { ...desiredState().image, createGallery: true, source: SNAPSHOTS, managedImageId: MANAGED_IMAGE },
      pools: [],
      registerProvider: true,
    }),
  },
)

/** Runs that show what the preflight finds and prepares, by the name of their golden file. */
export const PREFLIGHT_STORIES: Readonly<Record<string, Course>> = {
  'preflight-blocked': preflightBlocked,
  'plan-of-changes': planOfChanges,
  'publish-from-snapshots': publishFromSnapshots,
}
