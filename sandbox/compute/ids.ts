import { childId } from '../../src/model/resource-id.ts'
import type { SandboxRequest } from '../service.ts'

/** Path of a resource group's compute resources, with `:names` in a route and with names in an id. */
export const GROUP_PATH = '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup/providers/Microsoft.Compute'

/** Path of a subscription's compute resources. */
export const SUBSCRIPTION_PATH = '/subscriptions/:subscriptionId/providers/Microsoft.Compute'

/** Path of one gallery. */
export const GALLERY_PATH = `${GROUP_PATH}/galleries/:gallery`

/** Path of one image definition. */
export const DEFINITION_PATH = `${GALLERY_PATH}/images/:definition`

/** Path of one image version. */
export const VERSION_PATH = `${DEFINITION_PATH}/versions/:version`

function param(request: SandboxRequest, name: string): string {
  return request.params[name] ?? ''
}

/** Id of the compute resources of the request's group, without a type. */
export function groupId(request: SandboxRequest): string {
  const group = `/subscriptions/${param(request, 'subscriptionId')}/resourceGroups/${param(request, 'resourceGroup')}`
  return `${group}/providers/Microsoft.Compute`
}

/** Id of the subscription of the request. */
export function subscriptionScope(request: SandboxRequest): string {
  return `/subscriptions/${param(request, 'subscriptionId')}`
}

/** Id of the resource of `type` that the request names in its group. */
export function groupResourceId(request: SandboxRequest, type: string): string {
  return childId(groupId(request), type, param(request, 'name'))
}

/** Id of the gallery in the request. */
export function galleryId(request: SandboxRequest): string {
  return childId(groupId(request), 'galleries', param(request, 'gallery'))
}

/** Id of the image definition in the request. */
export function definitionId(request: SandboxRequest): string {
  return childId(galleryId(request), 'images', param(request, 'definition'))
}

/** Id of the image version in the request. */
export function versionId(request: SandboxRequest): string {
  return childId(definitionId(request), 'versions', param(request, 'version'))
}

/** A value of the query; Resource Manager does not care about the case of its name. */
export function queryValue(request: SandboxRequest, name: string): string | undefined {
  return [...request.query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

/** The api-version of the request, which the core has checked. */
export function apiVersion(request: SandboxRequest): string {
  return queryValue(request, 'api-version') ?? ''
}
