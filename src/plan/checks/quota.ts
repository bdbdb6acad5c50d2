import type { BatchAccount } from '../../model/batch.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import { asksForMore, type CoreDemand, coreDemands, poolsOfUnknownCores } from '../draft/cores.ts'
import { isNew } from '../draft/draft-changes.ts'
import { kindsAfter } from '../draft/pool-nodes.ts'

/** Findings about the quotas of the Batch accounts: pools, and cores at the peak of the run. */
export function quotaFindings(question: Question): Finding[] {
  return [
    ...poolQuotaFindings(question),
    ...coreDemands(question).flatMap(coreFindings),
    ...uncountedFindings(question),
    ...undividedFindings(question),
  ]
}

function poolQuotaFindings({ observed, draft }: Question): Finding[] {
  const accounts = new Map(draft.pools.map(({ account }) => [resourceKey(account.id), account]))
  return [...accounts.values()].flatMap(({ id, quotas: { pools: quota } }: BatchAccount) => {
    const held = presentValue(observed.preflight.accountPools[resourceKey(id)])?.length
    const needed = draft.pools.filter((pool) => needsPlace(pool) && sameResourceId(pool.account.id, id)).length
    if (quota === undefined || held === undefined || needed === 0 || held + needed <= quota) return []
    return [found('PoolQuotaShort', id, { account: resourceName(id), held, quota, needed })]
  })
}

/** A new pool takes the place of its canary, and a canary that of one that an earlier run has left. */
function needsPlace(pool: DraftPool): boolean {
  return pool.canary === undefined ? isNew(pool) : pool.canary.left === undefined
}

function coreFindings({ batchAccountId, kind, quota, others, planned, pools }: CoreDemand): Finding[] {
  const growing = pools.find(({ isGrowing }) => isGrowing)
  const missing = others + planned - (quota ?? Number.POSITIVE_INFINITY)
  if (quota === undefined || growing === undefined || missing <= 0) return []
  const { nodes, coresPerNode: cores, poolId } = growing
  // All pools but this one keep what they have, or get what the run gives them.
  const besides = others + planned - nodes * cores
  return [
    found('CoreQuotaShort', batchAccountId, {
      account: resourceName(batchAccountId),
      quota,
      kind,
      others: besides,
      pool: resourceName(poolId),
      needed: nodes * cores,
      nodes,
      cores,
      missing,
      fitting: Math.max(0, Math.floor((quota - besides) / cores)),
    }),
  ]
}

/** Pools of sizes that Batch no longer lists count with nothing, so the rest may look larger than it is. */
function uncountedFindings(question: Question): Finding[] {
  return poolsOfUnknownCores(question).map((id) =>
    found('NotChecked', id, {
      what: `the cores of pool ${resourceName(id)} in the core quota`,
      why: 'Batch does not say how many cores its VM size has.',
      remedy: 'Look at the quota in the portal (Batch account, Quotas) where it is nearly used up.',
    }),
  )
}

/** A formula may divide its nodes between dedicated and spot as it likes. */
function undividedFindings({ draft }: Question): Finding[] {
  return draft.pools
    .filter((pool) => asksForMore(pool) && kindsAfter(pool) === undefined)
    .map(({ desired: { poolId } }) =>
      found('NotChecked', poolId, {
        what: `the core quotas for pool ${resourceName(poolId)}`,
        why: 'its autoscale formula decides how many of its nodes are dedicated and how many spot.',
        remedy: 'Look at both quotas in the portal (Batch account, Quotas) where they are nearly used up.',
      }),
    )
}
