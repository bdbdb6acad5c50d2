import { isOfType, parseResourceId, resourceName } from '../../src/model/resource-id.ts'
import type { Draft } from './draft.ts'
import { textAt } from './json.ts'
import { requireRight } from './linked-access.ts'
import { invalidValue } from './refusals.ts'

const PATH = 'properties.networkConfiguration.subnetId'

/**
 * The subnet, if there is one: it exists, and its network is in the region and subscription of the account. Whether
 * nodes can be put into it shows only when they are allocated.
 */
export function checkSubnet(draft: Draft): void {
  const { properties, account, parts } = draft
  const id = textAt(properties, 'networkConfiguration', 'subnetId')
  if (id === undefined) return
  if (!isOfType(id, 'Microsoft.Network', 'virtualNetworks/subnets'))
    throw invalidValue(PATH, id, 'The value is not the ID of a subnet.')
  requireRight(draft, 'Microsoft.Network/virtualNetworks/subnets/join/action', id)
  const facts = parts.subnets.subnetFacts(id)
  if (facts === undefined) throw invalidValue(PATH, id, `The specified subnet ${resourceName(id)} does not exist.`)
  if (facts.location !== account.region || !sameSubscription(id, account.id))
    throw invalidValue(PATH, id, 'The specified VNet must be in the same region and subscription as the Batch account.')
}

function sameSubscription(one: string, other: string): boolean {
  return parseResourceId(one)?.subscriptionId.toLowerCase() === parseResourceId(other)?.subscriptionId.toLowerCase()
}
