import type { SandboxRequest } from '../service.ts'
import { isRecord } from '../shape.ts'
import { currentNodes, isSteady } from './allocation.ts'
import { isSince, SINCE_RETIREMENT } from './api-versions.ts'
import { isoDuration } from './durations.ts'
import type { Pool, Resize } from './entities.ts'
import type { Json } from './json.ts'
import { armPoolShape, READ_ONLY, RETIRED } from './pool-shape.ts'
import { poolId, type Wanted } from './pool-write.ts'
import { invalidBody } from './refusals.ts'
import { any, object, read, text } from './spelling.ts'

/** Secrets are taken and never told again. */
const SECRETS = new Set(['password', 'sshPrivateKey', 'protectedSettings'])

const envelope = object({ id: text, name: text, type: text, etag: text, identity: any, tags: any, properties: any })

/** A body of PUT or PATCH. Refuses members that a pool does not have in the request's api-version. */
export function readArmPool(request: SandboxRequest): Partial<Wanted> {
  const body = read(envelope, request.body, '', 'arm') as Json // an object: `envelope` has just been read
  const ignored = isSince(request.query, SINCE_RETIREMENT) ? READ_ONLY : [...READ_ONLY, ...RETIRED]
  const { identity, tags, properties = {} } = body
  if (!isRecord(properties)) throw invalidBody("The value at 'properties' must be an object.")
  const own = Object.fromEntries(Object.entries(properties).filter(([name]) => !ignored.includes(name)))
  return {
    properties: read(armPoolShape, own, 'properties', 'arm') as Json, // an object by its shape
    ...(isRecord(identity) && { identity }),
    ...(isRecord(tags) && { tags }),
  }
}

/** `Resizing`, `Stopping` or `Steady`, and since when. */
export function allocationOf(pool: Pool, now: number): { readonly state: string; readonly since: number } {
  if (isSteady(pool, now)) return { state: 'Steady', since: pool.resize.endsAt }
  return { state: isStopping(pool) ? 'Stopping' : 'Resizing', since: pool.resize.startedAt }
}

function isStopping({ resize }: Pool): boolean {
  return resize.errors.some(({ code }) => code === 'ResizeStopped')
}

/** A pool as Resource Manager tells it. */
export function armPool(pool: Pool, now: number): Json {
  const allocation = allocationOf(pool, now)
  const isDeleting = pool.deletedAt !== undefined
  return {
    id: poolId(pool),
    name: pool.name,
    type: 'Microsoft.Batch/batchAccounts/pools',
    etag: armEtag(pool),
    ...(pool.identity && { identity: pool.identity }),
    ...(pool.tags && { tags: pool.tags }),
    properties: {
      ...withoutSecrets(pool.properties),
      provisioningState: isDeleting ? 'Deleting' : 'Succeeded',
      provisioningStateTransitionTime: iso(pool.deletedAt ?? pool.createdAt),
      allocationState: allocation.state,
      allocationStateTransitionTime: iso(allocation.since),
      creationTime: iso(pool.createdAt),
      lastModified: iso(pool.modifiedAt),
      currentDedicatedNodes: currentNodes(pool, now, true),
      currentLowPriorityNodes: currentNodes(pool, now, false),
      ...(pool.autoScaleRun && {
        autoScaleRun: { evaluationTime: iso(pool.autoScaleRun.at), results: pool.autoScaleRun.results },
      }),
      resizeOperationStatus: resizeStatus(pool.resize, isSteady(pool, now)),
    },
  }
}

/** An etag as Resource Manager writes it. */
export function armEtag(pool: Pool): string {
  return `W/"${pool.etag}"`
}

/** ISO 8601 of an instant. */
export function iso(instant: number): string {
  return new Date(instant).toISOString()
}

function resizeStatus(resize: Resize, isOver: boolean): Json {
  const errors = resize.errors.map(({ code, message, values }) => ({
    code,
    message,
    details: values.map((one) => ({ code: one.name, message: one.value })),
  }))
  return {
    targetDedicatedNodes: resize.targetDedicated,
    targetLowPriorityNodes: resize.targetSpot,
    resizeTimeout: isoDuration(resize.timeoutMs),
    nodeDeallocationOption: resize.deallocationOption,
    startTime: iso(resize.startedAt),
    ...(isOver && errors.length > 0 && { errors }),
  }
}

/** A value without what is never told again. */
export function withoutSecrets(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !SECRETS.has(name))
      .map(([name, item]) => [name, cleaned(item)]),
  )
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned)
  return isRecord(value) ? withoutSecrets(value) : value
}
