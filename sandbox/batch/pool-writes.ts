import { childId } from '../../src/model/resource-id.ts'
import type { SandboxRequest } from '../service.ts'
import { currentNodes, isSteady } from './allocation.ts'
import { deallocationOption } from './autoscale.ts'
import { evaluateNow } from './autoscale-runs.ts'
import { durationMs } from './durations.ts'
import type { Account, Occasion, Pool } from './entities.ts'
import { at, isObject, type Json, numberAt, textAt } from './json.ts'
import { requeueAll } from './leaving.ts'
import { occasionOf } from './occasion.ts'
import { checkDefinition, checkIdentity, checkPoolQuota } from './pool-rules.ts'
import { beingDeleted, beingResized, cannotBeUpdated, conditionNotMet, invalidValue } from './refusals.ts'
import { beginResize } from './resize.ts'
import type { BatchParts } from './store.ts'

/** What a write says of a pool, in ARM's spelling. */
export type Definition = {
  readonly properties: Json
  readonly identity?: Json | undefined
  readonly tags?: Json | undefined
}

/** Members that may change while a pool has nodes. Source: learn.microsoft.com/azure/batch/batch-pool-update-properties. */
const CHANGEABLE = new Set(['scaleSettings', 'startTask', 'metadata', 'applicationPackages'])

const NO_RESIZE = {
  targetDedicated: 0,
  targetSpot: 0,
  timeoutMs: 15 * 60_000,
  deallocationOption: 'Requeue',
  errors: [],
} as const

/** The ETag of a pool as it is now. */
export function etagOf({ createdAt, revision }: Pick<Pool, 'createdAt' | 'revision'>): string {
  return `W/"0x8D${(createdAt + revision * 7919).toString(16).toUpperCase()}"`
}

/** Refuses a write whose `If-Match` names another state, or whose `If-None-Match: *` meets a pool. */
export function checkConditions(pool: Pool | undefined, request: SandboxRequest): void {
  const [match, none] = [request.headers['if-match'], request.headers['if-none-match']]
  if (none === '*' && pool !== undefined) throw conditionNotMet()
  if (match === undefined || (match === '*' && pool !== undefined)) return
  // The Batch service gives the same ETag without the mark of weakness.
  if (pool === undefined || match.replace('W/', '') !== etagOf(pool).replace('W/', '')) throw conditionNotMet()
}

/** Makes a pool and begins its first resize. */
export function createPool(
  account: Account,
  name: string,
  asked: Definition,
  request: SandboxRequest,
  parts: BatchParts,
): Pool {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
    throw invalidValue('id', name, 'The value has to be 1 to 64 letters, digits, hyphens and underscores.')
  const { now } = request
  checkDefinition({ properties: asked.properties, before: undefined, account, request, parts })
  checkIdentity(asked.identity, { request, parts })
  checkPoolQuota(account, parts.store.pools(account, now).length)
  const pool: Pool = {
    id: childId(account.id, 'pools', name),
    name,
    account,
    createdAt: now,
    modifiedAt: now,
    revision: 0,
    properties: withoutInputOnly(withDefaults(asked.properties)),
    identity: asked.identity,
    tags: asked.tags,
    cohorts: [],
    resize: { ...NO_RESIZE, startedAt: now, endsAt: now },
    osUpgrade: undefined,
    autoScaleRun: undefined,
    deletedAt: undefined,
    endlessTasks: [],
    runs: [],
  }
  parts.store.addPool(pool)
  applyScale(pool, asked.properties['scaleSettings'], occasionOf(request), parts)
  return pool
}

