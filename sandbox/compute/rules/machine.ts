import { resourceName } from '../../../src/model/resource-id.ts'
import { Refusal } from '../../service.ts'
import type { Disk, VirtualMachine } from '../entities.ts'
import { isGeneralized, powerState } from '../machine.ts'
import { invalidParameter } from '../refusals.ts'
import type { ComputeStore } from '../store.ts'

/** Refuses a virtual machine whose disks no image version can be made from. */
export function checkMachineDisks(store: ComputeStore, machine: VirtualMachine, now: number): void {
  const { osDisk, dataDisks = [] } = machine.view.properties?.storageProfile ?? {}
  if (osDisk?.diffDiskSettings !== undefined) {
    throw invalidParameter(`Source virtual machine '${machine.id}' cannot contain an ephemeral OS disk.`)
  }
  if (osDisk?.managedDisk === undefined || dataDisks.some(({ managedDisk }) => managedDisk === undefined)) {
    throw invalidParameter(`Source virtual machine '${machine.id}' must be created from Managed Disks.`)
  }
  const ultra = dataDisks.find(
    ({ managedDisk }) =>
      managedDisk?.storageAccountType === ULTRA || isUltra(store.disks.get(managedDisk?.id ?? '', now)),
  )
  if (ultra !== undefined) {
    throw invalidParameter(
      `Source virtual machine '${machine.id}' cannot contain disk ['${ultra.managedDisk?.id}'] stored in an UltraSSD ` +
        'account type.',
    )
  }
}

/** Refuses a disk of the type that no image version is made from. */
export function checkNoUltraDisk(store: ComputeStore, id: string, now: number): void {
  if (!isUltra(store.disks.get(id, now))) return
  throw invalidParameter(`The source disk '${id}' cannot be stored in an UltraSSD account type.`)
}

const ULTRA = 'UltraSSD_LRS'

function isUltra(disk: Disk | undefined): boolean {
  return disk?.view.sku?.name === ULTRA
}

/** Refuses a virtual machine that may still write to its disks; `operation` is as in `Create Image`. */
export function checkDeallocated(machine: VirtualMachine, operation: string): void {
  const state = powerState(machine)
  if (state === undefined || state.toLowerCase() === 'powerstate/deallocated') return
  throw notAllowed(
    `The operation '${operation}' requires the Virtual Machine '${resourceName(machine.id)}' to be deallocated, and its ` +
      `power state is '${state}'.`,
  )
}

/** Refuses to capture a managed image from what is no generalized, deallocated machine with a lasting disk and standard security. */
export function checkCapturable(machine: VirtualMachine): void {
  if (!isGeneralized(machine)) {
    throw notAllowed(
      `The operation 'Create Image' requires the Virtual Machine '${resourceName(machine.id)}' to be Generalized.`,
    )
  }
  checkDeallocated(machine, 'Create Image')
  const { securityProfile, storageProfile } = machine.view.properties ?? {}
  if (storageProfile?.osDisk?.diffDiskSettings !== undefined) {
    throw notAllowed(
      `The operation 'Create Image' is not supported for the Virtual Machine '${resourceName(machine.id)}', which has an ` +
        'ephemeral OS disk.',
    )
  }
  const { securityType = 'Standard' } = securityProfile ?? {}
  if (securityType !== 'Standard') {
    throw notAllowed(
      `Managed images cannot be created from virtual machines with security type '${securityType}'. Create a gallery ` +
        'image version from the virtual machine instead.',
    )
  }
}

function notAllowed(message: string): Refusal {
  return new Refusal(409, 'OperationNotAllowed', message, { target: 'sourceVirtualMachine' })
}
