import type { SwitchPool } from '../../model/step.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'

/** Notes that the pool is the one that its name stands for. */
export async function switchPool(step: SwitchPool, _run: Execution): Promise<StepEnd> {
  throw new Error(`${step.id} has no executor yet`)
}
