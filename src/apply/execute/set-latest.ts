import type { SetLatest } from '../../model/step.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'

/** Says whether Azure counts the version when it looks for the latest. */
export async function setLatest(step: SetLatest, _run: Execution): Promise<StepEnd> {
  throw new Error(`${step.id} has no executor yet`)
}
