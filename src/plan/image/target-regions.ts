import type { TargetRegion } from '../../model/image.ts'

/**
 * Both lists in one: every region of either, with the larger count. What Azure holds of a region (storage type,
 * encryption) stays as it is.
 */
export function unionOfRegions(held: readonly TargetRegion[], wanted: readonly TargetRegion[]): TargetRegion[] {
  const merged = new Map(held.map((target) => [target.region, target]))
  for (const target of wanted) {
    const existing = merged.get(target.region)
    const regionalReplicaCount = Math.max(target.regionalReplicaCount, existing?.regionalReplicaCount ?? 0)
    merged.set(target.region, { ...target, ...existing, regionalReplicaCount })
  }
  return [...merged.values()]
}

/** Regions and counts of `wanted` that `held` does not have. */
export function missingRegions(held: readonly TargetRegion[], wanted: readonly TargetRegion[]): TargetRegion[] {
  return wanted.filter(
    ({ region, regionalReplicaCount }) =>
      (held.find((target) => target.region === region)?.regionalReplicaCount ?? 0) < regionalReplicaCount,
  )
}
