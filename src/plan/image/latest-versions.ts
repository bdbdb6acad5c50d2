import type { ImageVersion } from '../../model/image.ts'
import { resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { latestRegions } from './exclusion.ts'
import { compareVersions } from './version.ts'

/** A version with the regions in which it counts when Azure looks for the latest. */
type Candidate = { readonly id: string; readonly regions: readonly string[] }

/** The version of the run: its ID, what there is of it, and the steps that bring it where it shall be. */
export type OwnVersion = {
  readonly id: string
  readonly held?: ImageVersion | undefined
  readonly rollout: readonly Step[]
}

/**
 * Versions that are the latest of their definition in some region once the run is done, by key, with these regions.
 * Source: the highest number among those that are in the region and not excluded there; the region's own exclusion wins.
 */
export function latestVersions(
  versions: readonly ImageVersion[],
  own: OwnVersion,
): ReadonlyMap<string, readonly string[]> {
  const others = versions
    .filter(({ id, provisioningState }) => provisioningState === 'Succeeded' && !sameResourceId(id, own.id))
    .map(({ id, targetRegions, excludeFromLatest }) => ({
      id,
      regions: latestRegions(targetRegions, excludeFromLatest),
    }))
  const all: readonly Candidate[] = [{ id: own.id, regions: ownRegions(own) }, ...others]
  const newestFirst = all.toSorted((one, other) => compareVersions(resourceName(other.id), resourceName(one.id)))
  const regions = [...new Set(all.flatMap((each) => each.regions))]
  return Map.groupBy(regions, (region) =>
    resourceKey(newestFirst.find((each) => each.regions.includes(region))?.id ?? ''),
  )
}

/** A version that is set to be the latest is so everywhere. */
function ownRegions({ held, rollout }: OwnVersion): string[] {
  const set = rollout.findLast((step) => step.kind === 'set-latest')
  const write = rollout.findLast(
    (step) => step.kind === 'publish-image-version' || step.kind === 'update-image-version',
  )
  const targets = write === undefined ? (held?.targetRegions ?? []) : 'to' in write ? write.to : write.targetRegions
  if (set !== undefined) return set.excludeFromLatest ? [] : targets.map(({ region }) => region)
  // A version is published excluded from latest, to be set later.
  const isMadeExcluded = write?.kind === 'publish-image-version'
  return latestRegions(targets, held?.excludeFromLatest ?? isMadeExcluded)
}
