import { isOfType, parseResourceId } from '../../../src/model/resource-id.ts'
import type { SandboxRequest } from '../../service.ts'
import type { ManagedImageProperties } from '../bodies.ts'
import type { DiskSource, ImageSource } from '../entities.ts'
import { blobAt } from '../lineage.ts'
import type { ComputeParts } from '../parts.ts'
import { linkedAuthorizationFailed } from '../refusals.ts'
import type { ComputeStore } from '../store.ts'

/** A right that the caller needs on something the request names. */
type LinkedRight = { readonly action: string; readonly scope: string }

/** A VHD is read with the keys of its account. */
const KEYS = 'Microsoft.Storage/storageAccounts/listKeys/action'

/**
 * Rights on the source of an image version, by Microsoft's table: read on images and gallery versions, write on
 * machines, disks and snapshots, the keys of the storage account for a VHD.
 */
export function linkedRights(source: ImageSource): readonly LinkedRight[] {
  switch (source.kind) {
    case 'image':
      return [{ action: 'Microsoft.Compute/images/read', scope: source.id }]
    case 'imageVersion':
      return [{ action: 'Microsoft.Compute/galleries/images/versions/read', scope: source.id }]
    case 'virtualMachine':
      return [{ action: 'Microsoft.Compute/virtualMachines/write', scope: source.id }]
    case 'community':
      return []
    case 'disks':
      return [source.osDisk, ...source.dataDisks.map((disk) => disk.source)].map(diskRight)
  }
}

/** Rights on what a managed image is made from: write on a machine, read on snapshots and disks, the keys for a VHD. */
export function imageRights(store: ComputeStore, body: ManagedImageProperties): readonly LinkedRight[] {
  const { osDisk = {}, dataDisks = [] } = body.storageProfile ?? {}
  return [
    right('Microsoft.Compute/virtualMachines/write', body.sourceVirtualMachine?.id),
    ...[osDisk, ...dataDisks].flatMap(({ snapshot, managedDisk, blobUri }) => [
      right('Microsoft.Compute/snapshots/read', snapshot?.id),
      right('Microsoft.Compute/disks/read', managedDisk?.id),
      right(KEYS, blobUri === undefined ? undefined : blobAt(store, blobUri)?.storageAccountId),
    ]),
  ].filter((one) => one !== undefined)
}

/** Refuses a caller who may write the version but has no right on what it is to be made from. */
export function checkLinkedAccess(
  parts: ComputeParts,
  request: SandboxRequest,
  ask: { readonly action: string; readonly scope: string; readonly linked: readonly LinkedRight[] },
): void {
  const refused = ask.linked.find((right) => !parts.access.isAllowed(request.caller, right.action, right.scope))
  if (refused === undefined) return
  throw linkedAuthorizationFailed({
    clientId: request.caller?.clientId ?? '',
    action: ask.action,
    scope: ask.scope,
    linkedAction: refused.action,
    linkedScope: refused.scope,
  })
}

/** Whether two ids are of the same subscription. */
export function sameSubscription(one: string, other: string): boolean {
  const [first, second] = [one, other].map((id) => parseResourceId(id)?.subscriptionId.toLowerCase())
  return first === second
}

function diskRight(disk: DiskSource): LinkedRight {
  if ('uri' in disk) {
    return { action: KEYS, scope: disk.storageAccountId }
  }
  const type = isOfType(disk.id, 'Microsoft.Compute', 'snapshots') ? 'snapshots' : 'disks'
  return { action: `Microsoft.Compute/${type}/write`, scope: disk.id }
}

function right(action: string, scope: string | undefined): LinkedRight | undefined {
  return scope === undefined ? undefined : { action, scope }
}
