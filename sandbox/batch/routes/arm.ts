import { childId } from '../../../src/model/resource-id.ts'
import { Refusal, type Route, type SandboxReply, type SandboxRequest } from '../../service.ts'
import { isSteady } from '../allocation.ts'
import { accountAnswer, armPool, waitHeaders } from '../answers.ts'
import type { Account, Pool } from '../entities.ts'
import { at, isObject, type Json } from '../json.ts'
import { armPoolShape, READ_ONLY, RETIRED } from '../pool-shape.ts'
import { applyScale, changePool, checkConditions, createPool, type Definition, etagOf, touch } from '../pool-writes.ts'
import { beingDeleted, conflict, invalidBody, refuseListQuery } from '../refusals.ts'
import { stopResize } from '../resize.ts'
import { read } from '../spelling.ts'
import type { BatchParts } from '../store.ts'

const SUBSCRIPTION = '/subscriptions/:subscriptionId/providers/Microsoft.Batch'
const GROUP = '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup/providers/Microsoft.Batch'
const ACCOUNT = `${GROUP}/batchAccounts/:account`
const POOL = `${ACCOUNT}/pools/:pool`

/** Dates of the management plane that clients still send. */
const isArmVersion = (version: string) => /^20(19|2[0-9])-\d\d-\d\d$/.test(version)

/** Microsoft.Batch as Azure Resource Manager knows it. */
export function armRoutes(parts: BatchParts): readonly Route[] {
  const route = (method: Route['method'], path: string, action: string, handle: Route['handle']): Route => ({
    plane: 'arm',
    method,
    path,
    action: `Microsoft.Batch/${action}`,
    apiVersions: isArmVersion,
    handle,
  })
  const onPool = (answer: (pool: Pool, request: SandboxRequest) => SandboxReply) => (request: SandboxRequest) =>
    answer(poolOf(accountOf(request, parts), request, parts), request)
  return [
    route('GET', ACCOUNT, 'batchAccounts/read', (request) => ({
      status: 200,
      body: accountAnswer(accountOf(request, parts), request),
    })),
    route('GET', `${GROUP}/batchAccounts`, 'batchAccounts/read', (request) => accounts(request, parts)),
    route('GET', `${SUBSCRIPTION}/batchAccounts`, 'batchAccounts/read', (request) => accounts(request, parts)),
    route('POST', `${ACCOUNT}/listKeys`, 'batchAccounts/listkeys/action', (request) => keys(accountOf(request, parts))),
    route('GET', `${SUBSCRIPTION}/locations/:location/quotas`, 'locations/quotas/read', () => ({
      status: 200,
      body: { accountQuota: 3 },
    })),
    route('GET', `${SUBSCRIPTION}/locations/:location/virtualMachineSkus`, 'locations/virtualMachineSkus/read', () => ({
      status: 200,
      body: sizes(parts),
    })),
    route('GET', `${ACCOUNT}/pools`, 'batchAccounts/pools/read', (request) => {
      refuseListQuery(request.query)
      const pools = parts.store.pools(accountOf(request, parts), request.now)
      return { status: 200, body: { value: pools.map((pool) => armPool(pool, request.now)) } }
    }),

    route(
      'GET',
      POOL,
      'batchAccounts/pools/read',
      onPool((pool, { now }) => answer(pool, now, waitHeaders(pool, now, parts))),
    ),
    route('PUT', POOL, 'batchAccounts/pools/write', (request) => put(request, parts)),
    route(
      'PATCH',
      POOL,
      'batchAccounts/pools/write',
      onPool((pool, request) => patch(pool, request, parts)),
    ),
    route('DELETE', POOL, 'batchAccounts/pools/delete', (request) => remove(request, parts)),
    route(
      'POST',
      `${POOL}/stopResize`,
      'batchAccounts/pools/write',
      onPool((pool, { now }) => {
        if (isSteady(pool, now)) throw conflict('OperationInvalidForCurrentState', 'The pool is not being resized.')
        stopResize(pool, now)
        touch(pool, now)
        return answer(pool, now)
      }),
    ),
    route(
      'POST',
      `${POOL}/disableAutoScale`,
      'batchAccounts/pools/write',
      onPool((pool, { now }) => {
        const { targetDedicated, targetSpot } = pool.resize
        const scaleSettings = {
          fixedScale: {
            targetDedicatedNodes: targetDedicated,
            targetLowPriorityNodes: targetSpot,
            resizeTimeout: 'PT15M',
          },
        }
        pool.properties = { ...pool.properties, scaleSettings }
        touch(pool, now)
        applyScale(pool, scaleSettings, now, parts)
        return answer(pool, now)
      }),
    ),
    route('GET', `${ACCOUNT}/poolOperationResults/:operation`, 'batchAccounts/poolOperationResults/read', (request) =>
      operation(request, parts),
    ),
  ]
}

