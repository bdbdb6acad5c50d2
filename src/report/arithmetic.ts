import type { PlannedPool, RegionArithmetic } from '../model/plan.ts'
import { resourceName } from '../model/resource-id.ts'
import { count, number } from './count.ts'
import { enumeration } from './enumeration.ts'

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
