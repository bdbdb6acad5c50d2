import type { GalleryImageVersion } from '@azure/arm-compute'
import type { ImageDefinition } from '../model/image.ts'
import { sourceId } from '../model/image-source.ts'
import type { LineageLink } from '../model/lineage.ts'
import type { Reading } from '../model/ports.ts'
import { parentId } from '../model/resource-id.ts'
import type { Compute } from './compute.ts'
import { readExpandedVersion } from './gallery.ts'
import { readImageDefinition } from './image-definition.ts'
import { largestOf, placeOf, securityTypeOf } from './image-facts.ts'
import { platformImageOf } from './image-version.ts'
import { nextLink } from './made-from.ts'
import { knownOf } from './members.ts'
import { sourceOf } from './version-source.ts'

/** A gallery image version with the facts of its definition; a definition that cannot be read leaves them out. */
export async function readVersionLink(compute: Compute, id: string): Promise<Reading<LineageLink>> {
  const [version, definition] = await Promise.all([
    readExpandedVersion(compute, id, { expand: 'ValidationProfile', shape: (wire) => versionLink(id, wire) }),
    readImageDefinition(compute, parentId(id)),
  ])
  const { observed, ...wait } = version
  if (observed.state !== 'present' || definition.observed.state !== 'present') return version
  return {
    observed: { state: 'present', value: { ...observed.value, ...factsOf(definition.observed.value) } },
    ...wait,
  }
}

/** What a version says of itself, as the SDK gives it; its regions are told by its replication status. */
export function versionLink(id: string, version: GalleryImageVersion): LineageLink {
  const { osDiskImage, dataDiskImages } = version.storageProfile ?? {}
  const baseImage = platformImageOf(version)
  const source = sourceOf(version)
  return {
    id,
    kind: 'gallery-image-version',
    ...placeOf(version),
    regions: [],
    dataDiskLuns: (dataDiskImages ?? []).map(({ lun }) => lun),
    ...knownOf({
      osDiskCaching: osDiskImage?.hostCaching ?? undefined,
      isCustomerEncrypted: isEncrypted(version) || undefined,
      publishedAt: version.publishingProfile?.publishedDate?.toISOString(),
      osDiskGb: osDiskImage?.sizeInGB ?? undefined,
      largestDiskGb: largestOf([osDiskImage, ...(dataDiskImages ?? [])].map((disk) => disk?.sizeInGB)),
    }),
    ...(baseImage ? { baseImage } : nextLink(source && sourceId(source))),
  }
}

/** With a disk encryption set, in any of its regions. */
function isEncrypted({ publishingProfile }: GalleryImageVersion): boolean {
  const disks = (publishingProfile?.targetRegions ?? []).flatMap(({ encryption }) => [
    encryption?.osDiskImage,
    ...(encryption?.dataDiskImages ?? []),
  ])
  return disks.some((disk) => disk?.diskEncryptionSetId)
}

function factsOf(definition: ImageDefinition): Partial<LineageLink> {
  const { osType, osState, hyperVGeneration, architecture, securityType, purchasePlan = null } = definition
  const { diskControllers } = definition
  return {
    ...{ osType, osState, hyperVGeneration, architecture, purchasePlan },
    ...knownOf({ securityType: securityTypeOf(securityType), diskControllers }),
  }
}
