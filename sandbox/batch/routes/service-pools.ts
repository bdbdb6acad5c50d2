import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { poolIn, serviceAccount, waitingHeaders } from '../accounts.ts'
import { isServiceVersion } from '../api-versions.ts'
import { checkConditions } from '../conditions.ts'
import type { Account, Pool } from '../entities.ts'
import { at, isObject, type Json } from '../json.ts'
import { deallocationWords } from '../pool-shape.ts'
import { changePool, createPool, fixAt } from '../pool-write.ts'
import { conflict, invalidQuery, missingProperty } from '../refusals.ts'
import { checkSteady, checkThere } from '../rules/pool.ts'
import { baseOf, selected, servicePage } from '../service-list.ts'
import { servicePool } from '../service-pool.ts'
import { readAdd, readPatch } from '../service-pool-body.ts'
import { integer, object, read, text } from '../spelling.ts'
import type { BatchParts } from '../store.ts'
import { stop } from './arm-pools.ts'

const POOLS = 'Microsoft.Batch/batchAccounts/pools'

const resizeShape = object({
  targetDedicatedNodes: integer,
  targetLowPriorityNodes: integer,
  resizeTimeout: text,
  nodeDeallocationOption: deallocationWords,
})
const autoScaleShape = object({ autoScaleFormula: text, autoScaleEvaluationInterval: text })

/** Pools at the endpoint of their account. */
export function servicePoolRoutes(parts: BatchParts): readonly Route[] {
  const service = { plane: 'batch', apiVersions: isServiceVersion } as const
  const one = { ...service, path: '/pools/:pool' } as const
  const found = (request: SandboxRequest): Pool => poolIn(parts, serviceAccount(parts, request), request)
  /** A change of one pool, under the conditions of the request. */
  const change = (path: string, status: number, act: (pool: Pool, request: SandboxRequest) => void): Route => ({
    ...service,
    method: 'POST',
    path: `/pools/:pool/${path}`,
    action: `${POOLS}/write`,
    handle(request) {
      const pool = found(request)
      checkConditions(request.headers, pool.etag)
      act(pool, request)
      return written(pool, status)
    },
  })
  return [
    { ...one, method: 'GET', action: `${POOLS}/read`, handle: (request) => get(parts, request) },
    { ...one, method: 'HEAD', action: `${POOLS}/read`, handle: (request) => written(found(request), 200) },
    { ...service, method: 'GET', path: '/pools', action: `${POOLS}/read`, handle: (request) => list(parts, request) },
    { ...service, method: 'POST', path: '/pools', action: `${POOLS}/write`, handle: (request) => add(parts, request) },
    {
      ...one,
      method: 'PATCH',
      action: `${POOLS}/write`,
      handle(request) {
        const pool = found(request)
        checkConditions(request.headers, pool.etag)
        replace(parts, request, pool, { ...pool.properties, ...readPatch(request) })
        return written(pool, 200)
      },
    },
    {
      ...one,
      method: 'DELETE',
      action: `${POOLS}/delete`,
      handle(request) {
        const pool = found(request)
        checkConditions(request.headers, pool.etag)
        checkThere(pool)
        pool.deletedAt = request.now
        return { status: 202 }
      },
    },
    change('updateproperties', 204, (pool, request) => updateAll(parts, request, pool)),
    change('resize', 202, (pool, request) => resize(parts, request, pool)),
    change('stopresize', 202, (pool, request) => stop(parts, pool, request)),
    change('enableautoscale', 200, (pool, request) => enableAutoScale(parts, request, pool)),
    change('disableautoscale', 200, (pool, request) => fixAt(parts, pool, request.now)),
  ]
}

function written(pool: Pool, status: number): SandboxReply {
  return { status, headers: { ETag: `"${pool.etag}"`, 'Last-Modified': new Date(pool.modifiedAt).toUTCString() } }
}

function told(account: Account, pool: Pool, request: SandboxRequest): Json {
  return selected(request, servicePool(pool, request.now, baseOf(request, account)))
}

