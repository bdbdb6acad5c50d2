import { normalizeRegion, parseResourceId, resourceName } from '../../src/model/resource-id.ts'
import type { SandboxReply, SandboxRequest } from '../service.ts'
import { compact } from './body.ts'
import type { Tracked } from './entities.ts'
import { queryValue } from './ids.ts'
import type { ComputeParts } from './parts.ts'
import { invalidParameter, locationNotAvailable, locationRequired } from './refusals.ts'

/** What every answer about a tracked resource begins with. */
export function envelope(resource: Tracked): Readonly<Record<string, unknown>> {
  const { id, location, tags } = resource
  const types = parseResourceId(id)?.types.join('/') ?? ''
  return compact({ id, name: resourceName(id), type: `Microsoft.Compute/${types}`, location, tags })
}

/** One page of a list, with `nextLink` on the host that was asked while there is more. */
export function listPage(parts: ComputeParts, request: SandboxRequest, items: readonly unknown[]): SandboxReply {
  const token = queryValue(request, '$skiptoken')
  const from = token === undefined ? 0 : Number(token)
  if (!Number.isInteger(from) || from < 0) throw invalidParameter(`The skip token '${token}' is invalid.`, '$skiptoken')
  const to = from + parts.times.pageSize
  const query = new URLSearchParams(request.query)
  query.set('$skiptoken', String(to))
  const nextLink = to < items.length ? `${request.cloud.resourceManager}${encodeURI(request.path)}?${query}` : undefined
  return { status: 200, body: compact({ value: items.slice(from, to), nextLink }) }
}

/** The short name of the region a tracked resource is put in; refuses a missing or unknown one. */
export function locationOf(parts: ComputeParts, location: string | undefined, type: string): string {
  if (location === undefined || location === '') throw locationRequired()
  return knownRegion(parts.regions, location, type)
}

/** The short name of a region that exists; refuses any other. */
export function knownRegion(regions: readonly string[], name: string, type: string): string {
  const region = normalizeRegion(name)
  if (!regions.includes(region)) throw locationNotAvailable(name, `Microsoft.Compute/${type}`, regions)
  return region
}
