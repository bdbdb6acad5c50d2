import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { allocatedAt, countStates, type NodeState, type NodeView, nodesOf, stateSince } from '../allocation.ts'
import { waitHeaders } from '../answers.ts'
import type { Pool } from '../entities.ts'
import { at, type Json, textAt } from '../json.ts'
import { invalidQuery, notFound } from '../refusals.ts'
import { baseOf, serviceAccount } from '../service-account.ts'
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
      return { status: 200, body: nodeAnswer(pool, node, request, baseOf(request, pool.account)) }
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
  const most = Number(request.query.get('maxresults') ?? 1000)
  if (!(most >= 1 && most <= 1000))
    throw invalidQuery('maxresults', String(most), 'The value has to be from 1 to 1000.')
  const skip = Number(request.query.get('$skiptoken') ?? 0)
  const keeps = filterOf(request, ['state'])
  const select = request.query.get('$select')?.split(',')
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
    const body = nodeAnswer(pool, node, request, baseOf(request, pool.account))
    page.push(
      select === undefined ? body : Object.fromEntries(Object.entries(body).filter(([name]) => select.includes(name))),
    )
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

/** `name eq 'word'` and `name ne 'word'`, joined by `and` or by `or`. */
function filterOf({ query }: SandboxRequest, names: readonly string[]): (item: Json) => boolean {
  const filter = query.get('$filter')
  if (filter === null) return () => true
  const any = / or /i.test(filter)
  if (any && / and /i.test(filter)) throw invalidQuery('$filter', filter, 'and and or cannot be mixed here.')
  const terms = filter.split(/ and | or /i).map((term) => {
    const [, name = '', operator, word = ''] = /^\(?\s*(\w+)\s+(eq|ne)\s+'([^']*)'\s*\)?$/.exec(term.trim()) ?? []
    if (!names.includes(name))
      throw invalidQuery('$filter', filter, `Only ${names.join(', ')} with eq and ne are allowed.`)
    return (item: Json) => (String(item[name]).toLowerCase() === word.toLowerCase()) === (operator === 'eq')
  })
  return (item) => (any ? terms.some((term) => term(item)) : terms.every((term) => term(item)))
}

function nodeAnswer(pool: Pool, node: NodeView, { now }: SandboxRequest, base: string): Json {
  const { id, cohort, index, state, runningTasks } = node
  const task = cohort.upbringing.startTask
  const since = new Date(stateSince(cohort, index, now)).toISOString()
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
    affinityId: `TVM:${id}`,
    vmSize: textAt(pool.properties, 'vmSize')?.toLowerCase(),
    totalTasksRun: runningTasks,
    runningTasksCount: runningTasks,
    runningTaskSlotsCount: runningTasks,
    isDedicated: cohort.isDedicated,
    virtualMachineInfo: {
      imageReference: {
        virtualMachineImageId: at(
          pool.properties,
          'deploymentConfiguration',
          'virtualMachineConfiguration',
          'imageReference',
          'id',
        ),
      },
    },
    ...(task &&
      began && {
        startTaskInfo: {
          state: done ? 'completed' : 'running',
          startTime: since,
          retryCount: 0,
          ...(done && { endTime: since, exitCode: task.exitCode, result: failed ? 'failure' : 'success' }),
          ...(done &&
            failed && {
              failureInfo: {
                category: 'usererror',
                code: 'FailureExitCode',
                message: 'The task exited with an exit code representing a failure',
                details: [
                  { name: 'Message', value: 'The task exited with an exit code representing a failure' },
                  { name: 'ExitCode', value: String(task.exitCode) },
                ],
              },
            }),
        },
      }),
  }
}
