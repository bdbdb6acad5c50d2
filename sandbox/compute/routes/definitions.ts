import { resourceName } from '../../../src/model/resource-id.ts'
import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { envelope, listPage, locationOf } from '../answers.ts'
import { isGalleryVersion } from '../api-versions.ts'
import { imageDefinitionBody } from '../bodies.ts'
import type { DefinitionProperties, Gallery, ImageDefinition } from '../entities.ts'
import { apiVersion, DEFINITION_PATH, definitionId, GALLERY_PATH, galleryId } from '../ids.ts'
import { begin, begun, waitingHeaders } from '../operations.ts'
import type { ComputeParts } from '../parts.ts'
import { isDeleting, provisioningState } from '../provisioning.ts'
import {
  invalidResourceLocation,
  missingParameter,
  nestedResourcesLeft,
  parentResourceNotFound,
  resourceNotFound,
} from '../refusals.ts'
import { changedDefinition, checkDefinitionName, checkIdentifierIsFree, newDefinition } from '../rules/definition.ts'
import { checkIdle, checkParentIdle } from '../rules/version.ts'

/** An image definition as Azure answers. */
export function definitionAnswer(definition: ImageDefinition, now: number): Readonly<Record<string, unknown>> {
  const { features, allowUpdateImage: _, ...properties } = definition.properties
  return {
    ...envelope(definition),
    properties: {
      ...properties,
      ...(features.length > 0 && { features }),
      provisioningState: provisioningState(definition.write, now),
    },
  }
}

/** Image definitions: read, list, create, change, delete. */
export function definitionRoutes(parts: ComputeParts): readonly Route[] {
  const arm = { plane: 'arm', apiVersions: isGalleryVersion } as const
  const read = { ...arm, method: 'GET', action: 'Microsoft.Compute/galleries/images/read' } as const
  const write = { ...arm, path: DEFINITION_PATH, action: 'Microsoft.Compute/galleries/images/write' } as const
  const action = 'Microsoft.Compute/galleries/images/delete'
  return [
    { ...read, path: DEFINITION_PATH, handle: (request) => getDefinition(parts, request) },
    { ...read, path: `${GALLERY_PATH}/images`, handle: (request) => listDefinitions(parts, request) },
    { ...write, method: 'PUT', handle: (request) => putDefinition(parts, request) },
    { ...write, method: 'PATCH', handle: (request) => patchDefinition(parts, request) },
    { ...arm, method: 'DELETE', path: DEFINITION_PATH, action, handle: (request) => deleteDefinition(parts, request) },
  ]
}

function getDefinition(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const definition = existingDefinition(parts, request)
  const headers = waitingHeaders(parts, definition.write, request.now)
  return { status: 200, headers, body: definitionAnswer(definition, request.now) }
}

function listDefinitions(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const gallery = parentGallery(parts, request)
  const definitions = parts.store.definitions.under(`${gallery.id}/images`, request.now)
  return listPage(
    parts,
    request,
    definitions.map((definition) => definitionAnswer(definition, request.now)),
  )
}

function putDefinition(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const { now } = request
  const id = definitionId(request)
  const gallery = parentGallery(parts, request)
  checkParentIdle(gallery, 'Update Gallery Image', now)
  const body = imageDefinitionBody(request.body, '')
  const location = locationOf(parts, body.location, 'galleries')
  if (body.properties === undefined) throw missingParameter('galleryImage.properties')
  const existing = parts.store.definitions.get(id, now)
  if (existing !== undefined) {
    checkIdle(existing, 'Update Gallery Image', now)
    if (existing.location !== location) throw invalidResourceLocation(id, existing.location, location)
    const properties = changedDefinition(existing, body.properties, now)
    return saveDefinition(parts, request, { id: existing.id, location, kind: 'update', tags: body.tags, properties })
  }
  checkDefinitionName(resourceName(id))
  const properties = newDefinition(body.properties, apiVersion(request), now)
  checkIdentifierIsFree(id, properties.identifier, parts.store.definitions.under(`${gallery.id}/images`, now))
  return saveDefinition(parts, request, { id, location, kind: 'create', tags: body.tags, properties })
}

function patchDefinition(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const existing = existingDefinition(parts, request)
  checkIdle(existing, 'Update Gallery Image', request.now)
  const body = imageDefinitionBody(request.body, '')
  const { id, location } = existing
  return saveDefinition(parts, request, {
    id,
    location,
    kind: 'update',
    tags: body.tags ?? existing.tags,
    properties: changedDefinition(existing, body.properties ?? {}, request.now),
  })
}

type Saved = {
  readonly id: string
  readonly location: string
  readonly kind: 'create' | 'update'
  readonly tags: ImageDefinition['tags'] | undefined
  readonly properties: DefinitionProperties
}

function saveDefinition(parts: ComputeParts, request: SandboxRequest, saved: Saved): SandboxReply {
  const { id, location, kind, tags, properties } = saved
  const endsAt = request.now + parts.times.writeSeconds * 1000
  const write = begin(parts, request, { resourceId: id, location, kind, endsAt })
  const definition: ImageDefinition = { id, location, ...(tags && { tags }), properties, write }
  parts.store.definitions.put(definition)
  return begun(parts, request, write, definitionAnswer(definition, request.now))
}

function deleteDefinition(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const { store, times } = parts
  parentGallery(parts, request)
  const definition = store.definitions.get(definitionId(request), request.now)
  if (definition === undefined) return { status: 204 }
  if (isDeleting(definition.write, request.now)) return begun(parts, request, definition.write)
  checkIdle(definition, 'Delete Gallery Image', request.now)
  if (store.versions.under(definition.id, request.now).length > 0) throw nestedResourcesLeft()
  const endsAt = request.now + times.deleteSeconds * 1000
  const { id: resourceId, location } = definition
  const write = begin(parts, request, { resourceId, location, kind: 'delete', endsAt })
  store.definitions.put({ ...definition, write })
  return begun(parts, request, write)
}

function parentGallery(parts: ComputeParts, request: SandboxRequest): Gallery {
  const id = galleryId(request)
  const gallery = parts.store.galleries.get(id, request.now)
  if (gallery === undefined) throw parentResourceNotFound(resourceName(id))
  return gallery
}

function existingDefinition(parts: ComputeParts, request: SandboxRequest): ImageDefinition {
  const id = definitionId(request)
  const definition = parts.store.definitions.get(id, request.now)
  if (definition === undefined) throw resourceNotFound(id)
  return definition
}
