import { normalizeRegion, parentId, resourceKey, resourceName } from '../../src/model/resource-id.ts'
import type { AccessCheck, ImageCatalog, Route, SandboxClock } from '../service.ts'
import { DEFAULT_SIZES, DEFAULT_SUPPORTED_IMAGES } from './catalog.ts'
import type { Account, Pool } from './entities.ts'
import { numberAt } from './json.ts'
import { beginResize } from './resize.ts'
import { armRoutes } from './routes/arm.ts'
import { jobRoutes } from './routes/jobs.ts'
import { nodeRoutes } from './routes/nodes.ts'
import { servicePoolRoutes } from './routes/service-pools.ts'
import type { BatchSeed, SeedAccount, SeedPool } from './seed.ts'
import { type BatchParts, BatchStore } from './store.ts'

/** What Microsoft.Batch needs of the rest of the sandbox. */
export type BatchContext = {
  readonly seed: BatchSeed
  readonly clock: SandboxClock
  readonly access: AccessCheck
  readonly images: ImageCatalog
  isProviderRegistered(subscriptionId: string, namespace: string): boolean
}

/** Microsoft.Batch over a seed, on both planes. */
export function batchService(context: BatchContext): {
  readonly routes: readonly Route[]
  accountIdAt(host: string): string | undefined
} {
  const { seed } = context
  const parts: BatchParts = {
    ...context,
    isProviderRegistered: (subscriptionId, namespace) => context.isProviderRegistered(subscriptionId, namespace),
    store: new BatchStore(),
    sizes: seed.sizes ?? DEFAULT_SIZES,
    supportedImages: seed.supportedImages ?? DEFAULT_SUPPORTED_IMAGES,
    nodesPerMinute: seed.sandbox?.nodesPerMinute ?? 300,
    startTaskMs: (seed.sandbox?.startTaskSeconds ?? 20) * 1000,
  }
  for (const account of seed.accounts ?? []) parts.store.accounts.set(resourceKey(account.id), loadAccount(account))
  for (const pool of seed.pools ?? []) loadPool(pool, parts)
  return {
    routes: [...armRoutes(parts), ...servicePoolRoutes(parts), ...nodeRoutes(parts), ...jobRoutes(parts)],
    accountIdAt: (host) => parts.store.accountAt(host)?.id,
  }
}

function loadAccount({ id, location, properties, sandbox, ...body }: SeedAccount): Account {
  return {
    id,
    name: resourceName(id),
    region: normalizeRegion(location),
    body,
    properties: {
      provisioningState: 'Succeeded',
      poolAllocationMode: 'BatchService',
      publicNetworkAccess: 'Enabled',
      dedicatedCoreQuota: 20,
      lowPriorityCoreQuota: 20,
      dedicatedCoreQuotaPerVMFamily: [],
      dedicatedCoreQuotaPerVMFamilyEnforced: false,
      poolQuota: 100,
      activeJobAndJobScheduleQuota: 300,
      ...properties,
    },
    capacity: sandbox?.capacity ?? {},
  }
}

/** A seeded pool was made a day ago, so that its nodes are up. */
function loadPool({ id, properties, identity, tags }: SeedPool, parts: BatchParts): void {
  const account = parts.store.account(parentId(id))
  if (account === undefined) throw new Error(`The pool ${id} has no account in the world`)
  const at = parts.clock.now() - 24 * 3_600_000
  const resize = {
    startedAt: at,
    targetDedicated: 0,
    targetSpot: 0,
    timeoutMs: 15 * 60_000,
    deallocationOption: 'Requeue',
    endsAt: at,
    errors: [],
  }
  const pool: Pool = {
    id,
    name: resourceName(id),
    account,
    createdAt: at,
    modifiedAt: at,
    revision: 0,
    properties: {
      interNodeCommunication: 'Disabled',
      taskSlotsPerNode: 1,
      taskSchedulingPolicy: { nodeFillType: 'Spread' },
      ...properties,
    },
    identity,
    tags,
    cohorts: [],
    resize,
    autoScaleRun: undefined,
    deletedAt: undefined,
  }
  parts.store.addPool(pool)
  const fixed = (name: string) => numberAt(properties, 'scaleSettings', 'fixedScale', name)
  const scale = {
    targetDedicated: fixed('targetDedicatedNodes'),
    targetSpot: fixed('targetLowPriorityNodes'),
    timeoutMs: 60 * 60_000,
    deallocationOption: 'Requeue',
  }
  beginResize(pool, scale, at, parts)
}
