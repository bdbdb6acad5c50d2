import { isOfType, parentId, parseResourceId } from '../../src/model/resource-id.ts'
import { Refusal, type SandboxRequest } from '../service.ts'
import { durationMs } from './durations.ts'
import type { Account } from './entities.ts'
import { at, isObject, type Json, numberAt, textAt } from './json.ts'
import { invalidBody, invalidValue, missingProperty } from './refusals.ts'
import { sizeOf } from './sizes.ts'
import type { BatchParts } from './store.ts'

const CONFIGURATION = ['deploymentConfiguration', 'virtualMachineConfiguration'] as const

const NOT_ALLOWED = 'The property is not allowed together with the ones given.'

/** Checks a complete definition in ARM's spelling, and what it links to. Throws Azure's refusal. */
export function checkDefinition(properties: Json, account: Account, request: SandboxRequest, parts: BatchParts): void {
  const vmSize = textAt(properties, 'vmSize')
  if (vmSize === undefined) throw missingProperty('properties.vmSize')
  const size = sizeOf(parts, vmSize)
  if (size === undefined)
    throw invalidValue('properties.vmSize', vmSize, 'The VM size is not supported in this region.')
  const configuration = at(properties, ...CONFIGURATION)
  if (!isObject(configuration)) throw missingProperty('properties.deploymentConfiguration')
  checkImage(configuration, account, request, parts)
  checkScale(properties)
  const slots = at(properties, 'taskSlotsPerNode')
  if (slots !== undefined && (Number(slots) < 1 || Number(slots) > Math.min(256, 4 * size.cores))) {
    throw invalidValue(
      'properties.taskSlotsPerNode',
      slots,
      `The value has to be from 1 to ${Math.min(256, 4 * size.cores)} for ${size.name}.`,
    )
  }
  const nodes =
    numberAt(properties, 'scaleSettings', 'fixedScale', 'targetDedicatedNodes') +
    numberAt(properties, 'scaleSettings', 'fixedScale', 'targetLowPriorityNodes')
  if (textAt(properties, 'interNodeCommunication') === 'Enabled' && nodes > 100) {
    throw invalidValue(
      'properties.scaleSettings',
      nodes,
      'A pool with inter-node communication may hold up to 100 nodes.',
    )
  }
  if (textAt(properties, 'startTask', 'commandLine') === '')
    throw invalidValue('properties.startTask.commandLine', '', 'The command line may not be empty.')
  const subnetId = textAt(properties, 'networkConfiguration', 'subnetId')
  if (subnetId !== undefined) {
    if (!isOfType(subnetId, 'Microsoft.Network', 'virtualNetworks/subnets'))
      throw invalidValue('properties.networkConfiguration.subnetId', subnetId, 'The value is not the ID of a subnet.')
    requireRight(request, parts, 'Microsoft.Network/virtualNetworks/subnets/join/action', subnetId)
  }
}

