import { count, number } from '../../model/count.ts'
import type { Draft, DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { presentValue } from '../../model/observed.ts'
import { normalizeRegion, parseResourceId, resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import {
  asksForMore,
  type CoreDemand,
  coreDemands,
  hasOwnQuotas,
  letsNodesCome,
  type NewNodes,
  type PoolCores,
  poolsOfUnknownCores,
} from '../draft/cores.ts'
import { accountsOf, isNew } from '../draft/draft-changes.ts'
import { kindsAfter } from '../draft/pool-nodes.ts'

/** Findings about the quotas of the Batch accounts: pools, and cores at the peak of the run. */
export function quotaFindings(question: Question): Finding[] {
  return [
    ...poolQuotaFindings(question),
    ...coreDemands(question).flatMap((demand) => coreFindings(demand, question.draft)),
    ...uncountedFindings(question),
    ...undividedFindings(question),
    ...ownSubscriptionFindings(question),
  ]
}

function poolQuotaFindings({ observed, draft }: Question): Finding[] {
  return accountsOf(draft.pools).flatMap(({ id, quotas: { pools: quota } }) => {
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

/** Tells the first pool that does not fit, and the first canary. */
function coreFindings(demand: CoreDemand, draft: Draft): Finding[] {
  const short = demand.pools.flatMap((pool) => shortages(pool, demand))
  const [pool, canary] = [short.find(({ isCanary }) => !isCanary), short.find(({ isCanary }) => isCanary)]
  return [pool, canary].flatMap((each) => (each === undefined ? [] : [coreFinding(each, demand, draft)]))
}

/** Nodes that come to one pool, and that a quota leaves no room for. */
type Shortage = NewNodes & {
  readonly quota: number
  /** Cores of everything else at that moment. */
  readonly others: number
}

/** All pools but this one keep what they have, or get what the run gives them. */
function shortages({ peak, comes }: PoolCores, { others, planned, quota }: CoreDemand): Shortage[] {
  if (quota === undefined) return []
  return comes
    .map((nodes) => ({ ...nodes, quota, others: others + planned - peak + nodes.beside }))
    .filter((each) => each.others + each.nodes * each.coresPerNode > quota)
}

function coreFinding(shortage: Shortage, { batchAccountId, kind }: CoreDemand, { pools }: Draft): Finding {
  const { poolId, nodes, coresPerNode, others, quota } = shortage
  const replaced = pools.find(({ desired }) => sameResourceId(desired.poolId, poolId))?.replaces
  const needed = nodes * coresPerNode
  const more = others + needed - quota
  return found('CoreQuotaShort', batchAccountId, {
    account: resourceName(batchAccountId),
    quota,
    kind,
    others,
    pool: `${resourceName(poolId)}${replaced ? `, which takes the place of ${resourceName(replaced.id)},` : ''}`,
    needed,
    nodes: count(nodes, 'node'),
    cores: count(coresPerNode, 'core'),
    missing: `${number(more)} ${more === 1 ? 'is' : 'are'}`,
    more,
    fewer: `${replaced ? 'choose `update-strategy: in-place`, which needs no second pool, or ' : ''}${fewerWords(shortage)}`,
  })
}

function fewerWords({ isCanary, coresPerNode, others, quota }: Shortage): string {
  const fitting = Math.max(0, Math.floor((quota - others) / coresPerNode))
  if (isCanary) return fitting === 0 ? 'leave `canary-nodes` out' : `set \`canary-nodes\` to at most ${fitting}`
  return fitting === 0 ? 'give another `batch-account`' : `ask for at most ${count(fitting, 'node')}`
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
    .filter((pool) => asksForMore(pool) && hasOwnQuotas(pool.account) && kindsAfter(pool) === undefined)
    .map(({ desired: { poolId } }) =>
      found('NotChecked', poolId, {
        what: `the core quotas for pool ${resourceName(poolId)}`,
        why: 'its autoscale formula decides how many of its nodes are dedicated and how many spot.',
        remedy: 'Look at both quotas in the portal (Batch account, Quotas) where they are nearly used up.',
      }),
    )
}

/** The one note for accounts without quotas of their own. */
function ownSubscriptionFindings({ draft }: Question): Finding[] {
  return accountsOf(draft.pools.filter(letsNodesCome))
    .filter((account) => !hasOwnQuotas(account))
    .map(({ id, location }) =>
      found('NotChecked', id, {
        what: `the core quotas for the pools of Batch account ${resourceName(id)}`,
        why: 'its nodes count against the quotas of its subscription, which Batch does not tell.',
        remedy: `Compare \`az vm list-usage --location ${normalizeRegion(location)} --subscription ${parseResourceId(id)?.subscriptionId}\` with the cores of the plan, and ask for more in the portal (Quotas, Compute) where they do not fit.`,
      }),
    )
}
