import type { Pool } from '../../model/batch.ts'
import type { DraftPool } from '../../model/draft.ts'
import { type JsonValue, memberAt, mergeJson } from '../../model/json.ts'
import { nodesIn } from '../../model/pool-nodes.ts'
import { nodesOf } from '../image/sizing.ts'
import { asksFor } from '../pool/formula.ts'
import { propertyAfter } from './draft-changes.ts'

/** Nodes of a pool by kind. */
export type NodeKinds = { readonly dedicated: number; readonly spot: number }

const NONE: NodeKinds = { dedicated: 0, spot: 0 }

/**
 * Nodes a pool is to have after the run, by kind; undefined where an autoscale formula divides its nodes between both
 * kinds, which nobody can tell beforehand.
 */
export function kindsAfter(pool: DraftPool): NodeKinds | undefined {
  const settings = propertyAfter(pool, ['scaleSettings'])
  const formula = memberAt(settings, ['autoScale', 'formula'])
  if (typeof formula !== 'string') return fixedNodes(settings)
  const nodes = nodesOf(pool.desired.scale)
  if (!asksFor('spot', formula)) return { dedicated: nodes, spot: 0 }
  return asksFor('dedicated', formula) ? undefined : { dedicated: 0, spot: nodes }
}

/** Nodes of both kinds that a pool is to have after the run; for a formula the most it may ask for. */
export function nodesAfter(pool: DraftPool): number {
  const kinds = kindsAfter(pool)
  return kinds === undefined ? nodesOf(pool.desired.scale) : kinds.dedicated + kinds.spot
}

/** Spot nodes a pool may ask for after the run. */
export function spotNodesAfter(pool: DraftPool): number {
  return kindsAfter(pool)?.spot ?? nodesAfter(pool)
}

/** Nodes a pool holds now, by kind. */
export function kindsNow(pool: Pool | undefined): NodeKinds {
  return pool === undefined ? NONE : { dedicated: pool.currentDedicatedNodes, spot: pool.currentSpotNodes }
}

/** Nodes of both kinds that a pool holds now. */
export function nodesNow(pool: Pool | undefined): number {
  return pool === undefined ? 0 : nodesIn(pool)
}

/** Nodes that a pool holds or is on its way to, the larger of both, by kind. */
export function kindsHeld(pool: Pool): NodeKinds {
  const { resizeOperationStatus, scaleSettings } = pool.definition.properties
  // A resize under way is newer than the settings; it says nothing of a formula that decided on it.
  const target = fixedNodes(mergeJson(scaleSettings, { fixedScale: resizeOperationStatus ?? {} }))
  const now = kindsNow(pool)
  return { dedicated: Math.max(now.dedicated, target.dedicated), spot: Math.max(now.spot, target.spot) }
}

function fixedNodes(settings: JsonValue | undefined): NodeKinds {
  const target = (name: string) => Number(memberAt(settings, ['fixedScale', name]) ?? 0)
  return { dedicated: target('targetDedicatedNodes'), spot: target('targetLowPriorityNodes') }
}
