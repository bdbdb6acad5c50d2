import type { SetLatest } from '../../model/image-step.ts'
import { resourceKey } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { promoteStep, promoteStepId } from '../image/promotion.ts'

/** What was done, as far as the brake asks. */
type Braked = {
  readonly steps: readonly Step[]
  readonly states: ReadonlyMap<StepId, 'succeeded' | 'failed' | 'skipped'>
  readonly sent: ReadonlySet<StepId>
}

/**
 * Steps that keep an image version from further nodes: it is excluded from latest again. That is due where nodes that
 * Azure upgrades were followed and did not end well, and where a step failed that came after the version became the latest.
 */
export function brakeSteps({ steps, states, sent }: Braked): SetLatest[] {
  // Versions that could not be pruned say nothing of this one.
  const failed = steps.filter(
    (step) => states.get(step.id) === 'failed' && ('poolId' in step || step.kind === 'set-latest'),
  )
  const followed = steps.flatMap((step) => {
    const isBegun = step.kind === 'follow-upgrade' && states.get(step.id) !== 'skipped'
    return isBegun && failed.some((each) => comesAfter(each, step.id, steps)) ? [step.imageVersionId] : []
  })
  const promoted = steps.flatMap((step) => {
    const isDone = states.get(step.id) === 'succeeded' || sent.has(step.id)
    if (step.kind !== 'set-latest' || step.excludeFromLatest || !isDone) return []
    const behind = steps.filter((each) => each !== step && comesAfter(each, step.id, steps))
    // With other strategies nothing that brings nodes comes after it: what fails then says nothing of the version.
    const isRolling = behind.some(({ kind }) => kind === 'follow-upgrade' || kind === 'create-pool')
    const isBroken = failed.some((each) => each === step || behind.includes(each))
    return isRolling && isBroken ? [step.imageVersionId] : []
  })
  const ids = new Map([...followed, ...promoted].map((id) => [resourceKey(id), id]))
  return [...ids.values()].map((id) => ({
    ...promoteStep(id, []),
    id: `undo ${promoteStepId(id)}`,
    excludeFromLatest: true,
  }))
}

/** Whether a step is the one of that ID, or can only begin when that one is done. */
function comesAfter(step: Step, id: StepId, steps: readonly Step[]): boolean {
  if (step.id === id) return true
  return step.after.some((before) => {
    const found = steps.find((each) => each.id === before)
    return found !== undefined && comesAfter(found, id, steps)
  })
}
