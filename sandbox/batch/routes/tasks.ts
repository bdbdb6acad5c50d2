import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { checkDisplayName } from '../display-name.ts'
import type { Job, Task } from '../entities.ts'
import { hasSucceeded, taskAnswer } from '../job-answers.ts'
import { checkConstraints } from '../job-rules.ts'
import { requireState, terminateTask } from '../job-states.ts'
import { textAt } from '../json.ts'
import { checkMembers } from '../known-members.ts'
import { occasionOf } from '../occasion.ts'
import { conflict, missingProperty, notFound } from '../refusals.ts'
import { baseOf } from '../service-account.ts'
import { listReply, selected } from '../service-list.ts'
import { bodyOf, checkMatch, newIdOf, tagHeaders } from '../service-write.ts'
import type { BatchParts } from '../store.ts'
import { slotsOfTask } from '../task-work.ts'
import { addTask } from '../task-writes.ts'
import { jobOf, jobRoute, withHint } from './job-route.ts'

/** Tasks of jobs. */
export function taskRoutes(parts: BatchParts): readonly Route[] {
  return [
    jobRoute('POST', '/jobs/:job/tasks', 'jobs/write', (request) => add(request, parts)),
    jobRoute('GET', '/jobs/:job/tasks', 'jobs/read', (request) => list(request, parts)),
    jobRoute('GET', '/jobs/:job/taskcounts', 'jobs/read', (request) => counts(jobOf(request, parts))),
    jobRoute('GET', '/jobs/:job/tasks/:task', 'jobs/read', (request) => {
      const [job, task] = taskOf(request, parts)
      const body = selected(request, taskAnswer(task, job, baseOf(request, job.account)))
      const reply = { status: 200, headers: tagHeaders(task), body }
      return withHint(reply, task.state === 'completed' ? undefined : 15, parts)
    }),
    jobRoute('POST', '/jobs/:job/tasks/:task/terminate', 'jobs/write', (request) => {
      const [, task] = taskOf(request, parts)
      checkMatch(task, request)
      terminateTask(task, occasionOf(request))
      return { status: 204, headers: tagHeaders(task) }
    }),
  ]
}

/** The task in the request, with its job. */
export function taskOf(request: SandboxRequest, parts: BatchParts): readonly [Job, Task] {
  const job = jobOf(request, parts)
  const task = taskNamed(job, request.params['task'] ?? '')
  if (task === undefined) throw notFound('Task')
  return [job, task]
}

/** IDs of tasks are the same whatever their case. */
function taskNamed({ tasks }: Job, name: string): Task | undefined {
  return tasks.find(({ id }) => id.toLowerCase() === name.toLowerCase())
}

function add(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const job = jobOf(request, parts)
  requireState(job, ['active', 'disabling', 'disabled', 'enabling'])
  const body = bodyOf(request)
  const id = newIdOf(body)
  checkMembers(body, 'task')
  checkDisplayName(body)
  if (textAt(body, 'commandLine') === undefined) throw missingProperty('commandLine')
  checkConstraints(body)
  if (taskNamed(job, id) !== undefined) throw conflict('TaskExists', 'The specified task already exists.')
  const task = addTask(job, id, body, request.now, parts)
  const DataServiceId = `${baseOf(request, job.account)}/jobs/${job.id}/tasks/${id}`
  return { status: 201, headers: { DataServiceId, ...tagHeaders(task) } }
}

function list(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const job = jobOf(request, parts)
  const base = baseOf(request, job.account)
  const items = job.tasks.map((task) => taskAnswer(task, job, base))
  const reply = listReply(request, { url: `${base}/jobs/${job.id}/tasks`, items, filters: ['id', 'state'] })
  return withHint(reply, job.tasks.every(({ state }) => state === 'completed') ? undefined : 15, parts)
}

function counts({ tasks }: Job): SandboxReply {
  const tally = (worth: (task: Task) => number) => {
    const sum = (counted: readonly Task[]) => counted.reduce((all, task) => all + worth(task), 0)
    const of = (state: Task['state']) => tasks.filter((task) => task.state === state)
    const [completed, succeeded] = [sum(of('completed')), sum(tasks.filter(hasSucceeded))]
    return {
      active: sum(of('active')),
      running: sum(of('running')),
      completed,
      succeeded,
      failed: completed - succeeded,
    }
  }
  return { status: 200, body: { taskCounts: tally(() => 1), taskSlotCounts: tally(slotsOfTask) } }
}
