import { isOfType, parseResourceId } from '../../src/model/resource-id.ts'
import { Refusal } from '../service.ts'
import { brings, type Draft, grows } from './draft.ts'
import { at, isObject, type Json, textAt } from './json.ts'
import { requireRight } from './linked-access.ts'
import { conflict, invalidValue, missingProperty } from './refusals.ts'
import type { SeedSupportedImage } from './seed.ts'

const CONFIGURATION = 'properties.deploymentConfiguration.virtualMachineConfiguration'

const REFERENCE = `${CONFIGURATION}.imageReference`

const NOT_ALLOWED = 'The property is not allowed together with the ones given.'

/** Exactly one form of reference, an image that nodes can start from, and a node agent that Batch supports. */
export function checkImage(draft: Draft): void {
  const configuration = at(draft.properties, 'deploymentConfiguration', 'virtualMachineConfiguration')
  if (!isObject(configuration)) throw missingProperty('properties.deploymentConfiguration')
  const reference = at(configuration, 'imageReference')
  if (!isObject(reference)) throw missingProperty(REFERENCE)
  const agentImages = checkNodeAgent(configuration, draft)
  const forms = ['id', 'sharedGalleryImageId', 'communityGalleryImageId', 'publisher'].filter(
    (name) => reference[name] !== undefined,
  )
  if (forms.length !== 1) throw invalidValue(REFERENCE, reference, NOT_ALLOWED)
  const id = textAt(reference, 'id')
  if (id !== undefined) {
    if (Object.keys(reference).length !== 1) throw invalidValue(REFERENCE, reference, NOT_ALLOWED)
    checkGalleryImage(id, draft)
  } else if (reference['publisher'] !== undefined) checkMarketplaceImage(reference, agentImages)
  else throw invalidValue(REFERENCE, reference, 'Shared and community galleries are not known here.')
}

/** The images that Batch supports with the node agent; a SKU is gone when support has ended for all of them. */
function checkNodeAgent(configuration: Json, draft: Draft): readonly SeedSupportedImage[] {
  const path = `${CONFIGURATION}.nodeAgentSkuId`
  const agent = textAt(configuration, 'nodeAgentSkuId')
  if (agent === undefined) throw missingProperty(path)
  const known = draft.parts.supportedImages.filter(
    ({ nodeAgentSKUId }) => nodeAgentSKUId.toLowerCase() === agent.toLowerCase(),
  )
  if (known.length === 0) throw invalidValue(path, agent, 'The specified node agent SKU is not known.')
  const hasEnded = ({ batchSupportEndOfLife: end }: SeedSupportedImage) =>
    end !== undefined && Date.parse(end) <= draft.request.now
  if (known.every(hasEnded) && startsNodes(draft))
    throw invalidValue(path, agent, 'Batch has ended its support of this node agent SKU.')
  return known
}

/** Whether nodes may come that need the image: those of another configuration, a larger scale, or a formula. */
function startsNodes(draft: Draft): boolean {
  const isFormula = at(draft.properties, 'scaleSettings', 'autoScale') !== undefined
  return brings(draft, 'deploymentConfiguration') || grows(draft) || (isFormula && brings(draft, 'scaleSettings'))
}

function checkMarketplaceImage(reference: Json, agentImages: readonly SeedSupportedImage[]): void {
  const same = (name: string, image: Json) =>
    textAt(image, name)?.toLowerCase() === textAt(reference, name)?.toLowerCase()
  const fits = agentImages.some(({ imageReference }) =>
    ['publisher', 'offer', 'sku'].every((name) => same(name, imageReference)),
  )
  if (!fits)
    throw invalidValue(
      REFERENCE,
      reference,
      'The specified image is not supported, or does not fit the node agent SKU.',
    )
}

function checkGalleryImage(id: string, draft: Draft): void {
  const path = `${REFERENCE}.id`
  const { account, request, parts } = draft
  const isImage = ['galleries/images/versions', 'galleries/images'].some((type) =>
    isOfType(id, 'Microsoft.Compute', type),
  )
  if (!isImage) {
    throw invalidValue(
      path,
      id,
      'Pools from managed images were retired on 31 March 2026: the value has to be the ID of a gallery image or of one of its versions.',
    )
  }
  const subscriptionId = parseResourceId(id)?.subscriptionId ?? ''
  if (!parts.isProviderRegistered(subscriptionId, 'Microsoft.Batch')) {
    throw conflict(
      'MissingSubscriptionRegistration',
      `The subscription ${subscriptionId} of the image is not registered to use namespace 'Microsoft.Batch'.`,
    )
  }
  for (const action of [
    'Microsoft.Compute/galleries/images/versions/read',
    'Microsoft.Compute/disks/beginGetAccess/action',
  ])
    requireRight(draft, action, id)
  if (!startsNodes(draft)) return
  const facts = parts.images.imageFacts(id, account.region, request.now)
  if (facts === undefined || facts.readyReplicas === 0) throw imageNotFound(id, account.region)
  if (facts.osState !== 'Generalized') throw invalidValue(path, id, 'Only generalized images can be used.')
}

/** Batch's own code for this is not documented; the sentence is the one Compute answers. */
function imageNotFound(id: string, region: string): Refusal {
  const image = parseResourceId(id)?.names.join('/') ?? ''
  return new Refusal(
    404,
    'GalleryImageNotFound',
    `The gallery image ${id} is not available in ${region} region. Please contact image owner to replicate to this region, or change your requested region.`,
    { target: 'imageReference', details: [{ code: 'Image', message: image }] },
  )
}
