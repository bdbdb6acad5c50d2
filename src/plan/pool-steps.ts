import type { Pool } from '../model/batch.ts'
import type { DesiredPool, Origin } from '../model/desired.ts'
import { isJsonObject, type JsonValue, memberAt } from '../model/json.ts'
import { ASKED_METADATA, poolMetadata } from '../model/origin.ts'
import { resourceName } from '../model/resource-id.ts'
import type { FieldChange, Step, StepId, UpdatePool } from '../model/step.ts'
import { askedFingerprint } from './fingerprint.ts'
import { needsZeroNodes, poolChanges } from './pool-changes.ts'
import { ownedProperties, type PoolDecisions, poolDefinition } from './pool-definition.ts'

/** Everything the steps of one pool depend on. */
export type PoolQuestion = {
  readonly desired: DesiredPool
  readonly decisions: PoolDecisions
  readonly origin: Origin
  /** Undefined when there is no such pool. */
  readonly pool?: Pool
  /** Steps that bring the image into the pool's region. */
  readonly after: readonly StepId[]
}

/**
 * Steps for one pool: create it, change it, ask once more for nodes that did not come, or nothing. A change that needs a
 * pool without nodes is planned all the same; whether the pool has some is for the checks.
 */
export function poolSteps(question: PoolQuestion): Step[] {
  const { desired, decisions, origin, pool, after } = question
  const name = resourceName(desired.poolId)
  const metadata = poolMetadata(origin, decisions.imageVersionId)
  const noted = { ...metadata, [ASKED_METADATA]: askedFingerprint(ownedProperties(desired, decisions)) }
  if (pool === undefined) {
    const to = poolDefinition(desired, decisions, noted)
    return [{ kind: 'create-pool', id: `create-pool ${name}`, after, disruption: 'none', poolId: desired.poolId, to }]
  }
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
    retriesResize: false,
  })
  if (changes.length === 0) return retry(update, question, pool)
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
  const change: FieldChange = { path: 'properties.scaleSettings', ...(held !== undefined && { from: held }), to: asked }
  return [{ ...update('resize-pool', [change], after), retriesResize: true }]
}

/** A smaller pool lets running tasks finish, unless the workflow chose otherwise. */
function gentle(change: FieldChange, pool: Pool): FieldChange {
  const fixed = memberAt(change.to, ['fixedScale'])
  if (change.path !== 'properties.scaleSettings' || !isJsonObject(fixed) || !shrinks([change], pool)) return change
  return { ...change, to: { fixedScale: { nodeDeallocationOption: 'TaskCompletion', ...fixed } } }
}

function shrinks(changes: readonly FieldChange[], pool: Pool): boolean {
  const scale = changes.find(({ path }) => path === 'properties.scaleSettings')?.to
  const below = (name: string, nodes: number) => {
    const target: JsonValue | undefined = memberAt(scale, ['fixedScale', name])
    return typeof target === 'number' && target < nodes
  }
  return (
    below('targetDedicatedNodes', pool.currentDedicatedNodes) || below('targetLowPriorityNodes', pool.currentSpotNodes)
  )
}
