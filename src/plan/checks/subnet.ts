import type { Subnet } from '../../model/batch.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { Observed } from '../../model/observed.ts'
import { parseResourceId, resourceKey, resourceName } from '../../model/resource-id.ts'
import { grows, propertyAfter } from '../draft/draft-changes.ts'
import { nodesAfter, nodesNow } from '../draft/pool-nodes.ts'

/**
 * Findings about the subnets of pools that are new, grow, or get another one.
 * Source: learn.microsoft.com/azure/batch/batch-virtual-network, prerequisites.
 */
export function subnetFindings({ observed, draft }: Question): Finding[] {
  return draft.pools.filter(grows).flatMap((pool) => {
    const id = propertyAfter(pool, ['networkConfiguration', 'subnetId'])
    const reading = typeof id === 'string' ? observed.preflight.subnets[resourceKey(id)] : undefined
    if (typeof id !== 'string' || reading === undefined) return []
    return [...subscriptionFindings(id, pool), ...seenFindings(id, reading, pool)]
  })
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
  return [...regionFindings(id, reading.value, pool), ...roomFindings(id, reading.value, pool)]
}

function regionFindings(id: string, { location: held }: Subnet, { account, region: needed }: DraftPool): Finding[] {
  if (held === needed) return []
  return [found('SubnetInOtherRegion', id, { subnet: nameOf(id), account: resourceName(account.id), held, needed })]
}

function roomFindings(id: string, { freeAddresses: free, delegations }: Subnet, pool: DraftPool): Finding[] {
  const subnet = nameOf(id)
  const canary = (pool.canary?.nodes.dedicated ?? 0) + (pool.canary?.nodes.spot ?? 0)
  const needed = Math.max(canary, nodesAfter(pool) - nodesNow(pool.pool))
  return [
    ...(delegations.length === 0 ? [] : [found('SubnetDelegated', id, { subnet, services: enumeration(delegations) })]),
    ...(needed <= free
      ? []
      : [found('SubnetTooSmall', id, { subnet, free, needed, pool: resourceName(pool.desired.poolId) })]),
  ]
}

/** `network/subnet`: the names of subnets repeat from network to network. */
function nameOf(id: string): string {
  return parseResourceId(id)?.names.join('/') ?? id
}
