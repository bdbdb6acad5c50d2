import type { PoolWitness } from './witness.ts'

/** Nodes that can run tasks, of several pools together, in a span of time. */
export type Capacity = {
  /** The least number that there was at one instant, and when first. */
  readonly least: number
  readonly at: string
  /** ms in which there was none at all. */
  readonly withoutMs: number
}

/** Span of time, in ms since 1970. */
export type Span = { readonly since: number; readonly until: number }

/** How much the pools could do together, at their worst. */
export function capacityOf(pools: readonly Pick<PoolWitness, 'nodes'>[], { since, until }: Span): Capacity {
  const changes = pools.flatMap(({ nodes }) => nodes.map(({ at }) => Date.parse(at)))
  const inside = changes.filter((at) => since < at && at < until)
  const instants = [...new Set([since, ...inside])].sort((one, other) => one - other)
  let [least, leastAt, withoutMs] = [Number.POSITIVE_INFINITY, since, 0]
  for (const [index, at] of instants.entries()) {
    const usable = pools.reduce((sum, pool) => sum + usableAt(pool, at), 0)
    if (usable < least) [least, leastAt] = [usable, at]
    if (usable === 0) withoutMs += (instants[index + 1] ?? until) - at
  }
  return { least, at: new Date(leastAt).toISOString(), withoutMs }
}

function usableAt({ nodes }: Pick<PoolWitness, 'nodes'>, at: number): number {
  return nodes.findLast((count) => Date.parse(count.at) <= at)?.usable ?? 0
}
