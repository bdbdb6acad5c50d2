import type { Pool } from '../../model/batch.ts'
import type { DesiredPool, DesiredState } from '../../model/desired.ts'
import type { ObservedState } from '../../model/observed.ts'
import type { AwaitPool, FollowUpgrade } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { nodesOf } from '../image/sizing.ts'

/** The wait for a pool behind its steps; none where the workflow does not wait. */
export function awaitPool(
  desired: DesiredPool,
  { desired: state, imageVersionId }: { readonly desired: DesiredState; readonly imageVersionId: string },
  pool: Pool | undefined,
  steps: readonly Step[],
): AwaitPool[] {
  if (state.wait === 'none') return []
  const last = steps.at(-1)
  // While a resize is under way its errors are still to come, and belong to this run.
  const old = pool?.allocationState === 'Steady' ? pool.resize?.startTime : undefined
  return [
    {
      kind: 'await-pool',
      id: `await-pool ${resourceName(desired.poolId)}`,
      after: last ? [last.id] : [],
      disruption: 'none',
      poolId: desired.poolId,
      batchAccountId: desired.batchAccountId,
      until: state.wait,
      ...(desired.scale.kind === 'fixed' && { targetNodes: nodesOf(desired.scale) }),
      healthyPercent: state.healthyPercent,
      ...(old !== undefined && { resizeSeenBefore: old }),
      ...(isRolledTo(pool, steps) && state.wait === 'healthy' && { imageVersionId }),
    },
  ]
}

/** Whether a pool that had nodes gets other ones: those are asked which image version they run. */
function isRolledTo(pool: Pool | undefined, steps: readonly Step[]): boolean {
  return pool !== undefined && steps.some(({ kind }) => kind === 'drain-pool' || kind === 'delete-pool')
}

/** Minutes that a resize and the start of its nodes usually take. */
const COMING_MINUTES = 60

/** Whether a run that changes nothing finds nodes that an earlier one may not have watched to the end: it was killed. */
export function mayBeUnwatched(
  { scale }: DesiredPool,
  pool: Pool,
  { bake }: DesiredState,
  { at }: ObservedState,
): boolean {
  if (scale.kind !== 'fixed' || bake === undefined || pool.resize === undefined) return false
  return at - Date.parse(pool.resize.startTime) < (COMING_MINUTES + bake.minutes) * 60_000
}

/** The wait for a pool, and the watch over its nodes where one is asked for and there are some. */
export function watching({ poolId }: DesiredPool, { bake }: DesiredState, waits: readonly AwaitPool[]): Step[] {
  return waits.flatMap((wait): Step[] => {
    const { id, batchAccountId, until, targetNodes, healthyPercent } = wait
    if (bake === undefined || until !== 'healthy' || targetNodes === 0) return [wait]
    const watched = {
      poolId,
      batchAccountId,
      ...bake,
      ...(targetNodes !== undefined && { targetNodes }),
      healthyPercent,
    }
    return [
      wait,
      { kind: 'bake-pool', id: `bake-pool ${resourceName(poolId)}`, after: [id], disruption: 'none', ...watched },
    ]
  })
}

/** What changes is waited for first, then the nodes are followed and, where that was asked, watched. */
export function following(
  follow: readonly FollowUpgrade[],
  changes: readonly Step[],
  watched: readonly Step[],
): Step[] {
  const waits = changes.length === 0 ? [] : watched.filter(({ kind }) => kind === 'await-pool')
  const bakes = watched.filter(({ kind }) => kind === 'bake-pool')
  return [
    ...waits,
    ...follow.map((step) => ({ ...step, after: [...step.after, ...waits.map(({ id }) => id)] })),
    ...bakes.map((step) => ({ ...step, after: follow.map(({ id }) => id) })),
  ]
}
