import type { Pool } from '../model/batch.ts'
import type { DesiredPool, DesiredState } from '../model/desired.ts'
import type { Observed, ObservedState, PoolGroup, Preflight } from '../model/observed.ts'
import type { Ports } from '../model/ports.ts'
import { resourceKey } from '../model/resource-id.ts'
import { isReplaced, poolGroup } from '../plan/pool/pool-group.ts'
import { value } from './reading.ts'

/** The pools that the workflow names, others of the same name, and the lists that were read for that. */
export type ObservedPools = Pick<ObservedState, 'pools' | 'groups'> & Pick<Preflight, 'accountPools'>

/**
 * Reads each pool by its ID. The other pools of its account are listed only where the name may stand for one of them:
 * there is none of that ID, it tells of another that took its place, or the run itself is to put one there.
 */
export async function observePools(
  { pools, rollout }: DesiredState,
  ports: Pick<Ports, 'azure'>,
): Promise<ObservedPools> {
  const found = await Promise.all(pools.map((pool) => observePool(pool, rollout.strategy === 'blue-green', ports)))
  return {
    pools: Object.assign({}, ...found.map((each) => each.pools)),
    groups: found.flatMap(({ group }) => (group ? [group] : [])),
    accountPools: Object.assign({}, ...found.map((each) => each.accountPools)),
  }
}

type FoundPool = Omit<ObservedPools, 'groups'> & { readonly group?: PoolGroup }

async function observePool(
  { poolId, batchAccountId }: DesiredPool,
  hasOthers: boolean,
  { azure }: Pick<Ports, 'azure'>,
): Promise<FoundPool> {
  const named = await value(azure.readPool(poolId))
  const isAlone = named.state === 'unreadable' || (named.state === 'present' && !hasOthers && !isReplaced(named.value))
  if (isAlone) return { pools: { [resourceKey(poolId)]: named }, accountPools: {} }
  const listed = await value(azure.listPools(batchAccountId))
  const accountPools = { [resourceKey(batchAccountId)]: listed }
  // Without the list nobody knows what the name stands for.
  if (listed.state === 'unreadable') return { pools: { [resourceKey(poolId)]: listed }, accountPools }
  const group = poolGroup(poolId, listed.state === 'present' ? listed.value : [])
  const members = group === undefined ? [] : membersOf(group, listed)
  const present = members.map((pool): [string, Observed<Pool>] => [
    resourceKey(pool.id),
    { state: 'present', value: pool },
  ])
  return {
    pools: { ...Object.fromEntries(present), [resourceKey(poolId)]: named },
    ...(group && { group }),
    accountPools,
  }
}

function membersOf({ currentId, others }: PoolGroup, listed: Observed<readonly Pool[]>): Pool[] {
  const all = listed.state === 'present' ? listed.value : []
  return [...all.filter(({ id }) => id === currentId), ...others]
}
