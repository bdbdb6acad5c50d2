/** A block of IPv4 addresses: its first one as a number, and how many there are. */
export type Block = { readonly first: number; readonly size: number }

/**
 * Addresses of a subnet that Azure keeps: the network's own, the gateway, two for DNS, and the broadcast address.
 * Source: learn.microsoft.com/azure/virtual-network/virtual-networks-faq.
 */
const KEPT_BY_AZURE = 5

/** The block that `10.1.0.0/24` names; undefined when it names none, or when its first address lies inside of it. */
export function blockOf(prefix: string): Block | undefined {
  const [, address = '', length = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(prefix) ?? []
  const bytes = address.split('.').map(Number)
  if (address === '' || Number(length) > 32 || bytes.some((byte) => byte > 255)) return undefined
  const first = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  const size = 2 ** (32 - Number(length))
  return first % size === 0 ? { first, size } : undefined
}

/** Whether a prefix is of IPv6; nodes of a pool are not counted against it. */
export function isIPv6(prefix: string): boolean {
  return /^[\da-f:]+\/\d+$/i.test(prefix) && prefix.includes(':')
}

/** Whether all of `inner` lies in `outer`. */
export function contains(outer: Block, inner: Block): boolean {
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size
}

/** Whether two blocks share an address. */
export function overlap(one: Block, other: Block): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size
}

/** IPv4 addresses of a subnet's prefixes that a network interface may take. */
export function usableAddresses(prefixes: readonly string[]): number {
  return prefixes.map(blockOf).reduce((sum, block) => sum + Math.max(0, (block?.size ?? 0) - KEPT_BY_AZURE), 0)
}
