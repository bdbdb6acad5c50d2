import type { SandboxRequest } from '../service.ts'
import { currentNodes, isSteady } from './allocation.ts'
import { isoDuration } from './durations.ts'
import type { Account, Pool, ResizeError } from './entities.ts'
import { at, isObject, type Json, textAt } from './json.ts'
import { sharedShape, virtualMachineShape } from './pool-shape.ts'
import { etagOf } from './pool-writes.ts'
import { toService } from './spelling.ts'
import type { BatchParts } from './store.ts'

const iso = (instant: number) => new Date(instant).toISOString()

/** Real seconds for which a client is asked to come again, however fast the clock: on a busy machine it needs them. */
const LEAST_REAL_SECONDS = 120

/** Headers that ask a hurried client to come again while a pool is on its way; Azure itself sends none. */
export function waitHeaders(pool: Pool, now: number, parts: BatchParts): Record<string, string> {
  const begun = [pool.resize.endsAt, pool.osUpgrade?.begunAt ?? 0, ...pool.cohorts.map((cohort) => cohort.askedAt)]
  const patience = Math.max(30 * 60, parts.clock.virtualSeconds(LEAST_REAL_SECONDS))
  const lastNode = Math.max(...begun) + patience * 1000
  return parts.clock.isFast && now < lastNode ? parts.clock.retryAfter(15) : {}
}

/** An account as ARM answers it, under the names by which it was asked. */
export function accountAnswer({ id, name, region, body, properties }: Account, request: SandboxRequest): Json {
  const accountEndpoint = request.cloud.batchEndpoint(name, region)
  return {
    identity: { type: 'None' },
    ...body,
    id,
    name,
    type: 'Microsoft.Batch/batchAccounts',
    location: region,
    properties: { ...properties, accountEndpoint, nodeManagementEndpoint: `${region}.service.batch.azure.com` },
  }
}

/** A pool as ARM answers it. */
export function armPool(pool: Pool, now: number): Json {
  const steady = isSteady(pool, now)
  const deleting = pool.deletedAt !== undefined
  const { resize, autoScaleRun } = pool
  const autoScaled = at(pool.properties, 'scaleSettings', 'autoScale') !== undefined
  return {
    id: pool.id,
    name: pool.name,
    type: 'Microsoft.Batch/batchAccounts/pools',
    etag: etagOf(pool),
    ...(pool.identity && { identity: identityAnswer(pool.identity) }),
    ...(pool.tags && { tags: pool.tags }),
    properties: {
      ...pool.properties,
      allocationState: steady ? 'Steady' : resize.stoppedAt === undefined ? 'Resizing' : 'Stopping',
      allocationStateTransitionTime: iso(steady ? resize.endsAt : (resize.stoppedAt ?? resize.startedAt)),
      creationTime: iso(pool.createdAt),
      lastModified: iso(pool.modifiedAt),
      provisioningState: deleting ? 'Deleting' : 'Succeeded',
      provisioningStateTransitionTime: iso(pool.deletedAt ?? pool.createdAt),
      currentDedicatedNodes: currentNodes(pool, now, true),
      currentLowPriorityNodes: currentNodes(pool, now, false),
      ...(pool.cohorts.length > 0 && { resizeOperationStatus: resizeAnswer(resize, steady) }),
      ...(autoScaled &&
        autoScaleRun && {
          autoScaleRun: {
            evaluationTime: iso(autoScaleRun.at),
            results: autoScaleRun.results,
            ...(autoScaleRun.error && { error: autoScaleRun.error }),
          },
        }),
    },
  }
}

/** The last resize; a pool that was never to hold a node has had none, and spot nodes are told where there are to be some. */
function resizeAnswer(resize: Pool['resize'], isOver: boolean): Json {
  return {
    targetDedicatedNodes: resize.targetDedicated,
    ...(resize.targetSpot > 0 && { targetLowPriorityNodes: resize.targetSpot }),
    resizeTimeout: isoDuration(resize.timeoutMs),
    nodeDeallocationOption: resize.deallocationOption,
    startTime: iso(resize.startedAt),
    ...(isOver && resize.errors.length > 0 && { errors: resize.errors.map(armError) }),
  }
}

function identityAnswer(identity: Json): Json {
  const assigned = at(identity, 'userAssignedIdentities')
  if (!isObject(assigned)) return identity
  const ids = { principalId: '00000000-0000-4000-8000-000000000001', clientId: '00000000-0000-4000-8000-000000000002' }
  return { ...identity, userAssignedIdentities: Object.fromEntries(Object.keys(assigned).map((id) => [id, ids])) }
}

function armError({ code, message, values }: ResizeError): Json {
  return {
    code,
    message,
    ...(values.length > 0 && { details: values.map(({ name, value }) => ({ code: name, message: value })) }),
  }
}

/** A pool as the Batch service answers it. */
export function servicePool(pool: Pool, now: number, base: string): Json {
  const steady = isSteady(pool, now)
  const { resize, properties } = pool
  const formula = textAt(properties, 'scaleSettings', 'autoScale', 'formula')
  const configuration = toService(
    virtualMachineShape,
    at(properties, 'deploymentConfiguration', 'virtualMachineConfiguration'),
  ) as Json
  const shared = Object.fromEntries(
    Object.keys(sharedShape.members)
      .filter((name) => properties[name] !== undefined)
      .map((name) => [name, properties[name]]),
  )
  const packages = at(properties, 'applicationPackages')
  return {
    id: pool.name,
    url: `${base}/pools/${pool.name}`,
    eTag: etagOf(pool).replace('W/', '').replaceAll('"', ''),
    lastModified: iso(pool.modifiedAt),
    creationTime: iso(pool.createdAt),
    state: pool.deletedAt === undefined ? 'active' : 'deleting',
    stateTransitionTime: iso(pool.deletedAt ?? pool.createdAt),
    allocationState: steady ? 'steady' : resize.stoppedAt === undefined ? 'resizing' : 'stopping',
    allocationStateTransitionTime: iso(steady ? resize.endsAt : (resize.stoppedAt ?? resize.startedAt)),
    ...(toService(sharedShape, shared) as Json),
    vmSize: textAt(properties, 'vmSize')?.toLowerCase(),
    virtualMachineConfiguration: configuration,
    resizeTimeout: isoDuration(resize.timeoutMs),
    ...(steady && resize.errors.length > 0 && { resizeErrors: resize.errors }),
    currentDedicatedNodes: currentNodes(pool, now, true),
    currentLowPriorityNodes: currentNodes(pool, now, false),
    targetDedicatedNodes: resize.targetDedicated,
    targetLowPriorityNodes: resize.targetSpot,
    enableAutoScale: formula !== undefined,
    ...(formula !== undefined && {
      autoScaleFormula: formula,
      autoScaleEvaluationInterval: textAt(properties, 'scaleSettings', 'autoScale', 'evaluationInterval') ?? 'PT15M',
    }),
    enableInterNodeCommunication: textAt(properties, 'interNodeCommunication') === 'Enabled',
    ...(Array.isArray(packages) && {
      applicationPackageReferences: packages.map((each) => ({
        applicationId: textAt(each, 'id')?.split('/').at(-1),
        ...(textAt(each, 'version') && { version: textAt(each, 'version') }),
      })),
    }),
  }
}
