import type { Account, JobSchedule } from './entities.ts'
import { newJob } from './job-writes.ts'
import { at, isObject, type Json, textAt } from './json.ts'
import type { BatchParts } from './store.ts'

/** A job schedule with its first job, unless that is not to run yet. */
export function beginSchedule(account: Account, id: string, body: Json, now: number, parts: BatchParts): JobSchedule {
  const from = textAt(body, 'schedule', 'doNotRunUntil')
  const waits = from !== undefined && Date.parse(from) > now
  const specification = at(body, 'jobSpecification')
  const recentJobId = waits || !isObject(specification) ? undefined : `${id}:job-1`
  if (recentJobId !== undefined && isObject(specification))
    parts.store.jobs(account).set(recentJobId, newJob(account, recentJobId, specification, now))
  return { id, createdAt: now, modifiedAt: now, revision: 0, body, state: 'active', recentJobId }
}
