import type { StepState } from '../model/done.ts'
import { Cancelled } from '../model/errors.ts'
import type { Failure } from '../model/event.ts'
import type { Emit } from '../model/ports.ts'
import { needsProof, type Step } from '../model/step.ts'
import type { StepId } from '../model/step-base.ts'
import { failureOf } from './failure.ts'

/** How a step ended well: done, or done without proof. */
export type StepEnd =
  | { readonly kind: 'succeeded'; readonly text: string; readonly healthyNodes?: number }
  | { readonly kind: 'unproven'; readonly text: string }

/** How all steps ended, and what went wrong, in the order in which it happened. */
export type ScheduleEnd = {
  readonly failures: readonly Failure[]
  readonly states: ReadonlyMap<StepId, StepState>
}

/** How far it came with a step, and with all that it came after. */
type Reached = 'proven' | 'unproven' | 'not-done'

/**
 * Starts every step as soon as all it comes after are done. A failed step holds up only those that come after
 * it; one that ended without proof, those that need proof.
 */
export async function schedule(
  steps: readonly Step[],
  execute: (step: Step) => Promise<StepEnd>,
  emit: Emit,
): Promise<ScheduleEnd> {
  const failures: Failure[] = []
  const states = new Map<StepId, StepState>()
  const ends = new Map<StepId, Promise<Reached>>()
  const start = async (step: Step): Promise<Reached> => {
    const before = await Promise.all(step.after.map((id) => ends.get(id) ?? 'proven'))
    const obstacle = obstacleIn(before, step)
    if (obstacle !== undefined) {
      states.set(step.id, 'skipped')
      emit({ kind: 'step-skipped', stepId: step.id, text: `Not begun: ${obstacle}.` })
      return 'not-done'
    }
    emit({ kind: 'step-started', stepId: step.id })
    try {
      const { kind, ...end } = await execute(step)
      emit({ kind: `step-${kind}`, stepId: step.id, ...end })
      states.set(step.id, 'succeeded')
      return kind === 'unproven' || before.includes('unproven') ? 'unproven' : 'proven'
    } catch (error) {
      const failure = failureOf(error)
      states.set(step.id, 'failed')
      // The run being cancelled is told once, not once for every step that was under way.
      if (!(error instanceof Cancelled && failures.some(({ code }) => code === failure.code))) failures.push(failure)
      emit({ kind: 'step-failed', stepId: step.id, failure })
      return 'not-done'
    }
  }
  // A plan lists a step after those it depends on, so each finds their ends here.
  for (const step of steps) ends.set(step.id, start(step))
  await Promise.all(ends.values())
  return { failures, states }
}

/** Why a step is not begun, as the end of a sentence. */
function obstacleIn(before: readonly Reached[], step: Step): string | undefined {
  if (before.includes('not-done')) return 'a step before it did not end well'
  return needsProof(step) && before.includes('unproven') ? 'a step before it ended without proof' : undefined
}
