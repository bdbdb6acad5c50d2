import type { Cohort, Pool } from './entities.ts'
import { busyNodes, tasksOn } from './running-tasks.ts'

/** Seconds a node is `creating` and `leavingpool`. */
const CREATING_MS = 20_000
export const LEAVING_MS = 60_000

/** How long a node that never joins stays `starting` before Batch calls it unusable. */
const NEVER_JOINS_MS = 15 * 60_000

/** States of nodes as the Batch service spells them. */
export type NodeState =
  | 'creating'
  | 'starting'
  | 'waitingforstarttask'
  | 'idle'
  | 'running'
  | 'starttaskfailed'
  | 'unusable'
  | 'leavingpool'

/** Nodes of a cohort allocated until `now`, before any was taken away. */
function arrived(cohort: Cohort, now: number): number {
  const until = Math.min(now, cohort.cutoff)
  if (until < cohort.askedAt + cohort.waveMs) return 0
  const waves = Math.floor((until - cohort.askedAt) / cohort.waveMs)
  return Math.min(cohort.count, waves * cohort.waveNodes)
}

/** When node `index` of a cohort is allocated. */
export function allocatedAt(cohort: Cohort, index: number): number {
  return cohort.askedAt + (Math.floor(index / cohort.waveNodes) + 1) * cohort.waveMs
}

/** When the last node of a cohort is allocated, if nothing stops it. */
export function lastAllocatedAt(cohort: Cohort): number {
  return cohort.count === 0 ? cohort.askedAt : allocatedAt(cohort, cohort.count - 1)
}

/** Nodes of a cohort that are in the pool now, those that are leaving among them. */
export function present(cohort: Cohort, now: number): number {
  const gone = cohort.removals.filter(({ at }) => now >= at + LEAVING_MS).reduce((sum, { count }) => sum + count, 0)
  return Math.max(0, arrived(cohort, now) - gone)
}

function leaving(cohort: Cohort, now: number): number {
  return cohort.removals
    .filter(({ at }) => now >= at && now < at + LEAVING_MS)
    .reduce((sum, { count }) => sum + count, 0)
}

/** Nodes of a pool now, by kind. */
export function currentNodes(pool: Pool, now: number, isDedicated: boolean): number {
  return pool.cohorts
    .filter((cohort) => cohort.isDedicated === isDedicated)
    .reduce((sum, cohort) => sum + present(cohort, now), 0)
}

/** State of a node `ageMs` after it was allocated. */
export function stateAtAge({ upbringing }: Cohort, ageMs: number): NodeState {
  if (ageMs < CREATING_MS) return 'creating'
  if (!upbringing.joins) return ageMs < CREATING_MS + NEVER_JOINS_MS ? 'starting' : 'unusable'
  const booted = CREATING_MS + upbringing.bootMs
  if (ageMs < booted) return 'starting'
  const task = upbringing.startTask
  if (task === undefined || !task.waits) return 'idle'
  if (ageMs < booted + task.ms) return 'waitingforstarttask'
  return task.exitCode === 0 ? 'idle' : 'starttaskfailed'
}

/** When a node of the cohort got its present state. */
export function stateSince(cohort: Cohort, index: number, now: number): number {
  const born = allocatedAt(cohort, index)
  const { upbringing } = cohort
  const task = upbringing.startTask?.waits ? upbringing.startTask.ms : undefined
  const ends = upbringing.joins
    ? [CREATING_MS, CREATING_MS + upbringing.bootMs, CREATING_MS + upbringing.bootMs + (task ?? 0)]
    : [CREATING_MS, CREATING_MS + NEVER_JOINS_MS]
  return [born, ...ends.map((end) => born + end)].filter((instant) => instant <= now).at(-1) ?? born
}

/** Nodes of a pool by state, dedicated and spot apart. Cheap: waves are counted, not nodes. */
export function countStates(pool: Pool, now: number, isDedicated: boolean): Map<NodeState, number> {
  const counts = new Map<NodeState, number>()
  let busy = busyNodes(pool, idleNodes(pool, now))
  for (const cohort of pool.cohorts) {
    const states = statesOf(cohort, now)
    const idle = states.get('idle') ?? 0
    const running = Math.min(busy, idle)
    busy -= running
    if (cohort.isDedicated !== isDedicated) continue
    for (const [state, count] of states.set('idle', idle - running).set('running', running)) add(counts, state, count)
  }
  return counts
}

/** Nodes of a cohort by state, as if no task ran. */
function statesOf(cohort: Cohort, now: number): Map<NodeState, number> {
  const counts = new Map<NodeState, number>()
  const off = leaving(cohort, now)
  add(counts, 'leavingpool', off)
  let left = present(cohort, now) - off
  for (let first = 0; left > 0; first += cohort.waveNodes) {
    const wave = Math.min(cohort.waveNodes, left)
    add(counts, stateAtAge(cohort, now - allocatedAt(cohort, first)), wave)
    left -= wave
  }
  return counts
}

function add(counts: Map<NodeState, number>, state: NodeState, count: number): void {
  if (count > 0) counts.set(state, (counts.get(state) ?? 0) + count)
}

function idleNodes(pool: Pool, now: number): number {
  return pool.cohorts.reduce((sum, cohort) => sum + (statesOf(cohort, now).get('idle') ?? 0), 0)
}

/** One node of a pool. */
export type NodeView = {
  readonly id: string
  readonly cohort: Cohort
  readonly index: number
  readonly state: NodeState
  readonly runningTasks: number
}

/** All nodes of a pool, in a stable order; the first of those that are ready run its tasks. */
export function* nodesOf(pool: Pool, now: number): Generator<NodeView> {
  const idle = idleNodes(pool, now)
  let position = 0
  for (const cohort of pool.cohorts) {
    const [here, off] = [present(cohort, now), leaving(cohort, now)]
    for (let index = 0; index < here; index += 1) {
      const id = `tvmps_${cohort.key}${String(index).padStart(5, '0')}_${cohort.isDedicated ? 'd' : 'p'}`
      const state = index >= here - off ? 'leavingpool' : stateAtAge(cohort, now - allocatedAt(cohort, index))
      const runningTasks = state === 'idle' ? tasksOn(pool, position, idle) : 0
      if (state === 'idle') position += 1
      yield { id, cohort, index, state: runningTasks > 0 ? 'running' : state, runningTasks }
    }
  }
}

/** Whether the last resize is over. */
export function isSteady(pool: Pool, now: number): boolean {
  return now >= pool.resize.endsAt
}