function get(parts: BatchParts, request: SandboxRequest): SandboxReply {
  const account = serviceAccount(parts, request)
  const pool = poolIn(parts, account, request)
  const { headers } = written(pool, 200)
  const waiting = waitingHeaders(parts, [pool], request.now)
  return { status: 200, headers: { ...headers, ...waiting }, body: told(account, pool, request) }
}

function list(parts: BatchParts, request: SandboxRequest): SandboxReply {
  const account = serviceAccount(parts, request)
  const filter = request.query.get('$filter')
  if (filter !== null) throw invalidQuery('$filter', filter, 'The sandbox does not filter pools.')
  const pools = parts.store.pools(account, request.now)
  const items = pools.map((pool) => servicePool(pool, request.now, baseOf(request, account)))
  return servicePage(request, account, { items, metadata: 'pools', headers: waitingHeaders(parts, pools, request.now) })
}

function add(parts: BatchParts, request: SandboxRequest): SandboxReply {
  const account = serviceAccount(parts, request)
  const { name, ...wanted } = readAdd(request)
  const existing = parts.store.pool(account, name, request.now)
  if (existing !== undefined) {
    checkThere(existing)
    throw conflict('PoolExists', 'The specified pool already exists.')
  }
  const pool = createPool(parts, request, account, name, wanted)
  const DataServiceId = `${baseOf(request, account)}/pools/${pool.name}`
  return { status: 201, headers: { ...written(pool, 201).headers, DataServiceId } }
}

function replace(parts: BatchParts, request: SandboxRequest, pool: Pool, properties: Json, rescale = false): void {
  const { startTask, ...rest } = properties
  const isRemoved = isObject(startTask) && Object.keys(startTask).length === 0
  changePool(parts, request, pool, { properties: isRemoved ? rest : properties, rescale })
}

/** Replaces what may change at any time: what is left out is cleared. */
function updateAll(parts: BatchParts, request: SandboxRequest, pool: Pool): void {
  const sent = readPatch(request)
  const missing = [
    ...(sent['metadata'] === undefined ? ['metadata'] : []),
    ...(sent['applicationPackages'] === undefined ? ['applicationPackageReferences'] : []),
  ]
  if (missing[0] !== undefined) throw missingProperty(missing[0])
  const { startTask: _, ...kept } = pool.properties
  replace(parts, request, pool, { ...kept, ...sent })
}

function resize(parts: BatchParts, request: SandboxRequest, pool: Pool): void {
  checkThere(pool)
  checkSteady(pool, request.now)
  if (at(pool.properties, 'scaleSettings', 'autoScale') !== undefined) {
    throw conflict('AutoScaleEnabled', 'Automatic scaling is enabled for the specified pool.')
  }
  const body = read(resizeShape, request.body, '', 'service') as Json // an object by its shape
  if (body['targetDedicatedNodes'] === undefined && body['targetLowPriorityNodes'] === undefined) {
    throw missingProperty('targetDedicatedNodes')
  }
  const { targetDedicated: targetDedicatedNodes, targetSpot: targetLowPriorityNodes } = pool.resize
  const fixedScale = { targetDedicatedNodes, targetLowPriorityNodes, ...body }
  replace(parts, request, pool, { ...pool.properties, scaleSettings: { fixedScale } }, true)
}

function enableAutoScale(parts: BatchParts, request: SandboxRequest, pool: Pool): void {
  checkThere(pool)
  checkSteady(pool, request.now)
  const body = read(autoScaleShape, request.body, '', 'service') as Json // an object by its shape
  const before = at(pool.properties, 'scaleSettings', 'autoScale')
  const formula = body['autoScaleFormula'] ?? at(before, 'formula')
  if (formula === undefined) throw missingProperty('autoScaleFormula')
  const evaluationInterval = body['autoScaleEvaluationInterval'] ?? at(before, 'evaluationInterval')
  const autoScale = { formula, ...(evaluationInterval !== undefined && { evaluationInterval }) }
  replace(parts, request, pool, { ...pool.properties, scaleSettings: { autoScale } }, true)
}
