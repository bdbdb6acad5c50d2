import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { checkDisplayName } from '../display-name.ts'
import type { JobSchedule } from '../entities.ts'
import { scheduleAnswer } from '../job-answers.ts'
import { checkConstraints, checkNaming } from '../job-rules.ts'
import { beginSchedule } from '../job-schedules.ts'
import { remove } from '../job-states.ts'
import { checkJobQuota, checkPoolInfo } from '../job-writes.ts'
import { at, isObject, type Json } from '../json.ts'
import { checkMembers } from '../known-members.ts'
import { occasionOf } from '../occasion.ts'
import { conflict, invalidBody, missingProperty, notFound } from '../refusals.ts'
import { baseOf, serviceAccount } from '../service-account.ts'
import { listReply, selected } from '../service-list.ts'
import { bodyOf, checkMatch, newIdOf, tagHeaders, written } from '../service-write.ts'
import type { BatchParts } from '../store.ts'
import { jobRoute } from './job-route.ts'

const ONE = '/jobschedules/:schedule'

/** Job schedules; a change of one reaches its future jobs only. */
export function jobScheduleRoutes(parts: BatchParts): readonly Route[] {
  const change = (method: 'PATCH' | 'PUT') =>
    jobRoute(method, ONE, 'jobSchedules/write', (request) => {
      const schedule = scheduleOf(request, parts)
      checkMatch(schedule, request)
      const given = bodyOf(request)
      checkChange(schedule, method === 'PATCH' ? given : {})
      if (method === 'PUT' || given['jobSpecification'] !== undefined) checkSpecification(given)
      schedule.body = method === 'PUT' ? given : { ...schedule.body, ...given }
      written(schedule, request.now)
      return { status: 200, headers: tagHeaders(schedule) }
    })
  return [
    jobRoute('GET', '/jobschedules', 'jobSchedules/read', (request) => list(request, parts)),
    jobRoute('GET', ONE, 'jobSchedules/read', (request) => {
      const schedule = scheduleOf(request, parts)
      const body = selected(request, scheduleAnswer(schedule, baseOf(request, serviceAccount(request, parts))))
      return { status: 200, headers: tagHeaders(schedule), body }
    }),
    jobRoute('POST', '/jobschedules', 'jobSchedules/write', (request) => add(request, parts)),
    change('PATCH'),
    change('PUT'),
    jobRoute('DELETE', ONE, 'jobSchedules/delete', (request) => removeSchedule(request, parts)),
  ]
}

function scheduleOf(request: SandboxRequest, parts: BatchParts): JobSchedule {
  const schedule = parts.store.jobSchedules(serviceAccount(request, parts)).get(request.params['schedule'] ?? '')
  if (schedule === undefined) throw notFound('JobSchedule')
  return schedule
}

function list(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = serviceAccount(request, parts)
  const base = baseOf(request, account)
  const items = [...parts.store.jobSchedules(account).values()].map((one) => scheduleAnswer(one, base))
  return listReply(request, { url: `${base}/jobschedules`, items, filters: ['id', 'state'] })
}

function add(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = serviceAccount(request, parts)
  const { id: _id, ...body } = bodyOf(request)
  const id = newIdOf(bodyOf(request))
  checkMembers(body, 'jobSchedule')
  checkDisplayName(body)
  checkSpecification(body)
  if (!isObject(body['schedule'])) throw missingProperty('schedule')
  const schedules = parts.store.jobSchedules(account)
  if (schedules.has(id)) throw conflict('JobScheduleExists', 'The specified job schedule already exists.')
  if (parts.store.jobs(account).has(id))
    throw conflict('JobWithSameIdExists', 'A job with the ID of the specified job schedule exists.')
  checkJobQuota(account, parts)
  const schedule = beginSchedule(account, id, body, request.now, parts)
  schedules.set(id, schedule)
  return {
    status: 201,
    headers: { DataServiceId: `${baseOf(request, account)}/jobschedules/${id}`, ...tagHeaders(schedule) },
  }
}

/** Members of a job schedule that a PATCH may bring. Source: specification of the Batch service, BatchJobScheduleUpdateOptions. */
const CHANGEABLE: readonly string[] = ['schedule', 'jobSpecification', 'metadata']

function checkChange({ state }: JobSchedule, given: Json): void {
  if (state === 'completed') throw conflict('JobScheduleCompleted', 'The specified job schedule is already completed.')
  const stranger = Object.keys(given).find((name) => !CHANGEABLE.includes(name))
  if (stranger !== undefined) throw invalidBody(`The property '${stranger}' cannot be patched.`)
}

function checkSpecification(body: Json): void {
  const specification = at(body, 'jobSpecification')
  if (!isObject(specification)) throw missingProperty('jobSpecification')
  checkPoolInfo(specification, 'jobSpecification.poolInfo')
  checkConstraints(specification, 'jobSpecification.constraints')
  checkNaming(specification)
}

/** A schedule goes with all its jobs. */
function removeSchedule(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = serviceAccount(request, parts)
  const schedule = scheduleOf(request, parts)
  checkMatch(schedule, request)
  parts.store.jobSchedules(account).delete(schedule.id)
  for (const job of parts.store.jobs(account).values())
    if (job.id.startsWith(`${schedule.id}:`) && job.state !== 'deleting') remove(job, occasionOf(request))
  return { status: 202 }
}
