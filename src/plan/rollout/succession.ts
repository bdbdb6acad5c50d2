import type { Pool } from '../../model/batch.ts'
import type { DesiredPool, Rollout } from '../../model/desired.ts'
import { type ObservedState, presentValue } from '../../model/observed.ts'
import type { PlannedPool } from '../../model/plan.ts'
import { resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { PoolDecisions } from '../pool/pool-definition.ts'
import { leftoverSteps, type Takeover, takeoverSteps } from './blue-green-steps.ts'
import { jobsToMove, schedulesToMove } from './job-moves.ts'
import type { Replaced } from './pool-steps.ts'
import { successorOf } from './successor.ts'

/** What `blue-green` makes of the pools that one name stands for: the pool to work on, and whose place it takes. */
export type Succession = {
  readonly desired: DesiredPool
  /** The pool to work on as it is; undefined where it is to be made. */
  readonly pool?: Pool
  /** Undefined where the current pool is the one to work on. */
  readonly replaces?: Replaced
  /** Other pools of the same name. */
  readonly others: readonly Pool[]
  /** How the pool itself is changed: what needs a pool without nodes is left to its successor. */
  readonly rollout: Rollout
}

/** What is known of the current pool, and what is asked of it. */
type CurrentPool = { readonly desired: DesiredPool; readonly decisions: PoolDecisions; readonly pool: Pool }

/** The succession of a pool; undefined where the strategy knows none. */
export function successionOf(current: CurrentPool, rollout: Rollout, observed: ObservedState): Succession | undefined {
  const { desired, pool } = current
  const group = observed.groups?.find(({ currentId }) => sameResourceId(currentId, pool.id))
  if (rollout.blueGreen === undefined || group === undefined) return undefined
  const { others } = group
  const listed = presentValue(observed.preflight.accountPools[resourceKey(desired.batchAccountId)]) ?? []
  const successor = successorOf({ ...current, group, listed })
  if (successor === undefined) return { desired, pool, others, rollout }
  return {
    desired: { ...desired, poolId: successor.poolId },
    ...(successor.pool && { pool: successor.pool }),
    replaces: { pool, name: resourceName(group.namedId) },
    others,
    rollout: { ...rollout, strategy: 'fail' },
  }
}

/** The watch over a pool, followed by what has to be done with the other pools of its name. */
export function withSuccession(
  changes: readonly Step[],
  watch: readonly Step[],
  succession: Succession,
): readonly Step[] {
  const { replaces, others, desired, rollout } = succession
  if (rollout.blueGreen === undefined) return watch
  const { poolId, batchAccountId } = desired
  const takeover: Takeover = { poolId, batchAccountId, rollout, blueGreen: rollout.blueGreen }
  if (replaces !== undefined) return takeoverSteps(replaces.pool, others, takeover, watch)
  const last = [...changes, ...watch].at(-1)
  return [...watch, ...leftoverSteps(others, takeover, last ? [last.id] : [])]
}

/** Names of the jobs and job schedules that leave a pool; nothing where they could not be listed. */
export function movedJobs(
  pool: Pool,
  { batchAccountId }: DesiredPool,
  { preflight }: ObservedState,
): Pick<PlannedPool, 'moves'> {
  const key = resourceKey(batchAccountId)
  const [jobs, schedules] = [presentValue(preflight.jobs[key]), presentValue(preflight.jobSchedules[key])]
  if (jobs === undefined || schedules === undefined) return {}
  const names = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)
  const way = { from: resourceName(pool.id), to: '', running: 'wait' } as const
  return { moves: { jobs: names(jobsToMove(jobs, way)), jobSchedules: names(schedulesToMove(schedules, way)) } }
}
