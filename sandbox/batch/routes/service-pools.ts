import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { isSteady } from '../allocation.ts'
import { servicePool, waitHeaders } from '../answers.ts'
import { requireReady } from '../arm-request.ts'
import { evaluate } from '../autoscale.ts'
import type { Pool } from '../entities.ts'
import { at, isObject, type Json, textAt } from '../json.ts'
import { takeNodes } from '../node-removal.ts'
import { deallocationWords, sharedShape, virtualMachineShape } from '../pool-shape.ts'
import { changePool, checkConditions, createPool, deletePool, disableAutoScale, etagOf, touch } from '../pool-writes.ts'
import { beingDeleted, beingResized, conflict, invalidBody, notFound, refuseListQuery } from '../refusals.ts'
import { stopResize } from '../resize.ts'
import { baseOf, serviceAccount } from '../service-account.ts'
import { scaleApart } from '../service-scale.ts'
import { read } from '../spelling.ts'
import type { BatchParts } from '../store.ts'

/** Versions of the Batch service: with a suffix until 2024-07-01.20.0, without from 2025-06-01 on. */
export const isServiceVersion = (version: string) =>
  /^20\d\d-\d\d-\d\d\.\d+\.\d+$/.test(version) || version === '2025-06-01'

/** A pool of the account that is asked. */
export function servicePoolOf(request: SandboxRequest, parts: BatchParts): Pool {
  const pool = parts.store.pool(serviceAccount(request, parts), request.params['pool'] ?? '', request.now)
  if (pool === undefined) throw notFound('Pool')
  return pool
}

/** Pools as the Batch service knows them. */
export function servicePoolRoutes(parts: BatchParts): readonly Route[] {
  const route = (method: Route['method'], path: string, right: string, handle: Route['handle']): Route => ({
    plane: 'batch',
    method,
    path,
    action: `Microsoft.Batch/batchAccounts/pools/${right}`,
    apiVersions: isServiceVersion,
    handle(request) {
      if (right !== 'read') requireReady(serviceAccount(request, parts))
      return handle(request)
    },
  })
  const write = (path: string, status: number, change: (pool: Pool, request: SandboxRequest) => void) =>
    route('POST', `/pools/:pool/${path}`, 'write', (request) => {
      const pool = servicePoolOf(request, parts)
      checkConditions(pool, request)
      if (pool.deletedAt !== undefined) throw beingDeleted()
      change(pool, request)
      touch(pool, request.now)
      return { status, headers: { ETag: etagOf(pool).replace('W/', '') } }
    })
  return [
    route('GET', '/pools', 'read', (request) => {
      refuseListQuery(request.query)
      const account = serviceAccount(request, parts)
      const pools = parts.store.pools(account, request.now)
      return {
        status: 200,
        body: { value: pools.map((pool) => servicePool(pool, request.now, baseOf(request, account))) },
      }
    }),
    route('GET', '/pools/:pool', 'read', (request) => show(servicePoolOf(request, parts), request, parts)),
    route('HEAD', '/pools/:pool', 'read', (request) => ({
      status: 200,
      headers: { ETag: etagOf(servicePoolOf(request, parts)) },
    })),
    route('POST', '/pools', 'write', (request) => add(request, parts)),
    route('PATCH', '/pools/:pool', 'write', (request) => {
      const pool = servicePoolOf(request, parts)
      checkConditions(pool, request)
      changePool(pool, { properties: fromService(request.body) }, request, parts)
      return { status: 200, headers: { ETag: etagOf(pool).replace('W/', '') } }
    }),
    route('DELETE', '/pools/:pool', 'delete', (request) => {
      const pool = servicePoolOf(request, parts)
      checkConditions(pool, request)
      deletePool(pool, request)
      return { status: 202 }
    }),
    write('updateproperties', 204, (pool, request) => {
      const given = fromService(request.body)
      changePool(pool, { properties: { metadata: [], applicationPackages: [], ...given } }, request, parts)
    }),
    write('resize', 202, (pool, request) => {
      if (!isSteady(pool, request.now)) throw beingResized()
      if (at(pool.properties, 'scaleSettings', 'autoScale') !== undefined)
        throw conflict('ResizeWithAutoScale', 'The pool has automatic scaling enabled.')
      changePool(pool, { properties: { scaleSettings: { fixedScale: fixedScaleOf(request.body) } } }, request, parts)
    }),
    write('removenodes', 202, (pool, request) => takeNodes(pool, request)),
    write('stopresize', 202, (pool, { now }) => {
      if (isSteady(pool, now)) throw conflict('OperationInvalidForCurrentState', 'The pool is not being resized.')
      stopResize(pool, now)
    }),
    write('enableautoscale', 200, (pool, request) => {
      if (!isSteady(pool, request.now)) throw beingResized()
      const formula = textAt(request.body, 'autoScaleFormula')
      if (formula === undefined) throw invalidBody('autoScaleFormula is needed.')
      const interval = textAt(request.body, 'autoScaleEvaluationInterval')
      const scaleSettings = { autoScale: { formula, ...(interval && { evaluationInterval: interval }) } }
      changePool(pool, { properties: { scaleSettings } }, request, parts)
    }),
    write('disableautoscale', 200, disableAutoScale),
    route('POST', '/pools/:pool/evaluateautoscale', 'read', (request) => {
      const pool = servicePoolOf(request, parts)
      if (at(pool.properties, 'scaleSettings', 'autoScale') === undefined)
        throw conflict('AutoScaleNotEnabled', 'Automatic scaling is not enabled for the pool.')
      const evaluation = evaluate(textAt(request.body, 'autoScaleFormula') ?? '')
      const timestamp = new Date(request.now).toISOString()
      return {
        status: 200,
        body: evaluation.ok
          ? { timestamp, results: evaluation.results }
          : { timestamp, error: { code: 'AutoScalingFormulaEvaluationError', message: evaluation.message } },
      }
    }),
  ]
}

