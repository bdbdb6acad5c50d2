import type { BatchAccount } from '../../model/batch.ts'
import { AzureError, Cancelled } from '../../model/errors.ts'
import type { Job } from '../../model/job.ts'
import type { JobMove, MoveJobs } from '../../model/pool-step.ts'
import { isNoted, isOnPool, type JobAct, nextForJob, nextToEnd, wayOf } from '../../plan/rollout/job-moves.ts'
import type { Execution } from '../execution.ts'
import { POLL_INTERVAL_MS, patientReading, untilNextReading, type Watch } from '../poll.ts'
import { send } from '../send.ts'
import type { Turns } from '../turns.ts'
import type { MoveProgress } from './move-progress.ts'

/** A step that moves jobs, the account that they are of, and the run. */
export type Move = { readonly step: MoveJobs; readonly account: BatchAccount; readonly run: Execution }

/** A move of jobs, and what those that are moved at the same time share. */
export type SharedMove = Move & {
  /** Requests that are under way. */
  readonly requests: Turns
  /** Aborted with the error where one job could not be moved: then no other is moved on. */
  readonly halt: AbortSignal
  /** How far all are; undefined where one is moved after the other, and each tells of itself. */
  readonly progress: MoveProgress | undefined
  /** All jobs of the account, for those that wait long; undefined where only one can. */
  readonly listed: Watch<readonly Job[]> | undefined
}

/** How often in a row Azure may refuse because a job has changed since it was read. */
const MOST_CONFLICTS = 10

/** How often a job is looked at by itself, and soon again, while Azure changes its state. */
const SHORT_WAITS = 5

/** How often a job that could not be moved is looked at until it can be enabled; the next run finishes what is left. */
const MOST_WAITS = 20

/**
 * Brings one job to its new pool and back into the state that it had. True where it is there; a job that has ended or is
 * gone meanwhile needs no pool. Where it goes wrong the job is enabled where it stands, but not by a run that was
 * cancelled: the note at the job lets the next one finish.
 */
export async function moveJob(listed: Job, move: SharedMove): Promise<boolean> {
  const way = wayOf(move.step)
  let isAsked = false
  try {
    const next = (job: Job) => {
      move.halt.throwIfAborted()
      return nextForJob(job, way, isAsked)
    }
    const did = ({ kind }: JobAct) => (isAsked ||= kind === 'disable')
    const job = await follow({ job: listed }, listed.id, move, { next, did })
    return job !== undefined && isOnPool(job, way.to)
  } catch (error) {
    if (!(error instanceof Cancelled) && !move.run.ports.signal.aborted) await restore(listed.id, move, isAsked)
    throw error
  } finally {
    move.progress?.waitsNoMore(listed.id)
  }
}

type Course = {
  readonly next: (job: Job) => JobAct
  readonly did?: (act: JobAct) => void
  /** How often in a row it is waited for; without end where that is left out. */
  readonly mostWaits?: number
}

/**
 * Does one thing after the other with a job, until nothing is left to do; gives back what it was at last. Each is decided
 * from what Azure told of the job, in a reading or in the answer to a change, and is refused where that is no longer so.
 */
async function follow(
  first: JobSight,
  id: string,
  move: SharedMove,
  { next, did, mostWaits }: Course,
): Promise<Job | undefined> {
  let [sight, waits, conflicts] = [first, 0, 0]
  for (;;) {
    const { job } = sight
    const act = job === undefined ? undefined : next(job)
    if (job === undefined || act === undefined || act.kind === 'done') return job
    if (act.kind === 'wait') {
      if (waits === mostWaits) return job
      tell(job, waits, move)
      sight = await later(sight, id, waits, move)
      waits += 1
      continue
    }
    move.progress?.waitsNoMore(id)
    const { refused, after } = await attempt(act, job, move)
    waits = 0
    conflicts = refused === undefined ? 0 : conflicts + 1
    if (refused === undefined) did?.(act)
    else if (conflicts === MOST_CONFLICTS) throw refused
    else if (refused.status === 409) await untilNextReading(move.run.ports, soon(sight, waits))
    sight = after === undefined ? await jobNow(id, move) : { job: after }
  }
}

