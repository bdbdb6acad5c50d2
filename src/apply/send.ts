import { AzureError } from '../model/errors.ts'
import type { Step } from '../model/step.ts'
import type { Execution } from './execution.ts'

/** Sends one write of a step. What Azure did not plainly refuse may have been done, and counts as done where it is undone. */
export async function send<T>(step: Step, { sent }: Execution, write: () => Promise<T>): Promise<T> {
  try {
    const answer = await write()
    sent.add(step.id)
    return answer
  } catch (error) {
    if (!(error instanceof AzureError) || error.status < 400 || error.status >= 500) sent.add(step.id)
    throw error
  }
}
