import type { DesiredState } from '../../model/desired.ts'
import type { Draft, DraftPool } from '../../model/draft.ts'
import { type ObservedState, presentValue } from '../../model/observed.ts'
import { childId, normalizeRegion, resourceKey } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { imageSteps, versionLocation } from '../image/image-steps.ts'
import { promotionOf, withPromotion } from '../image/promotion.ts'
import { providerSteps } from '../image/provider-steps.ts'
import { replicaArithmetic } from '../image/sizing.ts'
import { pruneVersions } from '../prune/prune.ts'
import { promoteSteps } from '../rollout/rolling.ts'
import { draftPool, type PlacedAccount } from './draft-pool.ts'

/** What would be done to get from what was observed to what is desired, unchecked. */
export function draftOf(desired: DesiredState, observed: ObservedState): Draft {
  const imageVersionId = childId(desired.image.imageDefinitionId, 'versions', observed.version)
  const placed = placePools(desired, observed)
  const location = versionLocation(observed)
  const existing = presentValue(observed.imageVersion)?.targetRegions ?? []
  const replicas = location === undefined ? [] : replicaArithmetic(desired.image, placed, location, existing)
  const images = imageSteps(desired, observed, imageVersionId, replicas)
  const latest = promoteSteps(desired, observed, imageVersionId, images)
  const before = [...providerSteps(desired, observed), ...images, ...latest]
  const promotion = latest.length > 0 ? 'planned' : promotionOf(desired, observed, before)
  // Where Azure upgrades the nodes by itself, the step that makes it do so comes before them.
  const promotes = promotion === 'planned' && desired.rollout.strategy !== 'rolling'
  const pools = placed.map((place) => draftPool(place, { desired, observed, imageVersionId, before, promotes }))
  const trusted = inOrder(before, pools)
  const rollout = promotes ? withPromotion(trusted, imageVersionId) : trusted
  const pruning = pruneVersions(desired, observed, { imageVersionId, rollout })
  return {
    imageVersionId,
    ...(location !== undefined && { location }),
    replicas,
    pools,
    ...(promotion && { promotion }),
    steps: [...rollout, ...(pruning?.steps ?? [])],
    ...(pruning && { keptVersions: pruning.kept }),
  }
}

/** Pools whose account was read, with the account and its region. */
function placePools({ pools }: DesiredState, observed: ObservedState): PlacedAccount[] {
  return pools.flatMap((pool) => {
    const account = presentValue(observed.batchAccounts[resourceKey(pool.batchAccountId)])
    return account === undefined ? [] : [{ pool, account, region: normalizeRegion(account.location) }]
  })
}

/** Steps before the pools, canaries and pools. A version that is to be the latest before its pools is so after their canaries. */
function inOrder(before: readonly Step[], pools: readonly DraftPool[]): Step[] {
  const canaries = pools.flatMap(({ canary }) => canary?.steps ?? [])
  const proven = pools.flatMap(({ canary }) => canary?.steps.at(-1)?.id ?? [])
  const latest = before.filter(({ kind }) => kind === 'set-latest')
  return [
    ...before.filter(({ kind }) => kind !== 'set-latest'),
    ...canaries,
    ...latest.map((step) => ({ ...step, after: [...step.after, ...proven] })),
    ...pools.flatMap(({ steps }) => steps),
  ]
}
