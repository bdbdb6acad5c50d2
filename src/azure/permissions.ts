import type { JsonObject } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import type { Permission } from '../model/subscription.ts'
import { type Arm, listArm } from './arm.ts'
import { textsAt } from './members.ts'

const AUTHORIZATION_API_VERSION = '2022-04-01'

/** What the caller's roles allow at a resource or a resource group; deny assignments and conditions are not told. */
export function readPermissions(arm: Arm, scope: string): Promise<Reading<readonly Permission[]>> {
  const id = `${scope}/providers/Microsoft.Authorization/permissions`.replace(/\/{2,}/g, '/')
  return listArm(arm, id, (items) => items.map(parsePermission), AUTHORIZATION_API_VERSION)
}

function parsePermission(body: JsonObject): Permission {
  return {
    actions: textsAt(body, 'actions'),
    notActions: textsAt(body, 'notActions'),
    ...('dataActions' in body && { dataActions: textsAt(body, 'dataActions') }),
    notDataActions: textsAt(body, 'notDataActions'),
  }
}
