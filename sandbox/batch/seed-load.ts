import { normalizeRegion, parentId, resourceKey, resourceName } from '../../src/model/resource-id.ts'
import { amount, object } from '../shape.ts'
import { evaluate } from './autoscale.ts'
import type { Account, Pool } from './entities.ts'
import { loadJobs } from './job-seed.ts'
import { numberAt, textAt } from './json.ts'
import { beginResize, type Scale } from './resize.ts'
import type { BatchSeed, SeedAccount, SeedPool } from './seed.ts'
import { settleInstant } from './settle.ts'
import type { BatchParts } from './store.ts'
import { newTask } from './task-writes.ts'

/** How long endless tasks have been running when the world starts. */
const SINCE_MS = 3_600_000

/** Puts accounts, pools and jobs of a seed in the store. Throws where one does not fit its world. */
export function loadSeed(seed: BatchSeed, parts: BatchParts): void {
  for (const account of seed.accounts ?? []) parts.store.accounts.set(resourceKey(account.id), loadAccount(account))
  for (const pool of seed.pools ?? []) loadPool(pool, parts)
  const start = parts.clock.now()
  parts.store.settledAt = start - SINCE_MS
  settleInstant(parts)
  parts.store.settledAt = start
  loadJobs(seed, parts)
  settleInstant(parts)
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
function loadPool(seed: SeedPool, parts: BatchParts): void {
  const account = parts.store.account(parentId(seed.id))
  if (account === undefined) throw new Error(`The pool ${seed.id} has no account in the world`)
  checkPool(seed, parts)
  const at = parts.clock.now() - 24 * 3_600_000
  const pool = poolOf(seed, account, at)
  parts.store.addPool(pool)
  beginResize(pool, scaleOf(seed, pool, parts), { now: at, by: 'the world' }, parts)
}

/** What a seeded pool has come to: its fixed scale, or what its formula asks for. */
function scaleOf({ properties }: SeedPool, pool: Pool, { clock }: BatchParts): Scale {
  const usual = { timeoutMs: 60 * 60_000, deallocationOption: 'Requeue' } as const
  const formula = textAt(properties, 'scaleSettings', 'autoScale', 'formula')
  if (formula === undefined) {
    const fixed = (name: string) => numberAt(properties, 'scaleSettings', 'fixedScale', name)
    return { targetDedicated: fixed('targetDedicatedNodes'), targetSpot: fixed('targetLowPriorityNodes'), ...usual }
  }
  const evaluation = evaluate(formula)
  if (!evaluation.ok) throw new Error(`The pool ${pool.id} does not fit the world: ${evaluation.message}`)
  pool.autoScaleRun = { at: clock.now(), results: evaluation.results }
  return { targetDedicated: evaluation.dedicated, targetSpot: evaluation.spot, ...usual }
}

function checkPool({ id, properties, sandbox = {} }: SeedPool, parts: BatchParts): void {
  const problems: string[] = []
  object({}, { runningTasks: amount })(sandbox, 'sandbox', problems)
  const subnetId = textAt(properties, 'networkConfiguration', 'subnetId')
  if (subnetId !== undefined && parts.subnets.subnetFacts(subnetId) === undefined)
    problems.push(`its subnet ${subnetId} does not exist`)
  if (problems.length > 0) throw new Error(`The pool ${id} does not fit the world: ${problems.join('; ')}`)
}

function poolOf({ id, properties, identity, tags, sandbox }: SeedPool, account: Account, at: number): Pool {
  return {
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
    resize: {
      startedAt: at,
      targetDedicated: 0,
      targetSpot: 0,
      timeoutMs: 15 * 60_000,
      deallocationOption: 'Requeue',
      endsAt: at,
      errors: [],
    },
    osUpgrade: undefined,
    autoScaleRun: undefined,
    deletedAt: undefined,
    endlessTasks: Array.from({ length: sandbox?.runningTasks ?? 0 }, (_, n) => newTask(String(n), undefined, {}, at)),
    runs: [],
  }
}
