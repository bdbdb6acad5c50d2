import { normalizeRegion, parentId, resourceName } from '../../src/model/resource-id.ts'
import { amount, anything, list, map, object, text, word } from '../shape.ts'
import { lastAllocatedAt } from './allocation.ts'
import type { Json } from './json.ts'
import { armPoolShape } from './pool-shape.ts'
import { applyScale, newPool } from './pool-write.ts'
import type { BatchSeed, SeedAccount, SeedPool } from './seed.ts'
import { read } from './spelling.ts'
import type { BatchParts } from './store.ts'

/** Seeded pools are older than the world by this much, so that their nodes are there and idle. */
const AGE_MS = 24 * 60 * 60_000

const sandboxOfAccount = object({}, { capacity: map(amount) })
const arm = { identity: anything, tags: anything }
const seedShape = object(
  {},
  {
    accounts: list(object({ id: text, location: text }, { ...arm, properties: anything, sandbox: sandboxOfAccount })),
    pools: list(object({ id: text, properties: anything }, arm)),
    supportedImages: list(
      object(
        {
          nodeAgentSKUId: text,
          imageReference: map(text),
          osType: word('linux', 'windows'),
          verificationType: word('verified', 'unverified'),
        },
        { capabilities: list(text), batchSupportEndOfLife: text },
      ),
    ),
    sizes: list(object({ name: text, familyName: text, capabilities: map(text) }, { batchSupportEndOfLife: text })),
    sandbox: object({}, { nodesPerMinute: amount, startTaskSeconds: amount }),
  },
)

const DEFAULTS: Json = {
  provisioningState: 'Succeeded',
  poolAllocationMode: 'BatchService',
  publicNetworkAccess: 'Enabled',
  dedicatedCoreQuota: 100,
  lowPriorityCoreQuota: 100,
  dedicatedCoreQuotaPerVMFamily: [],
  dedicatedCoreQuotaPerVMFamilyEnforced: false,
  poolQuota: 100,
  activeJobAndJobScheduleQuota: 300,
}

/** Throws when a seed has members that are not known. */
export function checkSeed(seed: unknown): asserts seed is BatchSeed {
  const problems: string[] = []
  seedShape(seed, 'batch', problems)
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

/** Puts into the store what exists when the world starts. */
export function loadSeed(parts: BatchParts, seed: BatchSeed): void {
  for (const account of seed.accounts ?? []) addAccount(parts, account)
  for (const pool of seed.pools ?? []) addPool(parts, pool)
}

function addAccount({ store }: BatchParts, seed: SeedAccount): void {
  const { id, location, identity, tags, properties = {}, sandbox } = seed
  store.accounts.set(id.toLowerCase(), {
    id,
    name: resourceName(id),
    region: normalizeRegion(location),
    properties: { ...DEFAULTS, ...properties },
    capacity: sandbox?.capacity ?? {},
    ...(identity && { identity }),
    ...(tags && { tags }),
  })
}

/** A seeded pool is written a day before the world starts, and its nodes have come at once. */
function addPool(parts: BatchParts, seed: SeedPool): void {
  const account = parts.store.account(parentId(seed.id))
  if (account === undefined) throw new Error(`batch.pools: the account of ${seed.id} does not exist`)
  const properties = read(armPoolShape, seed.properties, 'properties', 'arm') as Json // an object by its shape
  const now = parts.clock.now()
  const pool = newPool(parts, account, resourceName(seed.id), { ...seed, properties }, now - AGE_MS)
  applyScale(parts, pool, undefined, now)
  for (const [index, cohort] of pool.cohorts.entries()) {
    pool.cohorts[index] = { ...cohort, askedAt: now - AGE_MS, cutoff: lastAllocatedAt(cohort) }
  }
  pool.resize = { ...pool.resize, startedAt: now - AGE_MS, endsAt: now - AGE_MS, errors: [] }
  parts.store.addPool(pool)
}
