import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { envelope, listPage, locationOf } from '../answers.ts'
import { isComputeVersion } from '../api-versions.ts'
import { type ManagedImageProperties, managedImageBody } from '../bodies.ts'
import type { ManagedImage } from '../entities.ts'
import { GROUP_PATH, groupId, groupResourceId, SUBSCRIPTION_PATH, subscriptionScope } from '../ids.ts'
import { imageOrigin } from '../lineage.ts'
import { begin, begun, waitingHeaders } from '../operations.ts'
import type { ComputeParts } from '../parts.ts'
import { isDeleting, provisioningState } from '../provisioning.ts'
import { invalidParameter, invalidResourceLocation, missingParameter, resourceNotFound } from '../refusals.ts'
import { captured, checkImageSourceKept } from '../rules/image.ts'
import { assembled } from '../rules/image-disks.ts'
import { checkLinkedAccess, imageRights } from '../rules/source-access.ts'
import { checkIdle } from '../rules/version.ts'

const PATH = `${GROUP_PATH}/images/:name`
const READ = 'Microsoft.Compute/images/read'
const WRITE = 'Microsoft.Compute/images/write'

/** A managed image as Azure answers. */
export function imageAnswer(image: ManagedImage, now: number): Readonly<Record<string, unknown>> {
  return {
    ...envelope(image),
    properties: { ...image.properties, provisioningState: provisioningState(image.write, now) },
  }
}

/** Managed images: read, list, create, tag, delete. */
export function imageRoutes(parts: ComputeParts): readonly Route[] {
  const arm = { plane: 'arm', apiVersions: isComputeVersion } as const
  const list = { ...arm, method: 'GET', action: READ } as const
  return [
    { ...arm, method: 'GET', path: PATH, action: READ, handle: (request) => getImage(parts, request) },
    { ...list, path: `${GROUP_PATH}/images`, handle: (request) => listImages(parts, request, groupId(request)) },
    {
      ...list,
      path: `${SUBSCRIPTION_PATH}/images`,
      handle: (request) => listImages(parts, request, subscriptionScope(request)),
    },
    { ...arm, method: 'PUT', path: PATH, action: WRITE, handle: (request) => putImage(parts, request) },
    { ...arm, method: 'PATCH', path: PATH, action: WRITE, handle: (request) => patchImage(parts, request) },
    {
      ...arm,
      method: 'DELETE',
      path: PATH,
      action: 'Microsoft.Compute/images/delete',
      handle: (request) => deleteImage(parts, request),
    },
  ]
}

function getImage(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const image = existingImage(parts, request)
  const headers = waitingHeaders(parts, image.write, request.now)
  return { status: 200, headers, body: imageAnswer(image, request.now) }
}

function listImages(parts: ComputeParts, request: SandboxRequest, scope: string): SandboxReply {
  const images = parts.store.images.under(scope, request.now)
  return listPage(
    parts,
    request,
    images.map((image) => imageAnswer(image, request.now)),
  )
}

function putImage(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const { store } = parts
  const id = groupResourceId(request, 'images')
  const body = managedImageBody(request.body, '')
  const location = locationOf(parts, body.location, 'images')
  if (body.properties === undefined) throw missingParameter('image.properties')
  const existing = store.images.get(id, request.now)
  if (existing !== undefined) {
    checkIdle(existing, 'Update Image', request.now)
    if (existing.location !== location) throw invalidResourceLocation(id, existing.location, location)
    checkImageSourceKept(existing.properties, body.properties)
    return saveImage(parts, request, existing, body.tags)
  }
  const properties = newImage(parts, request, body.properties, { id, location })
  const origin = imageOrigin(parts.store, properties, request.now)
  return saveImage(parts, request, { id, location, properties, origin, boot: {} }, body.tags)
}

function newImage(
  parts: ComputeParts,
  request: SandboxRequest,
  body: ManagedImageProperties,
  { id, location }: { readonly id: string; readonly location: string },
): ManagedImageProperties {
  const machineId = body.sourceVirtualMachine?.id
  if (machineId !== undefined && body.storageProfile?.osDisk !== undefined) {
    throw invalidParameter(
      "Properties 'sourceVirtualMachine' and 'storageProfile.osDisk' are mutually exclusive.",
      'image.properties.sourceVirtualMachine',
    )
  }
  const { now } = request
  const linked = imageRights(parts.store, body)
  checkLinkedAccess(parts, request, { action: WRITE, scope: id, linked })
  if (machineId === undefined) return assembled(body, { store: parts.store, location, now })
  const asked = { id: machineId, location, generation: body.hyperVGeneration }
  return captured(parts.store.virtualMachines.get(machineId, now), asked, parts.store, now)
}

function patchImage(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const existing = existingImage(parts, request)
  checkIdle(existing, 'Update Image', request.now)
  const body = managedImageBody(request.body, '')
  checkImageSourceKept(existing.properties, body.properties ?? {})
  return saveImage(parts, request, existing, body.tags ?? existing.tags)
}

function saveImage(
  parts: ComputeParts,
  request: SandboxRequest,
  image: Omit<ManagedImage, 'write'> & Partial<Pick<ManagedImage, 'write'>>,
  tags: ManagedImage['tags'],
): SandboxReply {
  const isNew = image.write === undefined
  const seconds = isNew ? parts.times.imageSeconds : parts.times.writeSeconds
  const write = begin(parts, request, {
    resourceId: image.id,
    location: image.location,
    kind: isNew ? 'create' : 'update',
    endsAt: request.now + seconds * 1000,
    segment: 'operations',
  })
  const { tags: _, ...rest } = image
  const saved: ManagedImage = { ...rest, ...(tags && { tags }), write }
  parts.store.images.put(saved)
  return begun(parts, request, write, imageAnswer(saved, request.now))
}

function deleteImage(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const image = parts.store.images.get(groupResourceId(request, 'images'), request.now)
  if (image === undefined) return { status: 204 }
  if (isDeleting(image.write, request.now)) return begun(parts, request, image.write)
  checkIdle(image, 'Delete Image', request.now)
  const write = begin(parts, request, {
    resourceId: image.id,
    location: image.location,
    kind: 'delete',
    endsAt: request.now + parts.times.deleteSeconds * 1000,
    segment: 'operations',
  })
  parts.store.images.put({ ...image, write })
  return begun(parts, request, write)
}

function existingImage(parts: ComputeParts, request: SandboxRequest): ManagedImage {
  const id = groupResourceId(request, 'images')
  const image = parts.store.images.get(id, request.now)
  if (image === undefined) throw resourceNotFound(id)
  return image
}
