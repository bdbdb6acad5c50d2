import type { Occasion, Pool, Run } from './entities.ts'

/** How long a run is remembered by its pool after its end; node counts are never older. */
const REMEMBERED_MS = 60_000

/** Whether a run goes on at an instant. */
export function goesOn({ startedAt, ended }: Run, at: number): boolean {
  return startedAt <= at && (ended === undefined || at < ended.now)
}

/** Runs that go on in a pool at an instant, by node. */
export function runsByNode({ runs }: Pool, at: number): ReadonlyMap<string, readonly Run[]> {
  const byNode = new Map<string, Run[]>()
  for (const run of runs) {
    if (!goesOn(run, at)) continue
    const own = byNode.get(run.nodeId)
    if (own === undefined) byNode.set(run.nodeId, [run])
    else own.push(run)
  }
  return byNode
}

/** Task slots that runs take together. */
export function slotsOfRuns(runs: readonly Run[]): number {
  return runs.reduce((sum, { slots }) => sum + slots, 0)
}

/** Ends a run: by itself, or because somebody wanted its node, its job or its task to stop. */
export function endRun(run: Run, as: 'completed' | 'requeued' | 'terminated', { now, by }: Occasion): void {
  const { task } = run
  run.ended = { as, now, by }
  task.state = as === 'requeued' ? 'active' : 'completed'
  task.stateAt = now
  task.revision += 1
  if (as === 'terminated') task.terminated = { now, by }
}

/** Forgets runs that ended a while ago; their tasks still know of them. */
export function forgetOldRuns(pool: Pool, now: number): void {
  pool.runs = pool.runs.filter(({ ended }) => ended === undefined || now < ended.now + REMEMBERED_MS)
}
