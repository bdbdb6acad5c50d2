import type { Prune } from '../../model/desired.ts'
import type { ImageVersion } from '../../model/image.ts'
import { isPublishedByAction } from '../../model/origin.ts'
import type { KeptBecause } from '../../model/plan.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import type { VersionReference } from './version-references.ts'

/** What decides whether a version that is too old goes. */
export type PruneFacts = {
  /** Key of the version of the run. */
  readonly own: string
  readonly prune: Prune
  /** By key: regions in which the version is the latest after the run. */
  readonly latest: ReadonlyMap<string, readonly string[]>
  readonly references: readonly VersionReference[]
  /** ms since 1970 */
  readonly now: number
}

/** The first reason why a version stays; undefined where it goes. */
export function reasonToKeep(
  version: ImageVersion,
  { own, prune, latest, references, now }: PruneFacts,
): KeptBecause | undefined {
  const key = resourceKey(version.id)
  if (key === own) return { kind: 'this-run' }
  const reference = referenceTo(resourceName(version.id), references)
  if (reference !== undefined) return { kind: reference.kind, poolId: reference.poolId }
  const regions = latest.get(key)
  if (regions !== undefined) return { kind: 'latest', regions }
  if (!prune.foreign && !isPublishedByAction(version.tags)) return { kind: 'foreign' }
  if (isHeld(version, now)) {
    const { endOfLifeDate: date } = version
    return { kind: 'before-end-of-life', ...(date !== undefined && { date }) }
  }
  return IN_MOTION.includes(version.provisioningState) ? { kind: 'being-written' } : undefined
}

/** States in which another run works on a version. */
const IN_MOTION: readonly string[] = ['Creating', 'Updating', 'Migrating']

const BY_WEIGHT: readonly VersionReference['kind'][] = ['pool-runs', 'way-back', 'pool-may-run', 'pool-names']

/** The weightiest reference to a version. */
export function referenceTo(version: string, references: readonly VersionReference[]): VersionReference | undefined {
  const all = references.filter((reference) => reference.kind === 'pool-may-run' || reference.version === version)
  return all.toSorted((one, other) => BY_WEIGHT.indexOf(one.kind) - BY_WEIGHT.indexOf(other.kind))[0]
}

/** Whether a version is beyond the reach of a deletion: Azure refuses one before its end of life. */
function isHeld({ blockDeletionBeforeEndOfLife, endOfLifeDate }: ImageVersion, now: number): boolean {
  if (blockDeletionBeforeEndOfLife !== true) return false
  return endOfLifeDate === undefined || Date.parse(endOfLifeDate) > now
}
