import type { GalleryImage, GalleryImageVersion } from '@azure/arm-compute'
import type { ImageVersionChange, Reading } from '../model/ports.ts'
import type { Gallery, ImageDefinition, ImageVersion, MarketplaceImage } from '../model/state.ts'
import type { PublishImageVersion } from '../model/step.ts'
import { type Compute, partsOf, readWatched, sendWatched } from './compute.ts'
import { changeBody, parseVersion, platformImageOf, sourceOf, versionBody } from './image-version.ts'

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
  const { galleryImageVersions } = compute.clientOf(definitionId)
  return readWatched(
    async (options) => {
      const versions: GalleryImageVersion[] = []
      const listed = galleryImageVersions.listByGalleryImage(resourceGroup, gallery, definition, options)
      for await (const version of listed) versions.push(version)
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
    const [baseImage, sourceId] = [platformImageOf(version), sourceOf(version)]
    return { ...(baseImage && { baseImage }), ...(sourceId && { sourceId }) }
  })
}

function readExpanded<T>(
  compute: Compute,
  id: string,
  expand: 'ReplicationStatus' | 'ValidationProfile',
  shape: (version: GalleryImageVersion) => T,
): Promise<Reading<T>> {
  const name = versionName(id)
  return readWatched((options) => compute.clientOf(id).galleryImageVersions.get(...name, { ...options, expand }), shape)
}

/**
 * Makes a version. Gives back once Azure has accepted it; the SDK's poller is left alone, for it ends at the first
 * HTTP error.
 */
export async function createImageVersion(compute: Compute, step: PublishImageVersion): Promise<void> {
  const { galleryImageVersions } = compute.clientOf(step.imageVersionId)
  const name = versionName(step.imageVersionId)
  await sendWatched((options) => galleryImageVersions.createOrUpdate(...name, versionBody(step), options).submitted())
}

/** Changes a version; gives back once Azure has accepted it. */
export async function updateImageVersion(compute: Compute, id: string, change: ImageVersionChange): Promise<void> {
  const { galleryImageVersions } = compute.clientOf(id)
  const name = versionName(id)
  await sendWatched((options) => galleryImageVersions.update(...name, changeBody(change), options).submitted())
}

/** Resource group, gallery, definition and version, as the SDK wants them. */
function versionName(id: string): [string, string, string, string] {
  const { resourceGroup, names } = partsOf(id)
  const [gallery = '', definition = '', version = ''] = names
  return [resourceGroup, gallery, definition, version]
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
