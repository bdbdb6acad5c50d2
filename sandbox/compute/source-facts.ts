import { isOfType, normalizeRegion, parentId, sameResourceId } from '../../src/model/resource-id.ts'
import type { DataDiskImage, Disk, DiskImage, ImageVersion, ManagedImage, VirtualMachine } from './entities.ts'
import { readyReplicas } from './latest.ts'
import { blobAt } from './lineage.ts'
import { isGeneralized, osDiskOf } from './machine.ts'
import type { Plan } from './plan.ts'
import type { ComputeStore } from './store.ts'

/** What a source says of itself; what it does not say cannot contradict an image definition. */
export type SourceFacts = {
  readonly id: string
  /** Regions in which it can be read at that instant. */
  readonly regions: readonly string[]
  readonly osType?: 'Linux' | 'Windows' | undefined
  readonly osState?: 'Generalized' | 'Specialized' | undefined
  readonly hyperVGeneration?: 'V1' | 'V2' | undefined
  readonly architecture?: 'x64' | 'Arm64' | undefined
  readonly osDisk: DiskImage
  readonly dataDisks: readonly DataDiskImage[]
  /** `undefined`: cannot be known; otherwise the plan, or null for none. */
  readonly plan?: Plan | null | undefined
  /** What is missing of a disk or snapshot that does not hold all its data yet. */
  readonly unfinished?: string | undefined
  /** With a key of the customer's own. */
  readonly isEncrypted: boolean
}

/** Size where a source does not say one: the OS disk of most marketplace Linux images, GiB. */
const USUAL_DISK_GB = 30

/** What the resource at `id` says of itself; undefined when there is none. */
export function resourceFacts(store: ComputeStore, id: string, now: number): SourceFacts | undefined {
  if (isOfType(id, 'Microsoft.Compute', 'images')) {
    const image = store.images.get(id, now)
    return image && imageFacts(image)
  }
  if (isOfType(id, 'Microsoft.Compute', 'galleries/images/versions')) {
    const version = store.versions.get(id, now)
    return version && versionFacts(store, version, now)
  }
  if (isOfType(id, 'Microsoft.Compute', 'virtualMachines')) {
    const machine = store.virtualMachines.get(id, now)
    return machine && machineFacts(store, machine, now)
  }
  const disks = isOfType(id, 'Microsoft.Compute', 'snapshots') ? store.snapshots : store.disks
  const disk = disks.get(id, now)
  return disk && diskFacts(disk)
}

/** What is known of a VHD; undefined when there is none at that URL, or it is of another account than told. */
export function blobFacts(
  store: ComputeStore,
  { uri, storageAccountId }: { readonly uri: string; readonly storageAccountId?: string },
): SourceFacts | undefined {
  const blob = blobAt(store, uri)
  if (blob === undefined || !sameResourceId(blob.storageAccountId, storageAccountId ?? blob.storageAccountId)) {
    return undefined
  }
  return {
    id: blob.uri,
    regions: [normalizeRegion(blob.location)],
    osDisk: { sizeInGB: blob.sizeInGB, hostCaching: 'None' },
    dataDisks: [],
    isEncrypted: false,
  }
}

function imageFacts(image: ManagedImage): SourceFacts {
  const { storageProfile, hyperVGeneration } = image.properties
  const { osDisk, dataDisks = [] } = storageProfile ?? {}
  return {
    id: image.id,
    regions: [image.location],
    osType: osDisk?.osType,
    osState: osDisk?.osState,
    hyperVGeneration,
    osDisk: { sizeInGB: osDisk?.diskSizeGB ?? USUAL_DISK_GB, hostCaching: osDisk?.caching ?? 'None' },
    dataDisks: dataDisks.map(({ lun = 0, caching = 'None', diskSizeGB = USUAL_DISK_GB }) => ({
      lun,
      hostCaching: caching,
      sizeInGB: diskSizeGB,
    })),
    isEncrypted: [osDisk, ...dataDisks].some((disk) => disk?.diskEncryptionSet !== undefined),
  }
}

function versionFacts(store: ComputeStore, version: ImageVersion, now: number): SourceFacts {
  const properties = store.definitions.get(parentId(version.id), now)?.properties
  const regions = version.replication.map(({ region }) => region)
  return {
    id: version.id,
    regions: regions.filter((region) => readyReplicas(version, region, now) > 0),
    osType: properties?.osType,
    osState: properties?.osState,
    hyperVGeneration: properties?.hyperVGeneration,
    architecture: properties?.architecture,
    osDisk: version.osDisk,
    dataDisks: version.dataDisks,
    plan: properties?.purchasePlan ?? null,
    isEncrypted: version.publishing.targetRegions.some(({ encryption = {} }) =>
      [encryption.osDiskImage, ...(encryption.dataDiskImages ?? [])].some((disk) => disk?.diskEncryptionSetId),
    ),
  }
}

function machineFacts(store: ComputeStore, machine: VirtualMachine, now: number): SourceFacts {
  const { storageProfile, instanceView } = machine.view.properties ?? {}
  const { osDisk, dataDisks = [] } = storageProfile ?? {}
  const disk = osDiskOf(store, machine, now)
  const properties = disk?.view.properties
  return {
    id: machine.id,
    regions: [machine.location],
    osType: osDisk?.osType,
    osState: isGeneralized(machine) ? 'Generalized' : 'Specialized',
    hyperVGeneration: instanceView?.hyperVGeneration ?? properties?.hyperVGeneration,
    architecture: properties?.supportedCapabilities?.architecture,
    osDisk: {
      sizeInGB: osDisk?.diskSizeGB ?? properties?.diskSizeGB ?? USUAL_DISK_GB,
      hostCaching: osDisk?.caching ?? 'None',
    },
    dataDisks: dataDisks.map(({ lun = 0, caching = 'None', diskSizeGB = USUAL_DISK_GB }) => ({
      lun,
      hostCaching: caching,
      sizeInGB: diskSizeGB,
    })),
    plan: machine.view.plan ?? null,
    isEncrypted:
      (disk !== undefined && isCustomerEncrypted(disk)) ||
      [osDisk, ...dataDisks].some((one) => one?.managedDisk?.diskEncryptionSet !== undefined),
  }
}

function diskFacts(disk: Disk): SourceFacts {
  const properties = disk.view.properties ?? {}
  return {
    id: disk.id,
    regions: [disk.location],
    osType: properties.osType,
    hyperVGeneration: properties.hyperVGeneration,
    architecture: properties.supportedCapabilities?.architecture,
    osDisk: { sizeInGB: properties.diskSizeGB ?? USUAL_DISK_GB, hostCaching: 'None' },
    dataDisks: [],
    plan: properties.purchasePlan ?? null,
    unfinished: unfinishedOf(disk),
    isEncrypted: isCustomerEncrypted(disk),
  }
}

/** A copy from another region goes on in the background, and a disk that was made for an upload waits for it. */
function unfinishedOf({ view }: Disk): string | undefined {
  const { creationData, completionPercent = 100, diskState = '' } = view.properties ?? {}
  if (creationData?.createOption === 'CopyStart' && completionPercent < 100) return `${completionPercent} % are copied`
  return /^(ReadyToUpload|ActiveUpload)$/.test(diskState) ? `its state is ${diskState}` : undefined
}

function isCustomerEncrypted(disk: Disk): boolean {
  return /CustomerKey/.test(disk.view.properties?.encryption?.type ?? '')
}
