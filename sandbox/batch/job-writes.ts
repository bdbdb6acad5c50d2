import type { SandboxRequest } from '../service.ts'
import type { Account, Job } from './entities.ts'
import { checkConstraints, checkEndKept, checkNaming, checkPoolMayBeNamed } from './job-rules.ts'
import { requireState } from './job-states.ts'
import { at, isObject, type Json, textAt } from './json.ts'
import { checkMetadata } from './metadata-rules.ts'
import { cannotBeUpdated, conflict, invalidBody, missingProperty } from './refusals.ts'
import type { BatchParts } from './store.ts'

/** A job that does nothing yet. */
export function newJob(account: Account, id: string, body: Json, now: number): Job {
  return {
    id,
    account,
    createdAt: now,
    modifiedAt: now,
    revision: 0,
    body: { priority: 0, ...body },
    state: 'active',
    stateAt: now,
    previous: undefined,
    terminateReason: undefined,
    tasks: [],
  }
}

/** A job runs on a pool that is named, or on one that is made for it: one of both, as its body says. */
export function checkPoolInfo(body: Json, path = 'poolInfo'): void {
  const info = body['poolInfo']
  if (!isObject(info)) throw missingProperty(path)
  if ((textAt(info, 'poolId') === undefined) === (at(info, 'autoPoolSpecification') === undefined))
    throw invalidBody('poolInfo has to hold either poolId or autoPoolSpecification.')
}

/** Whether the account may have one more job or job schedule that is not completed. */
export function checkJobQuota(account: Account, { store }: BatchParts): void {
  const quota = account.properties['activeJobAndJobScheduleQuota']
  const jobs = [...store.jobs(account).values()].filter(({ state }) => state !== 'completed').length
  const schedules = [...store.jobSchedules(account).values()].filter(({ state }) => state !== 'completed').length
  if (typeof quota !== 'number' || jobs + schedules < quota) return
  throw conflict(
    'ActiveJobAndScheduleQuotaReached',
    'The active job and schedule quota for the specified account has been reached.',
  )
}

/** Members of a job that a PATCH may bring. Source: specification of the Batch service, BatchJobUpdateOptions. */
const CHANGEABLE: readonly string[] = [
  'priority',
  'maxParallelTasks',
  'allowTaskPreemption',
  'constraints',
  'poolInfo',
  'onAllTasksComplete',
  'metadata',
  'networkConfiguration',
]

/** Changes a job: its pool only while it is disabled, and never that of an automatic pool. */
export function changeJob(job: Job, given: Json, { method }: SandboxRequest): void {
  requireState(job, ['active', 'disabling', 'disabled', 'enabling'])
  const { id: _id, ...members } = given
  const stranger = Object.keys(given).find((name) => !CHANGEABLE.includes(name))
  if (method === 'PATCH' && stranger !== undefined) throw invalidBody(`The property '${stranger}' cannot be patched.`)
  checkMetadata(members)
  checkNaming(members)
  checkConstraints(members)
  checkEndKept(job, members)
  if (method === 'PUT' || members['poolInfo'] !== undefined) {
    checkPoolInfo(members)
    checkPoolChange(job, members['poolInfo'])
    if (method === 'PATCH') checkPoolMayBeNamed(job)
  }
  job.body = method === 'PUT' ? { priority: 0, ...members } : { ...job.body, ...members }
}

function checkPoolChange(job: Job, after: unknown): void {
  const before = job.body['poolInfo']
  if (JSON.stringify(before) === JSON.stringify(after)) return
  if (at(before, 'autoPoolSpecification') !== undefined || at(after, 'autoPoolSpecification') !== undefined)
    checkAutoPool(before, after)
  else checkPoolMayBeNamed(job)
}

/** Of an automatic pool only `keepAlive` may change, and only where it lives as long as its job. */
function checkAutoPool(before: unknown, after: unknown): void {
  const lifetime = textAt(before, 'autoPoolSpecification', 'poolLifetimeOption')
  if (lifetime === 'job' && withoutKeepAlive(before) === withoutKeepAlive(after)) return
  throw cannotBeUpdated(
    'poolInfo.autoPoolSpecification',
    'Of an autoPoolSpecification only keepAlive can be changed, and only if its poolLifetimeOption is job.',
  )
}

function withoutKeepAlive(info: unknown): string {
  const specification = at(info, 'autoPoolSpecification')
  if (!isObject(specification)) return ''
  const { keepAlive: _keepAlive, ...others } = specification
  return JSON.stringify(others)
}
