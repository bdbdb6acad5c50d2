import type { Job, JobChange, JobNote, JobSchedule } from '../../model/job.ts'
import { isJsonObject, type JsonObject } from '../../model/json.ts'
import { MOVE_METADATA } from '../../model/origin.ts'
import type { JobMove, MoveJobs } from '../../model/pool-step.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'

/** From which pool to which jobs go, by their names, and what becomes of their running tasks. */
export type Way = { readonly from: string; readonly to: string; readonly running: JobMove }

/** What is done next with one job. */
export type JobAct =
  | { readonly kind: 'update'; readonly change: JobChange }
  | { readonly kind: 'disable' }
  | { readonly kind: 'enable' }
  /** Azure brings it into its next state. */
  | { readonly kind: 'wait' }
  /** It has nothing to do with this way, or is where it belongs and as it was. */
  | { readonly kind: 'done' }

/** The way of a step. */
export function wayOf({ poolId, toPoolId, running }: MoveJobs): Way {
  return { from: resourceName(poolId), to: resourceName(toPoolId), running }
}

/**
 * What is done next with a job, from what Azure tells of it alone, so that a run that was killed is finished by the next.
 * A job that is active is noted before it is disabled, and only one with that note is enabled again; `isAsked` says that
 * this run has asked to disable it already.
 */
export function nextForJob(job: Job, way: Way, isAsked = false): JobAct {
  if (isOnPool(job, way.from)) return nextOnOldPool(job, way, isAsked)
  return isOnPool(job, way.to) ? nextToEnd(job, isAsked) : DONE
}

function nextOnOldPool(job: Job, { to, running }: Way, isAsked: boolean): JobAct {
  switch (job.state) {
    case 'active':
      if (!isNoted(job)) return { kind: 'update', change: { metadata: noted(job.metadata) } }
      return { kind: 'disable' }
    case 'disabling':
      // A run before this one may have asked to wait for tasks where this one is to stop them.
      return isNoted(job) && !isAsked && running !== 'wait' ? { kind: 'disable' } : WAIT
    case 'disabled':
      return { kind: 'update', change: { poolName: to } }
    case 'enabling':
      return WAIT
    default:
      return DONE
  }
}

/**
 * Brings a job with our note back into the state that it had, wherever it stands; also one that this run has asked to
 * disable, should somebody have replaced its metadata since.
 */
export function nextToEnd(job: Job, isAsked = false): JobAct {
  if (!isNoted(job) && !isAsked) return DONE
  switch (job.state) {
    case 'active':
      if (!isNoted(job)) return DONE
      return { kind: 'update', change: { metadata: job.metadata.filter(({ name }) => name !== MOVE_METADATA) } }
    case 'disabled':
      return { kind: 'enable' }
    case 'disabling':
    case 'enabling':
      return WAIT
    default:
      return DONE
  }
}

const DONE: JobAct = { kind: 'done' }
const WAIT: JobAct = { kind: 'wait' }

/** Jobs that may be between two states at the same time where nothing waits for their tasks: each takes seconds. */
const MOST_AT_ONCE = 10

/**
 * How many jobs are moved at the same time: a fifth, so that the others go on meanwhile, a run that is killed leaves few
 * of them disabled, and all together wait about five times as long as the longest task, however many they are.
 */
export function jobsAtOnce(jobs: number, running: JobMove): number {
  const fifth = Math.max(1, Math.floor(jobs / 5))
  return running === 'wait' ? fifth : Math.min(fifth, MOST_AT_ONCE)
}

/** Whether a job was active when a run began to move it, and is not yet so again on its new pool. */
export function isNoted({ metadata }: Job): boolean {
  return metadata.some(({ name }) => name === MOVE_METADATA)
}

function noted(metadata: readonly JobNote[]): readonly JobNote[] {
  return [...metadata, { name: MOVE_METADATA, value: 'active' }]
}

/** Whether a job, or a schedule for its jobs, names a pool. Names of pools are the same whatever their case. */
export function isOnPool({ poolName }: Pick<Job, 'poolName'>, name: string): boolean {
  return poolName?.toLowerCase() === name.toLowerCase()
}

/** Jobs that a way leads along, or that a run before has left halfway on it. */
export function jobsToMove(jobs: readonly Job[], way: Way): readonly Job[] {
  return jobs.filter((job) => nextForJob(job, way).kind !== 'done')
}

/** Job schedules whose future jobs would still name the old pool. */
export function schedulesToMove(
  schedules: readonly JobSchedule[],
  { from }: Pick<Way, 'from'>,
): readonly JobSchedule[] {
  return schedules.filter((schedule) => isOnPool(schedule, from) && ['active', 'disabled'].includes(schedule.state))
}

/** The template of a schedule's jobs with another pool, and every other member as it was. */
export function repointed({ specification }: JobSchedule, poolName: string): JsonObject {
  const poolInfo = specification['poolInfo']
  return { ...specification, poolInfo: { ...(isJsonObject(poolInfo) && poolInfo), poolId: poolName } }
}

/**
 * Jobs, or job schedules, for which Azure makes pools of its own from an image: nothing but their submitter's template
 * can bring them another version.
 */
export function notMovable<T extends Pick<Job, 'id' | 'autoPool'>>(
  items: readonly T[],
  imageDefinitionId: string,
): readonly T[] {
  const within = `${resourceKey(imageDefinitionId)}/`
  return items.filter(({ autoPool }) => `${resourceKey(autoPool?.imageVersionId ?? '')}/`.startsWith(within))
}
