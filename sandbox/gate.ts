import type { Access } from './access.ts'
import { checkApiVersion, providerOf, requiredApiVersion } from './api-version.ts'
import type { Authenticator } from './authentication.ts'
import type { Throttle } from './limits.ts'
import type { ResourceRules } from './resources/rules.ts'
import type { RouteMatch, Router } from './router.ts'
import { scopeOf } from './scope.ts'
import { type Caller, Refusal, type Route, type SandboxReply, type SandboxRequest } from './service.ts'

/** What the gate asks before a route may answer. */
export type GateContext = {
  readonly router: Router
  readonly authenticator: Authenticator
  readonly access: Access
  readonly rules: ResourceRules
  readonly throttle: Throttle
  batchAccountId(host: string): string | undefined
  /** Object ID of an application's service principal. */
  objectId(clientId: string): string
}

/** A request that no one has looked at yet. */
export type UncheckedRequest = Omit<SandboxRequest, 'params' | 'caller' | 'batchAccount'> & {
  readonly plane: Route['plane']
  readonly batchHost?: string
}

/** An answer, and who was found to be asking, for the log. */
export type Passage = { readonly caller?: Caller; readonly answer: () => SandboxReply }

/** Lets a request through to its route as its plane does. Throws a `Refusal` where Azure would refuse first. */
export function pass(request: UncheckedRequest, context: GateContext): Passage {
  switch (request.plane) {
    case 'arm':
      return passResourceManager(request, context)
    case 'batch':
      return passBatch(request, context)
    default: {
      const { route, params } = findRoute(request, context.router)
      return { answer: () => route.handle({ ...request, params }) }
    }
  }
}

function passResourceManager(request: UncheckedRequest, context: GateContext): Passage {
  const authorization = request.headers['authorization']
  const caller = context.authenticator.resourceManager({ authorization, cloud: request.cloud, now: request.now })
  const answer = (): SandboxReply => {
    const version = requiredApiVersion(request.query)
    const names = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?/i.exec(request.path)
    const [, subscriptionId, resourceGroup] = names ?? []
    if (subscriptionId !== undefined) {
      context.rules.requireSubscription(subscriptionId, request.cloud)
      context.rules.requireTenant(subscriptionId, caller)
    }
    const { route, params } = findRoute(request, context.router)
    const full: SandboxRequest = { ...request, params, caller }
    checkApiVersion(route, version, full)
    authorize(route, full, context)
    if (subscriptionId !== undefined && resourceGroup !== undefined) {
      context.rules.requireResourceGroup(subscriptionId, resourceGroup)
    }
    if (subscriptionId === undefined) return route.handle(full)
    context.rules.requireLinkedTenants(full, caller)
    requireRegistration(full, subscriptionId, context.rules)
    const remaining = context.throttle.take(subscriptionId, caller.clientId, request.method, request.now)
    const reply = route.handle(full)
    return { ...reply, headers: { ...remaining, ...reply.headers } }
  }
  return { caller, answer }
}

function passBatch(request: UncheckedRequest, context: GateContext): Passage {
  const accountId = context.batchAccountId(request.batchHost ?? '')
  if (accountId === undefined) {
    throw new Refusal(404, 'AccountNotFound', `There is no Batch account at ${request.batchHost}.`)
  }
  const authorization = request.headers['authorization']
  const caller = context.authenticator.batch({ authorization, cloud: request.cloud, now: request.now })
  const answer = (): SandboxReply => {
    const version = requiredApiVersion(request.query)
    const { route, params } = findRoute(request, context.router)
    const full: SandboxRequest = { ...request, params, caller, batchAccount: request.batchHost ?? '' }
    checkApiVersion(route, version, full)
    const action = actionOf(route, full)
    if (action !== undefined && !mayUseBatch(context.access, caller, action, accountId)) {
      throw new Refusal(
        403,
        'InsufficientAccountPermissions',
        'The account being accessed does not have sufficient permissions to execute this operation.',
        { details: [{ code: 'Action', message: action.replace('data:', '') }] },
      )
    }
    return route.handle(full)
  }
  return { caller, answer }
}

/**
 * Besides the operation's own right, the account's `read` stands for every read and `listKeys/action` for everything.
 * Source: learn.microsoft.com/azure/batch/batch-role-based-access-control, "Assign a custom role".
 */
function mayUseBatch(access: Access, caller: Caller, action: string, accountId: string): boolean {
  const isAllowed = (right: string): boolean => access.isAllowed(caller, right, accountId)
  return (
    isAllowed(action) ||
    (action.endsWith('/read') && isAllowed('Microsoft.Batch/batchAccounts/read')) ||
    isAllowed('Microsoft.Batch/batchAccounts/listKeys/action')
  )
}

function authorize(route: Route, request: SandboxRequest, context: GateContext): void {
  const action = actionOf(route, request)
  const scope = scopeOf(request.path)
  if (action === undefined || context.access.isAllowed(request.caller, action, scope)) return
  const clientId = request.caller?.clientId ?? ''
  throw new Refusal(
    403,
    'AuthorizationFailed',
    `The client '${clientId}' with object id '${context.objectId(clientId)}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}

function actionOf(route: Route, request: SandboxRequest): string | undefined {
  return typeof route.action === 'function' ? route.action(request) : route.action
}

function requireRegistration(request: SandboxRequest, subscriptionId: string, rules: ResourceRules): void {
  const namespace = providerOf(request.path)?.namespace
  const writes = request.method === 'PUT' || request.method === 'PATCH'
  if (writes && namespace !== undefined) rules.requireRegistration(subscriptionId, namespace)
}

function findRoute(request: UncheckedRequest, router: Router): RouteMatch {
  const search = router.find(request.plane, request.method, request.path)
  if (search.found) return search.match
  throw search.methods.length > 0 ? wrongMethod(request, search.methods) : unknownPath(request)
}

function wrongMethod({ plane, method }: UncheckedRequest, methods: readonly string[]): Refusal {
  const headers = { Allow: methods.join(', ') }
  return plane === 'batch'
    ? new Refusal(405, 'UnsupportedHttpVerb', 'The resource does not support the specified HTTP Verb.', { headers })
    : new Refusal(405, 'HttpMethodNotSupported', `The requested resource does not support http method '${method}'.`, {
        headers,
      })
}

function unknownPath({ plane, path }: UncheckedRequest): Refusal {
  if (plane === 'batch') {
    return new Refusal(400, 'InvalidUri', 'The requested URI does not represent any resource on the server.')
  }
  const provider = plane === 'arm' ? providerOf(path) : undefined
  if (provider === undefined) {
    return new Refusal(404, 'NotFound', `The sandbox knows nothing at '${path}'.`)
  }
  return new Refusal(
    404,
    'InvalidResourceType',
    `The resource type '${provider.type}' could not be found in the namespace '${provider.namespace}'.`,
  )
}
