import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { memberAt } from '../../model/json.ts'
import { resourceName } from '../../model/resource-id.ts'
import { grows, propertyAfter } from '../draft/draft-changes.ts'
import { kindsAfter, nodesAfter } from '../draft/pool-nodes.ts'

/**
 * Nodes of one kind that one public IP address serves.
 * Source: learn.microsoft.com/azure/batch/create-pool-public-ip.
 */
const NODES_PER_ADDRESS = 100

/** Pools that bring public IP addresses of their own, against the nodes that those serve. */
export function publicAddressFindings({ draft }: Question): Finding[] {
  return draft.pools.filter(grows).flatMap((pool) => {
    const { poolId } = pool.desired
    const [held, needed] = [addressesOf(pool), addressesFor(pool)]
    if (held === undefined || needed <= held) return []
    const nodes = nodesAfter(pool)
    return [found('PublicAddressesTooFew', poolId, { pool: resourceName(poolId), held, needed, nodes })]
  })
}

/** Addresses that the pool brings; undefined where Batch makes them, or none is wanted. */
function addressesOf(pool: DraftPool): number | undefined {
  const configuration = propertyAfter(pool, ['networkConfiguration', 'publicIPAddressConfiguration'])
  if (memberAt(configuration, ['provision']) !== 'UserManaged') return undefined
  const ids = memberAt(configuration, ['ipAddressIds'])
  return Array.isArray(ids) ? ids.length : 0
}

/** Addresses for the nodes of each kind; where a formula divides them, those for as many of one kind. */
function addressesFor(pool: DraftPool): number {
  const { dedicated, spot } = kindsAfter(pool) ?? { dedicated: nodesAfter(pool), spot: 0 }
  return Math.ceil(dedicated / NODES_PER_ADDRESS) + Math.ceil(spot / NODES_PER_ADDRESS)
}
