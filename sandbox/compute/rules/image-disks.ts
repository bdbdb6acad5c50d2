import { isOfType } from '../../../src/model/resource-id.ts'
import { Refusal } from '../../service.ts'
import type { ManagedImageProperties } from '../bodies.ts'
import { invalidParameter, missingParameter, sourceUnfinished } from '../refusals.ts'
import { blobFacts, resourceFacts, type SourceFacts } from '../source-facts.ts'
import type { ComputeStore } from '../store.ts'

type StorageProfile = NonNullable<ManagedImageProperties['storageProfile']>
type OsDisk = NonNullable<StorageProfile['osDisk']>
type DataDisk = NonNullable<StorageProfile['dataDisks']>[number]

/** What a disk of a managed image may name as its source. */
export type ImageDiskSource = Pick<OsDisk, 'snapshot' | 'managedDisk' | 'blobUri'>

/** Where the disks of a managed image are looked up. */
export type ImageDiskContext = { readonly store: ComputeStore; readonly location: string; readonly now: number }

/** The properties of an image assembled from snapshots, managed disks or VHDs in its region: an OS disk and data disks. */
export function assembled(body: ManagedImageProperties, context: ImageDiskContext): ManagedImageProperties {
  const { osDisk, dataDisks = [], zoneResilient = false } = body.storageProfile ?? {}
  if (osDisk === undefined) throw missingParameter('image.properties.storageProfile.osDisk')
  const { osType, osState } = osDisk
  if (osType === undefined) throw missingParameter('image.properties.storageProfile.osDisk.osType')
  if (osState === undefined) throw missingParameter('image.properties.storageProfile.osDisk.osState')
  if (osState !== 'Generalized') {
    throw invalidParameter("Managed images support OS state 'Generalized' only.", 'osDisk.osState')
  }
  const facts = factsOf(osDisk, 'osDisk', context)
  const hyperVGeneration = body.hyperVGeneration ?? 'V1'
  if (facts.hyperVGeneration !== undefined && facts.hyperVGeneration !== hyperVGeneration) {
    throw invalidParameter(
      `The Hypervisor generation of '${facts.id}' is '${facts.hyperVGeneration}', not '${hyperVGeneration}'.`,
      'hyperVGeneration',
    )
  }
  checkLuns(dataDisks)
  return {
    storageProfile: { osDisk: complete(osDisk, facts), dataDisks: dataDisks.map(dataDiskIn(context)), zoneResilient },
    hyperVGeneration,
  }
}

/** ID or URL of what a disk of a managed image is made from; undefined where it names nothing. */
export function diskSourceOf({ snapshot, managedDisk, blobUri }: ImageDiskSource): string | undefined {
  return snapshot?.id ?? managedDisk?.id ?? blobUri
}

function dataDiskIn(context: ImageDiskContext): (disk: DataDisk) => DataDisk {
  return (disk) => complete(disk, factsOf(disk, 'dataDisks', context))
}

function complete<D extends OsDisk | DataDisk>(disk: D, facts: SourceFacts): D {
  return { caching: 'None', ...disk, diskSizeGB: disk.diskSizeGB ?? facts.osDisk.sizeInGB }
}

/** What the one source of a disk says of itself; refuses none, several, one of another type and one that is not there. */
function factsOf(disk: ImageDiskSource, path: string, { store, location, now }: ImageDiskContext): SourceFacts {
  const { snapshot, managedDisk, blobUri } = disk
  const [source, ...others] = [snapshot?.id, managedDisk?.id, blobUri].filter((one) => one !== undefined)
  if (source === undefined || others.length > 0) {
    throw invalidParameter("Exactly one of 'snapshot', 'managedDisk' and 'blobUri' is needed.", `image.${path}`)
  }
  checkType(snapshot?.id, 'snapshots', path)
  checkType(managedDisk?.id, 'disks', path)
  const facts = blobUri === undefined ? resourceFacts(store, source, now) : blobFacts(store, { uri: blobUri })
  if (facts?.regions.includes(location)) {
    if (facts.unfinished !== undefined) throw sourceUnfinished(source, facts.unfinished)
    return facts
  }
  throw new Refusal(404, 'ResourceNotFound', `Source '${source}' is not found in the region of the image.`)
}

function checkLuns(dataDisks: readonly DataDisk[]): void {
  const luns = dataDisks.map(({ lun }) => lun)
  if (luns.includes(undefined)) throw missingParameter('image.properties.storageProfile.dataDisks.lun')
  if (new Set(luns).size < luns.length) {
    throw invalidParameter('Lun number must be unique for each data disk.', 'image.dataDisks.lun')
  }
}

function checkType(id: string | undefined, type: string, path: string): void {
  if (id === undefined || isOfType(id, 'Microsoft.Compute', type)) return
  throw invalidParameter(`The source id: ${id} must be of type Microsoft.Compute/${type}.`, `image.${path}`)
}
