import { parseResourceId } from '../../src/model/resource-id.ts'
import type { SandboxReply, SandboxRequest } from '../service.ts'
import type { Operation } from './entities.ts'
import { apiVersion } from './ids.ts'
import type { ComputeParts } from './parts.ts'
import { isUnderWay, type Write } from './provisioning.ts'

/** Virtual seconds that Azure asks a client to leave between two polls. */
export const POLL_SECONDS = 15

/** A change to begin. */
export type Change = {
  readonly resourceId: string
  readonly location: string
  readonly kind: Write['kind']
  readonly endsAt: number
  readonly error?: { readonly code: string; readonly message: string }
  readonly segment?: Operation['segment']
}

/** Begins a long-running operation now. */
export function begin(parts: ComputeParts, request: SandboxRequest, change: Change): Write {
  const { resourceId, location, kind, endsAt, error, segment = 'capsOperations' } = change
  const id = parts.store.nextOperationId(resourceId)
  const write: Write = { kind, operationId: id, startedAt: request.now, endsAt, ...(error && { error }) }
  const subscriptionId = parseResourceId(resourceId)?.subscriptionId ?? ''
  parts.store.addOperation({ id, subscriptionId, location, segment, resourceId, write })
  return write
}

/** Where to ask for an operation, on the host that the request was sent to. */
export function operationUrls(request: SandboxRequest, operation: Operation): { status: string; monitor: string } {
  const { subscriptionId, location, segment, id } = operation
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/locations/${location}/${segment}/${id}`
  const base = `${request.cloud.resourceManager}${path}`
  const version = `api-version=${apiVersion(request)}`
  return { status: `${base}?${version}`, monitor: `${base}?monitor=true&${version}` }
}

/** The answer to a request that began `write`: 201 for a new resource, 200 for a changed one, 202 for a deletion. */
export function begun(parts: ComputeParts, request: SandboxRequest, write: Write, body?: unknown): SandboxReply {
  const operation = parts.store.operation(write.operationId)
  const urls = operation && operationUrls(request, operation)
  const headers = {
    ...(urls && { 'Azure-AsyncOperation': urls.status, Location: urls.monitor }),
    ...parts.clock.retryAfter(POLL_SECONDS),
  }
  const status = { create: 201, update: 200, delete: 202 }[write.kind]
  return body === undefined ? { status, headers } : { status, headers, body }
}

/**
 * Headers of a GET. Azure sends none; where virtual time is fast a client that waits in its own time would sleep
 * through everything, so as long as something is under way it is told when to ask again.
 */
export function waitingHeaders(parts: ComputeParts, write: Write, now: number): Readonly<Record<string, string>> {
  return parts.clock.isFast && isUnderWay(write, now) ? parts.clock.retryAfter(POLL_SECONDS) : {}
}
