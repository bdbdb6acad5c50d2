import type { Pool } from '../../model/batch.ts'
import type { DesiredState } from '../../model/desired.ts'
import type { ObservedState, PoolGroup } from '../../model/observed.ts'
import { CURRENT_METADATA, NAME_METADATA, REPLACED_METADATA } from '../../model/origin.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import { metadataValue } from './pool-definition.ts'

/**
 * The pools among `listed` that a name stands for: the one of that name, and those that were made to take its place. The
 * one that became current last is current; while none says so, the one of the name itself is. Undefined without any.
 */
export function poolGroup(namedId: string, listed: readonly Pool[]): PoolGroup | undefined {
  const members = listed.filter((pool) => isNamed(pool, namedId))
  const [current, ...others] = members.toSorted((one, other) => rank(other, namedId).localeCompare(rank(one, namedId)))
  if (current === undefined) return undefined
  const staying = others.filter(({ provisioningState }) => provisioningState !== 'Deleting')
  return { namedId, currentId: current.id, others: staying }
}

/** Whether a pool tells that another has taken its place. */
export function isReplaced(pool: Pool): boolean {
  return entry(pool, REPLACED_METADATA) !== undefined
}

/** Whether a pool is, or once was, the one that its name stands for, as far as it tells. */
export function wasCurrent(pool: Pool): boolean {
  return isReplaced(pool) || entry(pool, CURRENT_METADATA) !== undefined
}

/** Whether a pool was made to take the place of another, and never did: the run that made it was cut short. */
export function isUnfinished(pool: Pool): boolean {
  return entry(pool, NAME_METADATA) !== undefined && !wasCurrent(pool)
}

/** What the workflow asks for, with the pools that its names stand for now. */
export function currentPools(desired: DesiredState, { groups = [] }: Pick<ObservedState, 'groups'>): DesiredState {
  const pools = desired.pools.map((pool) => {
    const group = groups.find(({ namedId }) => sameResourceId(namedId, pool.poolId))
    return group === undefined ? pool : { ...pool, poolId: group.currentId }
  })
  return { ...desired, pools }
}

function isNamed(pool: Pool, namedId: string): boolean {
  if (sameResourceId(pool.id, namedId)) return true
  const name = entry(pool, NAME_METADATA)
  return name !== undefined && name.toLowerCase() === resourceName(namedId).toLowerCase()
}

/** Sorts by the instant at which a pool became current; before all of them the pool of the name itself. */
function rank(pool: Pool, namedId: string): string {
  const since = entry(pool, CURRENT_METADATA)
  return `${since === undefined ? 0 : 1}${since ?? ''}${sameResourceId(pool.id, namedId) ? 1 : 0}`
}

function entry({ definition }: Pool, name: string): string | undefined {
  return metadataValue(definition.properties['metadata'], name)
}
