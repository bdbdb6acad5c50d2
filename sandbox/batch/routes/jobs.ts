import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import type { Job } from '../entities.ts'
import { isObject, type Json, textAt } from '../json.ts'
import { conflict, invalidBody, notFound, refuseListQuery } from '../refusals.ts'
import { baseOf, serviceAccount } from '../service-account.ts'
import type { BatchParts } from '../store.ts'
import { isServiceVersion } from './service-pools.ts'

/** Jobs and the tasks they hold; tasks are kept, not run. */
export function jobRoutes(parts: BatchParts): readonly Route[] {
  const route = (method: Route['method'], path: string, right: string, handle: Route['handle']): Route => ({
    plane: 'batch',
    method,
    path,
    action: `data:Microsoft.Batch/batchAccounts/jobs/${right}`,
    apiVersions: isServiceVersion,
    handle,
  })
  const onJob =
    (status: number, change: (job: Job, request: SandboxRequest) => void) =>
    (request: SandboxRequest): SandboxReply => {
      const job = jobOf(request, parts)
      change(job, request)
      job.revision += 1
      return { status, headers: { ETag: etagOf(job) } }
    }
  const become = (job: Job, state: Job['state'], now: number) => {
    job.state = state
    job.stateAt = now
  }
  return [
    route('GET', '/jobs', 'read', (request) => {
      refuseListQuery(request.query)
      const account = serviceAccount(request, parts)
      return {
        status: 200,
        body: { value: [...parts.store.jobs(account).values()].map((job) => answer(job, baseOf(request, account))) },
      }
    }),
    route('GET', '/jobs/:job', 'read', (request) => {
      const job = jobOf(request, parts)
      return {
        status: 200,
        headers: { ETag: etagOf(job) },
        body: answer(job, baseOf(request, serviceAccount(request, parts))),
      }
    }),
    route('POST', '/jobs', 'write', (request) => add(request, parts)),
    route(
      'PATCH',
      '/jobs/:job',
      'write',
      onJob(200, (job, request) => change(job, request, false)),
    ),
    route(
      'PUT',
      '/jobs/:job',
      'write',
      onJob(200, (job, request) => change(job, request, true)),
    ),
    route('DELETE', '/jobs/:job', 'delete', (request) => {
      const job = jobOf(request, parts)
      parts.store.jobs(serviceAccount(request, parts)).delete(job.id)
      return { status: 202 }
    }),
    route(
      'POST',
      '/jobs/:job/disable',
      'write',
      onJob(202, (job, request) => {
        if (!['requeue', 'terminate', 'wait'].includes(textAt(request.body, 'disableTasks') ?? ''))
          throw invalidBody('disableTasks has to be requeue, terminate or wait.')
        if (job.state === 'completed') throw conflict('JobCompleted', 'The specified job is already completed.')
        become(job, 'disabled', request.now)
      }),
    ),
    route(
      'POST',
      '/jobs/:job/enable',
      'write',
      onJob(202, (job, { now }) => {
        if (job.state === 'completed') throw conflict('JobCompleted', 'The specified job is already completed.')
        become(job, 'active', now)
      }),
    ),
    route(
      'POST',
      '/jobs/:job/terminate',
      'write',
      onJob(202, (job, { now }) => {
        if (job.state === 'completed') throw conflict('JobCompleted', 'The specified job is already completed.')
        become(job, 'completed', now)
      }),
    ),
    route('POST', '/jobs/:job/tasks', 'write', (request) => {
      const job = jobOf(request, parts)
      const id = textAt(request.body, 'id')
      if (id === undefined || textAt(request.body, 'commandLine') === undefined)
        throw invalidBody('id and commandLine are needed.')
      if (job.state === 'completed') throw conflict('JobCompleted', 'The specified job is already completed.')
      if (job.tasks.some((task) => task.id === id)) throw conflict('TaskExists', 'The specified task already exists.')
      job.tasks.push({ id, createdAt: request.now, body: request.body as Json })
      return { status: 201 }
    }),
    route('GET', '/jobs/:job/tasks', 'read', (request) => ({
      status: 200,
      body: {
        value: jobOf(request, parts).tasks.map(({ id, createdAt, body }) => ({
          ...body,
          id,
          creationTime: new Date(createdAt).toISOString(),
          state: 'active',
        })),
      },
    })),
  ]
}

function jobOf(request: SandboxRequest, parts: BatchParts): Job {
  const job = parts.store.jobs(serviceAccount(request, parts)).get(request.params['job'] ?? '')
  if (job === undefined) throw notFound('Job')
  return job
}

function etagOf({ createdAt, revision }: Job): string {
  return `0x8D${(createdAt + revision).toString(16).toUpperCase()}`
}

function answer(job: Job, base: string): Json {
  const { createdAt, stateAt, state } = job
  return {
    ...job.body,
    id: job.id,
    url: `${base}/jobs/${job.id}`,
    eTag: etagOf(job),
    creationTime: new Date(createdAt).toISOString(),
    state,
    stateTransitionTime: new Date(stateAt).toISOString(),
    executionInfo: { startTime: new Date(createdAt).toISOString(), poolId: textAt(job.body, 'poolInfo', 'poolId') },
  }
}

function add(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = serviceAccount(request, parts)
  const { body, now } = request
  const id = textAt(body, 'id')
  if (id === undefined || !isObject(body)) throw invalidBody('id is needed.')
  if (!isObject(body['poolInfo'])) throw invalidBody('poolInfo is needed.')
  const jobs = parts.store.jobs(account)
  if (jobs.has(id)) throw conflict('JobExists', 'The specified job already exists.')
  const quota = account.properties['activeJobAndJobScheduleQuota']
  const active = [...jobs.values()].filter(({ state }) => state !== 'completed').length
  if (typeof quota === 'number' && active >= quota) {
    throw conflict(
      'ActiveJobAndScheduleQuotaReached',
      'The active job and schedule quota for the specified account has been reached.',
    )
  }
  jobs.set(id, {
    id,
    createdAt: now,
    revision: 0,
    body: { priority: 0, ...body },
    state: 'active',
    stateAt: now,
    tasks: [],
  })
  return { status: 201, headers: { DataServiceId: `${baseOf(request, account)}/jobs/${id}` } }
}

/** A job moves to another pool only while it is disabled. */
function change(job: Job, { body }: SandboxRequest, replaces: boolean): void {
  if (!isObject(body)) throw invalidBody('A JSON object is needed.')
  const pool = textAt(body, 'poolInfo', 'poolId')
  if (pool !== undefined && pool !== textAt(job.body, 'poolInfo', 'poolId') && job.state !== 'disabled') {
    throw conflict(
      'OperationInvalidForCurrentState',
      'The pool of a job can be changed only while the job is disabled.',
    )
  }
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
  job.body = replaces ? { id: job.id, priority: 0, ...given } : { ...job.body, ...given }
}
