import type { Pool, PoolDefinition } from '../../model/batch.ts'
import type { DesiredPool, Origin, Rollout } from '../../model/desired.ts'
import { isJsonObject, type JsonValue, memberAt, mergeJson } from '../../model/json.ts'
import {
  ASKED_METADATA,
  CURRENT_METADATA,
  NAME_METADATA,
  poolMetadata,
  REPLACED_METADATA,
  RESTORE_METADATA,
} from '../../model/origin.ts'
import { SCALE } from '../../model/pool-field.ts'
import { isEmptyPool } from '../../model/pool-nodes.ts'
import type { CreatePool, FieldChange, UpdatePool } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { askedFingerprint } from '../pool/fingerprint.ts'
import { needsZeroNodes, poolChanges } from '../pool/pool-changes.ts'
import {
  metadataValue,
  ownedProperties,
  type PoolDecisions,
  poolDefinition,
  withEntries,
} from '../pool/pool-definition.ts'
import { previousMetadata } from '../pool/previous-image.ts'
import { hasNote, NO_NODES, scaleBefore } from './rollout-note.ts'
import { inPlaceSteps, recreateSteps, settable } from './rollout-steps.ts'

/** A pool whose place another takes. */
export type Replaced = { readonly pool: Pool; readonly name: string }

/** Everything the steps of one pool depend on. */
export type PoolQuestion = {
  readonly desired: DesiredPool
  readonly decisions: PoolDecisions
  readonly origin: Origin
  readonly rollout: Rollout
  /** Undefined when there is no such pool. */
  readonly pool?: Pool
  /** The pool whose place it takes; the name that the workflow uses for both is noted. */
  readonly replaces?: Replaced
  /** Steps that bring the image into the pool's region. */
  readonly after: readonly StepId[]
}

/**
 * Steps for one pool: create it, change it, ask once more for nodes that did not come, or nothing. A change that needs a
 * pool without nodes is planned all the same; whether the pool has some is for the checks.
 */
export function poolSteps(question: PoolQuestion): Step[] {
  const { desired, decisions, rollout, pool, replaces, after } = question
  const name = resourceName(desired.poolId)
  const metadata = originMetadata(question)
  const noted = { ...metadata, [ASKED_METADATA]: askedFingerprint(ownedProperties(desired, decisions)) }
  if (pool === undefined) return [createStep(question, noted, replaces?.pool)]
  const changes = poolChanges(desired, decisions, pool)
  const [offline, online] = [changes.filter(needsZeroNodes), changes.filter((change) => !needsZeroNodes(change))]
  const update = (id: string, fields: readonly FieldChange[], before: readonly StepId[]): UpdatePool => ({
    kind: 'update-pool',
    id: `${id} ${name}`,
    after: before,
    disruption: shrinks(fields, pool) ? 'drain' : 'none',
    poolId: desired.poolId,
    changes: fields,
    metadata: noted,
    ...forgotten(pool),
    retriesResize: false,
  })
  if (changes.length === 0) return retry(update, question, pool)
  const isBegun = isEmptyPool(pool) && hasNote(pool)
  const empties = rollout.strategy === 'in-place' || rollout.strategy === 'recreate'
  if (offline.length > 0 && empties && (!isEmptyPool(pool) || isBegun)) {
    const rolled = { pool, rollout, after }
    if (rollout.strategy === 'recreate' && !isBegun) return recreateSteps(rolled, createStep(question, noted, pool))
    const { forgets: _, ...change } = update('change-pool', offline, after)
    const first = { ...change, metadata }
    return inPlaceSteps(rolled, first, update('update-pool', rescaled(online, question, pool), after))
  }
  const steps: UpdatePool[] = []
  // Two writes: Azure takes image and VM size only while the pool is empty, so the scale must come after.
  if (offline.length > 0) {
    const first = update('change-pool', offline, after)
    // What was asked is noted with the last write alone: a run that is cut short between the two has not set it all.
    steps.push(online.length > 0 ? { ...first, metadata } : first)
  }
  if (online.length > 0) {
    const fields = online.map((change) => gentle(change, pool))
    steps.push(update('update-pool', fields, offline.length > 0 ? [`change-pool ${name}`] : after))
  }
  return steps
}

/** Who changed the pool last, what it ran on before, and the name that it shares with another. */
function originMetadata({ decisions, origin, pool, replaces }: PoolQuestion): Record<string, string> {
  const before = replaces?.pool ?? pool
  return {
    ...poolMetadata(origin, decisions.imageVersionId),
    ...(before && decisions.rolling === undefined && previousMetadata(before, decisions.imageVersionId)),
    ...(replaces && { [NAME_METADATA]: replaces.name }),
  }
}

