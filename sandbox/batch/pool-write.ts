import { isDeepStrictEqual } from 'node:util'
import { childId, resourceName } from '../../src/model/resource-id.ts'
import type { SandboxRequest } from '../service.ts'
import { evaluate } from './autoscale.ts'
import type { Account, Pool } from './entities.ts'
import { at, type Json, textAt } from './json.ts'
import { conflict } from './refusals.ts'
import { beginResize, type Scale } from './resize.ts'
import { checkChanges, checkPoolName, checkPoolQuota, checkProperties, checkSteady, checkThere } from './rules/pool.ts'
import { completeScale, scaleOf } from './rules/scale.ts'
import type { BatchParts } from './store.ts'

/** What a client asks of a pool, in Resource Manager's spelling. */
export type Wanted = {
  readonly properties: Json
  readonly identity?: Json
  readonly tags?: Json
}

/** ARM ID of a pool. */
export function poolId(pool: Pick<Pool, 'account' | 'name'>): string {
  return childId(pool.account.id, 'pools', pool.name)
}

/** Makes a pool and begins to fill it. Refuses what Azure refuses. */
export function createPool(parts: BatchParts, request: SandboxRequest, account: Account, name: string, wanted: Wanted) {
  checkPoolName(name)
  checkProperties(parts, request, { account, properties: wanted.properties })
  checkPoolQuota(parts, account, request.now)
  const pool = newPool(parts, account, name, wanted, request.now)
  parts.store.addPool(pool)
  applyScale(parts, pool, deallocationIn(wanted.properties), request.now)
  return pool
}

/** A pool without nodes, as it is the instant it is made. */
export function newPool(parts: BatchParts, account: Account, name: string, wanted: Wanted, now: number): Pool {
  const none = { targetDedicated: 0, targetSpot: 0, timeoutMs: 15 * 60_000, deallocationOption: 'Requeue', errors: [] }
  return {
    account,
    name: resourceName(name),
    createdAt: now,
    modifiedAt: now,
    etag: parts.store.nextEtag(now),
    properties: completed(wanted.properties),
    cohorts: [],
    resize: { ...none, startedAt: now, endsAt: now },
    ...(wanted.identity && { identity: wanted.identity }),
    ...(wanted.tags && { tags: wanted.tags }),
  }
}

/** Puts other properties in the place of all a pool has. `rescale` also where the scale is asked for unchanged. */
export function changePool(
  parts: BatchParts,
  request: SandboxRequest,
  pool: Pool,
  wanted: Wanted & { readonly rescale: boolean },
): void {
  checkThere(pool)
  const next = completed(wanted.properties)
  checkProperties(parts, request, { account: pool.account, properties: next, before: pool.properties })
  checkChanges(pool, next, request)
  if (wanted.rescale) checkSteady(pool, request.now)
  const isRescaled = wanted.rescale || !isDeepStrictEqual(pool.properties['scaleSettings'], next['scaleSettings'])
  pool.properties = next
  if (wanted.identity) pool.identity = wanted.identity
  if (wanted.tags) pool.tags = wanted.tags
  touch(parts, pool, request.now)
  if (isRescaled) applyScale(parts, pool, deallocationIn(wanted.properties), request.now)
}

/** Notes that a pool was written now. */
export function touch(parts: BatchParts, pool: Pool, now: number): void {
  pool.modifiedAt = now
  pool.etag = parts.store.nextEtag(now)
}

/** Brings a pool to what its scale settings say. */
export function applyScale(parts: BatchParts, pool: Pool, deallocationOption: string | undefined, now: number): void {
  const settings = pool.properties['scaleSettings'] as Json // complete since `completed`
  const scale: Scale = scaleOf(settings, deallocationOption, pool)
  const formula = textAt(settings, 'autoScale', 'formula')
  if (formula === undefined) delete pool.autoScaleRun
  else pool.autoScaleRun = { at: now, results: evaluate(formula).results }
  const { targetDedicated, targetSpot } = scale
  const isAsBefore = targetDedicated === pool.resize.targetDedicated && targetSpot === pool.resize.targetSpot
  if (isAsBefore && pool.resize.errors.length === 0) return
  beginResize(pool, scale, now, parts)
}

/** Properties as they are kept: with what Azure fills in, without what it takes but does not keep. */
export function completed(properties: Json): Json {
  const { startTask, ...rest } = properties
  return {
    interNodeCommunication: 'Disabled',
    taskSlotsPerNode: 1,
    taskSchedulingPolicy: { nodeFillType: 'Spread' },
    ...rest,
    ...(startTask !== undefined && { startTask }),
    scaleSettings: completeScale(properties['scaleSettings']),
  }
}

function deallocationIn(properties: Json): string | undefined {
  return textAt(properties, 'scaleSettings', 'fixedScale', 'nodeDeallocationOption')
}

/** Ends autoscale: the pool keeps the size that it has or is getting. Refuses a pool that is not autoscaled. */
export function fixAt(parts: BatchParts, pool: Pool, now: number): void {
  checkThere(pool)
  if (at(pool.properties, 'scaleSettings', 'autoScale') === undefined) {
    throw conflict('AutoScaleNotEnabled', 'Automatic scaling is not enabled for the specified pool.')
  }
  const { targetDedicated: targetDedicatedNodes, targetSpot: targetLowPriorityNodes } = pool.resize
  const scaleSettings = completeScale({ fixedScale: { targetDedicatedNodes, targetLowPriorityNodes } })
  pool.properties = { ...pool.properties, scaleSettings }
  delete pool.autoScaleRun
  touch(parts, pool, now)
}
