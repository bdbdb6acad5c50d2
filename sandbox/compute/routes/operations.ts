import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { Refusal } from '../../service.ts'
import { isComputeVersion, isGalleryVersion } from '../api-versions.ts'
import { compact } from '../body.ts'
import type { Operation } from '../entities.ts'
import { queryValue, SUBSCRIPTION_PATH, subscriptionScope } from '../ids.ts'
import { operationUrls, POLL_SECONDS } from '../operations.ts'
import type { ComputeParts } from '../parts.ts'
import { isUnderWay } from '../provisioning.ts'
import { authorizationFailed } from '../refusals.ts'

/** Tells a resource as a GET of it would; undefined when it is gone. */
export type Teller = (request: SandboxRequest, resourceId: string) => unknown

/** What became of a long-running operation: its status, or with `monitor=true` its result. */
export function operationRoutes(parts: ComputeParts, tell: Teller): readonly Route[] {
  const route = (segment: Operation['segment'], apiVersions: (version: string) => boolean): Route => ({
    plane: 'arm',
    method: 'GET',
    path: `${SUBSCRIPTION_PATH}/locations/:location/${segment}/:operation`,
    apiVersions,
    handle: (request) => {
      const operation = ownOperation(parts, request, segment)
      return queryValue(request, 'monitor') === 'true'
        ? result(parts, request, operation, tell)
        : status(parts, request, operation)
    },
  })
  return [route('capsOperations', isGalleryVersion), route('operations', isComputeVersion)]
}

/**
 * The operation that the caller may ask for: the right may be held at the subscription or at the resource that is
 * being changed, or a role on a resource group would not be enough to follow what it allows to begin.
 */
function ownOperation(parts: ComputeParts, request: SandboxRequest, segment: Operation['segment']): Operation {
  const operation = parts.store.operation(request.params['operation'] ?? '')
  const scope = subscriptionScope(request)
  const action = `Microsoft.Compute/locations/${segment}/read`
  const scopes = operation === undefined ? [scope] : [scope, operation.resourceId]
  if (!scopes.some((one) => parts.access.isAllowed(request.caller, action, one))) {
    throw authorizationFailed(request.caller?.clientId ?? '', action, scope)
  }
  const { subscriptionId = '', location = '' } = request.params
  const isOwn =
    operation?.subscriptionId.toLowerCase() === subscriptionId.toLowerCase() &&
    operation.location === location.toLowerCase() &&
    operation.segment === segment
  if (operation === undefined || !isOwn) {
    throw new Refusal(404, 'NotFound', `The entity was not found: operation '${request.params['operation']}'.`)
  }
  return operation
}

function status(parts: ComputeParts, request: SandboxRequest, operation: Operation): SandboxReply {
  const { write, id: name } = operation
  const startTime = new Date(write.startedAt).toISOString()
  if (isUnderWay(write, request.now)) {
    const headers = parts.clock.retryAfter(POLL_SECONDS)
    return { status: 200, headers, body: { startTime, status: 'InProgress', name } }
  }
  const endTime = new Date(write.endsAt).toISOString()
  const outcome = write.error === undefined ? 'Succeeded' : 'Failed'
  return { status: 200, body: compact({ startTime, endTime, status: outcome, error: write.error, name }) }
}

function result(parts: ComputeParts, request: SandboxRequest, operation: Operation, tell: Teller): SandboxReply {
  const { write, resourceId } = operation
  if (isUnderWay(write, request.now)) {
    const headers = { Location: operationUrls(request, operation).monitor, ...parts.clock.retryAfter(POLL_SECONDS) }
    return { status: 202, headers }
  }
  if (write.error !== undefined) throw new Refusal(409, write.error.code, write.error.message)
  const body = write.kind === 'delete' ? undefined : tell(request, resourceId)
  return body === undefined ? { status: 204 } : { status: 200, body }
}
