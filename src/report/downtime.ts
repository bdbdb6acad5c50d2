import type { PlannedPool } from '../model/plan.ts'
import { sameResourceId } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'

/** What a plan takes from a pool that works: nothing, its nodes for a while, or the pool itself for a while. */
export type Downtime = 'none' | 'drain' | 'recreate'

/** How a plan interrupts the work of a pool. */
export function downtimeOf({ poolId }: Pick<PlannedPool, 'poolId'>, steps: readonly Step[]): Downtime {
  const own = steps.filter((step) => 'poolId' in step && sameResourceId(step.poolId, poolId))
  if (own.some(({ kind }) => kind === 'delete-pool')) return 'recreate'
  return own.some(({ kind }) => kind === 'drain-pool') ? 'drain' : 'none'
}

/** The same in words; undefined where nothing is rolled, and the work goes on as before. */
export function downtimeWords(
  pool: Pick<PlannedPool, 'poolId' | 'replacesPoolId'>,
  steps: readonly Step[],
): string | undefined {
  const downtime = downtimeOf(pool, steps)
  if (downtime !== 'none') return WORDS[downtime]
  if (pool.replacesPoolId !== undefined && steps.length > 0) return 'none; a job stands still while it moves'
  const isUpgraded = steps.some((step) => step.kind === 'follow-upgrade' && sameResourceId(step.poolId, pool.poolId))
  return isUpgraded ? 'none; a node stands still while it is upgraded' : undefined
}

const WORDS = {
  drain: 'no node works from the end of the drain until new ones have started; jobs wait meanwhile',
  recreate:
    'the pool is gone until it is made anew, and no node works until new ones have started; jobs wait meanwhile',
} as const
