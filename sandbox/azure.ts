import { createAccess } from './access.ts'
import { createAuthenticator } from './authentication.ts'
import type { Address } from './clouds.ts'
import { createTokenAuthority, type TokenAuthority } from './entra/access-token.ts'
import { entraService } from './entra/index.ts'
import { type GateContext, pass } from './gate.ts'
import type { Run } from './github/entities.ts'
import { githubService } from './github/index.ts'
import { createThrottle, RESOURCE_MANAGER_LIMITS } from './limits.ts'
import { resourcesService } from './resources/index.ts'
import { BUILT_IN_ROLES } from './role-definitions.ts'
import { createRouter } from './router.ts'
import { Refusal, type SandboxClock } from './service.ts'
import { createServices, type TaskRecord, type Witness } from './services.ts'
import { isRecord } from './shape.ts'
import { dressReply, type Envelope, parseBody, refusalReply, type WireReply } from './wire.ts'
import type { World } from './world.ts'

/** A request whose URL has been understood. */
export type AddressedRequest = {
  readonly method: string
  readonly url: URL
  readonly address: Address
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Number of the request since the world began. */
  readonly sequence: number
}

/** An answer, and what the log wants to know of it. */
export type Answered = { readonly reply: WireReply; readonly clientId?: string; readonly code?: string }

/** All services over one world, from its beginning. */
export type Azure = {
  answer(request: AddressedRequest): Answered
  /** `Bearer ...` with a valid token of the application for the plane. Throws where the world has no such application. */
  authorizationFor(clientId: string, address: Address): string
  /** What a job that differs from the repository's run as told shows GitHub. */
  requestToken(run: Partial<Run>): string
  /** `GITHUB_TOKEN` of a job. */
  readonly jobToken: string
  /** What became of every Batch task until now. */
  auditTasks(): readonly TaskRecord[]
  /** What became of tasks, jobs, pools and their nodes until now. */
  witness(): Witness
}

/** Builds the services of `world` on `clock`; `ownHost` is where the sandbox is a cloud of its own. */
export function buildAzure(world: World, clock: SandboxClock, ownHost: string): Azure {
  const home = world.cloud ?? 'AzureCloud'
  const roles = [...BUILT_IN_ROLES, ...(world.roleDefinitions ?? [])]
  const access = createAccess(world.roleAssignments, roles)
  const authority = createTokenAuthority(world.tenantId, clock)
  const github = githubService(world.repository, clock)
  const objectId = (clientId: string): string => applicationOf(world, clientId)?.objectId ?? clientId
  const { routes: resourceRoutes, rules } = resourcesService({ world, clock, access, home, objectId })
  const isProviderRegistered = rules.isRegistered
  const services = createServices({ ...world, clock, access, isProviderRegistered })
  const entra = entraService({
    ...world,
    authority,
    home,
    ownHost,
    issuerKey: github.key,
    knowsBatch: () =>
      world.subscriptions.some(
        ({ subscriptionId, tenantId = world.tenantId }) =>
          tenantId === world.tenantId && rules.isRegistered(subscriptionId, 'Microsoft.Batch'),
      ),
  })
  const limits = world.limits === 'documented' ? RESOURCE_MANAGER_LIMITS : world.limits
  const gate: GateContext = {
    access,
    rules,
    objectId,
    authenticator: createAuthenticator(authority, world.tenantId),
    throttle: createThrottle(limits, clock),
    batchAccountId: services.batchAccountId,
    router: createRouter([...resourceRoutes, ...entra.routes, ...github.routes, ...services.routes]),
  }
  return {
    answer: (request) => answer(request, gate, clock.now()),
    authorizationFor: (clientId, address) => mint(world, authority, { clientId, address, now: clock.now() }),
    requestToken: github.requestToken,
    jobToken: github.jobToken,
    auditTasks: services.auditTasks,
    witness: services.witness,
  }
}

function answer(request: AddressedRequest, gate: GateContext, now: number): Answered {
  const { method, url, address, headers } = request
  const envelope: Envelope = { address, method, requestHeaders: headers, sequence: request.sequence, now }
  let clientId: string | undefined
  try {
    const body = parseBody(address, headers, request.text)
    clientId = claimedClient(body)
    const { plane, cloud, batchHost } = address
    if (plane === 'control') throw new RangeError('the control plane is no part of Azure')
    const path = decoded(address.path)
    const host = batchHost === undefined ? {} : { batchHost }
    const passage = pass({ method, plane, cloud, path, query: url.searchParams, headers, body, now, ...host }, gate)
    clientId = passage.caller?.clientId ?? clientId
    return { reply: dressReply(passage.answer(), envelope), ...named(clientId) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { reply: dressReply(refusalReply(error, envelope), envelope), code: error.code, ...named(clientId) }
  }
}

/** Who a token request says that it is; other requests tell by their token. */
function claimedClient(body: unknown): string | undefined {
  const clientId = isRecord(body) ? body['client_id'] : undefined
  return typeof clientId === 'string' ? clientId : undefined
}

function named(clientId: string | undefined): { readonly clientId?: string } {
  return clientId === undefined ? {} : { clientId }
}

/** A path with its escapes undone, but for slashes within a name. */
function decoded(path: string): string {
  try {
    return path
      .split('/')
      .map((segment) => decodeURIComponent(segment).replaceAll('/', '%2F'))
      .join('/')
  } catch {
    throw new Refusal(400, 'BadRequest', `The path '${path}' is not well formed.`)
  }
}

function mint(
  world: World,
  authority: TokenAuthority,
  asked: { readonly clientId: string; readonly address: Address; readonly now: number },
): string {
  const application = applicationOf(world, asked.clientId)
  if (application === undefined) throw new RangeError(`the world has no application ${asked.clientId}`)
  const { plane, cloud } = asked.address
  const [audience = ''] = plane === 'batch' ? cloud.batchAudiences : cloud.resourceManagerAudiences
  return `Bearer ${authority.issue(application, audience, asked.now).token}`
}

function applicationOf(world: World, clientId: string) {
  return world.applications.find((one) => one.clientId.toLowerCase() === clientId.toLowerCase())
}
