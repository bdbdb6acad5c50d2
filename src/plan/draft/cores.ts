import type { BatchAccount, Pool, VmSize } from '../../model/batch.ts'
import type { Draft, DraftPool, Question } from '../../model/draft.ts'
import { presentValue } from '../../model/observed.ts'
import type { CoreUse } from '../../model/plan.ts'
import { resourceKey, sameResourceId } from '../../model/resource-id.ts'
import { changes, grows, isRolled, propertyAfter } from './draft-changes.ts'
import { kindsAfter, kindsHeld, kindsNow, type NodeKinds } from './pool-nodes.ts'

/** What one pool of the run takes of a quota at its peak. */
export type PoolCores = {
  readonly poolId: string
  readonly nodes: number
  readonly coresPerNode: number
  /** Whether it asks for more nodes of the kind than it holds. */
  readonly isGrowing: boolean
}

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
  const isCounted = (pool: DraftPool) => asksForMore(pool) || isRolled(pool)
  return accountsOf(question.draft, isCounted).flatMap((account) => demandsOf(account, question))
}

/** Pools of the accounts that grow, that hold nodes of a VM size of which the cores are not known. */
export function poolsOfUnknownCores({ draft, observed: { preflight } }: Question): string[] {
  return accountsOf(draft, asksForMore).flatMap((account) => {
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

function accountsOf({ pools }: Draft, isMeant: (pool: DraftPool) => boolean): BatchAccount[] {
  return [...new Map(pools.filter(isMeant).map(({ account }) => [resourceKey(account.id), account])).values()]
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
    const taken = own.flatMap((pool) => coresOf(pool, quota, sizes))
    if (taken.length === 0) return []
    return [
      {
        batchAccountId: account.id,
        kind: quota.kind,
        others: sum(others.map((pool) => coresHeld(pool, quota, sizes))),
        planned: sum(taken.map(({ nodes, coresPerNode }) => nodes * coresPerNode)),
        ...(quota.cores !== undefined && { quota: quota.cores }),
        pools: taken,
      },
    ]
  })
}

/** Where pools live in the user's own subscription, its quotas count, which Batch does not tell. */
function quotasOf({ quotas, poolAllocationMode }: BatchAccount): Quota[] {
  const hasOwn = poolAllocationMode !== 'UserSubscription'
  const families = hasOwn ? quotas.coresByFamily : []
  return [
    { kind: 'dedicated', nodes: 'dedicated', cores: hasOwn ? quotas.dedicatedCores : undefined },
    ...families.map(({ family, cores }): Quota => ({ kind: family, nodes: 'dedicated', family, cores })),
    { kind: 'spot', nodes: 'spot', cores: hasOwn ? quotas.spotCores : undefined },
  ]
}

function coresOf(pool: DraftPool, quota: Quota, sizes: readonly VmSize[]): PoolCores[] {
  const size = sizeIn(sizes, String(propertyAfter(pool, ['vmSize'])))
  const [after, now] = [kindsAfter(pool)?.[quota.nodes] ?? 0, kindsNow(pool.pool)[quota.nodes]]
  const nodes = Math.max(after, now)
  const canary = canaryNodes(pool, quota, nodes - now)
  if (size?.cores === undefined || nodes + canary === 0 || !isCounted(size, quota)) return []
  const coresPerNode = size.cores
  const isGrowing = grows(pool) && (after > now || changes(pool, 'properties.vmSize'))
  return [
    ...(nodes > 0 ? [{ poolId: pool.desired.poolId, nodes, coresPerNode, isGrowing }] : []),
    ...(canary > 0 ? [{ poolId: pool.canary?.poolId ?? '', nodes: canary, coresPerNode, isGrowing: true }] : []),
  ]
}

/** Nodes of a canary at the peak: it stands beside the pool as it is, and is gone before that grows by `more`. */
function canaryNodes({ canary }: DraftPool, { nodes: kind }: Quota, more: number): number {
  return Math.max(0, (canary?.nodes[kind] ?? 0) - more)
}

function coresHeld(pool: Pool, quota: Quota, sizes: readonly VmSize[]): number {
  const size = sizeIn(sizes, vmSizeOf(pool))
  return size !== undefined && isCounted(size, quota) ? kindsHeld(pool)[quota.nodes] * (size.cores ?? 0) : 0
}

function isCounted(size: VmSize, { family }: Quota): boolean {
  return family === undefined || family.toLowerCase() === size.family.toLowerCase()
}

function strangers(pools: readonly Pool[], draft: Draft): Pool[] {
  const own = draft.pools.flatMap(({ desired, canary }) => [desired.poolId, ...(canary ? [canary.poolId] : [])])
  return pools.filter(({ id }) => !own.some((each) => sameResourceId(each, id)))
}

/** A VM size by its name, whatever its case. */
export function sizeIn(sizes: readonly VmSize[], name: string): VmSize | undefined {
  return sizes.find((size) => size.name.toLowerCase() === name.toLowerCase())
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
