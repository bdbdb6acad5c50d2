import type { DiskEncryptionSettings, VirtualMachine } from '@azure/arm-compute'
import type { LineageLink } from '../model/lineage.ts'
import type { Reading } from '../model/ports.ts'
import { resourceName } from '../model/resource-id.ts'
import { type Compute, partsOf, readWatched } from './compute.ts'
import { readDiskLink } from './disk.ts'
import { generationOf, largestOf, osTypeOf, placeOf, planOf, securityTypeOf } from './image-facts.ts'
import { type MadeFrom, madeFromImage, nextLink } from './made-from.ts'
import { knownOf } from './members.ts'

/**
 * A virtual machine with its instance view, which alone tells whether it is generalized and deallocated. Of data disks a
 * deallocated one does not tell the type: those are read beside.
 */
export async function readMachineLink(compute: Compute, id: string): Promise<Reading<LineageLink>> {
  const { resourceGroup, names } = partsOf(id)
  const [name = ''] = names
  const { observed, ...wait } = await readWatched(
    (options) => compute.clientOf(id).virtualMachines.get(resourceGroup, name, { ...options, expand: 'instanceView' }),
    (machine) => ({ link: machineLink(id, machine), untold: untoldDisks(machine) }),
  )
  if (observed.state !== 'present') return { observed, ...wait }
  const { link, untold } = observed.value
  const disks = await Promise.all(
    untold.map(async (diskId) => ({ id: diskId, ...(await readDiskLink(compute, diskId)) })),
  )
  return { observed: { state: 'present', value: withDataDisks(link, disks) }, ...wait }
}

/** Managed data disks whose type the machine does not tell. */
function untoldDisks({ storageProfile }: VirtualMachine): string[] {
  const untold = (storageProfile?.dataDisks ?? []).filter(({ managedDisk }) => !managedDisk?.storageAccountType)
  return untold.flatMap(({ managedDisk }) => managedDisk?.id ?? [])
}

/** A machine with what its data disks say of themselves. */
export function withDataDisks(
  machine: LineageLink,
  readings: readonly ({ readonly id: string } & Pick<Reading<LineageLink>, 'observed'>)[],
): LineageLink {
  const disks = readings.flatMap(({ observed }) => (observed.state === 'present' ? [observed.value] : []))
  const encrypted = disks.find(({ isGuestEncrypted }) => isGuestEncrypted)
  const [unread] = readings.flatMap(({ id, observed }) => (observed.state === 'unreadable' ? [{ id, observed }] : []))
  return {
    ...machine,
    ...knownOf({
      largestDiskGb: largestOf([machine, ...disks].map(({ largestDiskGb }) => largestDiskGb)),
      encryptedDataDisk: machine.encryptedDataDisk ?? (encrypted && resourceName(encrypted.id)),
      unfitDisk: machine.unfitDisk ?? disks.find(({ unfitDisk }) => unfitDisk)?.unfitDisk,
      unreadDataDisk: unread && { id: unread.id, code: unread.observed.code, reason: unread.observed.reason },
    }),
  }
}

/** What a virtual machine says of itself, as the SDK gives it. */
export function machineLink(id: string, machine: VirtualMachine): LineageLink {
  const { storageProfile, securityProfile, instanceView, plan } = machine
  const osDisk = storageProfile?.osDisk
  return {
    id,
    kind: 'virtual-machine',
    ...placeOf(machine),
    purchasePlan: planOf(plan) ?? null,
    isCustomerEncrypted: disksOf(machine).some(({ managedDisk }) => managedDisk?.diskEncryptionSet?.id),
    dataDiskLuns: (storageProfile?.dataDisks ?? []).map(({ lun }) => lun),
    extensions: extensionsOf(machine),
    ...knownOf({
      osType: osTypeOf(osDisk?.osType),
      osState: osStateIn(machine),
      hyperVGeneration: generationOf(instanceView?.hyperVGeneration),
      securityType: securityTypeOf(securityProfile?.securityType),
      osDiskCaching: osDisk?.caching ?? undefined,
      osDiskGb: osDisk?.diskSizeGB ?? undefined,
      largestDiskGb: largestOf(disksOf(machine).map(({ diskSizeGB }) => diskSizeGB)),
      createdAt: machine.timeCreated?.toISOString(),
      isGuestEncrypted: isGuestEncrypted(machine),
      encryptedDataDisk: encryptedDataDiskOf(machine),
      powerState: statusOf(machine, 'PowerState'),
      unfitDisk: unfitDiskOf(machine),
    }),
    ...madeFrom(machine),
  }
}

