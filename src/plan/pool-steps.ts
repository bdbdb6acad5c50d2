import type { Finding } from '../model/finding.ts'
import { isJsonObject, type JsonValue, memberAt } from '../model/json.ts'
import { poolMetadata } from '../model/origin.ts'
import { resourceName } from '../model/resource-id.ts'
import type { DesiredPool, Origin, Pool } from '../model/state.ts'
import type { FieldChange, Step, StepId, UpdatePool } from '../model/step.ts'
import { needsZeroNodes, poolChanges } from './pool-changes.ts'
import { type PoolDecisions, poolDefinition } from './pool-definition.ts'

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

/** The steps that make one pool as asked, or the findings that say why that cannot be. */
export type PoolAnswer = { readonly steps: readonly Step[]; readonly findings: readonly Finding[] }

/** Steps for one pool: create it, change it, ask once more for nodes that did not come, or nothing. */
export function poolSteps(question: PoolQuestion): PoolAnswer {
  const { desired, decisions, origin, pool, after } = question
  const name = resourceName(desired.poolId)
  const metadata = poolMetadata(origin, decisions.imageVersionId)
  if (pool === undefined) {
    const to = poolDefinition(desired, decisions, metadata)
    const step: Step = {
      kind: 'create-pool',
      id: `create-pool ${name}`,
      after,
      disruption: 'none',
      poolId: desired.poolId,
      to,
    }
    return { steps: [step], findings: [] }
  }
  const changes = poolChanges(desired, decisions, pool)
  const [offline, online] = [changes.filter(needsZeroNodes), changes.filter((change) => !needsZeroNodes(change))]
  if (offline.length > 0 && !isEmpty(pool)) {
    return { steps: [], findings: [needsRollout(desired.poolId, offline, pool)] }
  }
  const update = (id: string, fields: readonly FieldChange[], before: readonly StepId[]): UpdatePool => ({
    kind: 'update-pool',
    id: `${id} ${name}`,
    after: before,
    disruption: shrinks(fields, pool) ? 'drain' : 'none',
    poolId: desired.poolId,
    changes: fields,
    metadata,
    retriesResize: false,
  })
  const steps: UpdatePool[] = []
  // Two writes: Azure takes image and VM size only while the pool is empty, so the scale must come after.
  if (offline.length > 0) steps.push(update('change-pool', offline, after))
  if (online.length > 0) {
    const fields = online.map((change) => gentle(change, pool))
    steps.push(update('update-pool', fields, offline.length > 0 ? [`change-pool ${name}`] : after))
  }
  if (changes.length === 0) steps.push(...retry(update, question, pool))
  return { steps, findings: startTaskNote(desired.poolId, changes, pool) }
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

function isEmpty(pool: Pool): boolean {
  return pool.currentDedicatedNodes + pool.currentSpotNodes === 0 && pool.allocationState === 'Steady'
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

function needsRollout(poolId: string, changes: readonly FieldChange[], pool: Pool): Finding {
  const nodes = pool.currentDedicatedNodes + pool.currentSpotNodes
  const fields = changes.map(({ path }) => path.replace('properties.', '')).join(', ')
  const holds =
    nodes > 0 ? `holds ${nodes} nodes` : `is ${pool.allocationState.toLowerCase()}, so nodes may be on their way`
  return {
    code: 'PoolNeedsRollout',
    severity: 'blocker',
    subject: poolId,
    message: `Pool ${resourceName(poolId)} differs from what is asked in ${fields}, and Azure changes that only while a pool holds no nodes; this pool ${holds}.`,
    remedy:
      'Resize the pool to 0 nodes and run again (the change is then made in place), or give a pool-id that does not exist yet to put the new image on a pool of its own.',
  }
}

function startTaskNote(poolId: string, changes: readonly FieldChange[], pool: Pool): Finding[] {
  const nodes = pool.currentDedicatedNodes + pool.currentSpotNodes
  const late = changes.filter(({ path }) => ['properties.startTask', 'properties.applicationPackages'].includes(path))
  if (late.length === 0 || nodes === 0) return []
  return [
    {
      code: 'ReachesNewNodesOnly',
      severity: 'warning',
      subject: poolId,
      message: `The new ${late.map(({ path }) => path.replace('properties.', '')).join(' and ')} of pool ${resourceName(poolId)} reaches its ${nodes} existing nodes only when they reboot; nodes that join later have it at once.`,
      remedy: 'Reboot the nodes when their tasks allow it, where the change has to reach all of them.',
    },
  ]
}
