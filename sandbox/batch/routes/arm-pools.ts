import { childId } from '../../../src/model/resource-id.ts'
import { Refusal, type Route, type SandboxReply, type SandboxRequest } from '../../service.ts'
import { isSteady } from '../allocation.ts'
import { armPool, waitHeaders } from '../answers.ts'
import { ACCOUNT_PATH, accountOf, armRoute, requireReady } from '../arm-request.ts'
import type { Account, Pool } from '../entities.ts'
import { at, isObject, type Json } from '../json.ts'
import { pageReply } from '../paging.ts'
import { armPoolShape, READ_ONLY, RETIRED } from '../pool-shape.ts'
import {
  changePool,
  checkConditions,
  createPool,
  type Definition,
  deletePool,
  disableAutoScale,
  etagOf,
  touch,
} from '../pool-writes.ts'
import { conflict, invalidBody, refuseListQuery } from '../refusals.ts'
import { stopResize } from '../resize.ts'
import { requireSecrets } from '../secret-rules.ts'
import { read } from '../spelling.ts'
import type { BatchParts } from '../store.ts'

const POOL = `${ACCOUNT_PATH}/pools/:pool`

/** Source: learn.microsoft.com/azure/role-based-access-control/permissions/compute, Microsoft.Batch. */
type Right = 'read' | 'write' | 'delete' | 'stopResize/action' | 'disableAutoscale/action'

/** Pools as Azure Resource Manager knows them. */
export function armPoolRoutes(parts: BatchParts): readonly Route[] {
  const route = (method: Route['method'], path: string, right: Right, handle: Route['handle']) =>
    armRoute(method, path, `batchAccounts/pools/${right}`, (request) => {
      if (right !== 'read') requireReady(accountOf(request, parts))
      return handle(request)
    })
  const onPool = (answer: (pool: Pool, request: SandboxRequest) => SandboxReply) => (request: SandboxRequest) =>
    answer(poolOf(accountOf(request, parts), request, parts), request)
  return [
    route('GET', `${ACCOUNT_PATH}/pools`, 'read', (request) => {
      refuseListQuery(request.query)
      const pools = parts.store.pools(accountOf(request, parts), request.now)
      return pageReply(request, pools, (pool) => armPool(pool, request.now))
    }),
    route(
      'GET',
      POOL,
      'read',
      onPool((pool, { now }) => answer(pool, now, waitHeaders(pool, now, parts))),
    ),
    route('PUT', POOL, 'write', (request) => put(request, parts)),
    route(
      'PATCH',
      POOL,
      'write',
      onPool((pool, request) => patch(pool, request, parts)),
    ),
    route('DELETE', POOL, 'delete', (request) => remove(request, parts)),
    route(
      'POST',
      `${POOL}/stopResize`,
      'stopResize/action',
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
      'disableAutoscale/action',
      onPool((pool, { now }) => {
        disableAutoScale(pool)
        touch(pool, now)
        return answer(pool, now)
      }),
    ),
    armRoute(
      'GET',
      `${ACCOUNT_PATH}/poolOperationResults/:operation`,
      'batchAccounts/poolOperationResults/read',
      (request) => operation(request, parts),
    ),
  ]
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

/** Body of a PUT or PATCH; what only Azure sets may be sent back and is let be. */
function definitionOf(request: SandboxRequest): Partial<Definition> {
  if (!isObject(request.body)) throw invalidBody('A JSON object is needed.')
  const { properties = {}, identity, tags } = request.body as { properties?: unknown; identity?: Json; tags?: Json }
  if (!isObject(properties)) throw invalidBody("The value at 'properties' must be an object.")
  const version = request.query.get('api-version') ?? ''
  const kept = Object.entries(properties).filter(
    ([name]) => !READ_ONLY.includes(name) && !(version < '2025-06-01' && RETIRED.includes(name)),
  )
  const given = read(armPoolShape, Object.fromEntries(kept), '', 'arm') as Json
  requireSecrets(given)
  return {
    properties: given,
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
  deletePool(pool, request)
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
