import { AzureError, UserError } from '../../model/errors.ts'
import type { Reading } from '../../model/ports.ts'
import type { Step } from '../../model/step.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import { type Creation, createOnceReady } from './create-once-ready.ts'

/** A resource that Azure makes in some minutes. */
type Made = { readonly provisioningState: string }

/** How a step makes its resource. */
export type Making<T extends Made> = {
  /** `gallery renders`, for people. */
  readonly what: string
  readonly read: () => Promise<Reading<T>>
  readonly create: () => Promise<void>
  readonly parent?: Creation['parent']
}

/**
 * Makes a resource unless it is there already, and waits until it can be used: what somebody else, or an earlier run,
 * has begun meanwhile is waited for and not made twice.
 */
export async function untilMade<T extends Made>(
  step: Step,
  { what, read, create, parent }: Making<T>,
  run: Execution,
): Promise<{ readonly value: T; readonly isNew: boolean }> {
  let isNew = false
  for (;;) {
    run.ports.signal.throwIfAborted()
    const reading = await read()
    const { observed } = reading
    if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
    if (observed.state === 'absent') {
      if (isNew) throw gone(what)
      await createOnceReady(step, { create, made: read, ...(parent && { parent }) }, run)
      isNew = true
      continue
    }
    const { provisioningState } = observed.value
    if (provisioningState === 'Deleting') throw gone(what)
    if (provisioningState === 'Succeeded') return { value: observed.value, isNew }
    if (provisioningState !== 'Creating' && provisioningState !== 'Updating') throw notMade(what, provisioningState)
    run.tell(step, `The ${what} is being ${provisioningState === 'Creating' ? 'created' : 'updated'}.`)
    await untilNextReading(run.ports, reading)
  }
}

function gone(what: string): UserError {
  return new UserError(
    'ResourceGone',
    `There is no ${what} to go on with any more: someone deleted it, or is deleting it.`,
    'Find out who deletes it, and run again.',
  )
}

function notMade(what: string, state: string): UserError {
  return new UserError(
    'ResourceNotMade',
    `Azure did not make ${what}: its provisioning state is ${state}.`,
    'Look at it in the portal (Activity log), delete it when it is of no use, and run again.',
  )
}
