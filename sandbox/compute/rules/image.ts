import { isOfType, sameResourceId } from '../../../src/model/resource-id.ts'
import { Refusal } from '../../service.ts'
import type { ManagedImageProperties } from '../bodies.ts'
import type { VirtualMachine } from '../entities.ts'
import { invalidParameter, missingParameter, propertyChangeNotAllowed } from '../refusals.ts'
import { isGeneralized, resourceFacts, type SourceFacts } from '../source-facts.ts'
import type { ComputeStore } from '../store.ts'

/** The properties of an image captured from a virtual machine in `location`. */
export function captured(
  machine: VirtualMachine | undefined,
  asked: { readonly id: string; readonly location: string; readonly generation: 'V1' | 'V2' | undefined },
  store: ComputeStore,
  now: number,
): ManagedImageProperties {
  if (machine === undefined || machine.location !== asked.location) throw sourceNotFound(asked.id)
  if (!isGeneralized(machine)) {
    throw notAllowed(
      `Cannot create an image from virtual machine '${machine.id}' because it has not been generalized.`,
      'sourceVirtualMachine',
    )
  }
  const { securityProfile, storageProfile } = machine.view.properties ?? {}
  if (securityProfile?.securityType !== undefined && securityProfile.securityType !== 'Standard') {
    throw notAllowed(
      `Managed images cannot be created from virtual machines with security type '${securityProfile.securityType}'. ` +
        'Create a gallery image version from the virtual machine instead.',
      'sourceVirtualMachine',
    )
  }
  const facts = resourceFacts(store, machine.id, now)
  const hyperVGeneration = facts?.hyperVGeneration ?? asked.generation ?? 'V1'
  if ((asked.generation ?? 'V1') !== hyperVGeneration) {
    throw notAllowed(
      `The Hypervisor generation of the source virtual machine is '${hyperVGeneration}', which differs from that of the ` +
        `image, '${asked.generation ?? 'V1'}'.`,
      'hyperVGeneration',
    )
  }
  const osDisk = storageProfile?.osDisk
  const diskId = osDisk?.managedDisk?.id
  return {
    sourceVirtualMachine: { id: machine.id },
    storageProfile: {
      osDisk: {
        osType: osDisk?.osType ?? 'Linux',
        osState: 'Generalized',
        ...(diskId !== undefined && { managedDisk: { id: diskId } }),
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

/** The properties of an image assembled from an OS disk: a snapshot, a managed disk or a VHD in `location`. */
export function assembled(
  body: ManagedImageProperties,
  location: string,
  find: (source: { readonly id?: string; readonly uri?: string }) => SourceFacts | undefined,
): ManagedImageProperties {
  const osDisk = body.storageProfile?.osDisk
  if (osDisk === undefined) throw missingParameter('image.properties.storageProfile.osDisk')
  const { osType, osState, snapshot, managedDisk, blobUri } = osDisk
  if (osType === undefined) throw missingParameter('image.properties.storageProfile.osDisk.osType')
  if (osState === undefined) throw missingParameter('image.properties.storageProfile.osDisk.osState')
  if (osState !== 'Generalized') {
    throw invalidParameter("Managed images support OS state 'Generalized' only.", 'osDisk.osState')
  }
  const sources = [snapshot?.id, managedDisk?.id, blobUri].filter((one) => one !== undefined)
  if (sources.length !== 1) {
    throw invalidParameter("Exactly one of 'snapshot', 'managedDisk' and 'blobUri' is needed.", 'image.osDisk')
  }
  checkType(snapshot?.id, 'snapshots')
  checkType(managedDisk?.id, 'disks')
  const id = snapshot?.id ?? managedDisk?.id
  const facts = find(id === undefined ? { uri: blobUri ?? '' } : { id })
  if (facts === undefined || !facts.regions.includes(location)) throw sourceNotFound(sources[0] ?? '')
  const hyperVGeneration = body.hyperVGeneration ?? 'V1'
  if (facts.hyperVGeneration !== undefined && facts.hyperVGeneration !== hyperVGeneration) {
    throw invalidParameter(
      `The Hypervisor generation of '${facts.id}' is '${facts.hyperVGeneration}', not '${hyperVGeneration}'.`,
      'hyperVGeneration',
    )
  }
  return {
    storageProfile: {
      osDisk: { caching: 'None', ...osDisk, diskSizeGB: osDisk.diskSizeGB ?? facts.osDisk.sizeInGB },
      dataDisks: body.storageProfile?.dataDisks ?? [],
      zoneResilient: body.storageProfile?.zoneResilient ?? false,
    },
    hyperVGeneration,
  }
}

/** Refuses to make an existing image from something else. */
export function checkImageSourceKept(existing: ManagedImageProperties, body: ManagedImageProperties): void {
  const [before, after] = [existing, body].map(
    ({ sourceVirtualMachine, storageProfile }) =>
      sourceVirtualMachine?.id ?? storageProfile?.osDisk?.snapshot?.id ?? storageProfile?.osDisk?.managedDisk?.id ?? '',
  )
  if (after !== '' && !sameResourceId(before ?? '', after ?? '')) {
    throw propertyChangeNotAllowed('image.properties.sourceVirtualMachine.id')
  }
}

function checkType(id: string | undefined, type: string): void {
  if (id === undefined || isOfType(id, 'Microsoft.Compute', type)) return
  throw invalidParameter(`The source id: ${id} must be of type Microsoft.Compute/${type}.`, 'image.osDisk')
}

function notAllowed(message: string, target: string): Refusal {
  return new Refusal(409, 'OperationNotAllowed', message, { target })
}

function sourceNotFound(id: string): Refusal {
  return new Refusal(404, 'ResourceNotFound', `Source '${id}' is not found in the region of the image.`)
}
