import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import {
  allocatedAt,
  bootedAt,
  countStates,
  type NodeState,
  type NodeView,
  nodesOf,
  upbringingAt,
} from '../allocation.ts'
import { waitHeaders } from '../answers.ts'
import type { Pool } from '../entities.ts'
import { exitFailure } from '../job-answers.ts'
import { type Json, textAt } from '../json.ts'
import { invalidQuery, notFound } from '../refusals.ts'
import { baseOf, serviceAccount } from '../service-account.ts'
import { filterOf, pageSizeOf, selected } from '../service-list.ts'
import type { BatchParts } from '../store.ts'
import { isServiceVersion, servicePoolOf } from './service-pools.ts'

/** Node counts are this old; the list is exact. */
const COUNTS_LAG_MS = 10_000

const COUNTED: Readonly<Record<NodeState, string>> = {
  creating: 'creating',
  starting: 'starting',
  waitingforstarttask: 'waitingForStartTask',
  idle: 'idle',
  running: 'running',
  starttaskfailed: 'startTaskFailed',
  unusable: 'unusable',
  leavingpool: 'leavingPool',
  upgradingos: 'upgradingOS',
}

const ALL_COUNTS = [
  'creating',
  'idle',
  'offline',
  'preempted',
  'rebooting',
  'reimaging',
  'running',
  'starting',
  'startTaskFailed',
  'leavingPool',
  'unknown',
  'unusable',
  'waitingForStartTask',
  'upgradingOS',
  'deallocated',
  'deallocating',
]

/** Nodes, their counts, and the images that Batch supports. */
export function nodeRoutes(parts: BatchParts): readonly Route[] {
  const route = (path: string, action: string, handle: Route['handle']): Route => ({
    plane: 'batch',
    method: 'GET',
    path,
    action: `Microsoft.Batch/batchAccounts/${action}`,
    apiVersions: isServiceVersion,
    handle,
  })
  return [
    route('/nodecounts', 'pools/read', (request) => counts(request, parts)),
    route('/pools/:pool/nodes', 'pools/read', (request) => list(request, parts)),
    route('/pools/:pool/nodes/:node', 'pools/read', (request) => {
      const pool = servicePoolOf(request, parts)
      const node = [...nodesOf(pool, request.now)].find(({ id }) => id === request.params['node'])
      if (node === undefined) throw notFound('Node')
      return { status: 200, body: nodeAnswer(pool, node, baseOf(request, pool.account), request.now) }
    }),
    route('/supportedimages', 'read', (request) => {
      serviceAccount(request, parts)
      const keeps = filterOf(request, ['osType', 'verificationType', 'nodeAgentSKUId'])
      return { status: 200, body: { value: parts.supportedImages.filter((image) => keeps({ ...image })) } }
    }),
  ]
}

function counts(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const account = serviceAccount(request, parts)
  const filter = request.query.get('$filter')
  const name = filter === null ? undefined : /^poolId eq '([^']+)'$/.exec(filter)?.[1]
  if (filter !== null && name === undefined) throw invalidQuery('$filter', filter, "Only poolId eq 'name' is allowed.")
  const pools = parts.store.pools(account, request.now).filter((pool) => name === undefined || pool.name === name)
  const [only] = pools
  const headers = name !== undefined && only ? waitHeaders(only, request.now, parts) : {}
  const at = request.now - COUNTS_LAG_MS
  return {
    status: 200,
    headers,
    body: {
      value: pools.map((pool) => ({
        poolId: pool.name,
        dedicated: countsOf(pool, at, true),
        lowPriority: countsOf(pool, at, false),
      })),
    },
  }
}

function countsOf(pool: Pool, at: number, isDedicated: boolean): Json {
  const byName: Record<string, number> = Object.fromEntries(ALL_COUNTS.map((name) => [name, 0]))
  let total = 0
  for (const [state, count] of countStates(pool, at, isDedicated)) {
    byName[COUNTED[state]] = count
    total += count
  }
  return { ...byName, total }
}

function list(request: SandboxRequest, parts: BatchParts): SandboxReply {
  const pool = servicePoolOf(request, parts)
  const most = pageSizeOf(request)
  const skip = Number(request.query.get('$skiptoken') ?? 0)
  const keeps = filterOf(request, ['state'])
  const page: Json[] = []
  let [seen, more] = [0, false]
  for (const node of nodesOf(pool, request.now)) {
    if (!keeps({ state: node.state })) continue
    seen += 1
    if (seen <= skip) continue
    if (page.length === most) {
      more = true
      break
    }
    page.push(selected(request, nodeAnswer(pool, node, baseOf(request, pool.account), request.now)))
  }
  const next = new URLSearchParams(request.query)
  next.set('$skiptoken', String(skip + page.length))
  const link = `${baseOf(request, pool.account)}/pools/${pool.name}/nodes?${next}`
  return {
    status: 200,
    headers: waitHeaders(pool, request.now, parts),
    body: { value: page, ...(more && { 'odata.nextLink': link }) },
  }
}

/** What a pool names as its image; undefined for marketplace images. */
function imageIdOf({ properties }: Pool): string | undefined {
  return textAt(properties, 'deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference', 'id')
}

function nodeAnswer(pool: Pool, node: NodeView, base: string, now: number): Json {
  const { id, cohort, index, state, runningTasks, takenSlots } = node
  const upbringing = upbringingAt(cohort, index, now)
  const task = upbringing.startTask
  const since = new Date(node.since).toISOString()
  const began = ['idle', 'running', 'starttaskfailed', 'waitingforstarttask'].includes(state)
  const done = state !== 'waitingforstarttask'
  const failed = task !== undefined && task.exitCode !== 0
  return {
    id,
    url: `${base}/pools/${pool.name}/nodes/${id}`,
    state,
    schedulingState: 'enabled',
    stateTransitionTime: since,
    allocationTime: new Date(allocatedAt(cohort, index)).toISOString(),
    ipAddress: `10.0.${Math.floor(index / 250) % 250}.${4 + (index % 250)}`,
    ...(began && { lastBootTime: new Date(bootedAt(cohort, index, now)).toISOString() }),
    affinityId: `TVM:${id}`,
    vmSize: textAt(pool.properties, 'vmSize')?.toLowerCase(),
    totalTasksRun: runningTasks,
    runningTasksCount: runningTasks,
    runningTaskSlotsCount: takenSlots,
    isDedicated: cohort.isDedicated,
    virtualMachineInfo: {
      imageReference: { virtualMachineImageId: upbringing.imageVersionId ?? imageIdOf(pool) },
    },
    ...(task &&
      began && {
        startTaskInfo: {
          state: done ? 'completed' : 'running',
          startTime: since,
          retryCount: 0,
          ...(done && { endTime: since, exitCode: task.exitCode, result: failed ? 'failure' : 'success' }),
          ...(done && failed && { failureInfo: exitFailure(task.exitCode) }),
        },
      }),
  }
}
