import { count } from '../../model/count.ts'
import { fewNamed } from '../../model/enumeration.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import type { Job, JobSchedule } from '../../model/job.ts'
import type { MoveJobs } from '../../model/pool-step.ts'
import type { Reading } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import { jobsAtOnce, jobsToMove, schedulesToMove, wayOf } from '../../plan/rollout/job-moves.ts'
import type { Execution } from '../execution.ts'
import { observedAccount } from '../observe.ts'
import { patientReading, Watch } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { Turns } from '../turns.ts'
import { type Move, moveJob, type SharedMove } from './move-job.ts'
import { MoveProgress } from './move-progress.ts'
import { moveSchedule } from './move-schedule.ts'

/** How often jobs are listed again because somebody keeps making some for the old pool. */
const MOST_ROUNDS = 20

/** Requests about jobs that are under way at the same time. */
const REQUESTS_AT_A_TIME = 10

/**
 * Moves every job and job schedule to another pool, each by itself, and looks again until nothing names the old one: jobs that
 * are made meanwhile are moved, too.
 */
export async function moveJobs(step: MoveJobs, run: Execution): Promise<StepEnd> {
  const move = moveOf(step, run)
  const [jobs, schedules] = [new Set<string>(), new Set<string>()]
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const left = await leftToMove(move)
    if (left.jobs.length + left.schedules.length === 0) return ended(step, jobs.size, schedules.size)
    // Schedules first: none of them makes another job for the old pool then.
    tellOfSchedules(left.schedules, move)
    for (const schedule of left.schedules) if (await moveSchedule(schedule, move)) schedules.add(schedule.id)
    for (const id of await moveRound(left.jobs, move)) jobs.add(id)
  }
  throw neverEnding(step)
}

/** Moves jobs, a few at the same time; gives back which have come to their new pool. Where one cannot be moved no other is moved on. */
async function moveRound(jobs: readonly Job[], move: Move): Promise<readonly string[]> {
  const { step, account, run } = move
  const most = jobsAtOnce(jobs.length, step.running)
  const halting = new AbortController()
  const shared: SharedMove = {
    ...move,
    requests: new Turns(REQUESTS_AT_A_TIME),
    halt: halting.signal,
    progress: most === 1 ? undefined : new MoveProgress(move, jobs.length),
    listed: most === 1 ? undefined : new Watch(run.ports, () => run.ports.azure.listJobs(account)),
  }
  const turns = new Turns(most)
  const moved: string[] = []
  const begin = async (job: Job, index: number) => {
    halting.signal.throwIfAborted()
    if (most === 1) run.tell(step, beginning(job, index, jobs.length, step))
    try {
      if (await moveJob(job, shared)) moved.push(job.id)
      shared.progress?.isThrough()
    } catch (error) {
      halting.abort(error)
      throw error
    }
  }
  await Promise.allSettled(jobs.map((job, index) => turns.take(() => begin(job, index))))
  halting.signal.throwIfAborted()
  return moved
}

function tellOfSchedules(schedules: readonly JobSchedule[], { step, run }: Move): void {
  const names = schedules.map(({ id }) => id)
  const to = resourceName(step.toPoolId)
  if (names.length > 0) run.tell(step, `Future jobs of ${fewNamed('job schedule', names)} are to name pool ${to}.`)
}

function beginning({ id }: Job, index: number, jobs: number, { toPoolId }: MoveJobs): string {
  return `Job ${id} is being moved to pool ${resourceName(toPoolId)} (${index + 1} of ${jobs}).`
}

function moveOf(step: MoveJobs, run: Execution): Move {
  const account = observedAccount(run.observed, step.batchAccountId)
  if (account !== undefined) return { step, account, run }
  throw new Error(`Batch account ${step.batchAccountId} was not observed before its jobs were moved`)
}

/** What names the old pool still, and what a run before this one has left halfway. */
async function leftToMove({
  step,
  account,
  run,
}: Move): Promise<{ jobs: readonly Job[]; schedules: readonly JobSchedule[] }> {
  const { azure } = run.ports
  const way = wayOf(step)
  const schedules = await listed(run, () => azure.listJobSchedules(account))
  const jobs = await listed(run, () => azure.listJobs(account))
  return { jobs: jobsToMove(jobs, way), schedules: schedulesToMove(schedules, way) }
}

async function listed<T>(run: Execution, list: () => Promise<Reading<readonly T[]>>): Promise<readonly T[]> {
  const { observed } = await patientReading(run.ports, list)
  if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
  return observed.state === 'present' ? observed.value : []
}

function ended({ poolId, toPoolId }: MoveJobs, jobs: number, schedules: number): StepEnd {
  const [from, to] = [resourceName(poolId), resourceName(toPoolId)]
  if (jobs + schedules === 0) return { kind: 'succeeded', text: `No job of pool ${from} was left to move.` }
  const parts = [
    ...(jobs > 0 ? [count(jobs, 'job')] : []),
    ...(schedules > 0 ? [count(schedules, 'job schedule')] : []),
  ]
  const verb = jobs + schedules === 1 ? 'is' : 'are'
  return { kind: 'succeeded', text: `${parts.join(' and ')} of pool ${from} ${verb} on pool ${to} now.` }
}

function neverEnding({ poolId, toPoolId }: MoveJobs): UserError {
  const [from, to] = [resourceName(poolId), resourceName(toPoolId)]
  return new UserError(
    'JobsKeepComing',
    `Somebody keeps making jobs for pool ${from} as fast as they are moved to pool ${to}: after ${MOST_ROUNDS} rounds there are new ones still.`,
    `Let whoever submits jobs name pool ${to}, or stop submitting for a while, and run again.`,
  )
}
