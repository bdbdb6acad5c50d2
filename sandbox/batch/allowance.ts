import { limitsOf } from './allocation-limits.ts'
import type { Demand } from './demand.ts'
import type { ResizeError } from './entities.ts'
import { obstacleTo } from './obstacles.ts'

/** Nodes that may still come, and why not more. */
export type Allowance = { readonly nodes: number; readonly error?: ResizeError }

/** What a resize gets of one kind of node: nothing where something stands in its way, else as many as fit. */
export function allow(demand: Demand): Allowance {
  const error = obstacleTo(demand)
  if (error !== undefined) return { nodes: 0, error }
  const tightest = limitsOf(demand).toSorted((one, other) => one.nodes - other.nodes)[0]
  if (tightest === undefined || tightest.nodes >= demand.wanted) return { nodes: demand.wanted }
  return { nodes: Math.max(0, Math.floor(tightest.nodes)), error: tightest.error }
}
