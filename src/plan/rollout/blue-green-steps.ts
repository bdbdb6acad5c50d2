import type { Pool } from '../../model/batch.ts'
import type { BlueGreen, Rollout } from '../../model/desired.ts'
import { REPLACED_METADATA } from '../../model/origin.ts'
import { isEmptyPool } from '../../model/pool-nodes.ts'
import type { DeletePool, DrainPool, MoveJobs, SwitchPool } from '../../model/pool-step.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { drainStep, settable } from './rollout-steps.ts'

/** A pool that takes the place of others of its name. */
export type Takeover = {
  /** The pool that takes the place. */
  readonly poolId: string
  readonly batchAccountId: string
  readonly rollout: Rollout
  readonly blueGreen: BlueGreen
}

/**
 * The way from a healthy successor on: jobs move to it, it is watched where that was asked, it becomes the current pool, and
 * then those before it go. `watch` is the wait for it, and the watch over it.
 */
export function takeoverSteps(pool: Pool, others: readonly Pool[], takeover: Takeover, watch: readonly Step[]): Step[] {
  const [wait, ...bakes] = watch
  const move = jobsStep('move-jobs', pool, takeover, wait === undefined ? [] : [wait.id])
  const baked = bakes.map((bake) => ({ ...bake, after: [move.id] }))
  const last = switchStep(pool, takeover, [(baked.at(-1) ?? move).id])
  const older = others.filter(({ id }) => !sameResourceId(id, takeover.poolId))
  return [
    ...watch.slice(0, 1),
    move,
    ...baked,
    last,
    ...retireSteps(pool, takeover, takeover.blueGreen.keepsOldPool, [last.id]),
    ...older.flatMap((other) => retireSteps(other, takeover, false, [last.id])),
  ]
}

/** What a run that was cut short has left of pools before the current one; the newest is the one that may be kept. */
export function leftoverSteps(others: readonly Pool[], takeover: Takeover, after: readonly StepId[]): Step[] {
  return others.flatMap((other, index) =>
    retireSteps(other, takeover, takeover.blueGreen.keepsOldPool && index === 0, after),
  )
}

/** From here on the successor is the pool that the name stands for. */
function switchStep(pool: Pool, { poolId }: Takeover, after: readonly StepId[]): SwitchPool {
  const id = `switch-pool ${resourceName(poolId)}`
  return { kind: 'switch-pool', id, after, disruption: 'none', poolId, replacesPoolId: pool.id }
}

/**
 * Takes away a pool whose place another has taken: its nodes, then jobs that came to it since, then the pool itself. One
 * that is kept stays without nodes.
 */
function retireSteps(pool: Pool, takeover: Takeover, keeps: boolean, after: readonly StepId[]): Step[] {
  const isEmpty = isEmptyPool(pool)
  if (isEmpty && keeps) return []
  const drain = isEmpty ? [] : [retiringDrain(pool, takeover, after)]
  const before = drain[0]?.id
  const late: MoveJobs = {
    ...jobsStep('move-late-jobs', pool, takeover, before === undefined ? after : [before]),
    retires: true,
  }
  return [...drain, late, ...(keeps ? [] : [deleteStep(pool, [late.id])])]
}

/** Which pool took its place is noted with the same write; how it was scaled need not be. */
function retiringDrain(pool: Pool, { poolId, rollout }: Takeover, after: readonly StepId[]): DrainPool {
  const metadata = { [REPLACED_METADATA]: resourceName(poolId) }
  return { ...drainStep({ pool, rollout, after }), metadata, retires: true }
}

function deleteStep(pool: Pool, after: readonly StepId[]): DeletePool {
  const id = `delete-pool ${resourceName(pool.id)}`
  const from = settable(pool)
  return { kind: 'delete-pool', id, after, disruption: 'none', poolId: pool.id, from, asFound: true, retires: true }
}

function jobsStep(
  name: string,
  pool: Pool,
  { poolId, batchAccountId, blueGreen }: Takeover,
  after: readonly StepId[],
): MoveJobs {
  return {
    kind: 'move-jobs',
    id: `${name} ${resourceName(pool.id)}`,
    after,
    disruption: blueGreen.jobMove === 'wait' ? 'drain' : 'replace',
    poolId: pool.id,
    toPoolId: poolId,
    batchAccountId,
    running: blueGreen.jobMove,
  }
}
