import { displayName } from '../regions.ts'
import type { SandboxRequest } from '../service.ts'
import type { ImageVersion } from './entities.ts'
import { begin } from './operations.ts'
import type { ComputeParts } from './parts.ts'
import type { Write } from './provisioning.ts'
import { type RegionReplication, regionEnd, scheduleReplication } from './replication.ts'
import { replicasIn } from './rules/publishing.ts'

/** A disk that is larger cannot be replicated: Azure's limit for full replication, GiB. */
const MAX_DISK_GB = 2048

/** An image version before the write that it is part of. */
export type UnwrittenVersion = Omit<ImageVersion, 'write' | 'replication'>

/** The jobs that writing `version` at `now` starts, over those of an earlier write. */
export function replicationOf(
  parts: ComputeParts,
  version: UnwrittenVersion,
  previous: readonly RegionReplication[],
  now: number,
): readonly RegionReplication[] {
  const sizes = [version.osDisk, ...version.dataDisks].map(({ sizeInGB }) => sizeInGB)
  const largest = Math.max(...sizes)
  const isShallow = version.publishing.replicationMode === 'Shallow'
  const ask = {
    wanted: version.publishing.targetRegions.map((target) => ({
      region: target.region,
      replicaCount: replicasIn(target),
    })),
    previous,
    home: version.location,
    // a shallow version copies nothing
    sizeInGB: isShallow ? 0 : sizes.reduce((sum, size) => sum + size, 0),
    ...(!isShallow &&
      largest > MAX_DISK_GB && {
        impossible:
          `Replication failed in this region due to 'The GalleryImageVersion source resource size ${largest} exceeds the ` +
          `max size ${MAX_DISK_GB} supported'`,
      }),
  }
  return scheduleReplication(ask, parts.times.replicationIn, now)
}

/** When the last region is done, and the error of the operation when one has failed by then. */
export function outcomeOf(replication: readonly RegionReplication[]): Pick<Write, 'endsAt' | 'error'> {
  const endsAt = Math.max(...replication.map(regionEnd))
  const failing = replication.flatMap(({ region, failure }) =>
    failure === undefined ? [] : [`{region:${displayName(region)}, detail:${failure.details}}`],
  )
  if (failing.length === 0) return { endsAt }
  const message =
    "Gallery replication jobs failed in one or more regions. The failing regions' details are as follows: " +
    `'${failing.join(', ')}'. If retry does not work, then please do an update by removing the failed regions and ` +
    'update again by adding them back.'
  return { endsAt, error: { code: 'ReplicationJobsNotCompleted', message } }
}

/** Writes a version: its copying starts and its operation is open until every region is done. */
export function writeVersion(
  parts: ComputeParts,
  request: SandboxRequest,
  version: UnwrittenVersion,
  existing?: ImageVersion,
): ImageVersion {
  const { now } = request
  const replication = replicationOf(parts, version, existing?.replication ?? [], now)
  const { endsAt, error } = outcomeOf(replication)
  const write = begin(parts, request, {
    resourceId: version.id,
    location: version.location,
    kind: existing === undefined ? 'create' : 'update',
    endsAt: Math.max(endsAt, now + parts.times.writeSeconds * 1000),
    ...(error && { error }),
  })
  const written: ImageVersion = { ...version, replication, write }
  parts.store.versions.put(written)
  return written
}
