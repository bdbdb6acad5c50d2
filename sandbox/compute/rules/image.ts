import { resourceKey } from '../../../src/model/resource-id.ts'
import { Refusal } from '../../service.ts'
import type { ManagedImageProperties } from '../bodies.ts'
import type { VirtualMachine } from '../entities.ts'
import { propertyChangeNotAllowed } from '../refusals.ts'
import { resourceFacts } from '../source-facts.ts'
import type { ComputeStore } from '../store.ts'
import { diskSourceOf } from './image-disks.ts'
import { checkCapturable } from './machine.ts'

/** The properties of an image captured from a virtual machine in `location`. */
export function captured(
  machine: VirtualMachine | undefined,
  asked: { readonly id: string; readonly location: string; readonly generation: 'V1' | 'V2' | undefined },
  store: ComputeStore,
  now: number,
): ManagedImageProperties {
  if (machine === undefined || machine.location !== asked.location) {
    throw new Refusal(404, 'ResourceNotFound', `Source '${asked.id}' is not found in the region of the image.`)
  }
  checkCapturable(machine)
  const facts = resourceFacts(store, machine.id, now)
  const hyperVGeneration = facts?.hyperVGeneration ?? asked.generation ?? 'V1'
  if ((asked.generation ?? 'V1') !== hyperVGeneration) {
    throw new Refusal(
      409,
      'OperationNotAllowed',
      `The Hypervisor generation of the source virtual machine is '${hyperVGeneration}', which differs from that of the ` +
        `image, '${asked.generation ?? 'V1'}'.`,
      { target: 'hyperVGeneration' },
    )
  }
  const { storageProfile } = machine.view.properties ?? {}
  const osDisk = storageProfile?.osDisk
  const diskId = osDisk?.managedDisk?.id
  return {
    sourceVirtualMachine: { id: machine.id },
    storageProfile: {
      osDisk: {
        osType: osDisk?.osType ?? 'Linux',
        osState: 'Generalized',
        ...(diskId !== undefined && { managedDisk: { id: diskId } }),
        ...(osDisk?.vhd?.uri !== undefined && { blobUri: osDisk.vhd.uri }),
        caching: osDisk?.caching ?? 'ReadWrite',
        ...(facts && { diskSizeGB: facts.osDisk.sizeInGB }),
      },
      dataDisks: (storageProfile?.dataDisks ?? []).map(({ lun = 0, caching = 'None', diskSizeGB, managedDisk }) => ({
        lun,
        caching,
        ...(diskSizeGB !== undefined && { diskSizeGB }),
        ...(managedDisk?.id !== undefined && { managedDisk: { id: managedDisk.id } }),
      })),
      zoneResilient: false,
    },
    hyperVGeneration,
  }
}

/** Refuses to make an existing image from something else, down to its data disks. */
export function checkImageSourceKept(existing: ManagedImageProperties, body: ManagedImageProperties): void {
  const [before, after] = [sourcesOf(existing), sourcesOf(body)]
  if (after.length === 0 || before.join() === after.join()) return
  const path = body.sourceVirtualMachine === undefined ? 'storageProfile' : 'sourceVirtualMachine.id'
  throw propertyChangeNotAllowed(`image.properties.${path}`)
}

/** What an image is made from, in one spelling: its machine, or each of its disks by LUN. */
function sourcesOf({ sourceVirtualMachine, storageProfile }: ManagedImageProperties): readonly string[] {
  if (sourceVirtualMachine?.id !== undefined) return [resourceKey(sourceVirtualMachine.id)]
  const { osDisk, dataDisks = [] } = storageProfile ?? {}
  const osSource = osDisk && diskSourceOf(osDisk)
  if (osSource === undefined) return []
  const data = dataDisks.map((disk) => `${disk.lun} ${resourceKey(diskSourceOf(disk) ?? '')}`)
  return [resourceKey(osSource), ...data.toSorted()]
}
