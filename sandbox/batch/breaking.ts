import { brokenAt, neverUpgraded, nodesOf } from './allocation.ts'
import type { Pool } from './entities.ts'
import { endRun, runsByNode } from './runs.ts'

/** Puts the tasks of nodes that have become unusable back among those that wait. */
export function requeueBroken(pool: Pool, now: number): void {
  if (!breaks(pool)) return
  const runs = runsByNode(pool, now)
  for (const { id, state } of nodesOf(pool, now)) {
    if (state !== 'unusable') continue
    for (const run of runs.get(id) ?? []) endRun(run, 'requeued', { now, by: `node ${id}, which became unusable` })
  }
}

/** When the next node of a pool becomes unusable; infinity where none will. */
export function nextBreak(pool: Pool, now: number): number {
  if (!breaks(pool)) return Number.POSITIVE_INFINITY
  const instants = pool.cohorts.flatMap((cohort) => {
    const waves = Math.ceil(Math.min(cohort.count, cohort.upbringing.breaks?.nodes ?? 0) / cohort.waveNodes)
    const first = Array.from({ length: waves }, (_, wave) => wave * cohort.waveNodes)
    const before = neverUpgraded(cohort)
    return [
      ...first.map((index) => brokenAt(before, index, now) ?? 0),
      ...[...cohort.upgrades.keys()].map((index) => brokenAt(cohort, index, now) ?? 0),
    ]
  })
  return instants.reduce((next, at) => (at > now && at < next ? at : next), Number.POSITIVE_INFINITY)
}

function breaks({ cohorts }: Pool): boolean {
  return cohorts.some(({ upbringing, upgrades }) =>
    [upbringing, ...[...upgrades.values()].flat().map((each) => each.upbringing)].some(
      ({ breaks }) => breaks !== undefined,
    ),
  )
}
