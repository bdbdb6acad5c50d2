import { allocatedAt, countStates, currentNodes, LEAVING_MS } from '../allocation.ts'
import { nextBreak } from '../breaking.ts'
import type { Cohort, Pool } from '../entities.ts'
import { textAt } from '../json.ts'
import { nextReadyNode } from '../placing.ts'
import { sizeOf } from '../sizes.ts'
import { type BatchParts, DELETING_MS } from '../store.ts'
import type { NodeCount } from './record.ts'

/** Instants between two others at which nodes of a pool come, become ready, break or go, in order. */
export function changesBetween(pool: Pool, after: number, before: number): readonly number[] {
  const gone = pool.deletedAt === undefined ? [] : [pool.deletedAt, pool.deletedAt + DELETING_MS]
  const instants = new Set([
    ...gone,
    ...pool.cohorts.flatMap(comingsAndGoings),
    ...eachNext(nextReadyNode, pool, after, before),
    ...eachNext(nextBreak, pool, after, before),
  ])
  return [...instants].filter((at) => after < at && at < before).sort((one, other) => one - other)
}

function comingsAndGoings(cohort: Cohort): readonly number[] {
  const instants: number[] = []
  for (let first = 0; first < cohort.count; first += cohort.waveNodes) instants.push(allocatedAt(cohort, first))
  for (const { leavesAt } of cohort.removals) if (leavesAt !== undefined) instants.push(leavesAt, leavesAt + LEAVING_MS)
  return instants
}

/** All instants that follow one upon the other. */
function* eachNext(next: typeof nextBreak, pool: Pool, after: number, before: number): Generator<number> {
  for (let at = next(pool, after); at < before; at = next(pool, at)) yield at
}

/** Nodes of a pool at an instant; one that is being deleted holds its nodes until it is gone, and uses none. */
export function countAt(pool: Pool, at: number, parts: BatchParts): NodeCount {
  const size = sizeOf(parts, textAt(pool.properties, 'vmSize') ?? '')
  const { deletedAt = Number.POSITIVE_INFINITY } = pool
  const held = (isDedicated: boolean) => (at < deletedAt + DELETING_MS ? currentNodes(pool, at, isDedicated) : 0)
  return {
    at,
    dedicated: held(true),
    spot: held(false),
    usable: at < deletedAt ? usableAt(pool, at, true) + usableAt(pool, at, false) : 0,
    cores: size?.cores ?? 0,
    family: size?.family ?? '',
  }
}

function usableAt(pool: Pool, at: number, isDedicated: boolean): number {
  const counts = countStates(pool, at, isDedicated)
  return (counts.get('idle') ?? 0) + (counts.get('running') ?? 0)
}
