import { count, number } from '../model/count.ts'
import { enumeration } from '../model/enumeration.ts'
import type { CoreUse, Plan, PlannedPool, RegionArithmetic, TimeBudget } from '../model/plan.ts'
import { resourceName, sameResourceId } from '../model/resource-id.ts'
import { duration } from './duration.ts'

/** Why a region gets its replicas: `ceil(3000 / 300) = 10 replicas for render-pool; 1 there now`. */
export function replicaFormula(region: RegionArithmetic): string {
  const { existing, minimum, requested, pools, regionalReplicaCount, nodesPerReplica } = region
  const needed = pools.reduce((sum, { replicas }) => sum + replicas, 0)
  const sum = pools.map(({ nodes }) => `ceil(${nodes} / ${nodesPerReplica})`).join(' + ')
  const now = existing === 0 ? 'none there now' : `${existing} there now`
  if (pools.length > 0 && needed === regionalReplicaCount) {
    return `${sum} = ${count(needed, 'replica')} for ${enumeration(pools.map(({ poolId }) => resourceName(poolId)))}; ${now}`
  }
  if (pools.length === 0 && requested === undefined && minimum === existing && existing === regionalReplicaCount) {
    return `no pool of this run is here; its ${count(existing, 'replica')} ${existing === 1 ? 'stays' : 'stay'}`
  }
  const terms = [
    ...(pools.length > 0 ? [sum] : []),
    `${minimum} at least`,
    ...(requested === undefined ? [] : [`${requested} asked for`]),
    ...(existing === 0 ? [] : [now]),
  ]
  return `${terms.length === 1 ? terms[0] : `max(${terms.join(', ')})`} = ${count(regionalReplicaCount, 'replica')}${existing === 0 ? `; ${now}` : ''}`
}

/** Why a pool gets its resize timeout, in minutes; `asked` is what the workflow said. */
export function resizeTimeoutFormula(pool: PlannedPool, asked: number | 'auto'): string {
  const { nodes, resizeTimeoutMinutes: minutes } = pool
  if (minutes === undefined) return 'none is sent: Azure ignores it for autoscaled pools'
  if (asked !== 'auto') return `${count(minutes, 'minute')}, as given by resize-timeout-minutes`
  const byThousand = 15 * Math.ceil(nodes / 1000)
  if (byThousand === minutes && nodes > 0) return `15 × ceil(${nodes} / 1000) = ${count(minutes, 'minute')}`
  const above = nodes > 300 ? 'the least above 300 nodes' : 'the least'
  return `${count(minutes, 'minute')}, ${above} (${number(nodes)} asked for)`
}

/** Cores at the peak against their quota: `400 of other pools + 12,000 of this run = 12,400 of 20,000 dedicated cores`. */
export function coreFormula({ kind, others, planned, quota }: CoreUse): string {
  const total = others + planned
  const sum = `${number(others)} of other pools + ${number(planned)} of this run = ${number(total)}`
  if (quota === undefined) return `${sum} ${kind} cores; the account names no quota of them`
  const missing = total > quota ? `: ${number(total - quota)} too many` : ''
  return `${sum} of ${number(quota)} ${kind} cores${missing}`
}

/** What is told of the cores of a pool whose nodes Azure upgrades where they are; undefined where they are counted. */
export function steadyCores(
  { poolId, batchAccountId }: PlannedPool,
  { steps, cores }: Pick<Plan, 'steps' | 'cores'>,
): string | undefined {
  const isCounted = cores.some((use) => sameResourceId(use.batchAccountId, batchAccountId))
  const isUpgraded = steps.some((step) => step.kind === 'follow-upgrade' && sameResourceId(step.poolId, poolId))
  return isUpgraded && !isCounted ? 'no more than it holds now: Azure upgrades its nodes where they are' : undefined
}

/** How long a run may take, with its terms: `60 (replicating to westeurope) + 45 (resizing pool a) = 105 minutes (1h 45m)`. */
export function timeFormula({ minutes, terms }: TimeBudget): string {
  const sum = terms.map((term) => `${number(term.minutes)} (${term.what})`).join(' + ')
  const total = `${count(minutes, 'minute')}${minutes < 60 ? '' : ` (${duration(minutes * 60_000)})`}`
  return sum === '' ? total : `${sum} = ${total}`
}
