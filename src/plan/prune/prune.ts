import type { DesiredState, Prune } from '../../model/desired.ts'
import type { ImageVersion } from '../../model/image.ts'
import type { DeleteImageVersion } from '../../model/image-step.ts'
import { type ObservedState, type PruneSight, presentValue } from '../../model/observed.ts'
import type { KeptVersion } from '../../model/plan.ts'
import { resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { lastSteps } from '../../model/step.ts'
import { latestVersions } from '../image/latest-versions.ts'
import { compareVersions } from '../image/version.ts'
import { type PruneFacts, reasonToKeep } from './prune-reasons.ts'
import { poolsAfter, referencesOf } from './version-references.ts'

/** What becomes of the versions beyond the newest. */
export type Pruning = { readonly steps: readonly DeleteImageVersion[]; readonly kept: readonly KeptVersion[] }

/** Deletions that are under way at the same time: Azure throttles who asks for hundreds at once. */
export const DELETIONS_AT_A_TIME = 10

/**
 * Which versions go once all of `rollout` has succeeded, and why others stay. Undefined where the workflow asks for nothing
 * of the kind, or where it is not known what all the pools refer to: nothing is removed blindly.
 */
export function pruneVersions(
  desired: DesiredState,
  observed: ObservedState,
  { imageVersionId, rollout }: { readonly imageVersionId: string; readonly rollout: readonly Step[] },
): Pruning | undefined {
  const { prune } = desired
  const { pruning } = observed
  if (prune === undefined || pruning === undefined || isBlind(prune, pruning)) return undefined
  const own = resourceKey(imageVersionId)
  const versions = (presentValue(pruning.versions) ?? [])
    .filter(({ provisioningState }) => provisioningState !== 'Deleting')
    .toSorted((one, other) => compareVersions(resourceName(other.id), resourceName(one.id)))
  const beyond = beyondNewest(versions, imageVersionId, prune.keepVersions)
  const followed = followedPools(rollout)
  const references = poolsOf(prune, pruning, rollout).flatMap((pool) =>
    referencesOf(pool, desired.image.imageDefinitionId),
  )
  const facts: PruneFacts = {
    own,
    prune,
    latest: latestVersions(versions, { id: imageVersionId, held: presentValue(observed.imageVersion), rollout }),
    references: references.filter(({ kind, poolId }) => kind !== 'pool-may-run' || !includes(followed, poolId)),
    now: observed.at,
  }
  const judged = beyond.map((version) => ({ version, because: reasonToKeep(version, facts) }))
  return {
    steps: judged
      .filter(({ because }) => because === undefined)
      .map(({ version }) => deletion(version, prune, followed, lastSteps(rollout)))
      .toReversed(),
    kept: judged.flatMap(({ version, because }) =>
      because === undefined ? [] : [{ imageVersionId: version.id, because }],
    ),
  }
}

/** What is not known, so that nothing may be removed: accounts whose pools could not be read. */
export function unseenAccounts({ accountIds }: Prune, { accountPools }: PruneSight): string[] {
  return accountIds.filter((id) => accountPools[resourceKey(id)]?.state !== 'present')
}

function isBlind(prune: Prune, pruning: PruneSight): boolean {
  return pruning.versions.state === 'unreadable' || unseenAccounts(prune, pruning).length > 0
}

/**
 * Those older than the newest. Only finished versions count, and that of the run, which will be: one that failed, or that
 * another run is making, pushes none out.
 */
function beyondNewest(versions: readonly ImageVersion[], imageVersionId: string, keepVersions: number): ImageVersion[] {
  const counted = versions.filter(
    ({ id, provisioningState }) => provisioningState === 'Succeeded' && !sameResourceId(id, imageVersionId),
  )
  const numbers = [imageVersionId, ...counted.map(({ id }) => id)].map(resourceName)
  const newest = numbers.toSorted((one, other) => compareVersions(other, one)).slice(0, keepVersions)
  const oldest = newest.at(-1) ?? ''
  if (newest.length < keepVersions) return []
  return versions.filter(({ id }) => compareVersions(resourceName(id), oldest) < 0)
}

function poolsOf({ accountIds }: Prune, { accountPools }: PruneSight, rollout: readonly Step[]) {
  const pools = accountIds.flatMap((id) => presentValue(accountPools[resourceKey(id)]) ?? [])
  return poolsAfter(pools, rollout)
}

/** Pools whose nodes are seen on the version of the run before anything is removed. */
function followedPools(rollout: readonly Step[]): string[] {
  return rollout.flatMap((step) => (step.kind === 'follow-upgrade' ? [step.poolId] : []))
}

function includes(ids: readonly string[], id: string): boolean {
  return ids.some((each) => sameResourceId(each, id))
}

function deletion(
  { id, targetRegions, publishedDate }: ImageVersion,
  { keepVersions, accountIds }: Prune,
  followedPoolIds: readonly string[],
  after: readonly string[],
): DeleteImageVersion {
  return {
    kind: 'delete-image-version',
    id: `delete-image-version ${resourceName(id)}`,
    after,
    disruption: 'none',
    imageVersionId: id,
    targetRegions,
    ...(publishedDate !== undefined && { publishedDate }),
    keepVersions,
    accountIds,
    followedPoolIds,
  }
}
