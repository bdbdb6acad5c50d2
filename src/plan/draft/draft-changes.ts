import type { BatchAccount } from '../../model/batch.ts'
import type { DraftPool } from '../../model/draft.ts'
import { memberAt } from '../../model/json.ts'
import { fieldDisruption, SCALE } from '../../model/pool-field.ts'
import { isEmptyPool } from '../../model/pool-nodes.ts'
import type { UpdatePool } from '../../model/pool-step.ts'
import { resourceKey } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'

/** Whether the run writes to the pool at all. */
export function isWritten({ steps }: DraftPool): boolean {
  return steps.some(({ kind }) => kind === 'create-pool' || kind === 'update-pool')
}

/** Whether the pool is new, or gets another image or node agent. */
export function changesImage(pool: DraftPool): boolean {
  return isMade(pool) || changes(pool, 'properties.deploymentConfiguration')
}

/** Whether the run starts the pool from an image: the first time, from another one, or all of its nodes anew. */
export function startsFromImage(pool: DraftPool): boolean {
  return changesImage(pool) || isRolled(pool)
}

/** Whether nodes may come that are not there: a canary, a new pool, a larger scale or a new try, another VM size or network. */
export function grows(pool: DraftPool): boolean {
  const touched = [SCALE, 'properties.vmSize', 'properties.networkConfiguration']
  return pool.canary !== undefined || isMade(pool) || touched.some((path) => changes(pool, path))
}

/** Whether nodes may start that are not there, or from another image. */
export function startsNodes(pool: DraftPool): boolean {
  return grows(pool) || changesImage(pool)
}

/** Whether the pool is created by this run, and was not there before. */
export function isNew({ pool, steps }: DraftPool): boolean {
  return pool === undefined && steps.some(({ kind }) => kind === 'create-pool')
}

/** Whether the run empties or replaces a pool that has nodes, to change what Azure changes only without them. */
export function isRolled({ steps }: DraftPool): boolean {
  return steps.some((step) => (step.kind === 'drain-pool' || step.kind === 'delete-pool') && !step.retires)
}

/** Whether the run would change what Azure changes only without nodes, in a pool that has some or is about to. */
export function needsRollout({ pool, steps }: DraftPool): boolean {
  if (pool === undefined) return false
  const updates = steps.filter(isUpdate).flatMap((step) => step.changes)
  return !isEmptyPool(pool) && updates.some(({ path }) => fieldDisruption(path) !== 'none')
}

function isMade({ steps }: DraftPool): boolean {
  return steps.some(({ kind }) => kind === 'create-pool')
}

/** Whether a step of the run changes the member of the pool at `path`, such as `properties.vmSize`. */
export function changes({ steps }: DraftPool, path: string): boolean {
  return steps.filter(isUpdate).some((step) => step.changes.some((change) => change.path === path))
}

/** Properties of the pool as they will be: those of the new pool, or the present ones with the changes of the run. */
export function propertyAfter({ pool, steps }: DraftPool, path: readonly string[]) {
  const [name = '', ...rest] = path
  for (const step of steps) {
    if (step.kind === 'create-pool') return memberAt(step.to.properties, path)
    if (step.kind !== 'update-pool') continue
    const change = step.changes.find((each) => each.path === `properties.${name}`)
    if (change !== undefined) return memberAt(change.to, rest)
  }
  return memberAt(pool?.definition.properties, path)
}

/** The subnet that the nodes of a pool join, also where `pool-properties` or the pool itself names it. */
export function subnetAfter(pool: DraftPool): string | undefined {
  const id = propertyAfter(pool, ['networkConfiguration', 'subnetId'])
  return typeof id === 'string' ? id : undefined
}

/** Accounts of pools, each once. */
export function accountsOf(pools: readonly DraftPool[]): BatchAccount[] {
  return [...new Map(pools.map(({ account }) => [resourceKey(account.id), account])).values()]
}

function isUpdate(step: Step): step is UpdatePool {
  return step.kind === 'update-pool'
}
