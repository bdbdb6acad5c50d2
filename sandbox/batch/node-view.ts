import { allocatedAt, countStates, type NodeView, stateSince } from './allocation.ts'
import { iso } from './arm-pool.ts'
import type { Pool } from './entities.ts'
import { at, type Json, textAt } from './json.ts'
import { startTaskShape, virtualMachineShape } from './pool-shape.ts'
import { toService } from './spelling.ts'

/** Members of a node count, with the states that they count. */
const COUNTED: Readonly<Record<string, string>> = {
  creating: 'creating',
  idle: 'idle',
  offline: 'offline',
  preempted: 'preempted',
  rebooting: 'rebooting',
  reimaging: 'reimaging',
  running: 'running',
  starting: 'starting',
  startTaskFailed: 'starttaskfailed',
  leavingPool: 'leavingpool',
  unknown: 'unknown',
  unusable: 'unusable',
  waitingForStartTask: 'waitingforstarttask',
  upgradingOS: 'upgradingos',
  deallocated: 'deallocated',
  deallocating: 'deallocating',
}

/** Nodes of a pool by state as `nodecounts` tells them. */
export function nodeCounts(pool: Pool, now: number): Json {
  return { poolId: pool.name, dedicated: counts(pool, now, true), lowPriority: counts(pool, now, false) }
}

function counts(pool: Pool, now: number, isDedicated: boolean): Json {
  const byState = new Map<string, number>(countStates(pool, now, isDedicated))
  const members = Object.entries(COUNTED).map(([name, state]) => [name, byState.get(state) ?? 0])
  const total = [...byState.values()].reduce((sum, count) => sum + count, 0)
  return { ...Object.fromEntries(members), total }
}

/** One node as the Batch service tells it; `base` is the URL of the account's endpoint. */
export function toldNode(pool: Pool, node: NodeView, now: number, base: string): Json {
  const { cohort, index, id, state } = node
  const born = iso(allocatedAt(cohort, index))
  const since = iso(stateSince(cohort, index, now))
  const hasBooted = state !== 'creating' && state !== 'starting' && cohort.upbringing.joins
  const reference = at(pool.properties, 'deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference')
  const referenceShape = virtualMachineShape.members['imageReference']?.shape
  return {
    id,
    url: `${base}/pools/${pool.name}/nodes/${id}`,
    state,
    schedulingState: 'enabled',
    stateTransitionTime: since,
    allocationTime: born,
    affinityId: `TVM:${id}`,
    vmSize: textAt(pool.properties, 'vmSize'),
    totalTasksRun: 0,
    totalTasksSucceeded: 0,
    runningTasksCount: 0,
    runningTaskSlotsCount: 0,
    isDedicated: cohort.isDedicated,
    virtualMachineInfo: { imageReference: referenceShape && toService(referenceShape, reference) },
    ...(hasBooted && {
      lastBootTime: born,
      nodeAgentInfo: { version: '1.2.0.0', lastUpdateTime: since },
      ...startTaskMembers(pool, node, since),
    }),
  }
}

function startTaskMembers(pool: Pool, { cohort, state }: NodeView, since: string): Json {
  const task = cohort.upbringing.startTask
  if (task === undefined) return {}
  const startTask = toService(startTaskShape, pool.properties['startTask'])
  const begun = { startTime: since, retryCount: 0 }
  if (state === 'waitingforstarttask') return { startTask, startTaskInfo: { ...begun, state: 'running' } }
  const ended = { ...begun, state: 'completed', endTime: since, exitCode: task.exitCode }
  if (task.exitCode === 0) return { startTask, startTaskInfo: { ...ended, result: 'success' } }
  const failureInfo = {
    category: 'usererror',
    code: 'FailureExitCode',
    message: 'The task exited with an exit code representing a failure',
    details: [{ name: 'Message', value: 'The task exited with an exit code representing a failure' }],
  }
  return { startTask, startTaskInfo: { ...ended, result: 'failure', failureInfo } }
}
