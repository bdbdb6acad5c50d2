import type { Pool } from './batch.ts'

/** Nodes that a pool holds now, of both kinds. */
export function nodesIn({ currentDedicatedNodes, currentSpotNodes }: Pool): number {
  return currentDedicatedNodes + currentSpotNodes
}

/** Whether a pool holds no node, and none is on its way. */
export function isEmptyPool(pool: Pool): boolean {
  return nodesIn(pool) === 0 && pool.allocationState === 'Steady'
}
