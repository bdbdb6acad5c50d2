import { checkDisplayName } from './display-name.ts'
import { durationMs } from './durations.ts'
import type { Job } from './entities.ts'
import { at, type Json } from './json.ts'
import { conflict, invalidValue } from './refusals.ts'

/** Limits of the time that a job or a task may take are durations. */
export function checkConstraints(body: Json, path = 'constraints'): void {
  for (const name of ['maxWallClockTime', 'retentionTime']) {
    const limit = at(body, 'constraints', name)
    if (limit !== undefined) durationMs(limit, `${path}.${name}`)
  }
}

/** A priority is within its limits, and no display name longer than Batch takes. */
export function checkNaming(body: Json): void {
  const priority = body['priority']
  if (priority !== undefined && !(typeof priority === 'number' && Math.abs(priority) <= MOST_PRIORITY))
    throw invalidValue('priority', priority, `The value has to be from -${MOST_PRIORITY} to ${MOST_PRIORITY}.`)
  checkDisplayName(body)
}

const MOST_PRIORITY = 1000

/** A PATCH may name the pool of a job only while the job is disabled, be it the pool that it has. */
export function checkPoolMayBeNamed({ state }: Job): void {
  if (state !== 'disabled')
    throw conflict(
      'OperationInvalidForCurrentState',
      'The pool of a job can be changed only while the job is disabled.',
    )
}

/** A job that is to end with its tasks is not turned back. */
export function checkEndKept({ body }: Job, after: Json): void {
  const given = after['onAllTasksComplete']
  if (body['onAllTasksComplete'] === 'terminatejob' && given !== undefined && given !== 'terminatejob')
    throw invalidValue('onAllTasksComplete', given, 'The value cannot be changed from terminatejob.')
}
