import { isDeepStrictEqual } from 'node:util'
import { Refusal, type Route, type SandboxReply, type SandboxRequest } from '../../service.ts'
import { ACCOUNT_PATH, armAccount, POOL_PATH, poolIn, waitingHeaders } from '../accounts.ts'
import { isSteady } from '../allocation.ts'
import { isManagementVersion } from '../api-versions.ts'
import { armEtag, armPool, readArmPool } from '../arm-pool.ts'
import { checkConditions } from '../conditions.ts'
import type { Pool } from '../entities.ts'
import { isObject, type Json } from '../json.ts'
import { changePool, createPool, fixAt, touch } from '../pool-write.ts'
import { conflict, invalidQuery } from '../refusals.ts'
import { stopResize } from '../resize.ts'
import { checkThere } from '../rules/pool.ts'
import type { BatchParts } from '../store.ts'

const READ = 'Microsoft.Batch/batchAccounts/pools/read'
const WRITE = 'Microsoft.Batch/batchAccounts/pools/write'
const DELETE = 'Microsoft.Batch/batchAccounts/pools/delete'
const RESULT = 'Microsoft.Batch/batchAccounts/poolOperationResults/read'

/** Pools in Resource Manager. */
export function armPoolRoutes(parts: BatchParts): readonly Route[] {
  const arm = { plane: 'arm', apiVersions: isManagementVersion } as const
  const one = { ...arm, path: POOL_PATH } as const
  const answer = (pool: Pool, request: SandboxRequest, headers = {}): SandboxReply => {
    return { status: 200, headers: { ETag: armEtag(pool), ...headers }, body: armPool(pool, request.now) }
  }
  const found = (request: SandboxRequest): Pool => poolIn(parts, armAccount(parts, request), request)
  return [
    {
      ...one,
      method: 'GET',
      action: READ,
      handle(request) {
        const pool = found(request)
        return answer(pool, request, waitingHeaders(parts, [pool], request.now))
      },
    },
    { ...arm, method: 'GET', path: `${ACCOUNT_PATH}/pools`, action: READ, handle: (request) => list(parts, request) },
    { ...one, method: 'PUT', action: WRITE, handle: (request) => answer(put(parts, request), request) },
    {
      ...one,
      method: 'PATCH',
      action: WRITE,
      handle: (request) => answer(patch(parts, request, found(request)), request),
    },
    { ...one, method: 'DELETE', action: DELETE, handle: (request) => remove(parts, request) },
    {
      ...arm,
      method: 'POST',
      path: `${POOL_PATH}/stopResize`,
      action: WRITE,
      handle(request) {
        const pool = found(request)
        stop(parts, pool, request)
        return answer(pool, request)
      },
    },
    {
      ...arm,
      method: 'POST',
      path: `${POOL_PATH}/disableAutoScale`,
      action: WRITE,
      handle(request) {
        const pool = found(request)
        fixAt(parts, pool, request.now)
        return answer(pool, request)
      },
    },
    {
      ...arm,
      method: 'GET',
      path: `${ACCOUNT_PATH}/poolOperationResults/:operation`,
      action: RESULT,
      handle: (request) => operationResult(parts, request),
    },
  ]
}

/** Stops a resize that is under way. Refuses where there is none. */
export function stop(parts: BatchParts, pool: Pool, request: SandboxRequest): void {
  checkThere(pool)
  if (isSteady(pool, request.now)) {
    throw conflict(
      'OperationInvalidForCurrentState',
      'The specified operation is not valid for the current state of the resource.',
    )
  }
  stopResize(pool, request.now)
  touch(parts, pool, request.now)
}

function list(parts: BatchParts, request: SandboxRequest): SandboxReply {
  const filter = request.query.get('$filter')
  if (filter !== null) throw invalidQuery('$filter', filter, 'The sandbox does not filter pools.')
  const pools = parts.store.pools(armAccount(parts, request), request.now)
  const headers = waitingHeaders(parts, pools, request.now)
  return { status: 200, headers, body: { value: pools.map((pool) => armPool(pool, request.now)) } }
}

function put(parts: BatchParts, request: SandboxRequest): Pool {
  const account = armAccount(parts, request)
  const name = request.params['pool'] ?? ''
  const existing = parts.store.pool(account, name, request.now)
  checkConditions(request.headers, existing?.etag)
  const wanted = readArmPool(request)
  const properties = withoutEmptyTask(wanted.properties ?? {})
  if (existing === undefined) return createPool(parts, request, account, name, { ...wanted, properties })
  changePool(parts, request, existing, { ...wanted, properties, rescale: false })
  return existing
}

function patch(parts: BatchParts, request: SandboxRequest, pool: Pool): Pool {
  checkConditions(request.headers, pool.etag)
  const wanted = readArmPool(request)
  const sent = wanted.properties ?? {}
  const properties = withoutEmptyTask({ ...pool.properties, ...sent })
  const rescale = sent['scaleSettings'] !== undefined
  changePool(parts, request, pool, { ...wanted, properties, rescale })
  return pool
}

/** An empty start task is none. */
function withoutEmptyTask(properties: Json): Json {
  const { startTask, ...rest } = properties
  return isObject(startTask) && isDeepStrictEqual(startTask, {}) ? rest : properties
}

function remove(parts: BatchParts, request: SandboxRequest): SandboxReply {
  const account = armAccount(parts, request)
  const pool = parts.store.pool(account, request.params['pool'] ?? '', request.now)
  if (pool === undefined) return { status: 204 }
  checkConditions(request.headers, pool.etag)
  pool.deletedAt ??= request.now
  const operation = `${account.id}/poolOperationResults/delete-${pool.name}-${pool.etag.slice(2)}`
  const Location = `${request.cloud.resourceManager}${operation}?api-version=${request.query.get('api-version')}`
  return { status: 202, headers: { Location, ...parts.clock.retryAfter(15) } }
}

/** 202 as long as the pool is going, then 200. */
function operationResult(parts: BatchParts, request: SandboxRequest): SandboxReply {
  const account = armAccount(parts, request)
  const operation = request.params['operation'] ?? ''
  const [, name] = /^delete-(.+)-[0-9A-F]+$/i.exec(operation) ?? []
  if (name === undefined) throw new Refusal(404, 'OperationNotFound', `There is no operation '${operation}'.`)
  const pool = parts.store.pool(account, name, request.now)
  const isGoing = pool?.deletedAt !== undefined && operation.endsWith(pool.etag.slice(2))
  if (!isGoing) return { status: 200 }
  const Location = `${request.cloud.resourceManager}${request.path}?${request.query}`
  return { status: 202, headers: { Location, ...parts.clock.retryAfter(15) } }
}
