import type { Pool } from '../../model/batch.ts'
import type { DesiredPool } from '../../model/desired.ts'
import type { PoolGroup } from '../../model/observed.ts'
import { isEmptyPool } from '../../model/pool-nodes.ts'
import { childId, resourceName, sameResourceId } from '../../model/resource-id.ts'
import { needsZeroNodes, poolChanges } from '../pool/pool-changes.ts'
import type { PoolDecisions } from '../pool/pool-definition.ts'
import { nameBeside } from '../pool/pool-name.ts'
import { imageOf } from '../pool/previous-image.ts'

/** The pool that is to take the place of another: its ID, and how it is where it is there already. */
export type Successor = { readonly poolId: string; readonly pool?: Pool }

/** What decides whether a pool needs a successor, and which. */
export type SuccessorQuestion = {
  readonly desired: DesiredPool
  readonly decisions: PoolDecisions
  /** The current pool. */
  readonly pool: Pool
  readonly group: PoolGroup
  /** All pools of the account. */
  readonly listed: readonly Pool[]
}

/**
 * The pool that takes the place of the current one, where that has nodes and something differs that Azure changes only
 * without them: one of the same name that an earlier run has left and that can be brought to what is asked, else a new one.
 */
export function successorOf(question: SuccessorQuestion): Successor | undefined {
  const { decisions, pool, group } = question
  if (isEmptyPool(pool) || !differsOffline(pool, question)) return undefined
  const left = group.others.find(
    (other) => sameResourceId(imageOf(other) ?? '', decisions.imageVersionId) && isUsable(other, question),
  )
  return left === undefined ? namedSuccessor(question) : { poolId: left.id, pool: left }
}

/** `NAME-1-1-0`, and with a number behind it where that is taken by a pool that cannot be used. */
function namedSuccessor(question: SuccessorQuestion): Successor {
  const { desired, group, listed } = question
  for (let attempt = 1; ; attempt += 1) {
    const poolId = childId(desired.batchAccountId, 'pools', successorName(question, attempt))
    if (!listed.some(({ id }) => sameResourceId(id, poolId))) return { poolId }
    const left = group.others.find(({ id }) => sameResourceId(id, poolId))
    if (left !== undefined && isUsable(left, question)) return { poolId: left.id, pool: left }
  }
}

function successorName({ group, decisions }: SuccessorQuestion, attempt: number): string {
  const version = resourceName(decisions.imageVersionId).replaceAll('.', '-')
  const suffix = attempt === 1 ? `-${version}` : `-${version}-${attempt}`
  return nameBeside(resourceName(group.namedId), suffix)
}

/** Whether a pool can be brought to what is asked: without nodes at all, or with nothing to change that needs that. */
function isUsable(pool: Pool, question: SuccessorQuestion): boolean {
  return isEmptyPool(pool) || !differsOffline(pool, question)
}

function differsOffline(pool: Pool, { desired, decisions }: SuccessorQuestion): boolean {
  return poolChanges(desired, decisions, pool).some(needsZeroNodes)
}
