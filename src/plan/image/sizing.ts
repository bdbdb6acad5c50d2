import type { DesiredImage, DesiredPool, PoolScale } from '../../model/desired.ts'
import type { TargetRegion } from '../../model/image.ts'
import type { RegionArithmetic } from '../../model/plan.ts'
import { normalizeRegion } from '../../model/resource-id.ts'

/**
 * Most replicas Azure keeps of one image version in one region.
 * Source: learn.microsoft.com, "Azure Compute Gallery", limits.
 */
export const MOST_REPLICAS = 100

/** Nodes a scale asks for at most: dedicated and spot together, or the ceiling of a formula. */
export function nodesOf(scale: PoolScale): number {
  return scale.kind === 'fixed' ? scale.targetDedicatedNodes + scale.targetSpotNodes : scale.maximumNodes
}

/**
 * Replicas that a pool of `nodes` needs in its region: one per `nodesPerReplica`, rounded up.
 * Source of the default 300: learn.microsoft.com/azure/batch/batch-sig-images, "Considerations for large pools".
 */
export function replicasForNodes(nodes: number, nodesPerReplica: number): number {
  return Math.ceil(nodes / nodesPerReplica)
}

/**
 * Minutes a resize to `nodes` may take: 15 for every 1,000 nodes begun, at least 15, and 30 above 300 nodes.
 * Source: learn.microsoft.com/azure/batch/batch-sig-images and batch-pool-node-error-checking.
 */
export function resizeTimeoutMinutes(nodes: number): number {
  const atLeast = nodes > 300 ? 30 : 15
  return Math.max(atLeast, 15 * Math.ceil(nodes / 1000))
}

/** A pool with the region its account lies in. */
export type PlacedPool = { readonly pool: DesiredPool; readonly region: string }

/**
 * Replicas per region, with the reasons for each: never less than the region has, than the minimum, than the
 * workflow asked for, or than all pools of the run in that region need together.
 */
export function replicaArithmetic(
  image: DesiredImage,
  pools: readonly PlacedPool[],
  location: string,
  existing: readonly TargetRegion[],
): RegionArithmetic[] {
  const requested = new Map(image.extraRegions.map((extra) => [extra.region, extra.regionalReplicaCount]))
  const wanted = [normalizeRegion(location), ...pools.map(({ region }) => region), ...requested.keys()]
  const regions = [...new Set([...wanted, ...existing.map(({ region }) => region)])]
  return regions.map((region) => {
    const held = existing.find((target) => target.region === region)?.regionalReplicaCount ?? 0
    const terms = pools
      .filter((placed) => placed.region === region)
      .map(({ pool }) => {
        const nodes = nodesOf(pool.scale)
        return { poolId: pool.poolId, nodes, replicas: replicasForNodes(nodes, image.nodesPerReplica) }
      })
    // A region that only other runs asked for keeps what it has: its size is not this run's business.
    const minimum = wanted.includes(region) ? image.minimumReplicas : held
    const asked = requested.get(region)
    return {
      region,
      existing: held,
      regionalReplicaCount: Math.max(
        held,
        minimum,
        asked ?? 0,
        terms.reduce((sum, term) => sum + term.replicas, 0),
      ),
      minimum,
      ...(asked === undefined ? {} : { requested: asked }),
      pools: terms,
      nodesPerReplica: image.nodesPerReplica,
    }
  })
}
