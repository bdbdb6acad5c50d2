import { resourceName } from '../../../src/model/resource-id.ts'
import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { envelope, listPage, locationOf } from '../answers.ts'
import { isGalleryVersion } from '../api-versions.ts'
import { galleryBody } from '../bodies.ts'
import { compact } from '../body.ts'
import type { Gallery } from '../entities.ts'
import { GALLERY_PATH, GROUP_PATH, galleryId, groupId, SUBSCRIPTION_PATH, subscriptionScope } from '../ids.ts'
import { begin, begun, waitingHeaders } from '../operations.ts'
import type { ComputeParts } from '../parts.ts'
import { isDeleting, provisioningState } from '../provisioning.ts'
import { invalidResourceLocation, nestedResourcesLeft, resourceNotFound } from '../refusals.ts'
import { checkGalleryName, checkGalleryNameIsFree, checkNoSoftDelete } from '../rules/gallery.ts'
import { checkIdle } from '../rules/version.ts'

/** A gallery as Azure answers. */
export function galleryAnswer(gallery: Gallery, now: number): Readonly<Record<string, unknown>> {
  const subscriptionId = gallery.id.split('/')[2] ?? ''
  const uniqueName = `${subscriptionId}-${resourceName(gallery.id).toUpperCase()}`
  return {
    ...envelope(gallery),
    ...compact({ identity: gallery.identity }),
    properties: {
      ...gallery.properties,
      identifier: { uniqueName },
      provisioningState: provisioningState(gallery.write, now),
    },
  }
}

/** Galleries: read, list, create, change, delete. */
export function galleryRoutes(parts: ComputeParts): readonly Route[] {
  const arm = { plane: 'arm', apiVersions: isGalleryVersion } as const
  const read = { ...arm, method: 'GET', action: 'Microsoft.Compute/galleries/read' } as const
  const write = { ...arm, path: GALLERY_PATH, action: 'Microsoft.Compute/galleries/write' } as const
  const action = 'Microsoft.Compute/galleries/delete'
  return [
    { ...read, path: GALLERY_PATH, handle: (request) => getGallery(parts, request) },
    { ...read, path: `${GROUP_PATH}/galleries`, handle: (request) => listGalleries(parts, request, groupId(request)) },
    {
      ...read,
      path: `${SUBSCRIPTION_PATH}/galleries`,
      handle: (request) => listGalleries(parts, request, subscriptionScope(request)),
    },
    { ...write, method: 'PUT', handle: (request) => putGallery(parts, request) },
    { ...write, method: 'PATCH', handle: (request) => patchGallery(parts, request) },
    { ...arm, method: 'DELETE', path: GALLERY_PATH, action, handle: (request) => deleteGallery(parts, request) },
  ]
}

function getGallery(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const gallery = existingGallery(parts, request)
  const headers = waitingHeaders(parts, gallery.write, request.now)
  return { status: 200, headers, body: galleryAnswer(gallery, request.now) }
}

function listGalleries(parts: ComputeParts, request: SandboxRequest, scope: string): SandboxReply {
  const galleries = parts.store.galleries.under(scope, request.now)
  return listPage(
    parts,
    request,
    galleries.map((gallery) => galleryAnswer(gallery, request.now)),
  )
}

function putGallery(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const id = galleryId(request)
  const body = galleryBody(request.body, '')
  checkNoSoftDelete(body)
  const location = locationOf(parts, body.location, 'galleries')
  const existing = parts.store.galleries.get(id, request.now)
  if (existing === undefined) {
    checkGalleryName(resourceName(id))
    checkGalleryNameIsFree(id, parts.store.galleries.under(subscriptionScope(request), request.now))
  } else {
    checkIdle(existing, 'Update Gallery', request.now)
    if (existing.location !== location) throw invalidResourceLocation(id, existing.location, location)
  }
  return saveGallery(parts, request, {
    id: existing?.id ?? id,
    location,
    kind: existing === undefined ? 'create' : 'update',
    tags: body.tags,
    identity: body.identity,
    properties: body.properties ?? {},
  })
}

function patchGallery(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const existing = existingGallery(parts, request)
  checkIdle(existing, 'Update Gallery', request.now)
  const body = galleryBody(request.body, '')
  checkNoSoftDelete(body)
  return saveGallery(parts, request, {
    id: existing.id,
    location: existing.location,
    kind: 'update',
    tags: body.tags ?? existing.tags,
    identity: body.identity ?? existing.identity,
    properties: { ...existing.properties, ...body.properties },
  })
}

type Saved = {
  readonly id: string
  readonly location: string
  readonly kind: 'create' | 'update'
  readonly tags: Gallery['tags'] | undefined
  readonly identity: unknown
  readonly properties: Gallery['properties']
}

function saveGallery(parts: ComputeParts, request: SandboxRequest, saved: Saved): SandboxReply {
  const { id, location, kind, tags, identity, properties } = saved
  const endsAt = request.now + parts.times.writeSeconds * 1000
  const write = begin(parts, request, { resourceId: id, location, kind, endsAt })
  const gallery: Gallery = {
    id,
    location,
    ...(tags && { tags }),
    ...(identity !== undefined && { identity }),
    properties,
    write,
  }
  parts.store.galleries.put(gallery)
  return begun(parts, request, write, galleryAnswer(gallery, request.now))
}

function deleteGallery(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const { store, times } = parts
  const gallery = store.galleries.get(galleryId(request), request.now)
  if (gallery === undefined) return { status: 204 }
  if (isDeleting(gallery.write, request.now)) return begun(parts, request, gallery.write)
  checkIdle(gallery, 'Delete Gallery', request.now)
  if (store.definitions.under(gallery.id, request.now).length > 0) throw nestedResourcesLeft()
  const endsAt = request.now + times.deleteSeconds * 1000
  const { id: resourceId, location } = gallery
  const write = begin(parts, request, { resourceId, location, kind: 'delete', endsAt })
  store.galleries.put({ ...gallery, write })
  return begun(parts, request, write)
}

function existingGallery(parts: ComputeParts, request: SandboxRequest): Gallery {
  const id = galleryId(request)
  const gallery = parts.store.galleries.get(id, request.now)
  if (gallery === undefined) throw resourceNotFound(id)
  return gallery
}