/** Notes of an earlier rollout that no longer hold once the pool has what is asked. */
function forgotten({ definition }: Pool): Pick<UpdatePool, 'forgets'> {
  const held = definition.properties['metadata']
  const forgets = [RESTORE_METADATA, REPLACED_METADATA].filter((name) => metadataValue(held, name) !== undefined)
  return forgets.length === 0 ? {} : { forgets }
}

/** Everything that changes with nodes, and the scale anew: a pool that was emptied has lost it. */
function rescaled(online: readonly FieldChange[], { desired, decisions }: PoolQuestion, pool: Pool): FieldChange[] {
  const asked = ownedProperties(desired, decisions)['scaleSettings'] ?? NO_NODES
  // What nobody speaks about, such as how often a formula is evaluated, was the pool's own.
  const [kind = ''] = Object.keys(asked)
  const held = memberAt(scaleBefore(pool), [kind])
  const to = kind === 'autoScale' && held !== undefined ? mergeJson({ [kind]: held }, asked) : asked
  return [...online.filter(({ path }) => path !== SCALE), { path: SCALE, from: NO_NODES, to }]
}

/** The PUT of a pool as asked; members of the pool before it that nobody speaks about go along. */
function createStep(
  { desired, decisions, replaces, after }: PoolQuestion,
  metadata: Readonly<Record<string, string>>,
  before?: Pool,
): CreatePool {
  const own = replaces === undefined ? [RESTORE_METADATA] : NOTES_OF_ONE_POOL
  const asked = poolDefinition(desired, decisions, metadata)
  const id = `create-pool ${resourceName(desired.poolId)}`
  const to = before === undefined ? asked : overlaid(settable(before), asked, own)
  return { kind: 'create-pool', id, after, disruption: 'none', poolId: desired.poolId, to }
}

/** What a pool notes of itself alone, and another that is made after it does not inherit. */
const NOTES_OF_ONE_POOL = [RESTORE_METADATA, CURRENT_METADATA, REPLACED_METADATA]

function overlaid(held: PoolDefinition, asked: PoolDefinition, without: readonly string[]): PoolDefinition {
  const { scaleSettings, ...properties } = asked.properties
  const merged = mergeJson(held.properties, properties)
  const identity = asked.identity ?? held.identity
  const own = Array.isArray(properties['metadata']) ? properties['metadata'] : []
  const metadata = withEntries(held.properties['metadata'], own.filter(isJsonObject), without)
  return {
    properties: { ...(isJsonObject(merged) ? merged : properties), ...(scaleSettings && { scaleSettings }), metadata },
    ...(identity && { identity }),
    ...(held.tags && { tags: held.tags }),
  }
}

/** Nodes that a resize of an earlier run did not bring are asked for again: nothing else would. */
function retry(
  update: (id: string, fields: readonly FieldChange[], before: readonly StepId[]) => UpdatePool,
  { desired, decisions, after }: PoolQuestion,
  pool: Pool,
): UpdatePool[] {
  if (desired.scale.kind !== 'fixed' || pool.allocationState !== 'Steady') return []
  const { targetDedicatedNodes, targetSpotNodes } = desired.scale
  const missing = pool.currentDedicatedNodes < targetDedicatedNodes || pool.currentSpotNodes < targetSpotNodes
  if (!missing) return []
  const held = pool.definition.properties['scaleSettings']
  const asked = poolDefinition(desired, decisions, {}).properties['scaleSettings'] ?? {}
  const change: FieldChange = { path: SCALE, ...(held !== undefined && { from: held }), to: asked }
  return [{ ...update('resize-pool', [change], after), retriesResize: true }]
}

/** A smaller pool lets running tasks finish, unless the workflow chose otherwise. */
function gentle(change: FieldChange, pool: Pool): FieldChange {
  const fixed = memberAt(change.to, ['fixedScale'])
  if (change.path !== SCALE || !isJsonObject(fixed) || !shrinks([change], pool)) return change
  return { ...change, to: { fixedScale: { nodeDeallocationOption: 'TaskCompletion', ...fixed } } }
}

function shrinks(changes: readonly FieldChange[], pool: Pool): boolean {
  const scale = changes.find(({ path }) => path === SCALE)?.to
  const below = (name: string, nodes: number) => {
    const target: JsonValue | undefined = memberAt(scale, ['fixedScale', name])
    return typeof target === 'number' && target < nodes
  }
  return (
    below('targetDedicatedNodes', pool.currentDedicatedNodes) || below('targetLowPriorityNodes', pool.currentSpotNodes)
  )
}
