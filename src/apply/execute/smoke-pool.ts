import type { SmokePool } from '../../model/step.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'

/** Runs the command on every node, and waits until all have ended. */
export async function smokePool(step: SmokePool, _run: Execution): Promise<StepEnd> {
  throw new Error(`${step.id} has no executor yet`)
}
