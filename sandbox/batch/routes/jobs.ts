import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import type { Job } from '../entities.ts'
import { jobAnswer } from '../job-answers.ts'
import { checkConstraints, checkNaming } from '../job-rules.ts'
import { changesAt, DISABLE_TASKS, disable, enable, remove, terminate } from '../job-states.ts'
import { changeJob, checkJobQuota, checkPoolInfo, newJob } from '../job-writes.ts'
import { textAt } from '../json.ts'
import { checkMembers } from '../known-members.ts'
import { checkMetadata } from '../metadata-rules.ts'
import { occasionOf } from '../occasion.ts'
import { conflict, invalidValue, missingProperty } from '../refusals.ts'
import { baseOf, serviceAccount } from '../service-account.ts'
import { listReply, selected } from '../service-list.ts'
import { bodyOf, checkMatch, newIdOf, tagHeaders, written } from '../service-write.ts'
import type { BatchParts } from '../store.ts'
import { jobOf, jobRoute, withHint } from './job-route.ts'

/** Jobs: made, moved, disabled, enabled, ended. */
export function jobRoutes(parts: BatchParts): readonly Route[] {
  const write = (
    method: Route['method'],
    path: string,
    status: number,
    change: (job: Job, request: SandboxRequest) => void,
  ): Route =>
    jobRoute(method, `/jobs/:job${path}`, method === 'DELETE' ? 'jobs/delete' : 'jobs/write', (request) => {
      const job = jobOf(request, parts)
      checkMatch(job, request)
      change(job, request)
      written(job, request.now)
      return { status, headers: tagHeaders(job) }
    })
  return [
    jobRoute('GET', '/jobs', 'jobs/read', (request) => list(request, parts)),
    jobRoute('GET', '/jobs/:job', 'jobs/read', (request) => show(request, parts)),
    jobRoute('POST', '/jobs', 'jobs/write', (request) => add(request, parts)),
    write('PATCH', '', 200, (job, request) => changeJob(job, bodyOf(request), request)),
    write('PUT', '', 200, (job, request) => changeJob(job, bodyOf(request), request)),
    write('DELETE', '', 202, (job, request) => remove(job, occasionOf(request))),
    write('POST', '/disable', 202, (job, request) => {
      const tasks = DISABLE_TASKS.find((word) => word === textAt(request.body, 'disableTasks'))
      if (tasks === undefined) throw unknownDisableTasks(request)
      disable(job, tasks, occasionOf(request))
    }),
    write('POST', '/enable', 202, (job, request) => enable(job, occasionOf(request))),
    write('POST', '/terminate', 202, (job, request) => {
      terminate(job, textAt(request.body, 'terminateReason') ?? 'UserTerminate', occasionOf(request))
    }),
  ]
}

function list(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = serviceAccount(request, parts)
  const base = baseOf(request, account)
  const items = [...parts.store.jobs(account).values()].map((job) => jobAnswer(job, base))
  return listReply(request, { url: `${base}/jobs`, items, filters: ['id', 'state', 'executionInfo/poolId'] })
}

function show(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const job = jobOf(request, parts)
  const body = selected(request, jobAnswer(job, baseOf(request, job.account)))
  const isChanging = ['disabling', 'enabling', 'terminating', 'deleting'].includes(job.state)
  const seconds = changesAt(job) === Number.POSITIVE_INFINITY ? 15 : 5
  return withHint({ status: 200, headers: tagHeaders(job), body }, isChanging ? seconds : undefined, parts)
}

function add(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = serviceAccount(request, parts)
  const body = bodyOf(request)
  const id = newIdOf(body)
  checkMembers(body, 'job')
  checkNaming(body)
  checkPoolInfo(body)
  checkConstraints(body)
  checkMetadata(body)
  const jobs = parts.store.jobs(account)
  if (jobs.has(id)) throw conflict('JobExists', 'The specified job already exists.')
  if (parts.store.jobSchedules(account).has(id))
    throw conflict('JobScheduleWithSameIdExists', 'A job schedule with the ID of the specified job exists.')
  checkJobQuota(account, parts)
  const job = newJob(account, id, body, request.now)
  jobs.set(id, job)
  return { status: 201, headers: { DataServiceId: `${baseOf(request, account)}/jobs/${id}`, ...tagHeaders(job) } }
}

function unknownDisableTasks({ body }: SandboxRequest) {
  const word = textAt(body, 'disableTasks')
  if (word === undefined) return missingProperty('disableTasks')
  return invalidValue('disableTasks', word, `The value has to be one of ${DISABLE_TASKS.join(', ')}.`)
}