/** What a resize asks for, in ARM's spelling. */
function fixedScaleOf(body: unknown): Json {
  if (!isObject(body)) throw invalidBody('A JSON object is needed.')
  const { targetDedicatedNodes = 0, targetLowPriorityNodes = 0, resizeTimeout = 'PT15M' } = body
  const nodeDeallocationOption = read(
    deallocationWords,
    body['nodeDeallocationOption'] ?? 'requeue',
    'nodeDeallocationOption',
    'service',
  )
  return { targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout, nodeDeallocationOption }
}

function show(pool: Pool, request: SandboxRequest, parts: BatchParts): SandboxReply {
  const headers = {
    ETag: etagOf(pool).replace('W/', ''),
    'Last-Modified': new Date(pool.modifiedAt).toUTCString(),
    ...waitHeaders(pool, request.now, parts),
  }
  return { status: 200, headers, body: servicePool(pool, request.now, baseOf(request, pool.account)) }
}

function add(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = serviceAccount(request, parts)
  const name = textAt(request.body, 'id')
  if (name === undefined) throw invalidBody('id is needed.')
  if (parts.store.pool(account, name, request.now) !== undefined)
    throw conflict('PoolExists', 'The specified pool already exists.')
  const pool = createPool(account, name, { properties: fromService(request.body) }, request, parts)
  return {
    status: 201,
    headers: { DataServiceId: `${baseOf(request, account)}/pools/${name}`, ETag: etagOf(pool).replace('W/', '') },
  }
}

/** A body in the spelling of the Batch service, as ARM's pool properties. */
function fromService(body: unknown): Json {
  if (!isObject(body)) throw invalidBody('A JSON object is needed.')
  const {
    id: _id,
    virtualMachineConfiguration,
    enableInterNodeCommunication,
    applicationPackageReferences,
    certificateReferences: _certificates,
    targetNodeCommunicationMode: _mode,
    ...rest
  } = body
  const { scale, shared } = scaleApart(rest)
  const packages = Array.isArray(applicationPackageReferences) ? applicationPackageReferences : undefined
  return {
    ...(read(sharedShape, shared, '', 'service') as Json),
    ...(virtualMachineConfiguration !== undefined &&
      virtualMachineConfiguration !== null && {
        deploymentConfiguration: {
          virtualMachineConfiguration: read(
            virtualMachineShape,
            virtualMachineConfiguration,
            'virtualMachineConfiguration',
            'service',
          ),
        },
      }),
    ...(scale && { scaleSettings: scale }),
    ...(typeof enableInterNodeCommunication === 'boolean' && {
      interNodeCommunication: enableInterNodeCommunication ? 'Enabled' : 'Disabled',
    }),
    ...(packages && {
      applicationPackages: packages.map((each) => ({
        id: textAt(each, 'applicationId'),
        ...(textAt(each, 'version') && { version: textAt(each, 'version') }),
      })),
    }),
  }
}
