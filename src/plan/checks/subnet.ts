import type { Subnet } from '../../model/batch.ts'
import { type Finding, found } from '../../model/finding.ts'
import { parseResourceId, resourceKey, resourceName } from '../../model/resource-id.ts'
import type { DraftPool, Question } from '../draft.ts'
import { grows, propertyAfter } from '../draft-changes.ts'
import { nodesAfter, nodesNow } from '../pool-nodes.ts'
import { enumerated } from '../wording.ts'

/**
 * Findings about the subnets of pools that are new, grow, or get another one.
 * Source: learn.microsoft.com/azure/batch/batch-virtual-network, prerequisites.
 */
export function subnetFindings({ observed, draft }: Question): Finding[] {
  return draft.pools.filter(grows).flatMap((pool) => {
    const id = propertyAfter(pool, ['networkConfiguration', 'subnetId'])
    const reading = typeof id === 'string' ? observed.preflight.subnets[resourceKey(id)] : undefined
    if (typeof id !== 'string' || reading === undefined || reading.state === 'unreadable') return []
    if (reading.state === 'absent') return [found('SubnetNotFound', id, { subnet: id })]
    return [...placeFindings(id, reading.value, pool), ...roomFindings(id, reading.value, pool)]
  })
}

function placeFindings(id: string, { location: held }: Subnet, { account, region: needed }: DraftPool): Finding[] {
  const facts = { subnet: nameOf(id), account: resourceName(account.id) }
  const [subscription, own] = [id, account.id].map((each) => parseResourceId(each)?.subscriptionId.toLowerCase() ?? '')
  return [
    ...(held === needed ? [] : [found('SubnetInOtherRegion', id, { ...facts, held, needed })]),
    ...(subscription === own ? [] : [found('SubnetInOtherSubscription', id, { ...facts, subscription: own ?? '' })]),
  ]
}

function roomFindings(id: string, { freeAddresses: free, delegations }: Subnet, pool: DraftPool): Finding[] {
  const subnet = nameOf(id)
  const needed = nodesAfter(pool) - nodesNow(pool.pool)
  return [
    ...(delegations.length === 0 ? [] : [found('SubnetDelegated', id, { subnet, services: enumerated(delegations) })]),
    ...(needed <= free
      ? []
      : [found('SubnetTooSmall', id, { subnet, free, needed, pool: resourceName(pool.desired.poolId) })]),
  ]
}

/** `network/subnet`: the names of subnets repeat from network to network. */
function nameOf(id: string): string {
  return parseResourceId(id)?.names.join('/') ?? id
}
