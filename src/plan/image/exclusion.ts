import type { ImageVersion, TargetRegion } from '../../model/image.ts'
import { LATEST_TAG, PENDING, PROMOTED } from '../../model/origin.ts'
import type { ImageVersionChange } from '../../model/ports.ts'

/** Regions among `targets` in which a version counts when Azure looks for the latest: a region's own word wins over its. */
export function latestRegions(targets: readonly TargetRegion[], excludeFromLatest: boolean): string[] {
  return targets.filter((target) => !isExcluded(target, excludeFromLatest)).map(({ region }) => region)
}

/** Regions in which a version is excluded from latest. */
export function excludedRegions({ targetRegions, excludeFromLatest }: ImageVersion): string[] {
  return targetRegions.filter((target) => isExcluded(target, excludeFromLatest)).map(({ region }) => region)
}

/** Whether a version is excluded by this action, which published it, and by nobody else since. */
export function awaitsPromotion(version: ImageVersion): boolean {
  return version.tags[LATEST_TAG] === PENDING && excludedRegions(version).length > 0
}

/** Whether a version, in each of its regions, is excluded from latest or is not. */
export function isExclusion(version: ImageVersion, excludeFromLatest: boolean): boolean {
  return excludedRegions(version).length === (excludeFromLatest ? version.targetRegions.length : 0)
}

/** Everything of a version as it is, but for its exclusion; what is promoted once is not taken for pending again. */
export function withExclusion(version: ImageVersion, excludeFromLatest: boolean): ImageVersionChange {
  const { targetRegions, tags, endOfLifeDate } = version
  return {
    targetRegions: targetRegions.map((target) => retold(target, excludeFromLatest)),
    tags: excludeFromLatest ? tags : { ...tags, [LATEST_TAG]: PROMOTED },
    excludeFromLatest,
    ...(endOfLifeDate !== undefined && { endOfLifeDate }),
  }
}

function isExcluded({ echo }: TargetRegion, excludeFromLatest: boolean): boolean {
  return (echo?.['excludeFromLatest'] ?? excludeFromLatest) === true
}

/** A region says something of its own only where Azure tells that it does. */
function retold(target: TargetRegion, excludeFromLatest: boolean): TargetRegion {
  const { echo } = target
  return echo?.['excludeFromLatest'] === undefined ? target : { ...target, echo: { ...echo, excludeFromLatest } }
}
