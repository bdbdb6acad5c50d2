import type { Permission, RoleDefinition } from './role-definitions.ts'
import { segmentsOf } from './router.ts'
import type { AccessCheck } from './service.ts'

/** A role given to an application at a scope: a subscription, a resource group or a resource. */
export type RoleAssignment = { readonly clientId: string; readonly role: string; readonly scope: string }

/** Who may do what where. */
export type Access = AccessCheck & {
  /** One permission per assignment of the client at the scope or above it. */
  permissionsAt(clientId: string, scope: string): readonly Permission[]
  /** Assignments at the scope or above it, whoever holds them. */
  assignmentsAt(scope: string): readonly { readonly assignment: RoleAssignment; readonly role: RoleDefinition }[]
  /** Whether the client holds any role in the subscription, however deep: enough to see that it exists. */
  seesSubscription(clientId: string, subscriptionId: string): boolean
}

/** The rights that `assignments` give; every one must name a role of `roles`, by name or by id. */
export function createAccess(assignments: readonly RoleAssignment[], roles: readonly RoleDefinition[]): Access {
  const granted = assignments.map((assignment) => ({ assignment, role: roleNamed(roles, assignment.role) }))
  const assignmentsAt: Access['assignmentsAt'] = (scope) =>
    granted.filter(({ assignment }) => isAtOrAbove(assignment.scope, scope))
  const permissionsAt: Access['permissionsAt'] = (clientId, scope) =>
    assignmentsAt(scope)
      .filter(({ assignment }) => sameText(assignment.clientId, clientId))
      .map(({ role: { actions, notActions, dataActions, notDataActions } }) => {
        return { actions, notActions, dataActions, notDataActions }
      })

  return {
    assignmentsAt,
    permissionsAt,
    isAllowed: (caller, action, resourceId) =>
      caller !== undefined &&
      permissionsAt(caller.clientId, resourceId).some((permission) => allows(permission, action)),
    seesSubscription: (clientId, subscriptionId) =>
      assignments.some(
        (assignment) =>
          sameText(assignment.clientId, clientId) && isAtOrAbove(`/subscriptions/${subscriptionId}`, assignment.scope),
      ),
  }
}

/**
 * Whether one permission allows an action (`data:` in front names a dataAction). What one role excludes another
 * may still allow: exclusions only narrow the role that they stand in.
 */
export function allows(permission: Permission, action: string): boolean {
  const isData = action.startsWith('data:')
  const name = isData ? action.slice('data:'.length) : action
  const [included, excluded] = isData
    ? [permission.dataActions, permission.notDataActions]
    : [permission.actions, permission.notActions]
  return included.some((pattern) => covers(pattern, name)) && !excluded.some((pattern) => covers(pattern, name))
}

/** The role of that name or id. Throws when there is none. */
export function roleNamed(roles: readonly RoleDefinition[], nameOrId: string): RoleDefinition {
  const found = roles.find((role) => sameText(role.name, nameOrId) || sameText(role.id, nameOrId))
  if (found === undefined) throw new Error(`there is no role "${nameOrId}"`)
  return found
}

/** A star is any text; one that fills a whole segment may leave the segment out, with one of its slashes. */
function covers(pattern: string, action: string): boolean {
  const expression = expressions.get(pattern) ?? expressionOf(pattern)
  expressions.set(pattern, expression)
  return expression.test(action)
}

/** Every request asks the same few patterns. */
const expressions = new Map<string, RegExp>()

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .split('/*/')
    .map((part) => part.split('*').map(escapeRegExp).join('.*'))
    .join('/(?:.*/)?')
  return new RegExp(`^${source}$`, 'i')
}

function isAtOrAbove(upper: string, lower: string): boolean {
  const [above, below] = [segmentsOf(upper), segmentsOf(lower)]
  return above.length <= below.length && above.every((segment, index) => sameText(segment, below[index] ?? ''))
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
