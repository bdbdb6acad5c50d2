import type { Pool, Subnet } from '../../model/batch.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration, fewNamed } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { memberAt } from '../../model/json.ts'
import { type Observed, presentValue } from '../../model/observed.ts'
import { parseResourceId, resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import { grows, propertyAfter, subnetAfter } from '../draft/draft-changes.ts'
import { kindsHeld, nodesAfter, nodesNow } from '../draft/pool-nodes.ts'
import { hasNodeEndpoint } from '../pool/account-access.ts'

/**
 * Findings about the subnets of pools that are new, grow, or get another one.
 * Source: learn.microsoft.com/azure/batch/batch-virtual-network, prerequisites.
 */
export function subnetFindings({ observed, draft }: Question): Finding[] {
  const { subnets, accountPools } = observed.preflight
  const joining = draft.pools.filter(grows).flatMap((pool) => joiningOf(pool, subnets))
  const listed = Object.values(accountPools).flatMap((reading) => presentValue(reading) ?? [])
  return [
    ...joining.flatMap(placeFindings),
    ...[...Map.groupBy(joining, ({ key }) => key).values()].flatMap((all) => roomFindings(all, listed)),
  ]
}

/** A pool whose nodes join a subnet, and what was seen of that. */
type Joining = {
  readonly pool: DraftPool
  readonly id: string
  readonly key: string
  readonly reading: Observed<Subnet>
}

function joiningOf(pool: DraftPool, subnets: Question['observed']['preflight']['subnets']): Joining[] {
  const id = subnetAfter(pool)
  if (id === undefined) return []
  const key = resourceKey(id)
  const reading = subnets[key]
  return reading === undefined ? [] : [{ pool, id, key, reading }]
}

function placeFindings({ id, reading, pool }: Joining): Finding[] {
  return [...subscriptionFindings(id, pool), ...seenFindings(id, reading, pool)]
}

/** Its ID alone tells, also where it may not be read. */
function subscriptionFindings(id: string, { account }: DraftPool): Finding[] {
  const [held, own = ''] = [id, account.id].map((each) => parseResourceId(each)?.subscriptionId.toLowerCase())
  if (held === own) return []
  const facts = { subnet: nameOf(id), account: resourceName(account.id), subscription: own }
  return [found('SubnetInOtherSubscription', id, facts)]
}

function seenFindings(id: string, reading: Observed<Subnet>, pool: DraftPool): Finding[] {
  if (reading.state === 'unreadable') return []
  if (reading.state === 'absent') return [found('SubnetNotFound', id, { subnet: id })]
  return [
    ...regionFindings(id, reading.value, pool),
    ...delegationFindings(id, reading.value),
    ...wayOutFindings(id, reading.value, pool),
  ]
}

/** Source: learn.microsoft.com/azure/batch/simplified-node-communication-pool-no-public-ip, outbound access. */
function wayOutFindings(id: string, { isClosed }: Subnet, pool: DraftPool): Finding[] {
  const { account, desired } = pool
  const provision = propertyAfter(pool, ['networkConfiguration', 'publicIPAddressConfiguration', 'provision'])
  if (!isClosed || provision !== 'NoPublicIPAddresses' || hasNodeEndpoint(account)) return []
  const facts = { pool: resourceName(desired.poolId), subnet: nameOf(id), account: resourceName(account.id) }
  return [found('NodesWithoutWayOut', desired.poolId, facts)]
}

function regionFindings(id: string, { location: held }: Subnet, { account, region: needed }: DraftPool): Finding[] {
  if (held === needed) return []
  return [found('SubnetInOtherRegion', id, { subnet: nameOf(id), account: resourceName(account.id), held, needed })]
}

function delegationFindings(id: string, { delegations }: Subnet): Finding[] {
  if (delegations.length === 0) return []
  return [found('SubnetDelegated', id, { subnet: nameOf(id), services: enumeration(delegations) })]
}

/** All pools of the run that join one subnet need their addresses together, beside the pools that are in it already. */
function roomFindings(joining: readonly Joining[], listed: readonly Pool[]): Finding[] {
  const [first] = joining
  if (first?.reading.state !== 'present') return []
  const { freeAddresses, takenAddresses } = first.reading.value
  const free = Math.max(0, freeAddresses - Math.max(0, nodesHeldIn(first.id, joining, listed) - takenAddresses))
  const needed = joining.reduce((sum, { pool, id }) => sum + newAddresses(pool, id), 0)
  if (needed <= free) return []
  const pools = joining.map(({ pool }) => resourceName(pool.desired.poolId))
  const facts = { subnet: nameOf(first.id), free, needed, pools: fewNamed('pool', pools) }
  return [found('SubnetTooSmall', first.id, facts)]
}

/** Nodes of pools that a subnet holds before the run, of which those of other pools may still be on their way. */
function nodesHeldIn(subnetId: string, joining: readonly Joining[], listed: readonly Pool[]): number {
  const isOther = ({ id }: Pool) => !joining.some(({ pool }) => sameResourceId(pool.desired.poolId, id))
  const others = listed.filter((pool) => isOther(pool) && isIn(pool, subnetId))
  const held = others.map(kindsHeld).map(({ dedicated, spot }) => dedicated + spot)
  const now = joining.map(({ pool }) => nodesThere(pool.pool, subnetId))
  return [...now, ...held].reduce((one, other) => one + other, 0)
}

/**
 * Addresses that a pool takes at its peak beside those it has in the subnet; its canary is gone before it grows, and comes
 * when the one that an earlier run has left is gone.
 */
function newAddresses({ canary, ...pool }: DraftPool, subnetId: string): number {
  const { dedicated, spot } = canary?.nodes ?? { dedicated: 0, spot: 0 }
  return Math.max(
    dedicated + spot - nodesThere(canary?.left, subnetId),
    nodesAfter(pool) - nodesThere(pool.pool, subnetId),
  )
}

function nodesThere(pool: Pool | undefined, subnetId: string): number {
  return pool !== undefined && isIn(pool, subnetId) ? nodesNow(pool) : 0
}

function isIn({ definition }: Pool, subnetId: string): boolean {
  return sameResourceId(String(memberAt(definition.properties, ['networkConfiguration', 'subnetId'])), subnetId)
}

/** `network/subnet`: the names of subnets repeat from network to network. */
function nameOf(id: string): string {
  return parseResourceId(id)?.names.join('/') ?? id
}
