import type { Image, ImageDataDisk, ImageDisk, SubResource } from '@azure/arm-compute'
import type { DataDiskSource, DiskSource, ImageSource } from '../model/image-source.ts'
import type { CreateManagedImage } from '../model/image-step.ts'
import type { LineageLink } from '../model/lineage.ts'
import type { Reading } from '../model/ports.ts'
import { isOfType } from '../model/resource-id.ts'
import { type Compute, partsOf, readWatched, sendWatched } from './compute.ts'
import { generationOf, largestOf, osStateOf, osTypeOf, placeOf } from './image-facts.ts'
import { nextLink } from './made-from.ts'
import { knownOf } from './members.ts'

/** A managed image. */
export function readImageLink(compute: Compute, id: string): Promise<Reading<LineageLink>> {
  return readWatched(
    (options) => compute.clientOf(id).images.get(...imageName(id), options),
    (image) => imageLink(id, image),
  )
}

/** Makes a managed image; gives back once Azure has accepted it. */
export async function createManagedImage(compute: Compute, step: CreateManagedImage): Promise<void> {
  const { images } = compute.clientOf(step.managedImageId)
  const name = imageName(step.managedImageId)
  await sendWatched((options) => images.createOrUpdate(...name, managedImageBody(step), options).submitted())
}

function imageName(id: string): [string, string] {
  const { resourceGroup, names } = partsOf(id)
  const [name = ''] = names
  return [resourceGroup, name]
}

/** What a managed image says of itself, as the SDK gives it. */
export function imageLink(id: string, image: Image): LineageLink {
  const { osDisk, dataDisks } = image.storageProfile ?? {}
  const disks = [...(osDisk ? [osDisk] : []), ...(dataDisks ?? [])]
  return {
    id,
    kind: 'managed-image',
    // A version is made in the region of its managed image and nowhere else.
    ...placeOf(image),
    isCustomerEncrypted: disks.some(({ diskEncryptionSet }) => diskEncryptionSet?.id),
    dataDiskLuns: (dataDisks ?? []).map(({ lun }) => lun),
    ...knownOf({
      osType: osTypeOf(osDisk?.osType),
      osState: osStateOf(osDisk?.osState),
      hyperVGeneration: generationOf(image.hyperVGeneration),
      osDiskCaching: osDisk?.caching ?? undefined,
      osDiskGb: osDisk?.diskSizeGB ?? undefined,
      largestDiskGb: largestOf(disks.map(({ diskSizeGB }) => diskSizeGB)),
      madeFrom: madeFromOf(image),
    }),
    // A captured image names the disk of its machine too, which tells less than the machine but may outlive it.
    ...nextLink(...[image.sourceVirtualMachine?.id, osDisk?.managedDisk?.id, osDisk?.snapshot?.id].map(rooted)),
  }
}

/** Undefined where it is not known to the last disk: of a VHD, an image does not name the storage account. */
function madeFromOf({ sourceVirtualMachine, storageProfile }: Image): ImageSource | undefined {
  const machine = rooted(sourceVirtualMachine?.id)
  if (machine) return { kind: 'virtual-machine', id: machine }
  const osDisk = diskOf(storageProfile?.osDisk)
  const dataDisks = (storageProfile?.dataDisks ?? []).flatMap((disk): DataDiskSource[] => {
    const source = diskOf(disk)
    return source ? [{ lun: disk.lun, source }] : []
  })
  const isComplete = dataDisks.length === (storageProfile?.dataDisks ?? []).length
  return osDisk && isComplete ? { kind: 'disks', osDisk, dataDisks } : undefined
}

function diskOf(disk: ImageDisk | null | undefined): DiskSource | undefined {
  const id = rooted(disk?.managedDisk?.id ?? disk?.snapshot?.id)
  return id ? { id } : undefined
}

/** An image gives IDs back as they were written, at times without the first slash. */
function rooted(id: string | undefined): string | undefined {
  return id && `/${id.replace(/^\/+/, '')}`
}

/** The body that makes a managed image, each default said. Throws where Azure makes no managed image from the source. */
export function managedImageBody({ source, ...step }: CreateManagedImage): Image {
  const common = { location: step.location, tags: { ...step.tags }, hyperVGeneration: step.hyperVGeneration }
  if (source.kind === 'virtual-machine') return { ...common, sourceVirtualMachine: { id: source.id } }
  if (source.kind !== 'disks') throw new Error(`no managed image is made from a ${source.kind}`)
  return {
    ...common,
    storageProfile: {
      // Batch advises ReadWrite, with which nodes start faster.
      osDisk: { osType: step.osType, osState: 'Generalized', caching: 'ReadWrite', ...wireDisk(source.osDisk) },
      dataDisks: source.dataDisks.map(
        ({ lun, source: disk }): ImageDataDisk => ({ lun, caching: 'None', ...wireDisk(disk) }),
      ),
      zoneResilient: false,
    },
  }
}

type WireDisk = { snapshot: SubResource } | { managedDisk: SubResource } | { blobUri: string }

function wireDisk(disk: DiskSource): WireDisk {
  if ('uri' in disk) return { blobUri: disk.uri }
  const isSnapshot = isOfType(disk.id, 'Microsoft.Compute', 'snapshots')
  return isSnapshot ? { snapshot: { id: disk.id } } : { managedDisk: { id: disk.id } }
}
