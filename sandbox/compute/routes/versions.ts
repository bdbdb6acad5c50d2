import { resourceName } from '../../../src/model/resource-id.ts'
import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { listPage, locationOf } from '../answers.ts'
import { has, isGalleryVersion, SINCE } from '../api-versions.ts'
import { imageVersionBody } from '../bodies.ts'
import type { ImageDefinition, ImageVersion } from '../entities.ts'
import { apiVersion, DEFINITION_PATH, definitionId, queryValue, VERSION_PATH, versionId } from '../ids.ts'
import { originOf } from '../lineage.ts'
import { begin, begun, waitingHeaders } from '../operations.ts'
import type { ComputeParts } from '../parts.ts'
import { isDeleting } from '../provisioning.ts'
import { invalidParameter, invalidResourceLocation, parentResourceNotFound, resourceNotFound } from '../refusals.ts'
import { checkDeletable, checkIdle, checkParentIdle, checkVersionName } from '../rules/version.ts'
import { type Expansion, versionAnswer } from '../version-answer.ts'
import { changeVersion, createVersion } from '../version-changes.ts'

const READ = 'Microsoft.Compute/galleries/images/versions/read'
const WRITE = 'Microsoft.Compute/galleries/images/versions/write'
const DELETE = 'Microsoft.Compute/galleries/images/versions/delete'

const EXPANSIONS: readonly Expansion[] = ['ReplicationStatus', 'ValidationProfile', 'UefiSettings']

/** Image versions: read, list, create, change, delete. */
export function versionRoutes(parts: ComputeParts): readonly Route[] {
  const arm = { plane: 'arm', apiVersions: isGalleryVersion } as const
  const one = { ...arm, path: VERSION_PATH } as const
  return [
    { ...one, method: 'GET', action: READ, handle: (request) => getVersion(parts, request) },
    {
      ...arm,
      method: 'GET',
      path: `${DEFINITION_PATH}/versions`,
      action: READ,
      handle: (request) => listVersions(parts, request),
    },
    { ...one, method: 'PUT', action: WRITE, handle: (request) => putVersion(parts, request) },
    { ...one, method: 'PATCH', action: WRITE, handle: (request) => patchVersion(parts, request) },
    { ...one, method: 'DELETE', action: DELETE, handle: (request) => deleteVersion(parts, request) },
  ]
}

/** An image version as the caller of `request` sees it. */
export function answerVersion(
  parts: ComputeParts,
  request: SandboxRequest,
  version: ImageVersion,
  expand: readonly Expansion[] = [],
): Readonly<Record<string, unknown>> {
  const origin = originOf(parts.store, version.id, request.now)
  return versionAnswer(version, { now: request.now, apiVersion: apiVersion(request), origin, expand })
}

function getVersion(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const expand = expansions(request)
  const version = existingVersion(parts, request)
  const headers = waitingHeaders(parts, version.write, request.now)
  return { status: 200, headers, body: answerVersion(parts, request, version, expand) }
}

function listVersions(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const definition = parentDefinition(parts, request)
  const versions = parts.store.versions.under(`${definition.id}/versions`, request.now)
  return listPage(
    parts,
    request,
    versions.map((version) => answerVersion(parts, request, version)),
  )
}

function putVersion(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const { now } = request
  const id = versionId(request)
  const definition = parentDefinition(parts, request)
  checkParentIdle(definition, 'Update Gallery Image Version', now)
  checkVersionName(resourceName(id))
  const body = imageVersionBody(request.body, '')
  const location = locationOf(parts, body.location, 'galleries')
  const existing = parts.store.versions.get(id, now)
  if (existing !== undefined) {
    checkIdle(existing, 'Update Gallery Image Version', now)
    if (existing.location !== location) throw invalidResourceLocation(id, existing.location, location)
  }
  const ask = { request, body, action: WRITE }
  const written =
    existing === undefined
      ? createVersion(parts, { ...ask, id, location, definition })
      : changeVersion(parts, { ...ask, existing, isPatch: false })
  return begun(parts, request, written.write, answerVersion(parts, request, written))
}

function patchVersion(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const existing = existingVersion(parts, request)
  checkIdle(existing, 'Update Gallery Image Version', request.now)
  const body = imageVersionBody(request.body, '')
  if (body.location !== undefined) {
    throw invalidParameter("Parameter 'galleryImageVersion.location' is not allowed.", 'galleryImageVersion.location')
  }
  const written = changeVersion(parts, { request, body, existing, isPatch: true })
  return begun(parts, request, written.write, answerVersion(parts, request, written))
}

function deleteVersion(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const { store, times } = parts
  parentDefinition(parts, request)
  const version = store.versions.get(versionId(request), request.now)
  if (version === undefined) return { status: 204 }
  if (isDeleting(version.write, request.now)) return begun(parts, request, version.write)
  checkIdle(version, 'Delete Gallery Image Version', request.now)
  checkDeletable(version, request.now)
  const endsAt = request.now + times.deleteSeconds * 1000
  const { id: resourceId, location } = version
  const write = begin(parts, request, { resourceId, location, kind: 'delete', endsAt })
  store.versions.put({ ...version, write })
  return begun(parts, request, write)
}

function expansions(request: SandboxRequest): readonly Expansion[] {
  const words = (queryValue(request, '$expand') ?? '').split(',').flatMap((word) => word.trim() || [])
  return words.map((word) => {
    const expansion = EXPANSIONS.find((one) => one.toLowerCase() === word.toLowerCase())
    const isEarly = expansion === 'ValidationProfile' && !has(apiVersion(request), SINCE.validationProfile)
    if (expansion === undefined || isEarly) {
      throw invalidParameter(`The value '${word}' of parameter '$expand' is invalid.`, '$expand')
    }
    return expansion
  })
}

function parentDefinition(parts: ComputeParts, request: SandboxRequest): ImageDefinition {
  const id = definitionId(request)
  const definition = parts.store.definitions.get(id, request.now)
  if (definition !== undefined) return definition
  throw parentResourceNotFound(`${request.params['gallery']}/${resourceName(id)}`)
}

function existingVersion(parts: ComputeParts, request: SandboxRequest): ImageVersion {
  const id = versionId(request)
  const version = parts.store.versions.get(id, request.now)
  if (version === undefined) throw resourceNotFound(id)
  return version
}
