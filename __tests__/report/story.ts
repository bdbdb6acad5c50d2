import type { DesiredPool, DesiredState } from '../../src/model/desired.ts'
import type { Event, EventBody, Failure } from '../../src/model/event.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { ImageSource } from '../../src/model/image-source.ts'
import type { AwaitReplication, PublishImageVersion } from '../../src/model/image-step.ts'
import type { Lineage, LineageLink } from '../../src/model/lineage.ts'
import type { CoreUse, Plan, PlannedPool, RegionArithmetic } from '../../src/model/plan.ts'
import type { AwaitPool, BakePool, CreatePool, UpdatePool } from '../../src/model/pool-step.ts'
import { promoteStepId, withPromotion } from '../../src/plan/image/promotion.ts'
import type { Course } from '../../src/report/summarize.ts'

export const GROUP = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/render/providers'
export const DEFINITION = `${GROUP}/Microsoft.Compute/galleries/studio/images/worker`
export const VERSION = `${DEFINITION}/versions/1.4.0`
export const MANAGED_IMAGE = `${GROUP}/Microsoft.Compute/images/worker-2026-11-24`
export const SOURCE: ImageSource = { kind: 'managed-image', id: MANAGED_IMAGE }
export const ACCOUNT = `${GROUP}/Microsoft.Batch/batchAccounts/renderfarm`
export const POOL = `${ACCOUNT}/pools/render-pool`
export const PORTAL = { url: 'https://portal.azure.com', tenantId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee' }

/** 24 November 2026, 09:00 UTC */
export const START = Date.UTC(2026, 10, 24, 9)

/** What the workflow of most stories asks for: 3,000 nodes, and a second region for others to use. */
export function desiredState(over: Partial<DesiredState> = {}): DesiredState {
  return {
    image: {
      imageDefinitionId: DEFINITION,
      createGallery: false,
      definition: {},
      version: { kind: 'exact', version: '1.4.0' },
      source: SOURCE,
      extraRegions: [{ region: 'northeurope', regionalReplicaCount: 2 }],
      nodesPerReplica: 300,
      minimumReplicas: 1,
      replicaStorageType: 'Standard_LRS',
      tags: {},
      promote: true,
    },
    pools: [desiredPool()],
    origin: {
      repository: 'studio/render',
      commit: '3f2a9c1d5e7b80f6a4c2d1e0b9f8a7c6d5e4f3a2',
      runId: '7001',
      runAttempt: '1',
      runUrl: 'https://github.com/studio/render/actions/runs/7001',
    },
    mode: 'apply',
    wait: 'healthy',
    healthyPercent: 90,
    rollout: { strategy: 'fail', drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' },
    registerProvider: false,
    ignoreFindings: [],
    ...over,
  }
}

export function desiredPool(over: Partial<DesiredPool> = {}): DesiredPool {
  return {
    poolId: POOL,
    batchAccountId: ACCOUNT,
    vmSize: 'Standard_D4s_v5',
    scale: { kind: 'fixed', targetDedicatedNodes: 3000, targetSpotNodes: 0 },
    nodeAgentSkuId: 'auto',
    startTask: { commandLine: '/bin/bash -c "mount /assets | tee -a $AZ_BATCH_NODE_SHARED_DIR/mount.log"' },
    identityIds: [],
    resizeTimeoutMinutes: 'auto',
    properties: {},
    ...over,
  }
}

export function westEurope(over: Partial<RegionArithmetic> = {}): RegionArithmetic {
  return {
    region: 'westeurope',
    existing: 0,
    regionalReplicaCount: 10,
    minimum: 1,
    pools: [{ poolId: POOL, nodes: 3000, replicas: 10 }],
    nodesPerReplica: 300,
    ...over,
  }
}

export function northEurope(over: Partial<RegionArithmetic> = {}): RegionArithmetic {
  return {
    region: 'northeurope',
    existing: 0,
    regionalReplicaCount: 2,
    minimum: 1,
    requested: 2,
    pools: [],
    nodesPerReplica: 300,
    ...over,
  }
}

export function plannedPool(over: Partial<PlannedPool> = {}): PlannedPool {
  return {
    poolId: POOL,
    batchAccountId: ACCOUNT,
    region: 'westeurope',
    action: 'create',
    nodes: 3000,
    vmSize: 'Standard_D4s_v5',
    nodeAgentSkuId: 'batch.node.ubuntu 22.04',
    resizeTimeoutMinutes: 45,
    ...over,
  }
}

export const publish: PublishImageVersion = {
  kind: 'publish-image-version',
  id: 'publish-image-version 1.4.0',
  after: [],
  disruption: 'none',
  imageVersionId: VERSION,
  location: 'westeurope',
  source: SOURCE,
  targetRegions: [
    { region: 'westeurope', regionalReplicaCount: 10, storageAccountType: 'Standard_LRS' },
    { region: 'northeurope', regionalReplicaCount: 2, storageAccountType: 'Standard_LRS' },
  ],
  storageAccountType: 'Standard_LRS',
  tags: { 'sig-batch-pool-commit': '3f2a9c1d5e7b80f6a4c2d1e0b9f8a7c6d5e4f3a2' },
}

export function awaitReplication(region: string, regionalReplicaCount: number, after: string): AwaitReplication {
  return {
    kind: 'await-replication',
    id: `await-replication ${region}`,
    after: [after],
    disruption: 'none',
    imageVersionId: VERSION,
    region,
    regionalReplicaCount,
  }
}

export const createPool: CreatePool = {
  kind: 'create-pool',
  id: 'create-pool render-pool',
  after: ['await-replication westeurope'],
  disruption: 'none',
  poolId: POOL,
  to: {
    properties: {
      vmSize: 'Standard_D4s_v5',
      deploymentConfiguration: {
        virtualMachineConfiguration: {
          imageReference: { id: VERSION },
          nodeAgentSkuId: 'batch.node.ubuntu 22.04',
          containerConfiguration: {
            type: 'DockerCompatible',
            containerRegistries: [{ registryServer: 'studio.azurecr.io', username: 'render', password: 'hunter2' }],
          },
        },
      },
      scaleSettings: {
        fixedScale: { targetDedicatedNodes: 3000, targetLowPriorityNodes: 0, resizeTimeout: 'PT45M' },
      },
      startTask: { commandLine: '/bin/bash -c "mount /assets | tee -a $AZ_BATCH_NODE_SHARED_DIR/mount.log"' },
      metadata: [{ name: 'sig-batch-pool-commit', value: '3f2a9c1d5e7b80f6a4c2d1e0b9f8a7c6d5e4f3a2' }],
    },
  },
}

export function growPool(after: string): UpdatePool {
  const scale = (nodes: number, resizeTimeout: string) => ({
    fixedScale: { targetDedicatedNodes: nodes, targetLowPriorityNodes: 0, resizeTimeout },
  })
  return {
    kind: 'update-pool',
    id: 'update-pool render-pool',
    after: [after],
    disruption: 'none',
    poolId: POOL,
    changes: [{ path: 'properties.scaleSettings', from: scale(3000, 'PT45M'), to: scale(4500, 'PT75M') }],
    metadata: {},
    retriesResize: false,
  }
}

export function awaitPool(after: string | undefined, targetNodes = 3000): AwaitPool {
  return {
    kind: 'await-pool',
    id: 'await-pool render-pool',
    after: after === undefined ? [] : [after],
    disruption: 'none',
    poolId: POOL,
    batchAccountId: ACCOUNT,
    until: 'healthy',
    targetNodes,
    healthyPercent: 90,
  }
}

/** The watch that comes after it, which forgives two nodes of a hundred. */
export function bakePool(after: string): BakePool {
  return {
    kind: 'bake-pool',
    id: 'bake-pool render-pool',
    after: [after],
    disruption: 'none',
    poolId: POOL,
    batchAccountId: ACCOUNT,
    minutes: 30,
    maxFailedNodes: { percent: 2 },
    targetNodes: 3000,
    healthyPercent: 90,
  }
}

/** A link of a lineage that says no more than its name. */
export function link(kind: LineageLink['kind'], id: string): LineageLink {
  return { id, kind, location: 'westeurope', regions: ['westeurope'], provisioningState: 'Succeeded' }
}

/** A managed image that was captured from a virtual machine, which was made from the marketplace. */
export const LINEAGE: Lineage = {
  links: [
    link('managed-image', MANAGED_IMAGE),
    link('virtual-machine', `${GROUP}/Microsoft.Compute/virtualMachines/builder`),
  ],
  baseImage: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-jammy',
    sku: '22_04-lts-gen2',
    version: '22.04.202611',
  },
  end: { kind: 'marketplace' },
}

export function coreUse(over: Partial<CoreUse> = {}): CoreUse {
  return { batchAccountId: ACCOUNT, kind: 'dedicated', others: 400, planned: 12_000, quota: 20_000, ...over }
}

export const HASH = '5e1f0c9a7b3d2846f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8'

/** The step behind all others, and what is told of it. */
export const PROMOTE = promoteStepId(VERSION)
export const promoted = (seconds: number): readonly Told[] => [
  [seconds, started(PROMOTE)],
  [seconds + 4, succeeded(PROMOTE, 'Image version 1.4.0 is no longer excluded from latest.')],
]

const FIRST_STEPS = withPromotion(
  [
    publish,
    awaitReplication('westeurope', 10, publish.id),
    awaitReplication('northeurope', 2, publish.id),
    createPool,
    awaitPool(createPool.id),
  ],
  VERSION,
)

/** The plan of a first run: publish to two regions, create the pool, wait for it, set the version latest. */
export function firstPlan(over: Partial<Plan> = {}): Plan {
  const isPromoted = (over.steps ?? FIRST_STEPS).some(({ kind }) => kind === 'set-latest')
  return {
    imageVersionId: VERSION,
    replicas: [westEurope(), northEurope()],
    pools: [plannedPool()],
    findings: [],
    steps: FIRST_STEPS,
    ...(isPromoted && { promotion: 'planned' }),
    lineage: LINEAGE,
    cores: [coreUse(), coreUse({ kind: 'standardDSv5Family', others: 0 })],
    timeBudget: {
      minutes: 115,
      terms: [
        { what: 'replicating image version 1.4.0 to westeurope', minutes: 60 },
        { what: 'resizing pool render-pool', minutes: 45 },
        { what: 'starting its nodes, without their start task', minutes: 10 },
      ],
    },
    hash: HASH,
    ...over,
  }
}

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    code: 'PoolNeedsRollout',
    severity: 'blocker',
    subject: POOL,
    message: 'Pool render-pool differs from what is asked in vmSize.',
    remedy: 'Resize the pool to 0 nodes and run again.',
    ...over,
  }
}

