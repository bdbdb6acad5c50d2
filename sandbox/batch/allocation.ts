import type { Cohort, NodeUpgrade, Pool, Removal, Upbringing } from './entities.ts'
import { runsByNode, slotsOfRuns } from './runs.ts'

/** Seconds a node is `creating` and `leavingpool`. */
const CREATING_MS = 20_000
export const LEAVING_MS = 60_000

/** How long a node is `upgradingos`. */
export const UPGRADING_MS = 60_000

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
  | 'upgradingos'

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
  return arrived(cohort, now) - cohort.removals.filter((removal) => hasLeft(removal, now)).length
}

function hasLeft({ leavesAt }: Removal, now: number): boolean {
  return leavesAt !== undefined && now >= leavesAt + LEAVING_MS
}

function isLeaving({ leavesAt }: Removal, now: number): boolean {
  return leavesAt !== undefined && now >= leavesAt
}

/** Nodes of a pool now, by kind. */
export function currentNodes(pool: Pool, now: number, isDedicated: boolean): number {
  return pool.cohorts
    .filter((cohort) => cohort.isDedicated === isDedicated)
    .reduce((sum, cohort) => sum + present(cohort, now), 0)
}

/** What a node has begun last: its allocation, or the upgrade of its image. */
type Beginning = {
  readonly at: number
  readonly state: 'creating' | 'upgradingos'
  readonly ms: number
  readonly upbringing: Upbringing
}

function beginningOf(cohort: Cohort, index: number, now: number): Beginning {
  const upgrade = upgradeOf(cohort, index, now)
  return upgrade?.at === undefined
    ? { at: allocatedAt(cohort, index), state: 'creating', ms: CREATING_MS, upbringing: cohort.upbringing }
    : { at: upgrade.at, state: 'upgradingos', ms: UPGRADING_MS, upbringing: upgrade.upbringing }
}

/** A cohort as if none of its nodes had been upgraded: then the nodes of a wave are alike. */
export function neverUpgraded(cohort: Cohort): Cohort {
  return { ...cohort, upgrades: new Map() }
}

/** The last upgrade of a node that has begun by an instant. */
function upgradeOf({ upgrades }: Cohort, index: number, now: number): NodeUpgrade | undefined {
  return upgrades.get(index)?.findLast(({ at }) => at !== undefined && at <= now)
}

/** What a node came up with, or was last upgraded to. */
export function upbringingAt(cohort: Cohort, index: number, now: number): Upbringing {
  return beginningOf(cohort, index, now).upbringing
}

/** When node `index` of a cohort becomes unusable although it was ready; undefined where it never does. */
export function brokenAt(cohort: Cohort, index: number, now: number): number | undefined {
  const { breaks } = upbringingAt(cohort, index, now)
  const ready = readyAt(cohort, index, now)
  return breaks === undefined || ready === undefined || index >= breaks.nodes ? undefined : ready + breaks.ms
}

/** State of node `index` of a cohort, as if no task ran and it never left. */
function stateAt(cohort: Cohort, index: number, now: number): NodeState {
  return now >= (brokenAt(cohort, index, now) ?? Number.POSITIVE_INFINITY)
    ? 'unusable'
    : stateSinceBeginning(beginningOf(cohort, index, now), now)
}

function stateSinceBeginning({ at, state, ms, upbringing }: Beginning, now: number): NodeState {
  const age = now - at
  if (age < ms) return state
  if (!upbringing.joins) return age < ms + NEVER_JOINS_MS ? 'starting' : 'unusable'
  const booted = ms + upbringing.bootMs
  if (age < booted) return 'starting'
  const task = upbringing.startTask
  if (task === undefined || !task.waits) return 'idle'
  if (age < booted + task.ms) return 'waitingforstarttask'
  return task.exitCode === 0 ? 'idle' : 'starttaskfailed'
}

/** When a node of the cohort got its present state. */
export function stateSince(cohort: Cohort, index: number, now: number): number {
  const { at, ms, upbringing } = beginningOf(cohort, index, now)
  const broken = brokenAt(cohort, index, now)
  const task = upbringing.startTask?.waits ? upbringing.startTask.ms : undefined
  const ends = upbringing.joins
    ? [ms, ms + upbringing.bootMs, ms + upbringing.bootMs + (task ?? 0)]
    : [ms, ms + NEVER_JOINS_MS]
  return (
    [at, ...ends.map((end) => at + end), ...(broken === undefined ? [] : [broken])]
      .filter((instant) => instant <= now)
      .at(-1) ?? at
  )
}

/** When node `index` of a cohort was last booted, which is soon before its start task. */
export function bootedAt(cohort: Cohort, index: number, now: number): number {
  const { at, ms, upbringing } = beginningOf(cohort, index, now)
  return at + ms + upbringing.bootMs
}

