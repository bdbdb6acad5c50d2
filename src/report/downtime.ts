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

/** The same in words; undefined where the work goes on. */
export function downtimeWords(pool: Pick<PlannedPool, 'poolId'>, steps: readonly Step[]): string | undefined {
  return WORDS[downtimeOf(pool, steps)]
}

const WORDS = {
  none: undefined,
  drain: 'no node works from the end of the drain until new ones have started; jobs wait meanwhile',
  recreate:
    'the pool is gone until it is made anew, and no node works until new ones have started; jobs wait meanwhile',
} as const
