import type {
  GalleryImage,
  GalleryImageVersion,
  GalleryImageVersionPublishingProfile,
  TargetRegion as WireRegion,
} from '@azure/arm-compute'
import type { JsonObject } from '../model/json.ts'
import type { ImageVersionChange, Reading } from '../model/ports.ts'
import { normalizeRegion } from '../model/resource-id.ts'
import type {
  Gallery,
  ImageDefinition,
  ImageVersion,
  MarketplaceImage,
  RegionReplication,
  ReplicaStorageType,
  TargetRegion,
} from '../model/state.ts'
import type { PublishImageVersion } from '../model/step.ts'
import { type Compute, partsOf, readWatched, sendWatched } from './compute.ts'

/** A gallery. */
export function readGallery(compute: Compute, id: string): Promise<Reading<Gallery>> {
  const { resourceGroup, names } = partsOf(id)
  const [gallery = ''] = names
  return readWatched(
    (options) => compute.clientOf(id).galleries.get(resourceGroup, gallery, options),
    ({ location }) => ({ id, location }),
  )
}

/** An image definition. */
export function readImageDefinition(compute: Compute, id: string): Promise<Reading<ImageDefinition>> {
  const { resourceGroup, names } = partsOf(id)
  const [gallery = '', definition = ''] = names
  return readWatched(
    (options) => compute.clientOf(id).galleryImages.get(resourceGroup, gallery, definition, options),
    (image) => parseDefinition(id, image),
  )
}

/** An image version with its replication status. */
export function readImageVersion(compute: Compute, id: string): Promise<Reading<ImageVersion>> {
  return readExpanded(compute, id, 'ReplicationStatus', (version) => parseVersion(id, version))
}

/** All versions of a definition; a list carries no replication status. */
export function listImageVersions(compute: Compute, definitionId: string): Promise<Reading<readonly ImageVersion[]>> {
  const { resourceGroup, names } = partsOf(definitionId)
  const [gallery = '', definition = ''] = names
  return readWatched(
    async (options) => {
      const { galleryImageVersions } = compute.clientOf(definitionId)
      const versions: GalleryImageVersion[] = []
      for await (const version of galleryImageVersions.listByGalleryImage(
        resourceGroup,
        gallery,
        definition,
        options,
      )) {
        versions.push(version)
      }
      return versions
    },
    (versions) => versions.map((version) => parseVersion(`${definitionId}/versions/${version.name}`, version)),
  )
}

/** The marketplace image a version's validation profile names, and what the version was made from. */
export function readValidation(
  compute: Compute,
  id: string,
): Promise<Reading<{ readonly baseImage?: MarketplaceImage; readonly sourceId?: string }>> {
  return readExpanded(compute, id, 'ValidationProfile', (version) => {
    const attributes = new Map(
      (version.validationsProfile?.platformAttributes ?? []).map(({ name = '', value = '' }) => [name, value]),
    )
    const [publisher, offer, sku] = ['publisher', 'offer', 'sku'].map((name) => attributes.get(`source_image_${name}`))
    const number = attributes.get('source_image_version')
    const sourceId = sourceOf(version)
    return {
      ...(publisher && offer && sku && { baseImage: { publisher, offer, sku, ...(number && { version: number }) } }),
      ...(sourceId && { sourceId }),
    }
  })
}

function readExpanded<T>(
  compute: Compute,
  id: string,
  expand: 'ReplicationStatus' | 'ValidationProfile',
  shape: (version: GalleryImageVersion) => T,
): Promise<Reading<T>> {
  const { resourceGroup, names } = partsOf(id)
  const [gallery = '', definition = '', version = ''] = names
  return readWatched(
    (options) =>
      compute
        .clientOf(id)
        .galleryImageVersions.get(resourceGroup, gallery, definition, version, { ...options, expand }),
    shape,
  )
}

/**
 * The PUT that makes a version, with every default said: newer api-versions choose other ones where nothing is said.
 * Gives back once Azure has accepted it; the SDK's poller is left alone, for it ends at the first HTTP error.
 */