/** When node `index` of a cohort can take tasks for the first time since it began; undefined where it never can. */
export function readyAt(cohort: Cohort, index: number, now: number): number | undefined {
  const { at, ms, upbringing } = beginningOf(cohort, index, now)
  const { joins, bootMs, startTask } = upbringing
  if (!joins || (startTask?.waits && startTask.exitCode !== 0)) return undefined
  return at + ms + bootMs + (startTask?.waits ? startTask.ms : 0)
}

/** Nodes of a pool by state, dedicated and spot apart. Cheap: waves are counted, not nodes. */
export function countStates(pool: Pool, now: number, isDedicated: boolean): Map<NodeState, number> {
  const counts = new Map<NodeState, number>()
  for (const cohort of pool.cohorts.filter((each) => each.isDedicated === isDedicated))
    for (const [state, count] of statesOf(cohort, now)) add(counts, state, count)
  const mark = isDedicated ? '_d' : '_p'
  const busy = [...runsByNode(pool, now).keys()].filter((id) => id.endsWith(mark)).length
  add(counts, 'running', busy)
  add(counts, 'idle', -busy)
  return counts
}

/** Nodes of a cohort by state, as if no task ran. */
function statesOf(cohort: Cohort, now: number): Map<NodeState, number> {
  const counts = new Map<NodeState, number>()
  const stateOf = (index: number) => stateAt(cohort, index, now)
  const before = neverUpgraded(cohort)
  const plainStateOf = (index: number) => stateAt(before, index, now)
  const all = arrived(cohort, now)
  const breaking = cohort.upbringing.breaks?.nodes ?? 0
  for (let first = 0; first < all; first += cohort.waveNodes) {
    const nodes = Math.min(cohort.waveNodes, all - first)
    // The nodes of a wave are alike, but for those that break.
    const bad = Math.max(0, Math.min(nodes, breaking - first))
    add(counts, plainStateOf(first), bad)
    add(counts, plainStateOf(first + nodes - 1), nodes - bad)
  }
  for (const index of cohort.upgrades.keys()) {
    add(counts, plainStateOf(index), -1)
    add(counts, stateOf(index), 1)
  }
  for (const removal of cohort.removals.filter((each) => isLeaving(each, now))) {
    add(counts, stateOf(removal.index), -1)
    if (!hasLeft(removal, now)) add(counts, 'leavingpool', 1)
  }
  return counts
}

function add(counts: Map<NodeState, number>, state: NodeState, count: number): void {
  if (count !== 0) counts.set(state, (counts.get(state) ?? 0) + count)
}

/** One node of a pool. */
export type NodeView = {
  readonly id: string
  readonly cohort: Cohort
  readonly index: number
  readonly state: NodeState
  readonly runningTasks: number
  readonly takenSlots: number
  /** Since when it is idle or running, as far as tasks tell. */
  readonly since: number
  /** It is to leave: it gets no other task. */
  readonly removal: Removal | undefined
  /** It waits for its tasks to be upgraded: it gets no other. */
  readonly isPostponed: boolean
}

/** All nodes of a pool, in a stable order. */
export function* nodesOf(pool: Pool, now: number): Generator<NodeView> {
  const runs = runsByNode(pool, now)
  for (const cohort of pool.cohorts) {
    const removals = new Map(cohort.removals.map((removal) => [removal.index, removal]))
    const all = arrived(cohort, now)
    for (let index = 0; index < all; index += 1) {
      const removal = removals.get(index)
      if (removal !== undefined && hasLeft(removal, now)) continue
      const id = nodeId(cohort, index)
      const own = runs.get(id) ?? []
      yield {
        id,
        cohort,
        index,
        state: stateOfNode(cohort, { index, removal, isBusy: own.length > 0 }, now),
        runningTasks: own.length,
        takenSlots: slotsOfRuns(own),
        since: Math.max(stateSince(cohort, index, now), ...own.slice(0, 1).map(({ startedAt }) => startedAt)),
        removal,
        isPostponed: cohort.upgrades.get(index)?.some(({ at }) => at === undefined) ?? false,
      }
    }
  }
}

type Circumstances = { readonly index: number; readonly removal: Removal | undefined; readonly isBusy: boolean }

function stateOfNode(cohort: Cohort, { index, removal, isBusy }: Circumstances, now: number): NodeState {
  if (removal !== undefined && isLeaving(removal, now)) return 'leavingpool'
  const state = stateAt(cohort, index, now)
  return isBusy && state === 'idle' ? 'running' : state
}

function nodeId({ key, isDedicated }: Cohort, index: number): string {
  return `tvmps_${key}${String(index).padStart(5, '0')}_${isDedicated ? 'd' : 'p'}`
}

/** Whether the last resize is over. */
export function isSteady(pool: Pool, now: number): boolean {
  return now >= pool.resize.endsAt
}
