import { durationMs } from './durations.ts'
import type { Job, JobState, Occasion, Run, Task } from './entities.ts'
import { textAt } from './json.ts'
import { conflict } from './refusals.ts'
import { endRun } from './runs.ts'

/** How long a job takes from one state to the next, beyond what its tasks need. */
const CHANGING_MS = 5000

const NEXT: Readonly<Partial<Record<JobState, JobState>>> = {
  disabling: 'disabled',
  enabling: 'active',
  terminating: 'completed',
}

/** Words for what becomes of running tasks of a job that is disabled. */
export const DISABLE_TASKS = ['requeue', 'terminate', 'wait'] as const

/** Gives a job another state, from which it may go on by itself. */
export function become(job: Job, state: JobState, now: number): void {
  if (job.state === state) return
  job.previous = { state: job.state, at: job.stateAt }
  job.state = state
  job.stateAt = now
}

/** Stops the tasks of a job from starting, and those that run as told. */
export function disable(job: Job, tasks: (typeof DISABLE_TASKS)[number], on: Occasion): void {
  requireState(job, ['active', 'disabling', 'disabled'])
  if (tasks !== 'wait') for (const run of runsOf(job)) endRun(run, tasks === 'requeue' ? 'requeued' : 'terminated', on)
  if (job.state === 'active') become(job, 'disabling', on.now)
}

/** Lets the tasks of a disabled job start again. */
export function enable(job: Job, { now }: Occasion): void {
  requireState(job, ['disabling', 'disabled', 'enabling'])
  become(job, 'enabling', now)
}

/** Ends a job for good: what runs is stopped, what waits never runs. */
export function terminate(job: Job, reason: string, on: Occasion): void {
  requireState(job, ['active', 'disabling', 'disabled', 'enabling'])
  for (const run of runsOf(job)) endRun(run, 'terminated', on)
  job.terminateReason = reason
  become(job, 'terminating', on.now)
}

/** Begins to delete a job with all its tasks. */
export function remove(job: Job, on: Occasion): void {
  if (job.state === 'deleting') throw refusalOf(job)
  for (const run of runsOf(job)) endRun(run, 'terminated', on)
  become(job, 'deleting', on.now)
}

/** Ends one task, whether it runs or waits. */
export function terminateTask(task: Task, on: Occasion): void {
  if (task.state === 'completed') throw conflict('TaskCompleted', 'The specified task is already completed.')
  const run = currentRun(task)
  if (run !== undefined) {
    endRun(run, 'terminated', on)
    return
  }
  task.terminated = on
  task.state = 'completed'
  task.stateAt = on.now
  task.revision += 1
}

/** When a job that is between two states may be in the next; infinity where it stays, or waits for its tasks. */
export function changesAt(job: Job): number {
  if (NEXT[job.state] === undefined && job.state !== 'deleting') return Number.POSITIVE_INFINITY
  return job.state !== 'enabling' && runsOf(job).length > 0 ? Number.POSITIVE_INFINITY : job.stateAt + CHANGING_MS
}

/** Brings a job into its next state when it is time. True where it is gone. */
export function moveOn(job: Job, now: number): boolean {
  if (now >= limitOf(job)) terminate(job, 'MaxWallClockTimeExpiry', { now, by: 'the maxWallClockTime of the job' })
  if (now < changesAt(job)) return false
  if (job.state === 'deleting') return true
  const next = NEXT[job.state]
  if (next !== undefined) become(job, next, now)
  return false
}

/** When the time of a job is over, counted from its creation; never where it has no limit, or has ended. */
export function limitOf({ body, createdAt, state }: Job): number {
  const limit = textAt(body, 'constraints', 'maxWallClockTime')
  const goesOn = state === 'active' || state === 'disabled'
  return goesOn && limit !== undefined ? createdAt + durationMs(limit, 'maxWallClockTime') : Number.POSITIVE_INFINITY
}

/** Refuses what a job in its present state does not take. */
export function requireState(job: Job, states: readonly JobState[]): void {
  if (!states.includes(job.state)) throw refusalOf(job)
}

function refusalOf({ state }: Job) {
  if (state === 'completed') return conflict('JobCompleted', 'The specified job is already completed.')
  if (state === 'terminating') return conflict('JobBeingTerminated', 'The specified job is being terminated.')
  if (state === 'deleting') return conflict('JobBeingDeleted', 'The specified job is being deleted.')
  return conflict(
    'OperationInvalidForCurrentState',
    'The operation is not allowed in the current state of the job.',
    `The job is ${state}.`,
  )
}

function runsOf({ tasks }: Job): readonly Run[] {
  return tasks.flatMap((task) => currentRun(task) ?? [])
}

/** The run that goes on, if the task is running. */
export function currentRun({ runs }: Task): Run | undefined {
  const last = runs.at(-1)
  return last?.ended === undefined ? last : undefined
}
