import { anything, listOf, part } from './body.ts'
import type { Disk, Seeded, VirtualMachine } from './entities.ts'
import type { ComputeStore } from './store.ts'

const PROVISIONED = { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded' }

/** What a virtual machine tells of itself where the world is silent. */
const RUNNING = [PROVISIONED, { code: 'PowerState/running', level: 'Info', displayStatus: 'VM running' }]

/** Whether a virtual machine has been generalized. */
export function isGeneralized(machine: VirtualMachine): boolean {
  return statusesOf(machine).some(({ code }) => code?.toLowerCase() === 'osstate/generalized')
}

/** `PowerState/...` of a virtual machine as its instance view tells it; undefined when that is silent. */
export function powerState(machine: VirtualMachine): string | undefined {
  return statusesOf(machine).find(({ code }) => code?.toLowerCase().startsWith('powerstate/'))?.code
}

/** Whether a virtual machine tells extensions, among its resources or in its instance view. */
export function hasExtensions({ view }: VirtualMachine): boolean {
  return (view.resources?.length ?? 0) + (view.properties?.instanceView?.extensions?.length ?? 0) > 0
}

/** Extensions of a virtual machine as the list of them answers: its child resources are nothing else. */
export function extensionsOf(machine: VirtualMachine): readonly unknown[] {
  return readChildren(machine.body, '').resources ?? []
}

/** The managed OS disk of a virtual machine, where that is in the world. */
export function osDiskOf(store: ComputeStore, machine: VirtualMachine, now: number): Disk | undefined {
  const id = machine.view.properties?.storageProfile?.osDisk?.managedDisk?.id
  return id === undefined ? undefined : store.disks.get(id, now)
}

/** Whether any disk of a virtual machine, data disks too, is encrypted in the guest. */
export function hasEncryptedDisk(store: ComputeStore, machine: VirtualMachine, now: number): boolean {
  const { storageProfile, instanceView: view } = machine.view.properties ?? {}
  const told = (view?.disks ?? []).some(({ encryptionSettings = [] }) => encryptionSettings.some((one) => one.enabled))
  const data = (storageProfile?.dataDisks ?? []).map(({ managedDisk }) => store.disks.get(managedDisk?.id ?? '', now))
  return told || isEncryptedInGuest(store, machine, now) || data.some((disk) => disk !== undefined && isEncrypted(disk))
}

/** Whether a disk or snapshot says that it is encrypted in the guest. */
export function isEncrypted(disk: Disk): boolean {
  return disk.view.properties?.encryptionSettingsCollection?.enabled === true
}

/** Whether the OS disk of a virtual machine is encrypted in the guest, as the machine or the disk says. */
export function isEncryptedInGuest(store: ComputeStore, machine: VirtualMachine, now: number): boolean {
  const { encryptionSettings } = machine.view.properties?.storageProfile?.osDisk ?? {}
  const disk = osDiskOf(store, machine, now)
  return encryptionSettings?.enabled === true || disk?.view.properties?.encryptionSettingsCollection?.enabled === true
}

/** The instance view that the world gives, completed: running, the generation of the OS disk, the extensions. */
export function instanceView(
  store: ComputeStore,
  machine: VirtualMachine,
  now: number,
): Readonly<Record<string, unknown>> {
  const hyperVGeneration = osDiskOf(store, machine, now)?.view.properties?.hyperVGeneration
  const extensions = (machine.view.resources ?? []).map(extensionStatus)
  return {
    statuses: RUNNING,
    ...(hyperVGeneration !== undefined && { hyperVGeneration }),
    ...(extensions.length > 0 && { extensions }),
    ...record(propertiesOf(machine)['instanceView']),
  }
}

/** What a virtual machine tells of itself: of which type its disks are, a deallocated one leaves out. */
export function machineProperties(machine: VirtualMachine): Readonly<Record<string, unknown>> {
  const { instanceView: _, ...properties } = propertiesOf(machine)
  if (powerState(machine)?.toLowerCase() !== 'powerstate/deallocated') return properties
  return JSON.parse(JSON.stringify(properties, (key, value) => (key === 'storageAccountType' ? undefined : value)))
}

/** Properties of a seeded resource as the world tells them. */
export function propertiesOf(resource: Seeded<unknown>): Readonly<Record<string, unknown>> {
  return record(readProperties(resource.body, '').properties)
}

const readProperties = part({ properties: anything })
const readChildren = part({ resources: listOf(anything) })

function statusesOf({ view }: VirtualMachine): readonly { readonly code?: string }[] {
  return view.properties?.instanceView?.statuses ?? RUNNING
}

type Extension = NonNullable<VirtualMachine['view']['resources']>[number]

function extensionStatus({ name = '', properties = {} }: Extension) {
  const { publisher = '', type = '', typeHandlerVersion = '' } = properties
  return { name, type: `${publisher}.${type}`, typeHandlerVersion, statuses: [PROVISIONED] }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
