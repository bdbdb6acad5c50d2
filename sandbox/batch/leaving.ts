import { LEAVING_MS, lastAllocatedAt, type NodeView, nodesOf } from './allocation.ts'
import type { DeallocationOption, Occasion, Pool, Removal } from './entities.ts'
import { at } from './json.ts'
import { removalTimedOut } from './resize-errors.ts'
import { endRun, goesOn, runsByNode } from './runs.ts'

/** The youngest nodes of one kind, which a smaller scale takes away first. */
export function youngestNodes(pool: Pool, isDedicated: boolean, count: number, now: number): readonly NodeView[] {
  const own = [...nodesOf(pool, now)].filter(({ cohort }) => cohort.isDedicated === isDedicated)
  return own.filter(({ removal }) => removal === undefined).slice(Math.max(0, own.length - count))
}

/** Takes nodes away: their tasks are stopped as the option says, or waited for. True where some are waited for. */
export function takeAway(pool: Pool, nodes: readonly NodeView[], option: DeallocationOption, on: Occasion): boolean {
  const runs = runsByNode(pool, on.now)
  const waits = option === 'TaskCompletion' || option === 'RetainedData'
  let isWaiting = false
  for (const { id, cohort, index } of nodes) {
    const own = runs.get(id) ?? []
    if (!waits) for (const run of own) endRun(run, option === 'Terminate' ? 'terminated' : 'requeued', on)
    const stays = waits && own.length > 0
    cohort.removals.push({ index, leavesAt: stays ? undefined : on.now })
    isWaiting ||= stays
  }
  return isWaiting
}

/** Sends away the nodes whose tasks have ended, and gives up where the resize has taken too long. */
export function releaseNodes(pool: Pool, now: number): void {
  if (pool.resize.endsAt !== Number.POSITIVE_INFINITY) return
  const busy = runsByNode(pool, now)
  for (const { id, removal } of nodesOf(pool, now))
    if (removal !== undefined && removal.leavesAt === undefined && !busy.has(id)) removal.leavesAt = now
  if (!isWaiting(pool)) {
    pool.resize = { ...pool.resize, endsAt: Math.max(now + LEAVING_MS, grownAt(pool)) }
  } else if (now >= deadlineOf(pool)) {
    keepWaiting(pool)
    const error = removalTimedOut(pool.resize.timeoutMs)
    pool.resize = {
      ...pool.resize,
      endsAt: Math.max(lastOneGone(pool, now), grownAt(pool)),
      errors: [...pool.resize.errors, error],
    }
  }
}

/** When a resize that waits for tasks gives up; a pool that scales itself never does. */
export function deadlineOf({ resize, properties }: Pool): number {
  const isAutoScaled = at(properties, 'scaleSettings', 'autoScale') !== undefined
  return isAutoScaled ? Number.POSITIVE_INFINITY : resize.startedAt + resize.timeoutMs
}

/** Lets stay what was to leave and still has tasks. */
export function keepWaiting(pool: Pool): void {
  for (const { removals } of pool.cohorts) {
    const leaving = removals.filter(({ leavesAt }) => leavesAt !== undefined)
    removals.splice(0, removals.length, ...leaving)
  }
}

/** When the last node that has begun to leave is gone; `now` where none is on its way. */
export function lastOneGone(pool: Pool, now: number): number {
  const ends = removalsOf(pool).map(({ leavesAt = now }) => leavesAt + LEAVING_MS)
  return ends.reduce((last, end) => Math.max(last, end), now)
}

/** Puts the tasks of a pool that is being deleted back among those that wait. */
export function requeueAll({ runs }: Pool, on: Occasion): void {
  for (const run of runs.filter((each) => goesOn(each, on.now))) endRun(run, 'requeued', on)
}

/** When the last node has come that the same resize may have asked for. */
function grownAt({ cohorts }: Pool): number {
  return cohorts.reduce((last, cohort) => Math.max(last, Math.min(lastAllocatedAt(cohort), cohort.cutoff)), 0)
}

function isWaiting(pool: Pool): boolean {
  return removalsOf(pool).some(({ leavesAt }) => leavesAt === undefined)
}

function removalsOf({ cohorts }: Pool): readonly Removal[] {
  return cohorts.flatMap(({ removals }) => removals)
}