/** Checks the identities of a pool: the caller has to be allowed to assign each. */
export function checkIdentity(identity: Json | undefined, request: SandboxRequest, parts: BatchParts): void {
  for (const id of Object.keys((at(identity, 'userAssignedIdentities') as Json | undefined) ?? {})) {
    if (!isOfType(id, 'Microsoft.ManagedIdentity', 'userAssignedIdentities'))
      throw invalidValue('identity', id, 'The value is not the ID of a user-assigned identity.')
    requireRight(request, parts, 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action', id)
  }
}

function requireRight(request: SandboxRequest, parts: BatchParts, action: string, id: string): void {
  if (parts.access.isAllowed(request.caller, action, id)) return
  throw new Refusal(
    403,
    'LinkedAuthorizationFailed',
    `The client '${request.caller?.clientId ?? ''}' has permission to perform action 'Microsoft.Batch/batchAccounts/pools/write' on scope '${request.path}'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${id}' or the linked scope(s) are invalid.`,
  )
}

/** Exactly one form of reference, and an image that nodes can start from. */
function checkImage(configuration: Json, account: Account, request: SandboxRequest, parts: BatchParts): void {
  const reference = at(configuration, 'imageReference')
  const path = 'properties.deploymentConfiguration.virtualMachineConfiguration'
  if (!isObject(reference)) throw missingProperty(`${path}.imageReference`)
  const agent = textAt(configuration, 'nodeAgentSkuId')
  if (agent === undefined) throw missingProperty(`${path}.nodeAgentSkuId`)
  const known = parts.supportedImages.filter((image) => image.nodeAgentSKUId.toLowerCase() === agent.toLowerCase())
  if (known.length === 0)
    throw invalidValue(`${path}.nodeAgentSkuId`, agent, 'The specified node agent SKU is not known.')
  const forms = ['id', 'sharedGalleryImageId', 'communityGalleryImageId', 'publisher'].filter(
    (name) => reference[name] !== undefined,
  )
  if (forms.length !== 1) throw invalidValue(`${path}.imageReference`, reference, NOT_ALLOWED)
  const id = textAt(reference, 'id')
  if (id !== undefined) {
    if (Object.keys(reference).length !== 1) throw invalidValue(`${path}.imageReference`, reference, NOT_ALLOWED)
    checkGalleryImage(id, `${path}.imageReference.id`, account, request, parts)
  } else if (reference['publisher'] !== undefined) {
    const same = (name: string, image: Json) =>
      textAt(image, name)?.toLowerCase() === textAt(reference, name)?.toLowerCase()
    const fits = known.some(({ imageReference }) =>
      ['publisher', 'offer', 'sku'].every((name) => same(name, imageReference)),
    )
    if (!fits)
      throw invalidValue(
        `${path}.imageReference`,
        reference,
        'The specified image is not supported, or does not fit the node agent SKU.',
      )
  } else throw invalidValue(`${path}.imageReference`, reference, 'Shared and community galleries are not known here.')
}

function checkGalleryImage(
  id: string,
  path: string,
  account: Account,
  request: SandboxRequest,
  parts: BatchParts,
): void {
  const isVersion = isOfType(id, 'Microsoft.Compute', 'galleries/images/versions')
  if (!isVersion && !isOfType(id, 'Microsoft.Compute', 'galleries/images')) {
    throw invalidValue(
      path,
      id,
      'Pools from managed images were retired on 31 March 2026: the value has to be the ID of a gallery image or of one of its versions.',
    )
  }
  const subscriptionId = parseResourceId(id)?.subscriptionId ?? ''
  if (!parts.isProviderRegistered(subscriptionId, 'Microsoft.Batch')) {
    throw new Refusal(
      409,
      'MissingSubscriptionRegistration',
      `The subscription ${subscriptionId} of the image is not registered to use namespace 'Microsoft.Batch'.`,
    )
  }
  for (const action of [
    'Microsoft.Compute/galleries/images/versions/read',
    'Microsoft.Compute/disks/beginGetAccess/action',
  ])
    requireRight(request, parts, action, id)
  const facts = parts.images.imageFacts(id, account.region, request.now)
  if (facts === undefined || facts.readyReplicas === 0) {
    // Batch's own code for this is not documented; the sentence is the one Compute answers.
    const [gallery, definition, version] = parseResourceId(id)?.names ?? []
    throw new Refusal(
      404,
      'GalleryImageNotFound',
      `The gallery image ${isVersion ? id : `${parentId(id)}/images/${definition}`} is not available in ${account.region} region. Please contact image owner to replicate to this region, or change your requested region.`,
      {
        target: 'imageReference',
        details: [
          { code: 'Image', message: [gallery, definition, version].filter((name) => name !== undefined).join('/') },
        ],
      },
    )
  }
  if (facts.osState !== 'Generalized') throw invalidValue(path, id, 'Only generalized images can be used.')
}

function checkScale(properties: Json): void {
  const scale = at(properties, 'scaleSettings')
  if (scale === undefined) return
  const [fixed, auto] = [at(scale, 'fixedScale'), at(scale, 'autoScale')]
  if ((fixed === undefined) === (auto === undefined))
    throw invalidBody('scaleSettings has to hold either fixedScale or autoScale.')
  for (const name of ['targetDedicatedNodes', 'targetLowPriorityNodes']) {
    if (numberAt(fixed, name) < 0)
      throw invalidValue(
        `properties.scaleSettings.fixedScale.${name}`,
        at(fixed, name),
        'The value may not be negative.',
      )
  }
  const timeout = at(fixed, 'resizeTimeout')
  if (timeout !== undefined && durationMs(timeout, 'resizeTimeout') < 5 * 60_000) {
    throw invalidValue(
      'properties.scaleSettings.fixedScale.resizeTimeout',
      timeout,
      'The value has to be at least 5 minutes.',
    )
  }
  const interval = at(auto, 'evaluationInterval')
  if (interval !== undefined) {
    const minutes = durationMs(interval, 'evaluationInterval') / 60_000
    if (minutes < 5 || minutes > 168 * 60)
      throw invalidValue(
        'properties.scaleSettings.autoScale.evaluationInterval',
        interval,
        'The value has to be from 5 minutes to 168 hours.',
      )
  }
  if (auto !== undefined && textAt(auto, 'formula') === undefined)
    throw missingProperty('properties.scaleSettings.autoScale.formula')
}

/** Whether the account is still below its number of pools. */
export function checkPoolQuota(account: Account, pools: number): void {
  const quota = at(account.properties, 'poolQuota')
  if (typeof quota !== 'number' || pools < quota) return
  throw new Refusal(409, 'PoolQuotaReached', 'The pool quota for the specified account has been reached.')
}
