import type { BatchAccount, Pool, VmSize } from '../../model/batch.ts'
import type { Draft, DraftPool, Question } from '../../model/draft.ts'
import { presentValue } from '../../model/observed.ts'
import type { CoreUse } from '../../model/plan.ts'
import { resourceKey, sameResourceId } from '../../model/resource-id.ts'
import { accountsOf, changes, grows, isRolled, propertyAfter } from './draft-changes.ts'
import { kindsAfter, kindsHeld, kindsNow, type NodeKinds } from './pool-nodes.ts'
import { sizeIn } from './vm-sizes.ts'

/** Nodes that the run lets come. */
export type NewNodes = {
  readonly poolId: string
  readonly nodes: number
  readonly coresPerNode: number
  readonly isCanary: boolean
  /** Cores that the pool holds meanwhile: a canary stands beside it. */
  readonly beside: number
}

/** What one pool of the run takes of a quota: the most at one moment, and the nodes that come. */
export type PoolCores = { readonly peak: number; readonly comes: readonly NewNodes[] }

/** Cores of one quota with the pools of the run that take them. */
export type CoreDemand = CoreUse & { readonly pools: readonly PoolCores[] }

/** Cores of each quota at the peak of the run, for accounts in which a pool of the run grows, or is emptied or made anew. */
export function coreUse(question: Question): CoreUse[] {
  return coreDemands(question).map(({ pools: _, ...use }) => use)
}

/**
 * Cores of each quota that the run touches, with the pools that take them. Empty for an account whose pools or VM sizes
 * were not read. All pools of an account count, with the larger of what they hold and what they are to hold.
 */
export function coreDemands(question: Question): CoreDemand[] {
  return accountsOf(question.draft.pools.filter(letsNodesCome)).flatMap((account) => demandsOf(account, question))
}

/** Whether nodes come that are not there, or come anew. */
export function letsNodesCome(pool: DraftPool): boolean {
  return asksForMore(pool) || isRolled(pool)
}

/** Pools that hold nodes of a VM size of which the cores are not known, in accounts in which nodes come and that have quotas. */
export function poolsOfUnknownCores({ draft, observed: { preflight } }: Question): string[] {
  const accounts = accountsOf(draft.pools.filter(letsNodesCome)).filter(hasOwnQuotas)
  return accounts.flatMap((account) => {
    const [sizes, pools] = readingsOf(account, preflight)
    if (sizes === undefined || pools === undefined) return []
    return strangers(pools, draft)
      .filter((pool) => total(kindsHeld(pool)) > 0 && sizeIn(sizes, vmSizeOf(pool))?.cores === undefined)
      .map(({ id }) => id)
  })
}

/** Whether the run lets a pool have more nodes of one kind than it holds, or nodes of another size. */
export function asksForMore(pool: DraftPool): boolean {
  const [after, now] = [kindsAfter(pool), kindsNow(pool.pool)]
  const hasMore = after === undefined || after.dedicated > now.dedicated || after.spot > now.spot
  return grows(pool) && (hasMore || pool.canary !== undefined || changes(pool, 'properties.vmSize'))
}

type Preflight = Question['observed']['preflight']

function readingsOf({ id }: BatchAccount, { vmSizes, accountPools }: Preflight) {
  const key = resourceKey(id)
  return [presentValue(vmSizes[key]), presentValue(accountPools[key])] as const
}

/** A quota: which nodes it counts, and how many cores it allows. */
type Quota = {
  readonly kind: string
  readonly nodes: keyof NodeKinds
  readonly family?: string
  readonly cores: number | undefined
}

function demandsOf(account: BatchAccount, { draft, observed }: Question): CoreDemand[] {
  const [sizes, pools] = readingsOf(account, observed.preflight)
  if (sizes === undefined || pools === undefined) return []
  const own = draft.pools.filter((pool) => sameResourceId(pool.account.id, account.id))
  const others = strangers(pools, draft)
  return quotasOf(account).flatMap((quota) => {
    const taken = own.map((pool) => coresOf(pool, quota, sizes)).filter(({ peak }) => peak > 0)
    if (taken.length === 0) return []
    return [
      {
        batchAccountId: account.id,
        kind: quota.kind,
        others: sum(others.map((pool) => coresHeld(pool, quota, sizes))),
        planned: sum(taken.map(({ peak }) => peak)),
        ...(quota.cores !== undefined && { quota: quota.cores }),
        pools: taken,
      },
    ]
  })
}

/** Where pools live in the user's own subscription, its quotas count, which Batch does not tell. */
export function hasOwnQuotas({ poolAllocationMode }: BatchAccount): boolean {
  return poolAllocationMode !== 'UserSubscription'
}

function quotasOf(account: BatchAccount): Quota[] {
  const { quotas } = account
  const hasOwn = hasOwnQuotas(account)
  const families = hasOwn ? quotas.coresByFamily : []
  return [
    { kind: 'dedicated', nodes: 'dedicated', cores: hasOwn ? quotas.dedicatedCores : undefined },
    ...families.map(({ family, cores }): Quota => ({ kind: family, nodes: 'dedicated', family, cores })),
    { kind: 'spot', nodes: 'spot', cores: hasOwn ? quotas.spotCores : undefined },
  ]
}

/** What a pool holds, with its canary beside it, and then what it is to have: nodes may be of another VM size by then. */
function coresOf(pool: DraftPool, quota: Quota, sizes: readonly VmSize[]): PoolCores {
  const { poolId } = pool.desired
  const nodes = kindsAfter(pool)?.[quota.nodes] ?? 0
  const now = kindsNow(pool.pool)[quota.nodes]
  const held = now * (pool.pool ? countedCores(vmSizeOf(pool.pool), quota, sizes) : 0)
  const coresPerNode = countedCores(String(propertyAfter(pool, ['vmSize'])), quota, sizes)
  const own = { poolId, nodes, coresPerNode, isCanary: false, beside: 0 }
  const canary = {
    ...own,
    poolId: pool.canary?.poolId ?? '',
    nodes: pool.canary?.nodes[quota.nodes] ?? 0,
    isCanary: true,
    beside: held,
  }
  const isComing = grows(pool) && (nodes > now || isRolled(pool) || changes(pool, 'properties.vmSize'))
  return {
    peak: Math.max(held + canary.nodes * coresPerNode, nodes * coresPerNode),
    comes: [...(isComing ? [own] : []), canary].filter((each) => each.nodes * coresPerNode > 0),
  }
}

function coresHeld(pool: Pool, quota: Quota, sizes: readonly VmSize[]): number {
  return kindsHeld(pool)[quota.nodes] * countedCores(vmSizeOf(pool), quota, sizes)
}

/** Cores that a node of a VM size takes of a quota; none where they are not known. */
function countedCores(vmSize: string, { family }: Quota, sizes: readonly VmSize[]): number {
  const size = sizeIn(sizes, vmSize)
  return family === undefined || family.toLowerCase() === size?.family.toLowerCase() ? (size?.cores ?? 0) : 0
}

function strangers(pools: readonly Pool[], draft: Draft): Pool[] {
  const own = draft.pools.flatMap(({ desired, canary }) => [desired.poolId, ...(canary ? [canary.poolId] : [])])
  return pools.filter(({ id }) => !own.some((each) => sameResourceId(each, id)))
}

function vmSizeOf({ definition }: Pool): string {
  return String(definition.properties['vmSize'])
}

function total({ dedicated, spot }: NodeKinds): number {
  return dedicated + spot
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0)
}
