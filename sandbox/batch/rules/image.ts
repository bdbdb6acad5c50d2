import { isOfType, parseResourceId } from '../../../src/model/resource-id.ts'
import { Refusal, type SandboxRequest } from '../../service.ts'
import type { Account } from '../entities.ts'
import { at, isObject, textAt } from '../json.ts'
import { invalidValue, missingProperty } from '../refusals.ts'
import type { BatchParts } from '../store.ts'

const CONFIGURATION = 'properties.deploymentConfiguration.virtualMachineConfiguration'
const REFERENCE = `${CONFIGURATION}.imageReference`

/** What a caller must hold on a gallery image: Microsoft's page on gallery pools names beginGetAccess as the least. */
const NEEDED = ['Microsoft.Compute/galleries/images/versions/read', 'Microsoft.Compute/disks/beginGetAccess/action']

/** Refuses an image that the account cannot make nodes of, or that the caller may not use. */
export function checkImage(parts: BatchParts, account: Account, configuration: unknown, request: SandboxRequest): void {
  const reference = at(configuration, 'imageReference')
  if (!isObject(reference)) throw missingProperty(REFERENCE)
  const agent = textAt(configuration, 'nodeAgentSkuId')
  if (agent === undefined) throw missingProperty(`${CONFIGURATION}.nodeAgentSkuId`)
  if (!parts.supportedImages.some((one) => one.nodeAgentSKUId.toLowerCase() === agent.toLowerCase())) {
    throw invalidValue(`${CONFIGURATION}.nodeAgentSkuId`, agent, 'The specified node agent SKU is not known.')
  }
  const forms = [
    reference['id'] !== undefined,
    reference['sharedGalleryImageId'] !== undefined,
    reference['communityGalleryImageId'] !== undefined,
    ['publisher', 'offer', 'sku', 'version'].some((name) => reference[name] !== undefined),
  ]
  if (forms.filter(Boolean).length !== 1) {
    const reason =
      'Exactly one of an image id, a shared gallery image, a community gallery image or a marketplace image may be given.'
    throw invalidValue(REFERENCE, reference, reason)
  }
  const id = textAt(reference, 'id')
  if (id !== undefined) checkGalleryImage(parts, account, id, request)
  else if (forms[3]) checkMarketplaceImage(parts, reference, agent)
  else throw invalidValue(REFERENCE, reference, 'The sandbox has no shared or community galleries.')
}

function checkGalleryImage(parts: BatchParts, account: Account, id: string, request: SandboxRequest): void {
  const isVersion = isOfType(id, 'Microsoft.Compute', 'galleries/images/versions')
  if (!isVersion && !isOfType(id, 'Microsoft.Compute', 'galleries/images')) {
    throw invalidValue(`${REFERENCE}.id`, id, 'Only images of an Azure Compute Gallery can be used.')
  }
  const subscriptionId = parseResourceId(id)?.subscriptionId ?? ''
  if (!parts.isProviderRegistered(subscriptionId, 'Microsoft.Batch')) {
    const reason = `The subscription ${subscriptionId} of the gallery is not registered with Microsoft.Batch.`
    throw invalidValue(`${REFERENCE}.id`, id, reason)
  }
  const missing = NEEDED.find((action) => !parts.access.isAllowed(request.caller, action, id))
  if (missing !== undefined) {
    throw new Refusal(
      403,
      'LinkedAuthorizationFailed',
      `The client '${request.caller?.clientId}' does not have permission to perform action '${missing}' on the linked scope '${id}' or the linked scope is invalid.`,
    )
  }
  const facts = parts.images.imageFacts(id, account.region, request.now)
  if (facts === undefined || facts.readyReplicas === 0) {
    throw new Refusal(
      404,
      'GalleryImageNotFound',
      `The gallery image ${id} is not available in ${account.region} region. Please contact image owner to replicate to this region, or change your requested region.`,
    )
  }
  if (facts.osState !== 'Generalized') {
    throw invalidValue(`${REFERENCE}.id`, id, 'Only generalized images can be used; this one is specialized.')
  }
}

function checkMarketplaceImage(parts: BatchParts, reference: Readonly<Record<string, unknown>>, agent: string): void {
  const missing = ['publisher', 'offer', 'sku'].find((name) => reference[name] === undefined)
  if (missing !== undefined) throw missingProperty(`${REFERENCE}.${missing}`)
  const same = (one: unknown, other: unknown): boolean => String(one).toLowerCase() === String(other).toLowerCase()
  const isSupported = parts.supportedImages.some(
    (one) =>
      same(one.nodeAgentSKUId, agent) &&
      ['publisher', 'offer', 'sku'].every((name) => same(one.imageReference[name], reference[name])),
  )
  if (!isSupported) {
    const reason = `The specified imageReference with node agent SKU '${agent}' is not supported.`
    throw invalidValue(REFERENCE, reference, reason)
  }
}
