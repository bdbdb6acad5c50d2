import type { Job, JobSchedule, Occasion, Run, Task } from './entities.ts'
import { withJobDefaults, withTaskDefaults } from './job-defaults.ts'
import { currentRun } from './job-states.ts'
import { isObject, type Json, textAt } from './json.ts'
import { revisionTag } from './service-write.ts'
import { exitCodeOfTask, slotsOfTask } from './task-work.ts'

const iso = (instant: number) => new Date(instant).toISOString()

/** A job as the Batch service answers it. */
export function jobAnswer(job: Job, base: string): Json {
  const { id, body, state, stateAt, createdAt, modifiedAt, previous, terminateReason } = job
  const poolId = textAt(body, 'poolInfo', 'poolId')
  return {
    ...withJobDefaults(body),
    id,
    url: `${base}/jobs/${id}`,
    eTag: revisionTag(job),
    lastModified: iso(modifiedAt),
    creationTime: iso(createdAt),
    state,
    stateTransitionTime: iso(stateAt),
    ...(previous && { previousState: previous.state, previousStateTransitionTime: iso(previous.at) }),
    executionInfo: {
      startTime: iso(createdAt),
      ...(poolId !== undefined && { poolId }),
      ...(state === 'completed' && {
        endTime: iso(stateAt),
        ...(terminateReason !== undefined && { terminateReason }),
      }),
    },
  }
}

/** A job schedule as the Batch service answers it. */
export function scheduleAnswer(schedule: JobSchedule, base: string): Json {
  const { id, body, createdAt, modifiedAt, state, recentJobId } = schedule
  return {
    ...body,
    ...(isObject(body['jobSpecification']) && { jobSpecification: withJobDefaults(body['jobSpecification']) }),
    id,
    url: `${base}/jobschedules/${id}`,
    eTag: revisionTag(schedule),
    lastModified: iso(modifiedAt),
    creationTime: iso(createdAt),
    state,
    stateTransitionTime: iso(createdAt),
    executionInfo: {
      ...(recentJobId !== undefined && { recentJob: { id: recentJobId, url: `${base}/jobs/${recentJobId}` } }),
    },
  }
}

/** A task as the Batch service answers it. */
export function taskAnswer(task: Task, job: Job, base: string): Json {
  const { id, body, createdAt, state, stateAt } = task
  const run = currentRun(task) ?? (state === 'completed' ? task.runs.at(-1) : undefined)
  return {
    ...withTaskDefaults(body),
    id,
    url: `${base}/jobs/${job.id}/tasks/${id}`,
    eTag: revisionTag(task),
    creationTime: iso(createdAt),
    lastModified: iso(stateAt),
    state,
    stateTransitionTime: iso(stateAt),
    requiredSlots: slotsOfTask(task),
    executionInfo: executionInfo(task, run),
    ...(run && { nodeInfo: nodeInfo(run, base) }),
  }
}

/** How many times a task was stopped on one node to run on another. */
export function requeuesOf({ runs }: Task): readonly Occasion[] {
  return runs.flatMap(({ ended }) => (ended?.as === 'requeued' ? [ended] : []))
}

/** Whether a completed task has done what it was to do. */
export function hasSucceeded(task: Task): boolean {
  if (task.state !== 'completed' || task.terminated !== undefined) return false
  return exitCodeOfTask(task) === 0 && !lacksContainer(task)
}

function executionInfo(task: Task, run: Run | undefined): Json {
  const requeues = requeuesOf(task)
  const last = requeues.at(-1)
  return {
    ...(run && { startTime: iso(run.startedAt) }),
    ...(task.state === 'completed' && endInfo(task)),
    retryCount: 0,
    requeueCount: requeues.length,
    ...(last && { lastRequeueTime: iso(last.now) }),
  }
}

function endInfo(task: Task): Json {
  const exitCode = exitCodeOfTask(task)
  const failure = failureOf(task, exitCode)
  return {
    endTime: iso(task.stateAt),
    ...(task.terminated === undefined && !lacksContainer(task) && { exitCode }),
    result: failure === undefined ? 'success' : 'failure',
    ...(failure && { failureInfo: failure }),
  }
}

function failureOf(task: Task, exitCode: number): Json | undefined {
  if (task.terminated !== undefined)
    return { category: 'usererror', code: 'TaskEnded', message: 'Task Was Ended by User Request' }
  if (lacksContainer(task))
    return {
      category: 'usererror',
      code: 'ContainerTaskSettingsNotFound',
      message: 'Container-enabled compute node requires task container settings',
    }
  return exitCode === 0 ? undefined : exitFailure(exitCode)
}

/** What Batch says of a task, or of a start task, that exits with another code than 0. */
export function exitFailure(exitCode: number): Json {
  const message = 'The task exited with an exit code representing a failure'
  return {
    category: 'usererror',
    code: 'FailureExitCode',
    message,
    details: [
      { name: 'Message', value: message },
      { name: 'ExitCode', value: String(exitCode) },
    ],
  }
}

/** Whether a task got nowhere, as it came to a node for containers without saying in which. */
function lacksContainer({ runs }: Task): boolean {
  return runs.at(-1)?.lacksContainer === true
}

function nodeInfo({ poolName, nodeId }: Run, base: string): Json {
  const nodeUrl = `${base}/pools/${poolName}/nodes/${nodeId}`
  return { affinityId: `TVM:${nodeId}`, nodeUrl, poolId: poolName, nodeId }
}
