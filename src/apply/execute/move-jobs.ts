import { AzureError, UserError } from '../../model/errors.ts'
import type { Job, JobSchedule } from '../../model/job.ts'
import type { Reading } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { MoveJobs } from '../../model/step.ts'
import { jobsToMove, schedulesToMove, wayOf } from '../../plan/job-moves.ts'
import { counted } from '../../plan/wording.ts'
import type { Execution } from '../execution.ts'
import { observedAccount } from '../observe.ts'
import { patientReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { type Move, moveJob } from './move-job.ts'
import { moveSchedule } from './move-schedule.ts'

/** How often jobs are listed again because somebody keeps making some for the old pool. */
const MOST_ROUNDS = 20

/**
 * Moves every job and job schedule to another pool, one by one, and looks again until nothing names the old one: jobs that
 * are made meanwhile are moved, too.
 */
export async function moveJobs(step: MoveJobs, run: Execution): Promise<StepEnd> {
  const move = moveOf(step, run)
  const [jobs, schedules] = [new Set<string>(), new Set<string>()]
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const left = await leftToMove(move)
    if (left.jobs.length + left.schedules.length === 0) return ended(step, jobs.size, schedules.size)
    // Schedules first: none of them makes another job for the old pool then.
    for (const { id } of left.schedules) if (await moveSchedule(id, move)) schedules.add(id)
    for (const [index, { id }] of left.jobs.entries()) {
      run.tell(
        step,
        `Job ${id} is being moved to pool ${resourceName(step.toPoolId)} (${index + 1} of ${left.jobs.length}).`,
      )
      if (await moveJob(id, move)) jobs.add(id)
    }
  }
  throw neverEnding(step)
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
    ...(jobs > 0 ? [counted(jobs, 'job')] : []),
    ...(schedules > 0 ? [counted(schedules, 'job schedule')] : []),
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
