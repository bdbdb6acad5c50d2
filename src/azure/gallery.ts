import type { Gallery as AzureGallery, GalleryImageVersion } from '@azure/arm-compute'
import type { Gallery, ImageVersion } from '../model/image.ts'
import type { CreateGallery, PublishImageVersion } from '../model/image-step.ts'
import type { ImageVersionChange, Reading } from '../model/ports.ts'
import { type Compute, isList, partsOf, readWatched, sendWatched } from './compute.ts'
import { changeBody, parseVersion, versionBody } from './image-version.ts'

/** A gallery. */
export function readGallery(compute: Compute, id: string): Promise<Reading<Gallery>> {
  return readWatched(
    (options) => compute.clientOf(id).galleries.get(...galleryName(id), options),
    (gallery) => parseGallery(id, gallery),
  )
}

function parseGallery(id: string, { location, provisioningState }: AzureGallery): Gallery {
  return { id, location, provisioningState: provisioningState ?? 'Unknown' }
}

/** All galleries of the subscription in which a gallery is, or would be. */
export function listGalleries(compute: Compute, id: string): Promise<Reading<readonly Gallery[]>> {
  const { galleries } = compute.clientOf(id)
  return readWatched(
    async (options) => {
      const listed: AzureGallery[] = []
      for await (const gallery of galleries.list(options)) listed.push(gallery)
      return listed
    },
    (listed) => listed.map((gallery) => parseGallery(gallery.id ?? '', gallery)),
    isList,
  )
}

/** Makes a gallery; gives back once Azure has accepted it. */
export async function createGallery(compute: Compute, { galleryId, location }: CreateGallery): Promise<void> {
  const { galleries } = compute.clientOf(galleryId)
  const name = galleryName(galleryId)
  await sendWatched((options) => galleries.createOrUpdate(...name, { location }, options).submitted())
}

function galleryName(id: string): [string, string] {
  const { resourceGroup, names } = partsOf(id)
  const [gallery = ''] = names
  return [resourceGroup, gallery]
}

/** An image version with its replication status. */
export function readImageVersion(compute: Compute, id: string): Promise<Reading<ImageVersion>> {
  const shape = (version: GalleryImageVersion) => parseVersion(id, version)
  return readExpandedVersion(compute, id, { expand: 'ReplicationStatus', shape })
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
    isList,
  )
}

/** A version with what Azure tells only when asked for it. */
export function readExpandedVersion<T>(
  compute: Compute,
  id: string,
  {
    expand,
    shape,
  }: {
    readonly expand: 'ReplicationStatus' | 'ValidationProfile'
    readonly shape: (version: GalleryImageVersion) => T
  },
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

/** Begins to delete a version; gives back once Azure has accepted it. One that is gone is no mistake. */
export async function deleteImageVersion(compute: Compute, id: string): Promise<void> {
  const { galleryImageVersions } = compute.clientOf(id)
  const name = versionName(id)
  await sendWatched((options) => galleryImageVersions.delete(...name, options).submitted())
}

/** Resource group, gallery, definition and version, as the SDK wants them. */
function versionName(id: string): [string, string, string, string] {
  const { resourceGroup, names } = partsOf(id)
  const [gallery = '', definition = '', version = ''] = names
  return [resourceGroup, gallery, definition, version]
}
