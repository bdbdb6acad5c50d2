import type { DesiredState } from '../model/desired.ts'
import { type ObservedState, presentValue } from '../model/observed.ts'
import { childId, normalizeRegion, resourceKey } from '../model/resource-id.ts'
import type { Draft } from './draft.ts'
import { draftPool, type PlacedAccount } from './draft-pool.ts'
import { imageSteps, versionLocation } from './image-steps.ts'
import { promotionOf, withPromotion } from './promotion.ts'
import { providerSteps } from './provider-steps.ts'
import { pruneVersions } from './prune.ts'
import { replicaArithmetic } from './sizing.ts'

/** What would be done to get from what was observed to what is desired, unchecked. */
export function draftOf(desired: DesiredState, observed: ObservedState): Draft {
  const imageVersionId = childId(desired.image.imageDefinitionId, 'versions', observed.version)
  const placed = placePools(desired, observed)
  const location = versionLocation(observed)
  const existing = presentValue(observed.imageVersion)?.targetRegions ?? []
  const replicas = location === undefined ? [] : replicaArithmetic(desired.image, placed, location, existing)
  const before = [...providerSteps(desired, observed), ...imageSteps(desired, observed, imageVersionId, replicas)]
  const promotion = promotionOf(desired, observed, before)
  const promotes = promotion === 'planned'
  const pools = placed.map((place) => draftPool(place, { desired, observed, imageVersionId, before, promotes }))
  const trusted = [...before, ...pools.flatMap(({ steps, canary }) => [...(canary?.steps ?? []), ...steps])]
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
