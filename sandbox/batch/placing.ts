import { type NodeView, neverUpgraded, nodesOf, readyAt } from './allocation.ts'
import type { Cohort, Pool, Task } from './entities.ts'
import { at, numberAt, textAt } from './json.ts'
import type { BatchParts } from './store.ts'
import { durationOf, slotsOfTask } from './task-work.ts'

/** A node that may take tasks, and how many slots it still has. */
type Place = { readonly node: NodeView; free: number; tasks: number }

/** Tasks that wait for a node of each pool, oldest first. */
export function waitingTasks(parts: BatchParts, now: number): ReadonlyMap<Pool, readonly Task[]> {
  const waiting = new Map<Pool, Task[]>()
  for (const account of parts.store.accounts.values()) {
    for (const pool of parts.store.pools(account, now)) addTo(waiting, pool, activeOf(pool.endlessTasks))
    for (const job of parts.store.jobs(account).values()) {
      const tasks = job.state === 'active' ? activeOf(job.tasks) : []
      if (tasks.length === 0) continue
      const pool = parts.store.pool(account, textAt(job.body, 'poolInfo', 'poolId') ?? '', now)
      if (pool !== undefined) addTo(waiting, pool, tasks)
    }
  }
  for (const tasks of waiting.values()) tasks.sort((one, other) => one.createdAt - other.createdAt)
  return waiting
}

function activeOf(tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ state }) => state === 'active')
}

function addTo(waiting: Map<Pool, Task[]>, pool: Pool, tasks: readonly Task[]): void {
  if (tasks.length === 0 || pool.deletedAt !== undefined) return
  const own = waiting.get(pool)
  if (own === undefined) waiting.set(pool, [...tasks])
  else for (const task of tasks) own.push(task)
}

/** Starts as many of the tasks as there are free slots on nodes that are ready and stay. */
export function startTasks(pool: Pool, tasks: readonly Task[], now: number): void {
  const places = placesOf(pool, now)
  for (const task of tasks) {
    const slots = slotsOfTask(task)
    const place = choose(pool, task, places)
    if (place === undefined) continue
    place.free -= slots
    place.tasks += 1
    start(pool, task, place.node.id, now)
    if (place.free === 0) places.splice(places.indexOf(place), 1)
    if (places.length === 0) return
  }
}

function placesOf(pool: Pool, now: number): Place[] {
  const slots = numberAt(pool.properties, 'taskSlotsPerNode') || 1
  return [...nodesOf(pool, now)]
    .filter(({ removal, isPostponed }) => removal === undefined && !isPostponed)
    .filter(({ state, takenSlots }) => takesTasks(state) && takenSlots < slots)
    .map((node) => ({ node, free: slots - node.takenSlots, tasks: node.runningTasks }))
}

function takesTasks(state: NodeView['state']): boolean {
  return state === 'idle' || state === 'running'
}

/** The node a task prefers, where it has room; else the first of those with fewest tasks, or of all where it packs. */
function choose(pool: Pool, task: Task, places: readonly Place[]): Place | undefined {
  const slots = slotsOfTask(task)
  const affinity = textAt(task.body, 'affinityInfo', 'affinityId')
  const packs = textAt(pool.properties, 'taskSchedulingPolicy', 'nodeFillType') === 'Pack'
  let best: Place | undefined
  for (const place of places) {
    if (place.free < slots) continue
    if (`TVM:${place.node.id}` === affinity) return place
    if (best === undefined || (!packs && place.tasks < best.tasks)) best = place
    // No place can be better, unless the task prefers one.
    if (affinity === undefined && (packs || best.tasks === 0)) return best
  }
  return best
}

function start(pool: Pool, task: Task, nodeId: string, now: number): void {
  const lacksContainer = needsContainer(pool) && isBare(task)
  const run = {
    task,
    poolName: pool.name,
    nodeId,
    slots: slotsOfTask(task),
    startedAt: now,
    endsAt: now + (lacksContainer ? 1000 : durationOf(task)),
    lacksContainer,
    ended: undefined,
  }
  task.runs.push(run)
  task.state = 'running'
  task.stateAt = now
  task.revision += 1
  pool.runs.push(run)
}

/** Nodes that are set up for containers run no task outside of one. */
function needsContainer({ properties }: Pool): boolean {
  const path = ['deploymentConfiguration', 'virtualMachineConfiguration', 'containerConfiguration'] as const
  return at(properties, ...path) !== undefined
}

/** Tasks that only a pool knows, of no job, count as fit for it. */
function isBare({ jobId, body }: Task): boolean {
  return jobId !== undefined && body['containerSettings'] === undefined
}

/** When the next node of a pool is ready for tasks; infinity where none is on its way. */
export function nextReadyNode({ cohorts }: Pool, now: number): number {
  let next = Number.POSITIVE_INFINITY
  for (const cohort of cohorts) {
    const consider = (from: Cohort, index: number) => {
      const ready = readyAt(from, index, now)
      if (ready !== undefined && ready > now) next = Math.min(next, ready)
    }
    const before = neverUpgraded(cohort)
    for (let first = 0; first < cohort.count; first += cohort.waveNodes) consider(before, first)
    for (const index of cohort.upgrades.keys()) consider(cohort, index)
  }
  return next
}
