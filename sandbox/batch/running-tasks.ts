import type { Pool } from './entities.ts'
import { numberAt, textAt } from './json.ts'

/**
 * Tasks on the idle node at `position` of `idle` nodes: a pool that packs fills node after node, one that spreads
 * gives each node its first task before any gets a second. No node runs more than it has slots.
 */
export function tasksOn(pool: Pool, position: number, idle: number): number {
  const { runningTasks: tasks } = pool
  const slots = slotsOf(pool)
  if (packs(pool)) return Math.max(0, Math.min(slots, tasks - position * slots))
  const share = Math.floor(tasks / idle) + (position < tasks % idle ? 1 : 0)
  return Math.min(slots, share)
}

/** How many of `idle` nodes have a task; they are the first ones. */
export function busyNodes(pool: Pool, idle: number): number {
  return Math.min(idle, packs(pool) ? Math.ceil(pool.runningTasks / slotsOf(pool)) : pool.runningTasks)
}

function slotsOf({ properties }: Pool): number {
  return numberAt(properties, 'taskSlotsPerNode') || 1
}

function packs({ properties }: Pool): boolean {
  return textAt(properties, 'taskSchedulingPolicy', 'nodeFillType') === 'Pack'
}
