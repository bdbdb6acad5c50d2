import type { Access, RoleAssignment } from '../access.ts'
import { guidOf } from '../identifiers.ts'
import type { RoleDefinition } from '../role-definitions.ts'
import { scopeOf } from '../scope.ts'
import { Refusal, type Route, type SandboxReply, type SandboxRequest } from '../service.ts'

/** Scopes at which Microsoft.Authorization is asked: a subscription, a resource group or any resource. */
const SCOPES = [
  '/subscriptions/:subscriptionId',
  '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup',
  '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup/providers/:namespace/*resource',
]

/** The caller's permissions and everyone's role assignments, api-version 2022-04-01. */
export function authorizationRoutes(access: Access, objectId: (clientId: string) => string): readonly Route[] {
  return SCOPES.flatMap((scope): readonly Route[] => [
    {
      plane: 'arm',
      method: 'GET',
      path: `${scope}/providers/Microsoft.Authorization/permissions`,
      action: 'Microsoft.Authorization/permissions/read',
      apiVersions: isKnown,
      handle: (request) => ({
        status: 200,
        body: { value: access.permissionsAt(request.caller?.clientId ?? '', scopeOf(request.path)) },
      }),
    },
    {
      plane: 'arm',
      method: 'GET',
      path: `${scope}/providers/Microsoft.Authorization/roleAssignments`,
      action: 'Microsoft.Authorization/roleAssignments/read',
      apiVersions: isKnown,
      handle: (request) => listAssignments(request, access, objectId),
    },
  ])
}

function isKnown(version: string): boolean {
  return ['2015-07-01', '2018-01-01-preview', '2020-04-01-preview', '2022-04-01'].includes(version)
}

function listAssignments(
  request: SandboxRequest,
  access: Access,
  objectId: (clientId: string) => string,
): SandboxReply {
  const principal = wantedPrincipal(request.query.get('$filter') ?? '')
  const value = access
    .assignmentsAt(scopeOf(request.path))
    .map(({ assignment, role }) => assignmentBody(assignment, role, objectId(assignment.clientId)))
    .filter(({ properties }) => principal === undefined || properties.principalId === principal)
  return { status: 200, body: { value } }
}

/** The principal that a filter asks for; undefined for all. Throws 400 for a filter that Azure does not know either. */
function wantedPrincipal(filter: string): string | undefined {
  if (filter === '' || /^atScope\(\)$/i.test(filter)) return undefined
  const match = /^(?:atScope\(\) and )?(?:principalId eq '([^']+)'|assignedTo\('([^']+)'\))$/i.exec(filter)
  if (match === null) {
    throw new Refusal(
      400,
      'UnsupportedQuery',
      `The filter '${filter}' is not supported. Supported filters are either 'atScope()' or 'principalId eq '{value}' or assignedTo('{value}')'.`,
    )
  }
  return match[1] ?? match[2]
}

function assignmentBody(assignment: RoleAssignment, role: RoleDefinition, principalId: string) {
  const name = guidOf('role assignment', assignment.clientId, role.id, assignment.scope)
  const subscription = /^\/subscriptions\/[^/]+/i.exec(assignment.scope)?.[0] ?? ''
  return {
    properties: {
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`,
      principalId,
      principalType: 'ServicePrincipal',
      scope: assignment.scope,
    },
    id: `${assignment.scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    type: 'Microsoft.Authorization/roleAssignments',
    name,
  }
}
