import type { CreationData, Disk, Snapshot } from '@azure/arm-compute'
import type { LineageLink } from '../model/lineage.ts'
import type { Reading } from '../model/ports.ts'
import { type Compute, partsOf, readWatched } from './compute.ts'
import { architectureOf, generationOf, osTypeOf, placeOf, planOf, securityTypeOf } from './image-facts.ts'
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
    }),
    ...madeFrom(disk.creationData),
  }
}

/** An image of a gallery, of the marketplace or a managed one, or the disk or snapshot that was copied. */
function madeFrom(creation: CreationData | null | undefined): MadeFrom {
  for (const reference of [creation?.galleryImageReference, creation?.imageReference]) {
    const found = madeFromImage(reference)
    if (found.baseImage || found.next) return found
  }
  return nextLink(creation?.sourceResourceId)
}