/** Changes members of a pool; each that is given replaces the one that was there. */
export function changePool(pool: Pool, change: Partial<Definition>, request: SandboxRequest, parts: BatchParts): void {
  const { now } = request
  if (pool.deletedAt !== undefined) throw beingDeleted()
  const given = change.properties ?? {}
  const isEmpty = currentNodes(pool, now, true) + currentNodes(pool, now, false) === 0
  if (!isEmpty || !isSteady(pool, now)) {
    const fixed = Object.keys(given).find(
      (name) => !CHANGEABLE.has(name) && JSON.stringify(given[name]) !== JSON.stringify(pool.properties[name]),
    )
    if (fixed !== undefined)
      throw cannotBeUpdated(
        `properties.${fixed}`,
        'The property can be changed only while the pool holds no compute nodes.',
      )
  }
  if (given['scaleSettings'] !== undefined && !isSteady(pool, now)) throw beingResized()
  const properties: { [name: string]: unknown } = { ...pool.properties, ...given }
  // An empty start task takes the old one away.
  if (isObject(given['startTask']) && Object.keys(given['startTask']).length === 0) delete properties['startTask']
  checkDefinition({ properties, before: pool.properties, account: pool.account, request, parts })
  if (change.identity !== undefined) checkIdentity(change.identity, { request, parts })
  if (given['scaleSettings'] !== undefined) properties['scaleSettings'] = wholeScale(given['scaleSettings'])
  pool.properties = withoutInputOnly(properties)
  if (change.identity !== undefined) pool.identity = change.identity
  if (change.tags !== undefined) pool.tags = change.tags
  touch(pool, now)
  if (given['scaleSettings'] !== undefined) applyScale(pool, given['scaleSettings'], occasionOf(request), parts)
}

/** A pool that was changed has another ETag. */
export function touch(pool: Pool, now: number): void {
  pool.revision += 1
  pool.modifiedAt = now
}

/** Begins to delete a pool: nothing runs on it any more. */
export function deletePool(pool: Pool, request: SandboxRequest): void {
  if (pool.deletedAt !== undefined) throw beingDeleted()
  pool.deletedAt = request.now
  requeueAll(pool, occasionOf(request))
  touch(pool, request.now)
}

/** Keeps the size that the last formula asked for as a fixed scale; a resize that goes on is not disturbed. */
export function disableAutoScale(pool: Pool): void {
  const { targetDedicated, targetSpot } = pool.resize
  const targets = { targetDedicatedNodes: targetDedicated, targetLowPriorityNodes: targetSpot }
  pool.properties = { ...pool.properties, scaleSettings: { fixedScale: { ...targets, resizeTimeout: 'PT15M' } } }
  pool.autoScaleRun = undefined
}

/** Begins what a scale asks for: a resize to its targets, or the evaluation of its formula. */
function applyScale(pool: Pool, scale: unknown, on: Occasion, parts: BatchParts): void {
  const formula = textAt(scale, 'autoScale', 'formula')
  if (formula !== undefined) {
    evaluateNow(pool, formula, on, parts)
    return
  }
  pool.autoScaleRun = undefined
  const fixed = at(scale, 'fixedScale')
  const asked = {
    targetDedicated: numberAt(fixed, 'targetDedicatedNodes'),
    targetSpot: numberAt(fixed, 'targetLowPriorityNodes'),
    timeoutMs: durationMs(at(fixed, 'resizeTimeout') ?? 'PT15M', 'resizeTimeout'),
    deallocationOption: deallocationOption(textAt(fixed, 'nodeDeallocationOption') ?? '') ?? 'Requeue',
  }
  beginResize(pool, asked, on, parts)
}

function withDefaults(properties: Json): Json {
  return {
    interNodeCommunication: 'Disabled',
    taskSchedulingPolicy: { nodeFillType: 'Spread' },
    taskSlotsPerNode: 1,
    ...properties,
    scaleSettings: wholeScale(properties['scaleSettings']),
  }
}

/** A scale with what Azure takes where nothing is said. */
function wholeScale(scale: unknown): Json {
  const auto = at(scale, 'autoScale')
  if (isObject(auto)) return { autoScale: { ...auto, evaluationInterval: auto['evaluationInterval'] ?? 'PT15M' } }
  const fixed = at(scale, 'fixedScale')
  const none = { targetDedicatedNodes: 0, targetLowPriorityNodes: 0, resizeTimeout: 'PT15M' }
  return { fixedScale: { ...none, ...(isObject(fixed) && fixed) } }
}

/** Members that are taken and never told again: passwords, keys, and how a resize frees its nodes. */
function withoutInputOnly(value: Json): Json {
  const clean = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(clean)
    if (!isObject(item)) return item
    return Object.fromEntries(
      Object.entries(item)
        .filter(([name]) => !INPUT_ONLY.has(name))
        .map(([name, member]) => [name, clean(member)]),
    )
  }
  return clean(value) as Json
}

const INPUT_ONLY = new Set([
  'password',
  'sshPrivateKey',
  'protectedSettings',
  'accountKey',
  'sasKey',
  'nodeDeallocationOption',
])
