import { Refusal } from '../service.ts'

/** Page of GitHub's documentation that a refusal points to: the operation's own, or the whole. */
export type Documentation = `https://docs.github.com/rest${string}`

const REST: Documentation = 'https://docs.github.com/rest'

/** 401: the token is none that GitHub has given out. */
export function badCredentials(): Refusal {
  return new Refusal(401, 'BadCredentials', 'Bad credentials', { target: REST })
}

/** 401: there is no token at all. */
export function requiresAuthentication(operation: Documentation): Refusal {
  return new Refusal(401, 'RequiresAuthentication', 'Requires authentication', { target: operation })
}

/** 403: the job's `permissions` do not reach so far. */
export function notAccessible(operation: Documentation, wanted: 'read' | 'write'): Refusal {
  return new Refusal(403, 'NotAccessible', 'Resource not accessible by integration', {
    target: operation,
    headers: { 'X-Accepted-GitHub-Permissions': `issues=${wanted}; pull_requests=${wanted}` },
  })
}

/** 404: it is not there, or not to be seen with this token. */
export function notFound(operation: Documentation): Refusal {
  return new Refusal(404, 'NotFound', 'Not Found', { target: operation })
}

/** 422: a comment cannot have that body. */
export function invalidBody(operation: Documentation, code: string, message: string): Refusal {
  return new Refusal(422, 'ValidationFailed', 'Validation Failed', { target: operation, details: [{ code, message }] })
}
