import { childId, isOfType, normalizeRegion, resourceName, sameResourceId } from '../../src/model/resource-id.ts'
import { isRecord } from '../shape.ts'
import { type Block, blockOf, contains, isIPv6, overlap, usableAddresses } from './addresses.ts'
import type { Json, Subnet, VirtualNetwork } from './entities.ts'
import type { NetworkSeed, SeedVirtualNetwork } from './seed.ts'
import type { NetworkStore } from './store.ts'

/** The smallest subnet that Azure makes holds 8 addresses: a /29. */
const SMALLEST_SUBNET = 8

/** Puts the networks of a seed in the store. Throws one error that tells every mistake by the ID it is in. */
export function loadSeed(store: NetworkStore, seed: NetworkSeed, regions: readonly string[]): void {
  const mistakes = (seed.virtualNetworks ?? []).flatMap((entry, index) => {
    const where = isRecord(entry) && typeof entry.id === 'string' ? entry.id : `virtualNetworks[${index}]`
    const found = envelopeMistakes(entry, store, regions)
    if (found.length > 0) return found.map((mistake) => `${where}: ${mistake}`)
    const network = networkOf(entry)
    store.add(network)
    return networkMistakes(network).map((mistake) => `${where}: ${mistake}`)
  })
  if (mistakes.length > 0) throw new Error(`network cannot start from this seed:\n- ${mistakes.join('\n- ')}`)
}

function envelopeMistakes(
  { id, location, properties }: SeedVirtualNetwork,
  store: NetworkStore,
  regions: readonly string[],
): readonly string[] {
  if (typeof id !== 'string' || !isOfType(id, 'Microsoft.Network', 'virtualNetworks'))
    return ['its id is not that of a Microsoft.Network/virtualNetworks']
  if (store.network(id) !== undefined) return ['it is there twice']
  if (typeof location !== 'string' || !regions.includes(normalizeRegion(location)))
    return [`its location '${location}' is no region of this world`]
  if (!isRecord(properties)) return ['it has no properties']
  const subnets: unknown = properties['subnets'] ?? []
  const areSound =
    Array.isArray(subnets) && subnets.every((one) => isRecord(one) && isRecord(one['properties']) && nameOf(one) !== '')
  return areSound ? [] : ['its subnets are no list of objects with name and properties']
}

function networkOf({ id, location, tags, properties }: SeedVirtualNetwork): VirtualNetwork {
  const { subnets, ...others } = properties
  return {
    id,
    name: resourceName(id),
    location: normalizeRegion(location),
    tags,
    properties: others,
    subnets: recordsOf(subnets).map((subnet) => subnetOf(id, subnet)),
  }
}

function subnetOf(networkId: string, body: Json): Subnet {
  const { properties } = body
  const own = isRecord(properties) ? properties : {}
  const name = nameOf(body)
  const many = own['addressPrefixes']
  const one = own['addressPrefix']
  return {
    id: childId(networkId, 'subnets', name),
    name,
    properties: own,
    prefixes: [...(Array.isArray(many) ? many : []), ...(one === undefined ? [] : [one])].map(String),
    inUse: recordsOf(own['ipConfigurations']).length,
    delegations: recordsOf(own['delegations']).map(serviceNameOf),
  }
}

function networkMistakes(network: VirtualNetwork): readonly string[] {
  const space = isRecord(network.properties['addressSpace']) ? network.properties['addressSpace'] : {}
  const prefixes = Array.isArray(space['addressPrefixes']) ? space['addressPrefixes'].map(String) : []
  if (prefixes.length === 0) return ['its addressSpace.addressPrefixes is missing']
  const unread = prefixes.filter(isUnread).map((prefix) => `its address prefix '${prefix}' cannot be read`)
  const { subnets } = network
  return [
    ...unread,
    ...subnets.flatMap((subnet) => subnetMistakes(subnet, blocksOf(prefixes))),
    ...subnets.flatMap((subnet, index) => quarrels(subnet, subnets.slice(0, index))),
  ]
}

function subnetMistakes(subnet: Subnet, space: readonly Block[]): readonly string[] {
  const { name, prefixes, inUse, delegations } = subnet
  if (prefixes.length === 0) return [`subnet ${name} has no addressPrefix`]
  const unread = prefixes.find(isUnread)
  if (unread !== undefined) return [`subnet ${name} has an address prefix '${unread}', which cannot be read`]
  const blocks = blocksOf(prefixes)
  return [
    ...(blocks.every((block) => space.some((outer) => contains(outer, block)))
      ? []
      : [`subnet ${name} lies outside of the address space`]),
    ...(blocks.some(({ size }) => size < SMALLEST_SUBNET) ? [`subnet ${name} is smaller than a /29`] : []),
    ...(inUse > usableAddresses(prefixes) ? [`subnet ${name} has more ipConfigurations than addresses`] : []),
    ...(delegations.includes('') ? [`subnet ${name} has a delegation without properties.serviceName`] : []),
  ]
}

/** What is wrong between a subnet and those before it. */
function quarrels(subnet: Subnet, earlier: readonly Subnet[]): readonly string[] {
  const blocks = blocksOf(subnet.prefixes)
  return earlier.flatMap((other) => {
    if (sameResourceId(subnet.id, other.id)) return [`subnet ${subnet.name} is there twice`]
    const shares = blocksOf(other.prefixes).some((block) => blocks.some((own) => overlap(own, block)))
    return shares ? [`subnets ${other.name} and ${subnet.name} overlap`] : []
  })
}

function isUnread(prefix: string): boolean {
  return blockOf(prefix) === undefined && !isIPv6(prefix)
}

function blocksOf(prefixes: readonly string[]): readonly Block[] {
  return prefixes.map(blockOf).filter((block) => block !== undefined)
}

function nameOf(subnet: Json): string {
  return typeof subnet['name'] === 'string' ? subnet['name'] : ''
}

function serviceNameOf({ properties }: Json): string {
  const name = isRecord(properties) ? properties['serviceName'] : undefined
  return typeof name === 'string' ? name : ''
}

function recordsOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}
