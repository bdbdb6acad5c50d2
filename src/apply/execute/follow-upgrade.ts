import type { FollowUpgrade } from '../../model/step.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'

/** Follows the nodes until each shows the image version. */
export async function followUpgrade(step: FollowUpgrade, _run: Execution): Promise<StepEnd> {
  throw new Error(`${step.id} has no executor yet`)
}
