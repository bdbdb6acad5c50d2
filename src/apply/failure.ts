import { AzureError, Cancelled, UserError } from '../model/errors.ts'
import type { Failure } from '../model/event.ts'
import { remedyFor } from '../plan/health/remedies.ts'

/** Anything thrown, in words for people. What is neither a person's nor Azure's doing is our bug, told with its stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UserError) return { code: error.code, message: error.message, remedy: error.remedy }
  if (error instanceof Cancelled) return cancelled(error.message)
  if (error instanceof AzureError) {
    const message = [error.message, ...error.details].join('\n')
    return {
      code: error.code,
      message,
      remedy:
        remedyFor(error.code, message) ??
        'Look the code up in the documentation of Azure, and run again when its cause is mended.',
      ...(error.requestId !== undefined && { requestId: error.requestId }),
    }
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'Bug', message: text, remedy: 'This is a mistake in sig-batch-pool itself; report it with this text.' }
}

function cancelled(message: string): Failure {
  return {
    code: 'Cancelled',
    message,
    remedy:
      'Run again: what Azure was told to do goes on without this run, and the next one takes it up where it stands.',
  }
}
