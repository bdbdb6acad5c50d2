import { anything, type Check, instant, list, object, text, word } from '../shape.ts'
import type { Account } from './entities.ts'
import { beginSchedule } from './job-schedules.ts'
import { newJob } from './job-writes.ts'
import type { BatchSeed, SeedJob, SeedJobSchedule } from './seed.ts'
import type { BatchParts } from './store.ts'
import { addTask } from './task-writes.ts'

const tasks = list(
  object(
    { id: text, commandLine: text },
    { requiredSlots: anything, affinityInfo: anything, containerSettings: anything },
  ),
)

const poolInfo: Check = (value, where, problems) => {
  const named: string[] = []
  object({ poolId: text })(value, where, named)
  if (named.length > 0) object({ autoPoolSpecification: anything })(value, where, problems)
}

const common = { priority: anything, metadata: anything, constraints: anything, displayName: text }

const jobShape = object(
  { account: text, id: text, poolInfo },
  { state: word('active', 'disabled', 'completed'), tasks, ...common },
)

const scheduleShape = object(
  {
    account: text,
    id: text,
    schedule: object({}, { recurrenceInterval: text, doNotRunUntil: instant }),
    jobSpecification: object({ poolInfo }, common),
  },
  { state: word('active', 'disabled', 'completed'), tasks, metadata: anything },
)

/** Puts jobs and job schedules of a seed in the store. Throws where one does not fit its world. */
export function loadJobs({ jobs = [], jobSchedules = [] }: BatchSeed, parts: BatchParts): void {
  for (const [index, job] of jobs.entries()) {
    check(jobShape, job, `jobs[${index}]`)
    loadJob(job, accountOf(job, parts), parts)
  }
  for (const [index, schedule] of jobSchedules.entries()) {
    check(scheduleShape, schedule, `jobSchedules[${index}]`)
    loadSchedule(schedule, accountOf(schedule, parts), parts)
  }
}

function check(shape: Check, value: unknown, where: string): void {
  const problems: string[] = []
  shape(value, `batch.${where}`, problems)
  if (problems.length > 0) throw new Error(problems.join('; '))
}

function accountOf({ account, id }: SeedJob | SeedJobSchedule, { store }: BatchParts): Account {
  const found = store.account(account) ?? store.accountAt(account)
  if (found === undefined) throw new Error(`The job ${id} has no account in the world`)
  return found
}

function loadJob(
  { account: _account, id, state, tasks = [], ...body }: SeedJob,
  account: Account,
  parts: BatchParts,
): void {
  const jobs = parts.store.jobs(account)
  if (jobs.has(id)) throw new Error(`The job ${id} is there twice`)
  const job = newJob(account, id, body, parts.clock.now())
  if (state !== undefined) job.state = state
  jobs.set(id, job)
  for (const { id: taskId, ...task } of tasks) addTask(job, taskId, task, job.createdAt, parts)
}

function loadSchedule(seed: SeedJobSchedule, account: Account, parts: BatchParts): void {
  const { account: _account, id, state = 'active', tasks = [], ...body } = seed
  const schedule = { ...beginSchedule(account, id, body, parts.clock.now(), parts), state }
  parts.store.jobSchedules(account).set(id, schedule)
  const job = parts.store.jobs(account).get(schedule.recentJobId ?? '')
  if (job === undefined) return
  for (const { id: taskId, ...task } of tasks) addTask(job, taskId, task, job.createdAt, parts)
}
