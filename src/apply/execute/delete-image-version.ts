import type { DeleteImageVersion } from '../../model/step.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'

/** Deletes the version, and waits until it is gone. */
export async function deleteImageVersion(step: DeleteImageVersion, _run: Execution): Promise<StepEnd> {
  throw new Error(`${step.id} has no executor yet`)
}