export const quota: Failure = {
  code: 'AccountCoreQuotaReached',
  message:
    'The resize of pool render-pool ended with 1900 of 3000 nodes. The quota of the account is to blame, not the image. Azure says:\n  AccountCoreQuotaReached: The specified account has reached core quota\n  Dedicated cores: 7600',
  remedy: 'Ask for more dedicated cores in the portal (Batch account, Quotas), or for fewer nodes, and run again.',
}

/** Something that was told, so many seconds after the start. */
export type Told = readonly [seconds: number, body: EventBody]

/** A whole run as `summarize` takes it, from what was told. */
export function course(
  told: readonly Told[],
  ending: Pick<Course, 'desired'> & { readonly failures?: readonly Failure[]; readonly cancelled?: boolean },
): Course {
  const events = told.map(([seconds, body]): Event => ({ ...body, at: START + seconds * 1000 }))
  const plan = events.find((event) => event.kind === 'planned')?.plan
  return {
    desired: ending.desired,
    ...(plan && { plan }),
    events,
    startedAt: START,
    endedAt: events.at(-1)?.at ?? START,
    failures: ending.failures ?? [],
    cancelled: ending.cancelled ?? false,
  }
}

export const started = (stepId: string): EventBody => ({ kind: 'step-started', stepId })
export const progressed = (stepId: string, text: string): EventBody => ({ kind: 'step-progressed', stepId, text })
export const succeeded = (stepId: string, text: string, healthyNodes?: number): EventBody => ({
  kind: 'step-succeeded',
  stepId,
  text,
  ...(healthyNodes !== undefined && { healthyNodes }),
})
export const failed = (stepId: string, failure: Failure): EventBody => ({ kind: 'step-failed', stepId, failure })
export const skipped = (stepId: string): EventBody => ({
  kind: 'step-skipped',
  stepId,
  text: 'Not begun: a step before it did not end well.',
})
export const observed = (subject: string, text: string): EventBody => ({ kind: 'observed', subject, text })
export const planned = (plan: Plan): EventBody => ({ kind: 'planned', plan })
export const finished: EventBody = { kind: 'finished' }
