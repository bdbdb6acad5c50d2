import type { Subnet } from '../model/batch.ts'
import { type JsonObject, memberAt } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import { normalizeRegion, parentId, resourceName } from '../model/resource-id.ts'
import { type Arm, readArm } from './arm.ts'
import { objectsAt, textAt, textIn, textsAt } from './members.ts'

const NETWORK_API_VERSION = '2024-05-01'

/**
 * Addresses of each subnet that Azure keeps for itself: network, gateway, two for DNS, broadcast.
 * Source: learn.microsoft.com/azure/virtual-network/virtual-networks-faq.
 */
const KEPT_ADDRESSES = 5

/** A subnet, read with its virtual network: that tells the region too, in one request. */
export async function readSubnet(arm: Arm, id: string): Promise<Reading<Subnet>> {
  const network = await readArm(arm, parentId(id), ({ body }) => parseSubnet(id, body), NETWORK_API_VERSION)
  const { observed, ...wait } = network
  if (observed.state !== 'present') return { observed, ...wait }
  const { value } = observed
  return { observed: value ? { state: 'present', value } : { state: 'absent' }, ...wait }
}

/** One subnet of a virtual network; undefined where the network has none of that name. Shape: Microsoft.Network, 2024-05-01. */
export function parseSubnet(id: string, network: JsonObject): Subnet | undefined {
  const name = resourceName(id).toLowerCase()
  const subnet = objectsAt(network, 'properties', 'subnets').find(
    (each) => textAt(each, 'name')?.toLowerCase() === name,
  )
  if (subnet === undefined) return undefined
  const delegations = objectsAt(subnet, 'properties', 'delegations').map((each) =>
    textAt(each, 'properties', 'serviceName'),
  )
  return {
    id,
    location: normalizeRegion(textIn(network, 'location')),
    ...addressesOf(subnet),
    ...(isClosed(subnet) && { isClosed: true as const }),
    delegations: delegations.filter((service) => service !== undefined),
  }
}

/** What a route table leads to is for whoever made it to know. */
function isClosed(subnet: JsonObject): boolean {
  const waysOut = ['natGateway', 'routeTable'].map((name) => textAt(subnet, 'properties', name, 'id'))
  return memberAt(subnet, ['properties', 'defaultOutboundAccess']) === false && waysOut.every((id) => id === undefined)
}

/** Nodes take IPv4 addresses, one for each; IPv6 prefixes have room for any number. */
function addressesOf(subnet: JsonObject): Pick<Subnet, 'freeAddresses' | 'takenAddresses'> {
  const prefixes = new Set([
    ...textsAt(subnet, 'properties', 'addressPrefixes'),
    ...[textAt(subnet, 'properties', 'addressPrefix')].filter((prefix) => prefix !== undefined),
  ])
  const taken = objectsAt(subnet, 'properties', 'ipConfigurations').length
  const all = [...prefixes].reduce((sum, prefix) => sum + usableAddresses(prefix), 0)
  return { freeAddresses: Math.max(0, all - taken), takenAddresses: taken }
}

function usableAddresses(prefix: string): number {
  const bits = /^\d+\.\d+\.\d+\.\d+\/(\d+)$/.exec(prefix)?.[1]
  return bits === undefined ? 0 : Math.max(0, 2 ** (32 - Number(bits)) - KEPT_ADDRESSES)
}
