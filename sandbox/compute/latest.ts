import { resourceName } from '../../src/model/resource-id.ts'
import type { ImageVersion } from './entities.ts'
import { isDeleting } from './provisioning.ts'
import { regionState } from './replication.ts'
import type { ComputeStore } from './store.ts'

/** The numbers of `Major.Minor.Patch`. */
function numbers(version: ImageVersion): readonly number[] {
  return resourceName(version.id).split('.').map(Number)
}

function byNumber(one: ImageVersion, other: ImageVersion): number {
  const others = numbers(other)
  return numbers(one).reduce((difference, number, at) => difference || number - (others[at] ?? 0), 0)
}

/** Replicas of a version that can be used in `region` at `now`; none while it is being deleted. */
export function readyReplicas(version: ImageVersion, region: string, now: number): number {
  if (isDeleting(version.write, now)) return 0
  const job = version.replication.find((one) => one.region === region)
  return job === undefined ? 0 : regionState(job, now).readyReplicas
}

/** Whether a version is left out of `latest` in a region: what the region says wins over the profile. */
export function isExcludedFromLatest(version: ImageVersion, region: string): boolean {
  const target = version.publishing.targetRegions.find((one) => one.region === region)
  return target?.excludeFromLatest ?? version.publishing.excludeFromLatest
}

/** The highest version of a definition that can be used in `region` and is not excluded there. */
export function latestVersion(
  store: ComputeStore,
  definition: string,
  region: string,
  now: number,
): ImageVersion | undefined {
  return store.versions
    .under(`${definition}/versions`, now)
    .filter((version) => readyReplicas(version, region, now) > 0 && !isExcludedFromLatest(version, region))
    .toSorted(byNumber)
    .at(-1)
}