export async function createImageVersion(compute: Compute, step: PublishImageVersion): Promise<void> {
  const { resourceGroup, names } = partsOf(step.imageVersionId)
  const [gallery = '', definition = '', version = ''] = names
  const body: GalleryImageVersion = {
    location: step.location,
    tags: { ...step.tags },
    publishingProfile: {
      targetRegions: step.targetRegions.map((target) =>
        wireRegion({ storageAccountType: step.storageAccountType, ...target }),
      ),
      storageAccountType: step.storageAccountType,
      replicationMode: 'Full',
      excludeFromLatest: false,
      ...(step.endOfLifeDate !== undefined && { endOfLifeDate: new Date(step.endOfLifeDate) }),
    },
    storageProfile: { source: { id: step.sourceId } },
    safetyProfile: { allowDeletionOfReplicatedLocations: false, blockDeletionBeforeEndOfLife: false },
  }
  await sendWatched(async (options) => {
    const { galleryImageVersions } = compute.clientOf(step.imageVersionId)
    await galleryImageVersions.createOrUpdate(resourceGroup, gallery, definition, version, body, options).submitted()
  })
}

/**
 * PATCH with the complete list of regions. PATCH, because its body needs neither location nor source: nothing that
 * cannot change is sent back, so nothing of it can be refused.
 */
export async function updateImageVersion(compute: Compute, id: string, change: ImageVersionChange): Promise<void> {
  const { resourceGroup, names } = partsOf(id)
  const [gallery = '', definition = '', version = ''] = names
  const publishingProfile: GalleryImageVersionPublishingProfile = {
    targetRegions: change.targetRegions.map(wireRegion),
    ...(change.endOfLifeDate !== undefined && { endOfLifeDate: new Date(change.endOfLifeDate) }),
  }
  const body = { tags: { ...change.tags }, publishingProfile, storageProfile: {} }
  await sendWatched(async (options) => {
    const { galleryImageVersions } = compute.clientOf(id)
    await galleryImageVersions.update(resourceGroup, gallery, definition, version, body, options).submitted()
  })
}

function wireRegion({ region, regionalReplicaCount, storageAccountType, echo }: TargetRegion): WireRegion {
  return {
    ...(echo as Partial<WireRegion>),
    name: region,
    regionalReplicaCount,
    ...(storageAccountType && { storageAccountType }),
  }
}

function parseDefinition(id: string, image: GalleryImage): ImageDefinition {
  const security = image.features?.find(({ name }) => name === 'SecurityType')?.value
  return {
    id,
    location: image.location,
    osType: image.osType === 'Windows' ? 'Windows' : 'Linux',
    osState: image.osState === 'Specialized' ? 'Specialized' : 'Generalized',
    hyperVGeneration: image.hyperVGeneration === 'V1' ? 'V1' : 'V2',
    architecture: image.architecture === 'Arm64' ? 'Arm64' : 'x64',
    securityType: security ?? 'Standard',
    identifier: {
      publisher: image.identifier?.publisher ?? '',
      offer: image.identifier?.offer ?? '',
      sku: image.identifier?.sku ?? '',
    },
  }
}

function parseVersion(id: string, version: GalleryImageVersion): ImageVersion {
  const profile = version.publishingProfile
  const sourceId = sourceOf(version)
  return {
    id,
    location: version.location,
    provisioningState: version.provisioningState ?? 'Unknown',
    targetRegions: (profile?.targetRegions ?? []).map((region) => parseRegion(region, profile?.replicaCount)),
    replication: (version.replicationStatus?.summary ?? []).map(
      ({ region = '', state, progress = 0, details = '' }): RegionReplication => ({
        region: normalizeRegion(region),
        state: state === 'Completed' || state === 'Failed' || state === 'Replicating' ? state : 'Unknown',
        progress,
        details,
      }),
    ),
    ...(sourceId && { sourceId }),
    tags: version.tags ?? {},
    ...(profile?.endOfLifeDate && { endOfLifeDate: profile.endOfLifeDate.toISOString() }),
    excludeFromLatest: profile?.excludeFromLatest ?? false,
    ...(profile?.storageAccountType && { storageAccountType: profile.storageAccountType as ReplicaStorageType }),
  }
}

function parseRegion(
  { name, regionalReplicaCount, storageAccountType, ...rest }: WireRegion,
  otherwise = 1,
): TargetRegion {
  return {
    region: normalizeRegion(name),
    regionalReplicaCount: regionalReplicaCount ?? otherwise,
    ...(storageAccountType && { storageAccountType: storageAccountType as ReplicaStorageType }),
    ...(Object.keys(rest).length > 0 && { echo: rest as JsonObject }),
  }
}

/** What a version was made from, where it is one resource. */
function sourceOf({ storageProfile }: GalleryImageVersion): string | undefined {
  return storageProfile?.source?.id ?? storageProfile?.source?.virtualMachineId
}
