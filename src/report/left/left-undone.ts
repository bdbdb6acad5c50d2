import { count } from '../../model/count.ts'
import type { PlannedPool } from '../../model/plan.ts'
import type { StepResult } from '../../model/report.ts'
import { resourceName } from '../../model/resource-id.ts'
import { isChange } from '../../model/step.ts'
import { healthText } from '../healthy-nodes.ts'
import { heldSentences, poolStateAfter } from '../pool-state.ts'
import { howEnded, isFailure, isSettled, wasBegun, whyNotBegun } from '../step-ending.ts'
import { certainty, isCertain, nodesSentences } from './left-pool.ts'

/** What is left of a pool whose change was undone, or was to be; `own` are its steps, `undo` those that undo them. */
export function undoneSentences(
  pool: PlannedPool,
  own: readonly StepResult[],
  undo: readonly StepResult[],
  rollback: readonly StepResult[],
): string[] {
  const open = undo.find((result) => !isSettled(result))
  if (open === undefined) return restored(pool, own, undo)
  const why = wasBegun(open) ? howEnded(open) : `was not begun, because ${whyNotBegun(open, rollback)}`
  const isWait = open.step.kind === 'await-pool'
  const meaning = isWait || !wasBegun(open) ? '' : ` ${certainty(open)}`
  return [
    `Pool ${resourceName(pool.poolId)} is not as it was before: ${open.step.id} ${why}.${meaning}`,
    ...heldSentences(pool.poolId, poolStateAfter(pool, [...own, ...undo]), isWait || isCertain(open)),
    ...(isWait && wasBegun(open) ? nodesSentences(pool.poolId, open) : []),
  ]
}

function restored(pool: PlannedPool, own: readonly StepResult[], undo: readonly StepResult[]): string[] {
  const name = `Pool ${resourceName(pool.poolId)}`
  const { isThere, imageVersionId } = poolStateAfter(pool, [...own, ...undo])
  if (!isThere) return [`${name}, which this run had made, is deleted again: there is none of its name now.`]
  const image = imageVersionId === undefined ? '' : `on image version ${resourceName(imageVersionId)}`
  const held = image === '' ? 'is as it was before' : mayHaveHeldOther(own) ? `is ${image} again` : `is still ${image}`
  const wait = undo.findLast(({ step }) => step.kind === 'await-pool')
  if (wait?.step.kind !== 'await-pool') return [`${name} ${held}.`, 'Its nodes were not waited for.']
  if (wait.healthyNodes === undefined) return [`${name} ${held}.`, ...nodesSentences(pool.poolId, wait)]
  const { targetNodes } = wait.step
  const healthy =
    targetNodes === undefined
      ? count(wait.healthyNodes, 'healthy node')
      : `${healthText(wait.healthyNodes, targetNodes)} nodes healthy`
  return [`${name} ${held}, with ${healthy}.`]
}

/** A drain leaves the image as it is, and what Azure refused does; whatever else was begun may have changed it. */
function mayHaveHeldOther(own: readonly StepResult[]): boolean {
  return own.some((result) => {
    const { step, startedAt } = result
    const isUntouched = startedAt === undefined || (isFailure(result) && isCertain(result))
    return !isUntouched && step.kind !== 'drain-pool' && isChange(step)
  })
}
