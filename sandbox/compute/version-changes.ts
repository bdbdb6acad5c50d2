import type { SandboxRequest } from '../service.ts'
import { has, SINCE } from './api-versions.ts'
import type { ImageVersionBody, StorageProfileBody } from './bodies.ts'
import type { DataDiskImage, ImageDefinition, ImageVersion } from './entities.ts'
import { apiVersion } from './ids.ts'
import { originOfSource } from './lineage.ts'
import type { ComputeParts } from './parts.ts'
import { missingParameter } from './refusals.ts'
import { completePublishing, patchedPublishing } from './rules/publishing.ts'
import { sourceIn } from './rules/source.ts'
import { checkLinkedAccess, linkedRights } from './rules/source-access.ts'
import { fittingSource } from './rules/source-fit.ts'
import { checkDisksKept, checkRegionsKept, checkSecurityKept, checkSourceKept } from './rules/version.ts'
import type { SourceFacts } from './source-facts.ts'
import { writeVersion } from './version-write.ts'

const STORAGE = 'galleryImageVersion.properties.storageProfile'

/** A request for a version that does not exist yet. */
export type Creation = {
  readonly request: SandboxRequest
  readonly body: ImageVersionBody
  readonly id: string
  readonly location: string
  readonly definition: ImageDefinition
  /** The right that the request itself needed. */
  readonly action: string
}

/** Begins to make a version; refuses what Azure refuses. */
export function createVersion(parts: ComputeParts, creation: Creation): ImageVersion {
  const { request, body, id, location, definition, action } = creation
  const { now } = request
  const properties = body.properties ?? {}
  if (properties.storageProfile === undefined) throw missingParameter(STORAGE)
  const publishing = completePublishing(properties.publishingProfile ?? {}, {
    location,
    now,
    regions: parts.regions,
    prefersZoneRedundancy: has(apiVersion(request), SINCE.newDefaults),
  })
  const source = sourceIn(properties.storageProfile, apiVersion(request))
  if (source === undefined) throw missingParameter(`${STORAGE}.source`)
  checkLinkedAccess(parts, request, { action, scope: id, linked: linkedRights(source) })
  const facts = fittingSource(parts.store, { source, versionId: id, location, definition, now })
  const { allowDeletionOfReplicatedLocations, blockDeletionBeforeEndOfLife = false } = properties.safetyProfile ?? {}
  const uefiSettings = properties.securityProfile?.uefiSettings
  return writeVersion(parts, request, {
    id,
    location,
    ...(body.tags && { tags: body.tags }),
    publishing,
    source,
    ...disksOf(properties.storageProfile, facts),
    ...(allowDeletionOfReplicatedLocations !== undefined && { allowDeletionOfReplicatedLocations }),
    blockDeletionBeforeEndOfLife,
    ...(uefiSettings !== undefined && { uefiSettings }),
    origin: originOfSource(parts.store, source, now),
    boot: {},
  })
}

/** A request that changes a version: PUT names everything, PATCH only what is to differ. */
export type VersionChange = {
  readonly request: SandboxRequest
  readonly body: ImageVersionBody
  readonly existing: ImageVersion
  readonly isPatch: boolean
}

/** Begins to change a version; refuses what Azure refuses. */
export function changeVersion(parts: ComputeParts, change: VersionChange): ImageVersion {
  const { request, body, existing, isPatch } = change
  const { storageProfile, publishingProfile = {}, safetyProfile = {} } = body.properties ?? {}
  if (storageProfile === undefined && !isPatch) throw missingParameter(STORAGE)
  checkSourceKept(existing, sourceIn(storageProfile ?? {}, apiVersion(request)))
  checkDisksKept(existing, storageProfile ?? {})
  checkSecurityKept(existing, body)
  const asked = isPatch ? patchedPublishing(publishingProfile, existing.publishing) : publishingProfile
  const publishing = completePublishing(asked, {
    location: existing.location,
    now: request.now,
    regions: parts.regions,
    prefersZoneRedundancy: has(apiVersion(request), SINCE.newDefaults),
    existing: existing.publishing,
  })
  const allows = safetyProfile.allowDeletionOfReplicatedLocations ?? existing.allowDeletionOfReplicatedLocations
  const kept = publishing.targetRegions.map(({ region }) => region)
  checkRegionsKept(existing, kept, allows)
  const { tags: before, write: _write, replication: _replication, ...rest } = existing
  const tags = isPatch ? (body.tags ?? before) : body.tags
  const unwritten = {
    ...rest,
    ...(tags && { tags }),
    publishing,
    ...(allows !== undefined && { allowDeletionOfReplicatedLocations: allows }),
    blockDeletionBeforeEndOfLife: safetyProfile.blockDeletionBeforeEndOfLife ?? existing.blockDeletionBeforeEndOfLife,
  }
  return writeVersion(parts, request, unwritten, existing)
}

/** The disks of a new version: those of its source, cached as the request says. */
function disksOf(body: StorageProfileBody, facts: SourceFacts): Pick<ImageVersion, 'osDisk' | 'dataDisks'> {
  const caching = (disk: DataDiskImage) => body.dataDiskImages?.find(({ lun }) => lun === disk.lun)?.hostCaching
  return {
    osDisk: { ...facts.osDisk, hostCaching: body.osDiskImage?.hostCaching ?? facts.osDisk.hostCaching },
    dataDisks: facts.dataDisks.map((disk) => ({ ...disk, hostCaching: caching(disk) ?? disk.hostCaching })),
  }
}
