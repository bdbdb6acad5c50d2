import type { BatchAccount } from '../../model/batch.ts'
import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { resourceName } from '../../model/resource-id.ts'
import { changes, grows, propertyAfter } from '../draft/draft-changes.ts'
import { nodesAfter } from '../draft/pool-nodes.ts'

/** Pools whose nodes talk to each other, against the most nodes that Batch lets such a pool have. */
export function interNodeFindings({ draft }: Question): Finding[] {
  return draft.pools
    .filter((pool) => grows(pool) || changes(pool, 'properties.interNodeCommunication'))
    .filter((pool) => propertyAfter(pool, ['interNodeCommunication']) === 'Enabled')
    .flatMap((pool) => {
      const { poolId } = pool.desired
      const [nodes, most] = [nodesAfter(pool), mostNodes(pool.account)]
      return nodes > most ? [found('InterNodeTooMany', poolId, { pool: resourceName(poolId), nodes, most })] : []
    })
}

/** Source: learn.microsoft.com/azure/batch/batch-quota-limit, pool size limits. */
function mostNodes({ poolAllocationMode }: BatchAccount): number {
  return poolAllocationMode === 'UserSubscription' ? 80 : 100
}
