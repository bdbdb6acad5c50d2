import { parseResourceId } from '../model/resource-id.ts'

/** Whether a text has the form of a GUID, in either case. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

/** Name of an image definition. Source: learn.microsoft.com, naming rules of Azure resources. */
export const DEFINITION_NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9])?$/

/** Names by Azure's rules; `computeResource` for managed images, disks and snapshots. Source as above. */
const NAMES = {
  gallery: /^[A-Za-z0-9]([A-Za-z0-9_.]{0,78}[A-Za-z0-9])?$/,
  imageVersion: /^\d+\.\d+\.\d+$/,
  computeResource: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/,
  batchAccount: /^[a-z0-9]{3,24}$/i,
  storageAccount: /^[a-z0-9]{3,24}$/i,
  any: /^[\p{L}\p{N}_.()-]+$/u,
} as const

/** A type of resource: provider, then each type on the path with the form of its names. */
export type ResourceType = {
  readonly provider: string
  readonly path: readonly (readonly [type: string, name: RegExp])[]
}

/** A gallery of Azure Compute Gallery. */
export const GALLERY: ResourceType = compute(['galleries', NAMES.gallery])

/** An image definition of a gallery. */
export const DEFINITION: ResourceType = compute(...GALLERY.path, ['images', DEFINITION_NAME])

/** An image version of a definition. */
export const VERSION: ResourceType = compute(...DEFINITION.path, ['versions', NAMES.imageVersion])

/** A managed image. */
export const MANAGED_IMAGE: ResourceType = compute(['images', NAMES.computeResource])

/** A virtual machine. */
export const VIRTUAL_MACHINE: ResourceType = compute(['virtualMachines', NAMES.any])

/** A managed disk. */
export const DISK: ResourceType = compute(['disks', NAMES.computeResource])

/** A snapshot of a managed disk. */
export const SNAPSHOT: ResourceType = compute(['snapshots', NAMES.computeResource])

/** A Batch account. */
export const BATCH_ACCOUNT: ResourceType = {
  provider: 'Microsoft.Batch',
  path: [['batchAccounts', NAMES.batchAccount]],
}

/** A storage account. */
export const STORAGE_ACCOUNT: ResourceType = {
  provider: 'Microsoft.Storage',
  path: [['storageAccounts', NAMES.storageAccount]],
}

/** A subnet of a virtual network. */
export const SUBNET: ResourceType = {
  provider: 'Microsoft.Network',
  path: [
    ['virtualNetworks', NAMES.any],
    ['subnets', NAMES.any],
  ],
}

/** A user-assigned managed identity. */
export const IDENTITY: ResourceType = {
  provider: 'Microsoft.ManagedIdentity',
  path: [['userAssignedIdentities', NAMES.any]],
}

function compute(...path: ResourceType['path']): ResourceType {
  return { provider: 'Microsoft.Compute', path }
}

/** Whether `text` is a full resource ID of the type, with a subscription and names that can exist. */
export function isResource(text: string, { provider, path }: ResourceType): boolean {
  const id = parseResourceId(text)
  if (id === undefined || !isGuid(id.subscriptionId) || !NAMES.any.test(id.resourceGroup)) return false
  if (id.provider.toLowerCase() !== provider.toLowerCase() || id.types.length !== path.length) return false
  return path.every(
    ([type, name], index) => id.types[index]?.toLowerCase() === type.toLowerCase() && name.test(id.names[index] ?? ''),
  )
}