function accountOf(request: SandboxRequest, parts: BatchParts): Account {
  const { subscriptionId = '', resourceGroup = '', account = '' } = request.params
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Batch/batchAccounts/${account}`
  const found = parts.store.account(id)
  if (found !== undefined) return found
  throw new Refusal(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.Batch/batchAccounts/${account}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  )
}

function poolOf(account: Account, request: SandboxRequest, parts: BatchParts): Pool {
  const pool = parts.store.pool(account, request.params['pool'] ?? '', request.now)
  if (pool === undefined)
    throw new Refusal(404, 'PoolNotFound', 'The specified pool does not exist.', { target: 'BatchAccount' })
  return pool
}

function answer(pool: Pool, now: number, headers: Record<string, string> = {}): SandboxReply {
  return { status: 200, headers: { ETag: etagOf(pool), ...headers }, body: armPool(pool, now) }
}

function accounts(request: SandboxRequest, { store }: BatchParts): SandboxReply {
  const { subscriptionId = '', resourceGroup } = request.params
  const prefix =
    `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup === undefined ? '' : `${resourceGroup}/`}`.toLowerCase()
  const own = [...store.accounts.values()].filter(({ id }) => id.toLowerCase().startsWith(prefix))
  return { status: 200, body: { value: own.map((account) => accountAnswer(account, request)) } }
}

function keys({ name }: Account): SandboxReply {
  const key = (kind: string) => Buffer.from(`${name} ${kind} key, which opens nothing`.padEnd(64)).toString('base64')
  return { status: 200, body: { accountName: name, primary: key('primary'), secondary: key('secondary') } }
}

function sizes(parts: BatchParts): Json {
  return {
    value: parts.sizes.map(({ name, familyName, capabilities, batchSupportEndOfLife }) => ({
      name,
      familyName,
      capabilities: Object.entries(capabilities).map(([key, value]) => ({ name: key, value })),
      ...(batchSupportEndOfLife && { batchSupportEndOfLife }),
    })),
  }
}

/** Body of a PUT or PATCH; what only Azure sets may be sent back and is let be. */
function definitionOf(request: SandboxRequest): Partial<Definition> {
  if (!isObject(request.body)) throw invalidBody('A JSON object is needed.')
  const { properties = {}, identity, tags } = request.body as { properties?: unknown; identity?: Json; tags?: Json }
  if (!isObject(properties)) throw invalidBody("The value at 'properties' must be an object.")
  const version = request.query.get('api-version') ?? ''
  const kept = Object.entries(properties).filter(
    ([name]) => !READ_ONLY.includes(name) && !(version < '2025-06-01' && RETIRED.includes(name)),
  )
  return {
    properties: read(armPoolShape, Object.fromEntries(kept), '', 'arm') as Json,
    ...(identity && { identity }),
    ...(tags && { tags }),
  }
}

function put(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = accountOf(request, parts)
  const name = request.params['pool'] ?? ''
  const existing = parts.store.pool(account, name, request.now)
  checkConditions(existing, request)
  const asked = definitionOf(request)
  if (existing === undefined) {
    const pool = createPool(account, name, { properties: {}, ...asked }, request, parts)
    return answer(pool, request.now)
  }
  changePool(existing, asked, request, parts)
  return answer(existing, request.now)
}

function patch(pool: Pool, request: SandboxRequest, parts: BatchParts): SandboxReply {
  checkConditions(pool, request)
  changePool(pool, definitionOf(request), request, parts)
  return answer(pool, request.now)
}

function remove(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = accountOf(request, parts)
  const pool = parts.store.pool(account, request.params['pool'] ?? '', request.now)
  if (pool === undefined) return { status: 204 }
  checkConditions(pool, request)
  if (pool.deletedAt !== undefined) throw beingDeleted()
  pool.deletedAt = request.now
  touch(pool, request.now)
  const Location = `${request.cloud.resourceManager}${childId(account.id, 'poolOperationResults', `delete-${pool.name}-${pool.revision}`)}?api-version=2025-06-01`
  return { status: 202, headers: { Location, ...parts.clock.retryAfter(15) } }
}

function operation(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = accountOf(request, parts)
  const name = /^delete-(.+)-\d+$/.exec(request.params['operation'] ?? '')?.[1]
  if (name === undefined) throw new Refusal(404, 'OperationNotFound', 'The specified operation does not exist.')
  const pool = parts.store.pool(account, name, request.now)
  if (at(pool, 'deletedAt') === undefined) return { status: 200 }
  return {
    status: 202,
    headers: {
      Location: `${request.cloud.resourceManager}${request.path}?api-version=2025-06-01`,
      ...parts.clock.retryAfter(15),
    },
  }
}
