import type { GalleryDiskImage, GalleryImageVersion, GalleryImageVersionStorageProfile } from '@azure/arm-compute'
import { type DataDiskSource, type DiskSource, type ImageSource, sourceOfId } from '../model/image-source.ts'
import { isOfType } from '../model/resource-id.ts'

/** Each source in the field that Azure wants for it. Disks get the host caching that Batch advises; data disks none. */
export function storageProfileOf(source: ImageSource): GalleryImageVersionStorageProfile {
  switch (source.kind) {
    case 'managed-image':
    case 'gallery-image-version':
      return { source: { id: source.id } }
    case 'virtual-machine':
      return { source: { virtualMachineId: source.id } }
    case 'community-image':
      return { source: { communityGalleryImageId: source.id } }
    case 'disks':
      return {
        osDiskImage: { source: { ...source.osDisk }, hostCaching: 'ReadWrite' },
        ...(source.dataDisks.length > 0 && {
          dataDiskImages: source.dataDisks.map(({ lun, source: disk }) => ({
            lun,
            source: { ...disk },
            hostCaching: 'None' as const,
          })),
        }),
      }
  }
}

/** What a version was made from: one whole image, or its disks. Azure lists the disks of a whole image too, without sources. */
export function sourceOf({ storageProfile }: GalleryImageVersion): ImageSource | undefined {
  const { source, osDiskImage, dataDiskImages } = storageProfile ?? {}
  if (source?.virtualMachineId) return { kind: 'virtual-machine', id: source.virtualMachineId }
  if (source?.communityGalleryImageId) return { kind: 'community-image', id: source.communityGalleryImageId }
  if (source?.id) return sourceOfId(source.id)
  const osDisk = diskOf(osDiskImage)
  if (osDisk === undefined) return undefined
  const dataDisks = (dataDiskImages ?? []).flatMap((disk): DataDiskSource[] => {
    const found = diskOf(disk)
    return found ? [{ lun: disk.lun, source: found }] : []
  })
  return { kind: 'disks', osDisk, dataDisks }
}

/** Older versions name the storage account of a VHD as `id`; where none is named, it stays empty. */
function diskOf(disk: GalleryDiskImage | null | undefined): DiskSource | undefined {
  const { id, uri, storageAccountId } = disk?.source ?? {}
  if (!uri) return id ? { id } : undefined
  const account = id && isOfType(id, 'Microsoft.Storage', 'storageAccounts') ? id : ''
  return { uri, storageAccountId: storageAccountId ?? account }
}
