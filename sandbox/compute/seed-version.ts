import { normalizeRegion, parentId, resourceName } from '../../src/model/resource-id.ts'
import { imageVersionBody } from './bodies.ts'
import { integer, part } from './body.ts'
import type { ImageVersion } from './entities.ts'
import type { ComputeParts } from './parts.ts'
import { DEFAULT_TIMES, type RegionReplication } from './replication.ts'
import { completePublishing, replicasIn } from './rules/publishing.ts'
import { sourceIn } from './rules/source.ts'
import { checkVersionName } from './rules/version.ts'
import type { SeedEntry } from './seed-entry.ts'
import { resourceFacts } from './source-facts.ts'
import { outcomeOf, replicationOf, type UnwrittenVersion } from './version-write.ts'

const SEED_API_VERSION = '2024-03-03'

const sizeView = part({ sizeInGB: integer })
const osDiskSize = part({ properties: part({ storageProfile: part({ osDiskImage: sizeView }) }) })

/** A seeded image version: replicated long ago, unless its `sandbox` member says that the write is young or failed. */
export function seedVersion(parts: ComputeParts, entry: SeedEntry): ImageVersion {
  const { id, location, tags, body, boot, write } = entry
  checkVersionName(resourceName(id))
  const definition = parts.store.definitions.get(parentId(id), write.startedAt)
  if (definition === undefined) throw new Error('its image definition does not exist')
  const { properties = {} } = imageVersionBody(body, '')
  const writtenAt = write.startedAt - entry.writtenMinutesAgo * 60_000
  const profile = properties.publishingProfile ?? {}
  const publishing = completePublishing(profile, {
    location,
    now: writtenAt,
    regions: parts.regions,
    prefersZoneRedundancy: false,
  })
  const source = sourceIn(properties.storageProfile ?? {}, SEED_API_VERSION)
  if (source === undefined) throw new Error('its storageProfile names no source')
  const facts = source.kind === 'disks' ? undefined : resourceFacts(parts.store, source.id, write.startedAt)
  const size = osDiskSize(body, '').properties?.storageProfile?.osDiskImage?.sizeInGB
  const publishedDate = typeof profile.publishedDate === 'string' ? profile.publishedDate : publishing.publishedDate
  const { allowDeletionOfReplicatedLocations, blockDeletionBeforeEndOfLife = false } = properties.safetyProfile ?? {}
  const uefiSettings = properties.securityProfile?.uefiSettings
  const unwritten: UnwrittenVersion = {
    id,
    location,
    ...(tags && { tags }),
    publishing: { ...publishing, publishedDate },
    source,
    osDisk: {
      sizeInGB: size ?? facts?.osDisk.sizeInGB ?? 30,
      hostCaching: properties.storageProfile?.osDiskImage?.hostCaching ?? facts?.osDisk.hostCaching ?? 'ReadWrite',
    },
    dataDisks: facts?.dataDisks ?? [],
    ...(allowDeletionOfReplicatedLocations !== undefined && { allowDeletionOfReplicatedLocations }),
    blockDeletionBeforeEndOfLife,
    ...(uefiSettings !== undefined && { uefiSettings }),
    boot,
  }
  const replication = seedReplication(parts, unwritten, entry, writtenAt)
  const outcome =
    entry.writtenMinutesAgo > 0 ? outcomeOf(replication) : { ...outcomeOf(replication), endsAt: writtenAt }
  return { ...unwritten, replication, write: { ...write, startedAt: writtenAt, ...outcome } }
}

function seedReplication(
  parts: ComputeParts,
  version: UnwrittenVersion,
  entry: SeedEntry,
  writtenAt: number,
): readonly RegionReplication[] {
  if (entry.writtenMinutesAgo > 0) return replicationOf(parts, version, [], writtenAt)
  const failed = entry.failedRegions.map(normalizeRegion)
  const stray = failed.find((region) => !version.publishing.targetRegions.some((target) => target.region === region))
  if (stray !== undefined)
    throw new Error(`sandbox.failedRegions names '${stray}', which is none of its target regions`)
  return version.publishing.targetRegions.map((target) => {
    const replicaCount = replicasIn(target)
    const isFailed = failed.includes(target.region)
    const failure = { at: writtenAt, details: DEFAULT_TIMES.failureDetails }
    return {
      region: target.region,
      replicaCount,
      startsAt: writtenAt,
      readyAt: isFailed ? [] : Array.from({ length: replicaCount }, () => writtenAt),
      ...(isFailed && { failure }),
      attempts: 1,
    }
  })
}
