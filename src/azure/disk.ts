import type { CreationData, Disk, Snapshot } from '@azure/arm-compute'
import type { LineageLink } from '../model/lineage.ts'
import type { Reading } from '../model/ports.ts'
import { type Compute, partsOf, readWatched } from './compute.ts'
import { architectureOf, generationOf, largestOf, osTypeOf, placeOf, planOf, securityTypeOf } from './image-facts.ts'
import { type MadeFrom, madeFromImage, nextLink } from './made-from.ts'
import { knownOf } from './members.ts'

/** A managed disk. */
export function readDiskLink(compute: Compute, id: string): Promise<Reading<LineageLink>> {
  const { resourceGroup, names } = partsOf(id)
  const [name = ''] = names
  return readWatched(
    (options) => compute.clientOf(id).disks.get(resourceGroup, name, options),
    (disk) => diskLink(id, 'disk', disk),
  )
}

/** A snapshot of a managed disk. */
export function readSnapshotLink(compute: Compute, id: string): Promise<Reading<LineageLink>> {
  const { resourceGroup, names } = partsOf(id)
  const [name = ''] = names
  return readWatched(
    (options) => compute.clientOf(id).snapshots.get(resourceGroup, name, options),
    (snapshot) => diskLink(id, 'snapshot', snapshot),
  )
}

/** What a managed disk or a snapshot says of itself, as the SDK gives it. Whether it is generalized, neither knows. */
export function diskLink(id: string, kind: 'disk' | 'snapshot', disk: Disk | Snapshot): LineageLink {
  return {
    id,
    kind,
    ...placeOf(disk),
    purchasePlan: planOf(disk.purchasePlan) ?? null,
    isGuestEncrypted: disk.encryptionSettingsCollection?.enabled ?? false,
    isCustomerEncrypted: /CustomerKey/.test(disk.encryption?.type ?? ''),
    ...knownOf({
      osType: osTypeOf(disk.osType),
      hyperVGeneration: generationOf(disk.hyperVGeneration),
      architecture: architectureOf(disk.supportedCapabilities?.architecture),
      diskControllers: disk.supportedCapabilities?.diskControllerTypes ?? undefined,
      securityType: securityTypeOf(disk.securityProfile?.securityType),
      osDiskGb: disk.diskSizeGB ?? undefined,
      largestDiskGb: largestOf([disk.diskSizeGB]),
      createdAt: disk.timeCreated?.toISOString(),
      unfinished: unfinishedOf(disk),
      unfitDisk: disk.sku?.name === 'UltraSSD_LRS' ? 'ultra' : undefined,
      uniqueId: disk.uniqueId || undefined,
      nextUniqueId: disk.creationData?.sourceUniqueId || undefined,
    }),
    ...madeFrom(disk.creationData),
  }
}

/**
 * A snapshot that is copied from another region is Succeeded long before its data is there, and a disk for an upload
 * before it is uploaded.
 * Source: learn.microsoft.com, "Copy an incremental snapshot to a new region", "Upload a VHD to Azure".
 */
function unfinishedOf(disk: Disk | Snapshot): string | undefined {
  const { errorCode, errorMessage } = ('copyCompletionError' in disk && disk.copyCompletionError) || {}
  if (errorCode) return `its copy ended with ${errorCode}: ${errorMessage ?? 'Azure gives no details'}`
  const isCopied = disk.creationData?.createOption === 'CopyStart'
  if (isCopied && (disk.completionPercent ?? 100) < 100) return `its copy is at ${disk.completionPercent} %`
  const { diskState } = disk
  return diskState === 'ReadyToUpload' || diskState === 'ActiveUpload' ? `its disk state is ${diskState}` : undefined
}

/** An image of a gallery, of the marketplace or a managed one, or the disk or snapshot that was copied. */
function madeFrom(creation: CreationData | null | undefined): MadeFrom {
  for (const reference of [creation?.galleryImageReference, creation?.imageReference]) {
    const found = madeFromImage(reference)
    if (found.baseImage || found.next) return found
  }
  return nextLink(creation?.sourceResourceId)
}
