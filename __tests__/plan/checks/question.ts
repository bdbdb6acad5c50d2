import type { BatchAccount, Pool, SupportedImage, VmSize } from '../../../src/model/batch.ts'
import type { DesiredImage, DesiredPool, DesiredState } from '../../../src/model/desired.ts'
import type { Question } from '../../../src/model/draft.ts'
import type { ImageDefinition, ImageVersion } from '../../../src/model/image.ts'
import type { LineageLink } from '../../../src/model/lineage.ts'
import type { Observed, ObservedState, Preflight } from '../../../src/model/observed.ts'
import { childId, resourceKey } from '../../../src/model/resource-id.ts'
import { draftOf } from '../../../src/plan/draft/drafting.ts'

export const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555'
export const ELSEWHERE = '99999999-2222-3333-4444-555555555555'
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/render`
export const COMPUTE = `${GROUP}/providers/Microsoft.Compute`
export const GALLERY = `${COMPUTE}/galleries/studio`
export const DEFINITION = `${GALLERY}/images/worker`
export const VERSION = `${DEFINITION}/versions/1.4.0`
export const IMAGE = `${COMPUTE}/images/golden`
export const BUILDER = `${COMPUTE}/virtualMachines/builder`
export const ACCOUNT = `${GROUP}/providers/Microsoft.Batch/batchAccounts/renderfarm`
export const POOL = `${ACCOUNT}/pools/render-pool`
export const SUBNET = `${GROUP}/providers/Microsoft.Network/virtualNetworks/studio/subnets/nodes`
export const AGENT = 'batch.node.ubuntu 24.04'

export const ABSENT = { state: 'absent' } as const

/** Something that was found. */
export function present<T>(value: T): Observed<T> {
  return { state: 'present', value }
}

/** Something that could not be read, refused by default. */
export function unreadable(code = 'AuthorizationFailed', reason = 'No right to read it.') {
  return { state: 'unreadable', code, reason } as const
}

/** Members that differ; undefined takes one away. */
type Changed<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** What differs from the sound run: what is asked for, and what is seen. */
export type Change = {
  readonly run?: Changed<DesiredState> | undefined
  readonly image?: Changed<DesiredImage> | undefined
  readonly pool?: Changed<DesiredPool> | undefined
  readonly seen?: Changed<ObservedState> | undefined
  readonly preflight?: Changed<Preflight> | undefined
}

/** A run that would publish a managed image and make a pool of 100 nodes of it; nothing is wrong but what `change` says. */
export function question({ run, image, pool, seen, preflight }: Change = {}): Question {
  const desired = changed(DESIRED, {
    ...run,
    image: changed(DESIRED.image, image),
    pools: run?.pools ?? [changed(ASKED_POOL, pool)],
  })
  const observed = changed(OBSERVED, { ...seen, preflight: changed(OBSERVED.preflight, preflight) })
  return { desired, observed, draft: draftOf(desired, observed) }
}

/** The casts only say that members which were taken away are optional ones. */
function changed<T extends object>(sound: T, change: Changed<T> = {}): T {
  const all: T = { ...sound, ...change } as T
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T
}

/** A record with one entry, keyed as what was read is keyed. */
export function at<T>(id: string, value: T): Readonly<Record<string, T>> {
  return { [resourceKey(id)]: value }
}

export function definition(more: Partial<ImageDefinition> = {}): Observed<ImageDefinition> {
  return present({
    id: DEFINITION,
    location: 'westeurope',
    provisioningState: 'Succeeded',
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    securityType: 'Standard',
    identifier: { publisher: 'studio', offer: 'render', sku: 'worker' },
    ...more,
  })
}

/** The image version of the run, as if an earlier run had made it. */
export function version(more: Partial<ImageVersion> = {}): Observed<ImageVersion> {
  return present({
    id: VERSION,
    location: 'westeurope',
    provisioningState: 'Succeeded',
    targetRegions: [{ region: 'westeurope', regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' }],
    replication: [{ region: 'westeurope', state: 'Completed', progress: 100, details: '' }],
    source: { kind: 'managed-image', id: IMAGE },
    tags: {},
    excludeFromLatest: false,
    replicationMode: 'Full',
    storageAccountType: 'Standard_LRS',
    ...more,
  })
}

/** The managed image of the run, or another link of a lineage. */
export function link(more: Partial<LineageLink> = {}): LineageLink {
  const id = more.id ?? IMAGE
  return {
    id,
    kind: 'managed-image',
    location: 'westeurope',
    regions: ['westeurope'],
    provisioningState: 'Succeeded',
    ...more,
  }
}

/** A virtual machine that is ready to be published. */
export function machine(more: Partial<LineageLink> = {}): LineageLink {
  return link({
    id: BUILDER,
    kind: 'virtual-machine',
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    purchasePlan: null,
    osDiskCaching: 'ReadWrite',
    isGuestEncrypted: false,
    dataDiskLuns: [],
    powerState: 'deallocated',
    extensions: [],
    baseImage: UBUNTU,
    ...more,
  })
}

export function account(more: Partial<BatchAccount> = {}): Observed<BatchAccount> {
  return present({
    id: ACCOUNT,
    location: 'westeurope',
    accountEndpoint: 'renderfarm.westeurope.batch.azure.com',
    provisioningState: 'Succeeded',
    poolAllocationMode: 'BatchService',
    publicNetworkAccess: 'Enabled',
    quotas: {
      pools: 10,
      dedicatedCores: 1000,
      spotCores: 500,
      coresByFamily: [{ family: 'standardDSv5Family', cores: 800 }],
    },
    ...more,
  })
}

/** A pool as an earlier run made it that asked for `change`; with the nodes that were asked for. */
export function made(change: Change = {}, more: Partial<Pool> = {}): Pool {
  const { draft, desired } = question(change)
  const step = draft.steps.find(({ kind }) => kind === 'create-pool')
  const { scale, poolId } = desired.pools[0] ?? ASKED_POOL
  const fixed = scale.kind === 'fixed' ? scale : { targetDedicatedNodes: scale.maximumNodes, targetSpotNodes: 0 }
  return {
    id: poolId,
    etag: 'W/"1"',
    provisioningState: 'Succeeded',
    allocationState: 'Steady',
    currentDedicatedNodes: fixed.targetDedicatedNodes,
    currentSpotNodes: fixed.targetSpotNodes,
    definition: step?.kind === 'create-pool' ? step.to : { properties: {} },
    ...more,
  }
}

/** What is seen when the version is published, and the pool is there as given. */
export function later(pool: Pool = made(), more: Changed<ObservedState> = {}): Changed<ObservedState> {
  return { imageVersion: version(), pools: at(pool.id, present(pool)), ...more }
}

export function supported(nodeAgentSkuId: string, sku: string, more: Partial<SupportedImage> = {}): SupportedImage {
  return { nodeAgentSkuId, image: { ...UBUNTU, sku }, osType: 'linux', verified: true, ...more }
}

export function vmSize(more: Partial<VmSize> = {}): VmSize {
  return {
    name: 'Standard_D4s_v5',
    family: 'standardDSv5Family',
    cores: 4,
    hyperVGenerations: ['V1', 'V2'],
    architecture: 'x64',
    isSpotCapable: true,
    ...more,
  }
}

export const UBUNTU = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' } as const

const ASKED_POOL: DesiredPool = {
  poolId: POOL,
  batchAccountId: ACCOUNT,
  vmSize: 'Standard_D4s_v5',
  scale: { kind: 'fixed', targetDedicatedNodes: 100, targetSpotNodes: 0 },
  nodeAgentSkuId: 'auto',
  subnetId: SUBNET,
  identityIds: [],
  resizeTimeoutMinutes: 'auto',
  properties: {},
}

const DESIRED: DesiredState = {
  image: {
    imageDefinitionId: DEFINITION,
    createGallery: false,
    definition: {},
    version: { kind: 'exact', version: '1.4.0' },
    source: { kind: 'managed-image', id: IMAGE },
    extraRegions: [],
    nodesPerReplica: 300,
    minimumReplicas: 1,
    replicaStorageType: 'Standard_LRS',
    tags: {},
    promote: true,
  },
  pools: [ASKED_POOL],
  origin: {
    repository: 'studio/render',
    commit: 'c0ffee',
    runId: '1',
    runAttempt: '1',
    runUrl: 'https://github.com/studio/render/actions/runs/1',
  },
  mode: 'apply',
  wait: 'healthy',
  healthyPercent: 90,
  rollout: { strategy: 'fail', drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' },
  registerProvider: false,
  ignoreFindings: [],
}

const GOLDEN = link({ osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', osDiskCaching: 'ReadWrite' })

const EVERYTHING = present([{ actions: ['*'], notActions: [], dataActions: [], notDataActions: [] }])

const OBSERVED: ObservedState = {
  at: Date.parse('2026-11-24T12:00:00Z'),
  imageDefinition: definition(),
  version: '1.4.0',
  imageVersion: ABSENT,
  source: [{ role: 'whole', id: IMAGE, observed: present(GOLDEN) }],
  lineage: { links: [GOLDEN, machine()], baseImage: UBUNTU, end: { kind: 'marketplace' } },
  batchAccounts: at(ACCOUNT, account()),
  pools: at(POOL, ABSENT),
  preflight: {
    supportedImages: at(ACCOUNT, present([supported(AGENT, 'server'), supported('batch.node.el 9', 'rhel')])),
    vmSizes: at(ACCOUNT, present([vmSize(), vmSize({ name: 'Standard_D2s_v5', cores: 2 })])),
    accountPools: at(ACCOUNT, present([])),
    subnets: at(
      SUBNET,
      present({ id: SUBNET, location: 'westeurope', freeAddresses: 200, takenAddresses: 100, delegations: [] }),
    ),
    permissions: { ...at(DEFINITION, EVERYTHING), ...at(IMAGE, EVERYTHING), ...at(ACCOUNT, EVERYTHING) },
    registrations: at(`/subscriptions/${SUBSCRIPTION}`, present('Registered')),
    regions: at(
      `/subscriptions/${SUBSCRIPTION}`,
      present([
        { name: 'westeurope', hasZones: true },
        { name: 'northcentralus', hasZones: false },
      ]),
    ),
    imageVersions: {},
    jobs: {},
    jobSchedules: {},
    canaries: {},
    runningTasks: {},
    nodeImages: {},
    versions: {},
    galleries: {},
    definitions: {},
  },
}

/** Another pool of the same account, as this action would have made it. */
export function otherPool(name: string, change: Change['pool'] = {}, more: Partial<Pool> = {}): Pool {
  return made({ pool: { poolId: childId(ACCOUNT, 'pools', name), ...change } }, more)
}
