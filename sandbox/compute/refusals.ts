import { parseResourceId, resourceName } from '../../src/model/resource-id.ts'
import { Refusal } from '../service.ts'

/** 404: the resource is not there. The type and name are told as ARM does: `Microsoft.Compute/galleries/g/images/d`. */
export function resourceNotFound(id: string): Refusal {
  const parts = parseResourceId(id)
  const path = parts === undefined ? id : parts.types.map((type, at) => `${type}/${parts.names[at] ?? ''}`).join('/')
  return new Refusal(
    404,
    'ResourceNotFound',
    `The Resource '${parts?.provider ?? ''}/${path}' under resource group '${parts?.resourceGroup ?? ''}' was not found. ` +
      'For more details please go to https://aka.ms/ARMResourceNotFoundFix',
  )
}

/** 404: something is written under, or listed in, a parent that is not there. `name` is `gallery` or `gallery/definition`. */
export function parentResourceNotFound(name: string): Refusal {
  return new Refusal(
    404,
    'ParentResourceNotFound',
    `Can not perform requested operation on nested resource. Parent resource '${name}' not found.`,
  )
}

/** 400: a value that the service does not take; `target` is the path of the property. */
export function invalidParameter(message: string, target?: string): Refusal {
  return new Refusal(400, 'InvalidParameter', message, target === undefined ? {} : { target })
}

/** 400: a property without which nothing can be made. */
export function missingParameter(path: string): Refusal {
  return invalidParameter(`Required parameter '${path}' is missing (null).`, path)
}

/** 400: a number outside its limits. */
export function outOfRange(
  path: string,
  value: number,
  limits: { readonly min: number; readonly max: number },
): Refusal {
  return invalidParameter(
    `The value '${value}' of parameter '${path}' is out of range. ` +
      `The value must be between '${limits.min}' and '${limits.max}', inclusive.`,
    path,
  )
}

/** 409: a disk or snapshot is not yet what it will be. */
export function sourceUnfinished(id: string, why: string): Refusal {
  return new Refusal(409, 'OperationNotAllowed', `The source '${id}' does not hold all of its data yet: ${why}.`)
}

/** 409: a property that stays as it was made. */
export function propertyChangeNotAllowed(path: string): Refusal {
  return new Refusal(409, 'PropertyChangeNotAllowed', `Changing property '${path}' is not allowed.`, { target: path })
}

/** 409: an earlier write to the same resource is still under way. */
export function concurrentWrite(): Refusal {
  return conflict(
    'The request failed due to conflict with a concurrent request. To resolve it, please refer to ' +
      'https://aka.ms/activitylog to get more details on the conflicting requests.',
  )
}

/** 409 with the code `Conflict`. */
export function conflict(message: string): Refusal {
  return new Refusal(409, 'Conflict', message)
}

/** 409: only the deletion itself may be asked for again. `operation` is as in `Update Gallery Image Version`. */
export function markedForDeletion(operation: string, id: string): Refusal {
  return conflict(
    `Operation '${operation}' is not allowed on '${resourceName(id)}' since it is marked for deletion. ` +
      'You can only retry the Delete operation (or wait for an ongoing one to complete).',
  )
}

/** 409: a gallery with definitions or a definition with versions cannot go. */
export function nestedResourcesLeft(): Refusal {
  return new Refusal(409, 'CannotDeleteResource', 'Can not delete resource before nested resources are deleted.')
}

/** 400: the region does not exist, or not for galleries. */
export function locationNotAvailable(region: string, type: string, regions: readonly string[]): Refusal {
  return new Refusal(
    400,
    'LocationNotAvailableForResourceType',
    `The provided location '${region}' is not available for resource type '${type}'. ` +
      `List of available regions for the resource type is '${regions.join(',')}'.`,
  )
}

/** 400: a tracked resource is put without a location. */
export function locationRequired(): Refusal {
  return new Refusal(400, 'LocationRequired', 'The location property is required for this definition.')
}

/** 409: a tracked resource does not move. */
export function invalidResourceLocation(id: string, existing: string, asked: string): Refusal {
  const group = parseResourceId(id)?.resourceGroup ?? ''
  return new Refusal(
    409,
    'InvalidResourceLocation',
    `The resource '${resourceName(id)}' already exists in location '${existing}' in resource group '${group}'. ` +
      `A resource with the same name cannot be created in location '${asked}'. Please select a new resource name.`,
  )
}

/** 403: the caller may write the version but not read what it is made from. */
export function linkedAuthorizationFailed(ask: {
  readonly clientId: string
  readonly action: string
  readonly scope: string
  readonly linkedAction: string
  readonly linkedScope: string
}): Refusal {
  return new Refusal(
    403,
    'LinkedAuthorizationFailed',
    `The client '${ask.clientId}' with object id '${ask.clientId}' has permission to perform action '${ask.action}' ` +
      `on scope '${ask.scope}'; however, it does not have permission to perform action(s) '${ask.linkedAction}' ` +
      `on the linked scope(s) '${ask.linkedScope}' (respectively) or the linked scope(s) are invalid.`,
  )
}

/** 403: the caller lacks a right at a scope. */
export function authorizationFailed(clientId: string, action: string, scope: string): Refusal {
  return new Refusal(
    403,
    'AuthorizationFailed',
    `The client '${clientId}' with object id '${clientId}' does not have authorization to perform action '${action}' ` +
      `over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}
