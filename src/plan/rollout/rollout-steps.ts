import type { Pool } from '../../model/batch.ts'
import type { Rollout } from '../../model/desired.ts'
import type { JsonValue } from '../../model/json.ts'
import { RESTORE_METADATA } from '../../model/origin.ts'
import type { CreatePool, DeletePool, DrainPool, UpdatePool } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { scaleNote, scaleOf } from './rollout-note.ts'

/** What a pool that has nodes is rolled from and to. */
export type RolloutQuestion = {
  readonly pool: Pool
  readonly rollout: Rollout
  /** Steps that bring the image into the pool's region. */
  readonly after: readonly StepId[]
}

/** The step that empties a pool before it is changed, and notes how it was scaled. */
export function drainStep({ pool, rollout, after }: RolloutQuestion): DrainPool {
  const { drainTimeoutMinutes } = rollout
  return {
    kind: 'drain-pool',
    id: `drain-pool ${resourceName(pool.id)}`,
    after,
    disruption: 'drain',
    poolId: pool.id,
    from: scaleOf(pool),
    drain: rollout.drain,
    ...(drainTimeoutMinutes !== undefined && { deadlineMinutes: drainTimeoutMinutes }),
    onDeadline: rollout.drainDeadline,
    metadata: scaleNote(pool),
  }
}

/** Drain, change what needs an empty pool, scale again: the pool keeps its ID, and its jobs wait for its nodes. */
export function inPlaceSteps(question: RolloutQuestion, offline: UpdatePool, scaled: UpdatePool): Step[] {
  const drain = drainStep(question)
  return [drain, { ...offline, after: [drain.id] }, { ...scaled, after: [offline.id], forgets: [RESTORE_METADATA] }]
}

/** Delete and create under the same ID. */
export function recreateSteps({ pool, after }: RolloutQuestion, create: CreatePool): Step[] {
  const id = `delete-pool ${resourceName(pool.id)}`
  const remove: DeletePool = {
    kind: 'delete-pool',
    id,
    after,
    disruption: 'replace',
    poolId: pool.id,
    from: settable(pool),
    asFound: true,
  }
  return [remove, { ...create, after: [id], disruption: 'replace' }]
}

/** Members of a pool that can be set; the others Azure tells, and takes none of them. */
const SETTABLE = [
  'displayName',
  'vmSize',
  'deploymentConfiguration',
  'scaleSettings',
  'interNodeCommunication',
  'networkConfiguration',
  'taskSlotsPerNode',
  'taskSchedulingPolicy',
  'userAccounts',
  'metadata',
  'startTask',
  'applicationPackages',
  'mountConfiguration',
  'upgradePolicy',
]

/** A pool as it would have to be created to be as it is; without what Azure never gives back. */
export function settable({ definition }: Pool): Pool['definition'] {
  const { properties, identity, tags } = definition
  const kept = SETTABLE.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]] as const]))
  const assigned = identity?.['userAssignedIdentities']
  return {
    properties: Object.fromEntries(kept),
    ...(assigned !== undefined && { identity: { type: 'UserAssigned', userAssignedIdentities: emptied(assigned) } }),
    ...(tags && { tags }),
  }
}

/** Identities by their keys alone: client and principal IDs are Azure's to tell. */
function emptied(assigned: JsonValue): JsonValue {
  return Object.fromEntries(Object.keys(assigned ?? {}).map((id) => [id, {}]))
}