/**
 * The OS disk of a machine, which tells architecture and encryption, and what it was made from itself: it may have been
 * exchanged. The image that the machine was made from is the way round it.
 */
function madeFrom({ storageProfile }: VirtualMachine): MadeFrom {
  const { next: image, ...found } = madeFromImage(storageProfile?.imageReference)
  return { ...found, ...nextLink(storageProfile?.osDisk?.managedDisk?.id, image) }
}

function disksOf({ storageProfile }: VirtualMachine) {
  const { osDisk, dataDisks } = storageProfile ?? {}
  return [...(osDisk ? [osDisk] : []), ...(dataDisks ?? [])]
}

/** The second half of a status such as `PowerState/deallocated`. */
function statusOf({ instanceView }: VirtualMachine, kind: 'PowerState' | 'OSState'): string | undefined {
  const begin = `${kind.toLowerCase()}/`
  const codes = (instanceView?.statuses ?? []).map(({ code }) => code ?? '')
  return codes.find((code) => code.toLowerCase().startsWith(begin))?.slice(begin.length)
}

/** Azure tells of a machine that it is generalized, and says nothing of one that is not. */
function osStateIn(machine: VirtualMachine): LineageLink['osState'] {
  if (!machine.instanceView) return undefined
  return statusOf(machine, 'OSState')?.toLowerCase() === 'generalized' ? 'Generalized' : 'Specialized'
}

/**
 * The first way of Azure Disk Encryption is told by the machine, the newer one by its instance view, or by its disk alone:
 * a machine that says nothing of it does not vouch for the disk.
 */
function isGuestEncrypted({ storageProfile, instanceView }: VirtualMachine): true | undefined {
  const { name, encryptionSettings: ofDisk } = storageProfile?.osDisk ?? {}
  // The instance view lists data disks too, which may be encrypted by themselves.
  const osDisks = (instanceView?.disks ?? []).filter((disk) => !name || !disk.name || disk.name === name)
  const settings: DiskEncryptionSettings[] = [
    ...(ofDisk ? [ofDisk] : []),
    ...osDisks.flatMap(({ encryptionSettings }) => encryptionSettings ?? []),
  ]
  return settings.some(({ enabled }) => enabled) || undefined
}

/** Only by the instance view, which names each disk, and only where the OS disk can be told from the others. */
function encryptedDataDiskOf({ storageProfile, instanceView }: VirtualMachine): string | undefined {
  const osDisk = storageProfile?.osDisk?.name
  const others = osDisk ? (instanceView?.disks ?? []).filter(({ name }) => name && name !== osDisk) : []
  return others.find(({ encryptionSettings }) => encryptionSettings?.some(({ enabled }) => enabled))?.name
}

function unfitDiskOf(machine: VirtualMachine): LineageLink['unfitDisk'] {
  const disks = disksOf(machine)
  if (disks.some(({ vhd, managedDisk }) => vhd?.uri && !managedDisk)) return 'unmanaged'
  if (machine.storageProfile?.osDisk?.diffDiskSettings?.option) return 'ephemeral'
  return disks.some(({ managedDisk }) => managedDisk?.storageAccountType === 'UltraSSD_LRS') ? 'ultra' : undefined
}

/** Names of the extensions: as resources of the machine, of which at times only the ID is told, and as they run in it. */
function extensionsOf({ resources, instanceView }: VirtualMachine): readonly string[] {
  const installed = (resources ?? []).flatMap(({ id, name, type }) =>
    /\/extensions(\/|$)/i.test(type ?? id ?? '') ? [resourceName(name ?? id ?? '')] : [],
  )
  const running = (instanceView?.extensions ?? []).flatMap(({ name }) => (name ? [name] : []))
  const byKey = new Map([...installed, ...running].map((name) => [name.toLowerCase(), name]))
  return [...byKey.values()]
}
