import type { PlannedPool } from '../../model/plan.ts'
import type { MoveJobs } from '../../model/pool-step.ts'
import type { StepResult } from '../../model/report.ts'
import { resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { sentence } from '../sentence.ts'
import { howEnded, isSettled, wasBegun, whyNotBegun } from '../step-ending.ts'
import { certainty, isCertain, reachedSentences } from './left-pool.ts'

/** Whether the pool that a run was to put in the place of another is the current one at its end. */
export function isTakenOver({ poolId }: Pick<PlannedPool, 'poolId'>, steps: readonly StepResult[]): boolean {
  return steps.some(
    (result) => result.step.kind === 'switch-pool' && sameResourceId(result.step.poolId, poolId) && isSettled(result),
  )
}

/** What is left where one pool was to take the place of another; `rollback` are the steps that undo it. */
export function takeoverSentences(
  pool: PlannedPool,
  replacesPoolId: string,
  steps: readonly StepResult[],
  rollback: readonly StepResult[],
): string[] {
  const undo = rollback.filter(({ step }) => 'poolId' in step && sameResourceId(step.poolId, pool.poolId))
  const image = pool.previousImageVersionId
  const current =
    image === undefined
      ? `Pool ${resourceName(replacesPoolId)} is still the current one.`
      : `Pool ${resourceName(replacesPoolId)} is still the current one, on image version ${resourceName(image)}.`
  if (undo.length > 0) return [...undoneTakeover(pool, undo, rollback), current]
  const own = steps.filter((result) => isOwn(result.step, pool.poolId))
  return [
    ...reachedSentences(pool, own, steps),
    ...movedSentences(pool, steps),
    ...(isTakenOver(pool, steps) ? [`Pool ${resourceName(pool.poolId)} is the current one.`] : [current]),
  ]
}

/** What is left of pools whose place another has taken; while it has not, they are as they were. */
export function retiredSentences(steps: readonly StepResult[]): string[] {
  if (steps.some((result) => result.step.kind === 'switch-pool' && !isSettled(result))) return []
  const retiring = steps.filter(({ step }) => 'retires' in step)
  const byPool = Map.groupBy(retiring, ({ step }) => ('poolId' in step ? resourceKey(step.poolId) : ''))
  return [...byPool.values()].flatMap((own) => retired(own, steps))
}

function retired(own: readonly StepResult[], steps: readonly StepResult[]): string[] {
  const [first] = own
  if (first === undefined || !('poolId' in first.step)) return []
  const name = `Pool ${resourceName(first.step.poolId)}`
  const open = own.find((result) => !isSettled(result))
  const isDeleted = own.some(({ step }) => step.kind === 'delete-pool')
  if (open === undefined) {
    return [
      isDeleted ? `${name} is gone.` : `${name} is kept without nodes: \`image-version: previous\` goes back to it.`,
    ]
  }
  const why = wasBegun(open) ? `${open.step.id} ${howEnded(open)}` : whyNotBegun(open, steps)
  const doubt = wasBegun(open) && !isCertain(open) && open.step.kind !== 'move-jobs' ? ` ${certainty(open)}` : ''
  return [
    `${name}, whose place another has taken, is still there: ${why}.${doubt} Nodes that it has are billed; the next run takes it away.`,
  ]
}

function movedSentences({ poolId }: PlannedPool, steps: readonly StepResult[]): string[] {
  const move = steps.find(({ step }) => isMoveTo(step, poolId))
  if (move === undefined || move.step.kind !== 'move-jobs') return []
  if (move.state === 'succeeded') return [sentence(move.text)]
  if (!wasBegun(move)) return []
  const from = resourceName(move.step.poolId)
  return [
    `Not every job of pool ${from} has moved: ${move.step.id} ${howEnded(move)}. A job that it was at work on notes so in its metadata, and the next run finishes it.`,
  ]
}

function undoneTakeover(pool: PlannedPool, undo: readonly StepResult[], rollback: readonly StepResult[]): string[] {
  const name = `Pool ${resourceName(pool.poolId)}`
  const jobs = undo.flatMap(({ step, state, text }) =>
    step.kind === 'move-jobs' && state === 'succeeded' ? [sentence(text)] : [],
  )
  const open = undo.find((result) => !isSettled(result))
  if (open === undefined) {
    const isDeleted = undo.some(({ step }) => step.kind === 'delete-pool')
    return [...jobs, isDeleted ? `${name} is deleted again.` : `${name} holds no node again.`]
  }
  const why = wasBegun(open) ? howEnded(open) : `was not begun, because ${whyNotBegun(open, rollback)}`
  return [
    ...jobs,
    `${name} and the jobs that moved to it are not as before: ${open.step.id} ${why}.`,
    `Nodes that it has are billed.`,
  ]
}

/** Steps that are told as those of one pool: what made it, and the wait for it. */
function isOwn(step: Step, poolId: string): boolean {
  if (step.kind === 'switch-pool' || step.kind === 'move-jobs') return false
  return 'poolId' in step && sameResourceId(step.poolId, poolId)
}

function isMoveTo(step: Step, poolId: string): step is MoveJobs {
  return step.kind === 'move-jobs' && step.retires === undefined && sameResourceId(step.toPoolId, poolId)
}
