import type { Step, StepId } from '../model/step.ts'

/** Steps that none of the others comes after. */
export function lastSteps(steps: readonly Step[]): StepId[] {
  const followed = new Set(steps.flatMap(({ after }) => after))
  return steps.map(({ id }) => id).filter((id) => !followed.has(id))
}