/** A job as Azure has told of it; none where it is gone. */
type JobSight = { readonly job: Job | undefined; readonly retryAfterMs?: number }

/** The job as it is now. */
async function jobNow(id: string, { account, run, requests }: SharedMove): Promise<JobSight> {
  run.ports.signal.throwIfAborted()
  const read = () => requests.take(() => run.ports.azure.readJob(account, id))
  const { observed, ...wait } = await patientReading(run.ports, read)
  if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
  return { job: observed.state === 'present' ? observed.value : undefined, ...wait }
}

/** The job after a wait. Jobs that wait long are all looked at by one request; the list leaves out those that are completed. */
async function later(sight: JobSight, id: string, waits: number, move: SharedMove): Promise<JobSight> {
  if (waits >= SHORT_WAITS && move.listed !== undefined) {
    const listed = await move.listed.next()
    const job = listed.state === 'present' ? listed.value.find((other) => other.id === id) : undefined
    return job === undefined ? jobNow(id, move) : { job }
  }
  await untilNextReading(move.run.ports, soon(sight, waits))
  return jobNow(id, move)
}

/** What came of an attempt: the refusal where the job was another one than was thought, or the job after it where Azure told. */
type Attempt = { readonly refused?: AzureError; readonly after?: Job }

async function attempt(act: JobAct, job: Job, move: SharedMove): Promise<Attempt> {
  try {
    const after = await move.requests.take(() => send(move.step, move.run, () => carryOut(act, job, move)))
    return after === undefined ? {} : { after }
  } catch (error) {
    if (error instanceof AzureError && isOvertaken(error)) return { refused: error }
    throw error
  }
}

/** The job after a change; what comes of disabling or enabling it has to be read. */
async function carryOut(act: JobAct, job: Job, { account, step, run }: Move): Promise<Job | undefined> {
  const { azure } = run.ports
  if (act.kind === 'disable') await azure.disableJob(account, job.id, step.running, job.etag)
  if (act.kind === 'enable') await azure.enableJob(account, job.id, job.etag)
  if (act.kind !== 'update') return undefined
  const after = await azure.updateJob(account, job.id, act.change, job.etag)
  return after && { ...job, ...act.change, ...after }
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
function soon({ retryAfterMs }: JobSight, waits: number): { readonly retryAfterMs?: number } {
  if (retryAfterMs !== undefined) return { retryAfterMs }
  return waits < SHORT_WAITS ? { retryAfterMs: POLL_INTERVAL_MS / 5 } : {}
}

function tell({ id, state }: Job, waits: number, { step, run, progress }: SharedMove): void {
  if (progress !== undefined) {
    if (waits >= SHORT_WAITS) progress.waits(id)
  } else if (state === 'disabling') run.tell(step, `Job ${id} is being disabled; ${RUNNING[step.running]}.`)
  else run.tell(step, `Job ${id} is being enabled.`)
}

const RUNNING: Readonly<Record<JobMove, string>> = {
  requeue: 'its running tasks are queued again',
  wait: 'it waits until its running tasks have ended',
  terminate: 'its running tasks are terminated',
}

/** Enables a job that could not be moved, and takes its note out; what went wrong before is worth more than what does here. */
async function restore(id: string, move: SharedMove, isAsked: boolean): Promise<void> {
  let isTried = false
  const next = (job: Job): JobAct => {
    // Its tasks are waited for no longer, where Azure enables a job that is still being disabled.
    if (job.state !== 'disabling' || !(isNoted(job) || isAsked) || isTried) return nextToEnd(job, isAsked)
    isTried = true
    return { kind: 'enable' }
  }
  try {
    await follow(await jobNow(id, move), id, move, { next, mostWaits: MOST_WAITS })
  } catch (error) {
    if (!(error instanceof AzureError)) throw error
    const text = `Job ${id} could not be enabled again (${error.code}: ${error.message}); the next run that moves jobs does it.`
    move.run.tell(move.step, text)
  }
}
