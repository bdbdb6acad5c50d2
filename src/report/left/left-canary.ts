import { makesCanary } from '../../model/canary.ts'
import type { StepResult } from '../../model/report.ts'
import { resourceName } from '../../model/resource-id.ts'
import { howEnded, wasBegun } from '../step-ending.ts'
import { isCertain } from './left-pool.ts'

/** What is left of the canary pools of a run, each by its own steps and those that undo them. */
export function canarySentences(steps: readonly StepResult[], rollback: readonly StepResult[]): string[] {
  return steps
    .filter(({ step }) => makesCanary(step))
    .flatMap((create) => {
      const isOwn = ({ step }: StepResult) => 'poolId' in step && step.poolId === poolIdOf(create)
      const removals = [...steps, ...rollback].filter((result) => isOwn(result) && result.step.kind === 'delete-pool')
      const [before, after] = divided(removals)
      return create.state === 'succeeded' || wasBegun(create)
        ? madeSentences(create, after)
        : clearedSentences(create, before)
    })
}

function poolIdOf({ step }: StepResult): string {
  return 'poolId' in step ? step.poolId : ''
}

/** Deletions of what an earlier run had left, and those of what this run has made. */
function divided(removals: readonly StepResult[]): readonly [readonly StepResult[], readonly StepResult[]] {
  const isBefore = ({ step }: StepResult) => step.id.startsWith('clear-pool ')
  return [removals.filter(isBefore), removals.filter((result) => !isBefore(result))]
}

function madeSentences(create: StepResult, removals: readonly StepResult[]): string[] {
  const poolName = resourceName(poolIdOf(create))
  const name = `Canary pool ${poolName}`
  if (create.state !== 'succeeded' && isCertain(create)) return [`${name} was not made (${create.failure?.code}).`]
  if (removals.some(({ state }) => state === 'succeeded')) return [`${name} is gone, with its nodes.`]
  const open = removals.filter(wasBegun).at(-1)
  return [
    ...(open === undefined ? [] : [`The deletion of canary pool ${poolName} ${howEnded(open)}.`]),
    create.state === 'succeeded' && open === undefined ? `${name} is still there.` : `${name} may be there.`,
    `Its nodes are billed until it is deleted: by \`az batch pool delete --pool-id ${poolName} --yes\`, or by the next run with the same inputs.`,
  ]
}

/** A canary of an earlier run, which is deleted before another is made. */
function clearedSentences(create: StepResult, removals: readonly StepResult[]): string[] {
  const name = `Canary pool ${resourceName(poolIdOf(create))}, which an earlier run left,`
  return removals.map(({ state }) =>
    state === 'succeeded' ? `${name} is gone.` : `${name} may still be there, and its nodes are billed.`,
  )
}
