import { isJsonObject, type JsonValue, memberAt } from '../../model/json.ts'
import type { AwaitPool, BakePool, CreatePool, FieldChange, UpdatePool } from '../../model/pool-step.ts'
import { parentId } from '../../model/resource-id.ts'
import type { Right } from './rights.ts'

/** A right with the scope it is needed at. */
export type ScopedRight = Right & { readonly scope: string }

/**
 * Rights that writing or watching a pool needs: on its account, and on every resource that the write links to it.
 * Source: learn.microsoft.com/azure/batch/batch-sig-images, prerequisites, and batch-role-based-access-control.
 */
export function linkedPoolRights(step: CreatePool | UpdatePool | AwaitPool | BakePool, gallery: string): ScopedRight[] {
  const account = parentId(step.poolId)
  if (step.kind === 'await-pool' || step.kind === 'bake-pool') {
    return [{ action: 'Microsoft.Batch/batchAccounts/pools/read', scope: account }]
  }
  const written = step.kind === 'create-pool' ? membersOf(step) : step.changes
  return [
    { action: 'Microsoft.Batch/batchAccounts/pools/write', scope: account },
    ...written.flatMap((change) => linkedRights(change, gallery)),
  ]
}

/** A new pool as changes of a pool that has nothing. */
function membersOf({ to }: CreatePool): FieldChange[] {
  const properties = Object.entries(to.properties).flatMap(([name, value]) =>
    value === undefined ? [] : [{ path: `properties.${name}`, to: value }],
  )
  return [...properties, ...(to.identity === undefined ? [] : [{ path: 'identity', to: to.identity }])]
}

function linkedRights({ path, from, to }: FieldChange, gallery: string): ScopedRight[] {
  switch (path) {
    case 'properties.deploymentConfiguration':
      return [
        { action: 'Microsoft.Compute/galleries/images/versions/read', scope: gallery },
        { action: 'Microsoft.Compute/disks/beginGetAccess/action', scope: gallery },
      ]
    case 'properties.networkConfiguration': {
      const scope = memberAt(to, ['subnetId'])
      return typeof scope === 'string'
        ? [{ action: 'Microsoft.Network/virtualNetworks/subnets/join/action', scope }]
        : []
    }
    case 'identity': {
      const held = identitiesOf(from)
      const added = identitiesOf(to).filter((id) => !held.some((other) => other.toLowerCase() === id.toLowerCase()))
      return added.map((scope) => ({
        action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
        scope,
      }))
    }
    default:
      return []
  }
}

function identitiesOf(identity: JsonValue | undefined): string[] {
  const assigned = memberAt(identity, ['userAssignedIdentities'])
  return isJsonObject(assigned) ? Object.keys(assigned) : []
}
