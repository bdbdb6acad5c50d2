import type { BatchAccount } from '../../model/batch.ts'
import { AzureError, Cancelled } from '../../model/errors.ts'
import type { Job } from '../../model/job.ts'
import type { Reading } from '../../model/ports.ts'
import type { JobMove, MoveJobs } from '../../model/step.ts'
import { isNoted, isOnPool, type JobAct, nextForJob, nextToEnd, wayOf } from '../../plan/job-moves.ts'
import type { Execution } from '../execution.ts'
import { POLL_INTERVAL_MS, patientReading, untilNextReading } from '../poll.ts'
import { send } from '../send.ts'

/** A step that moves jobs, the account that they are of, and the run. */
export type Move = { readonly step: MoveJobs; readonly account: BatchAccount; readonly run: Execution }

/** How often in a row Azure may refuse because a job has changed since it was read. */
const MOST_CONFLICTS = 10

/** How often a job that could not be moved is looked at until it can be enabled; the next run finishes what is left. */
const MOST_WAITS = 20

/**
 * Brings one job to its new pool and back into the state that it had. True where it is there; a job that has ended or is
 * gone meanwhile needs no pool. Where it goes wrong the job is enabled where it stands, but not by a run that was
 * cancelled: the note at the job lets the next one finish.
 */
export async function moveJob(id: string, move: Move): Promise<boolean> {
  const way = wayOf(move.step)
  let isAsked = false
  try {
    const next = (job: Job) => nextForJob(job, way, isAsked)
    const job = await follow(id, move, { next, did: ({ kind }) => (isAsked ||= kind === 'disable') })
    return job !== undefined && isOnPool(job, way.to)
  } catch (error) {
    if (!(error instanceof Cancelled) && !move.run.ports.signal.aborted) await restore(id, move, isAsked)
    throw error
  }
}

type Course = {
  readonly next: (job: Job) => JobAct
  readonly did?: (act: JobAct) => void
  /** How often in a row it is waited for; without end where that is left out. */
  readonly mostWaits?: number
}

/** Does one thing after the other with a job, each decided from a fresh reading, until nothing is left to do; gives back the last one. */
async function follow(id: string, move: Move, { next, did, mostWaits }: Course): Promise<Job | undefined> {
  let [waits, conflicts] = [0, 0]
  for (;;) {
    const { job, reading } = await jobNow(id, move)
    const act = job === undefined ? undefined : next(job)
    if (job === undefined || act === undefined || act.kind === 'done') return job
    if (act.kind === 'wait') {
      if (waits === mostWaits) return job
      tell(job, move)
      await untilNextReading(move.run.ports, soon(reading, waits))
      waits += 1
      continue
    }
    const refused = await attempt(act, job, move)
    waits = 0
    conflicts = refused === undefined ? 0 : conflicts + 1
    if (refused === undefined) did?.(act)
    else if (conflicts === MOST_CONFLICTS) throw refused
    else if (refused.status === 409) await untilNextReading(move.run.ports, soon(reading, waits))
  }
}

type JobReading = { readonly job: Job | undefined; readonly reading: Reading<Job> }

/** The job as it is now; undefined where it is gone. */
async function jobNow(id: string, { account, run }: Move): Promise<JobReading> {
  run.ports.signal.throwIfAborted()
  const reading = await patientReading(run.ports, () => run.ports.azure.readJob(account, id))
  const { observed } = reading
  if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
  return { job: observed.state === 'present' ? observed.value : undefined, reading }
}

/** The refusal where the job has changed since it was read, and is to be looked at again. */
async function attempt(act: JobAct, job: Job, move: Move): Promise<AzureError | undefined> {
  try {
    await send(move.step, move.run, () => carryOut(act, job, move))
    return undefined
  } catch (error) {
    if (error instanceof AzureError && isOvertaken(error)) return error
    throw error
  }
}

async function carryOut(act: JobAct, { id, etag }: Job, { account, step, run }: Move): Promise<void> {
  const { azure } = run.ports
  if (act.kind === 'update') await azure.updateJob(account, id, act.change, etag)
  if (act.kind === 'disable') await azure.disableJob(account, id, step.running, etag)
  if (act.kind === 'enable') await azure.enableJob(account, id, etag)
}

/** Somebody was faster, or the job has ended or is gone: what it is now says what is left to do. */
function isOvertaken({ status, code }: AzureError): boolean {
  return status === 412 || OVERTAKEN.includes(code)
}

const OVERTAKEN = [
  'OperationInvalidForCurrentState',
  'JobNotFound',
  'JobNotActive',
  'JobDisabled',
  'JobCompleted',
  'JobBeingTerminated',
  'JobBeingDeleted',
]

/** Most jobs change their state within seconds; those that wait for tasks are asked about as rarely as anything else. */
function soon({ retryAfterMs }: Reading<Job>, waits: number): { readonly retryAfterMs?: number } {
  if (retryAfterMs !== undefined) return { retryAfterMs }
  return waits < 5 ? { retryAfterMs: POLL_INTERVAL_MS / 5 } : {}
}

function tell({ id, state }: Job, { step, run }: Move): void {
  if (state === 'disabling') run.tell(step, `Job ${id} is being disabled; ${RUNNING[step.running]}.`)
  else run.tell(step, `Job ${id} is being enabled.`)
}

const RUNNING: Readonly<Record<JobMove, string>> = {
  requeue: 'its running tasks are queued again',
  wait: 'it waits until its running tasks have ended',
  terminate: 'its running tasks are terminated',
}

/** Enables a job that could not be moved, and takes its note out; what went wrong before is worth more than what does here. */
async function restore(id: string, move: Move, isAsked: boolean): Promise<void> {
  let isTried = false
  const next = (job: Job): JobAct => {
    // Its tasks are waited for no longer, where Azure enables a job that is still being disabled.
    if (job.state !== 'disabling' || !(isNoted(job) || isAsked) || isTried) return nextToEnd(job, isAsked)
    isTried = true
    return { kind: 'enable' }
  }
  try {
    await follow(id, move, { next, mostWaits: MOST_WAITS })
  } catch (error) {
    if (!(error instanceof AzureError)) throw error
    const text = `Job ${id} could not be enabled again (${error.code}: ${error.message}); the next run that moves jobs does it.`
    move.run.tell(move.step, text)
  }
}
