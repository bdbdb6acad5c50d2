import { Refusal } from '../service.ts'

/** 400: a body that is not what the operation takes. Codes and sentences here are those of the Batch service's error list. */
export function invalidBody(reason: string): Refusal {
  return new Refusal(400, 'InvalidRequestBody', 'The specified Request Body is not syntactically valid.', {
    details: [{ code: 'Reason', message: reason }],
  })
}

/** 400: a property with a value it cannot have. */
export function invalidValue(path: string, value: unknown, reason: string): Refusal {
  const message = 'The value provided for one of the properties in the request body is invalid.'
  const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return new Refusal(400, 'InvalidPropertyValue', message, {
    target: 'BatchAccount',
    details: [
      { code: 'PropertyName', message: lastOf(path) },
      { code: 'PropertyPath', message: path },
      { code: 'PropertyValue', message: shown },
      { code: 'Reason', message: reason },
    ],
  })
}

/** 400: a property without which there is no pool, job or task. */
export function missingProperty(path: string): Refusal {
  return new Refusal(400, 'MissingRequiredProperty', 'A required property was not specified in the request body.', {
    target: 'BatchAccount',
    details: [
      { code: 'PropertyName', message: lastOf(path) },
      { code: 'PropertyPath', message: path },
    ],
  })
}

/** 400: a property that stays as it is for now. */
export function cannotBeUpdated(path: string, reason: string): Refusal {
  return new Refusal(400, 'PropertyCannotBeUpdated', 'A property cannot be updated.', {
    target: 'BatchAccount',
    details: [
      { code: 'Reason', message: reason },
      { code: 'PropertyName', message: lastOf(path) },
      { code: 'PropertyPath', message: path },
    ],
  })
}

/** 400: a query that the list does not take. */
export function invalidQuery(name: string, value: string, reason: string): Refusal {
  const message = 'Value for one of the query parameters specified in the request URI is invalid.'
  return new Refusal(400, 'InvalidQueryParameterValue', message, {
    details: [
      { code: 'QueryParameterName', message: name },
      { code: 'QueryParameterValue', message: value },
      { code: 'Reason', message: reason },
    ],
  })
}

/** 404 with the code and sentence of one kind of resource. */
export function notFound(kind: 'Pool' | 'Node' | 'Job' | 'Task' | 'JobSchedule' | 'File'): Refusal {
  const what = kind.replace(/(?<=[a-z])(?=[A-Z])/, ' ').toLowerCase()
  return new Refusal(404, `${kind}NotFound`, `The specified ${what} does not exist.`)
}

/** 409 with a code of its own. */
export function conflict(code: string, message: string, reason?: string): Refusal {
  return new Refusal(409, code, message, reason === undefined ? {} : { details: [{ code: 'Reason', message: reason }] })
}

/** 409: the pool is still growing or shrinking. */
export function beingResized(): Refusal {
  return conflict('PoolBeingResized', 'The specified pool is being resized.')
}

/** 409: the pool is going. */
export function beingDeleted(): Refusal {
  return conflict('PoolBeingDeleted', 'The specified pool has been marked for deletion and is being cleaned up.')
}

/** 412: the resource is not as the client last saw it. */
export function conditionNotMet(): Refusal {
  return new Refusal(412, 'ConditionNotMet', 'The condition specified using HTTP conditional header(s) is not met.')
}

function lastOf(path: string): string {
  return path.split('.').at(-1) ?? path
}

/** 400 for a query that would choose or shape what a list tells, where the sandbox does not know how. */
export function refuseListQuery(query: URLSearchParams): void {
  const shaping = [...query].find(([name]) => ['$filter', '$select', '$expand'].includes(name.toLowerCase()))
  if (shaping !== undefined) throw invalidQuery(...shaping, 'The sandbox tells all of this list.')
}
