import type { AzureReason } from '../model/batch.ts'
import type { BatchTask, NewTask, NewTaskJob, TaskFile, TaskJob, TaskNode } from '../model/batch-task.ts'
import { isJsonObject, type JsonObject, memberAt } from '../model/json.ts'
import type { Reading, TaskService } from '../model/ports.ts'
import { withWait } from './arm.ts'
import { type BatchAccess, type BatchRest, createBatchRest } from './batch-rest.ts'
import { numberAt, objectsAt, textAt } from './members.ts'
import type { Headers } from './pipeline.ts'
import { reading, thrown, unexpectedAnswer } from './refusal.ts'

/** Bytes of a file that are read: more than a log shows. */
const LONGEST_TAIL = 64 * 1024

/** Jobs and tasks of one account. */
export function createBatchTasks(access: BatchAccess): TaskService {
  const rest = createBatchRest(access)
  return {
    listNodes: (poolName) =>
      listed(() => rest.list(['pools', poolName, 'nodes'], { $select: 'id,state,affinityId' }), taskNode),
    readJob: (id) => one(() => rest.read(['jobs', id]), taskJob),
    createJob: async (job) => {
      await rest.send('POST', ['jobs'], { body: jobBody(job) })
    },
    deleteJob: (id) => remove(rest, ['jobs', id]),
    addTask: async (jobId, task) => {
      await rest.send('POST', ['jobs', jobId, 'tasks'], { body: taskBody(task) })
    },
    listTasks: (jobId) => listed(() => rest.list(['jobs', jobId, 'tasks']), batchTask),
    readTail: (jobId, taskId, file) => readTail(rest, ['jobs', jobId, 'tasks', taskId, 'files'], file),
  }
}

async function remove(rest: BatchRest, path: readonly string[]): Promise<void> {
  try {
    await rest.send('DELETE', path)
  } catch (error) {
    if (reading(error).state !== 'absent') throw error
  }
}

/** The list of files says how long one is, and only that tells where its end begins. */
async function readTail(rest: BatchRest, path: readonly string[], file: TaskFile): Promise<Reading<string>> {
  try {
    const { items } = await rest.list(path, { recursive: 'false' })
    const found = items.find(({ name }) => name === file)
    if (found === undefined) return { observed: { state: 'absent' } }
    const length = lengthOf(found)
    if (length === 0) return { observed: { state: 'present', value: '' } }
    const range = `bytes=${Math.max(0, length - LONGEST_TAIL)}-${length - 1}`
    const accept = 'application/octet-stream, application/json'
    const { bodyAsText } = await rest.send('GET', [...path, file], { headers: { accept, 'ocp-range': range } })
    return { observed: { state: 'present', value: bodyAsText ?? '' } }
  } catch (error) {
    return { observed: reading(thrown(error)) }
  }
}

/** Numbers of 64 bits are texts in answers of the Batch service, as OData wants it; its specification has them as numbers. */
function lengthOf(file: JsonObject): number {
  const length = memberAt(file, ['properties', 'contentLength'])
  const isKnown = typeof length === 'number' || (typeof length === 'string' && /^\d+$/.test(length))
  if (!isKnown) throw unexpectedAnswer(200, 'it does not say how long a file is')
  return Number(length)
}

async function one<T>(
  read: () => Promise<{ readonly body: JsonObject; readonly headers: Headers }>,
  parse: (body: JsonObject) => T,
): Promise<Reading<T>> {
  try {
    const { body, headers } = await read()
    return withWait({ state: 'present', value: parse(body) }, headers)
  } catch (error) {
    return { observed: reading(error) }
  }
}

async function listed<T>(
  read: () => Promise<{ readonly items: readonly JsonObject[]; readonly headers: Headers }>,
  parse: (item: JsonObject) => T,
): Promise<Reading<readonly T[]>> {
  try {
    const { items, headers } = await read()
    return withWait({ state: 'present', value: items.map(parse) }, headers)
  } catch (error) {
    return { observed: reading(error) }
  }
}

function jobBody({ id, poolName, metadata, longestMinutes }: NewTaskJob): JsonObject {
  return {
    id,
    poolInfo: { poolId: poolName },
    constraints: { maxWallClockTime: `PT${longestMinutes}M` },
    metadata: Object.entries(metadata).map(([name, value]) => ({ name, value })),
  }
}

function taskBody({ id, commandLine, affinityId, requiredSlots }: NewTask): JsonObject {
  return { id, commandLine, affinityInfo: { affinityId }, requiredSlots }
}

function taskNode(item: JsonObject): TaskNode {
  return {
    id: textAt(item, 'id') ?? '',
    state: textAt(item, 'state') ?? 'unknown',
    affinityId: textAt(item, 'affinityId') ?? '',
  }
}

function taskJob(body: JsonObject): TaskJob {
  const poolName = textAt(body, 'poolInfo', 'poolId')
  const entries = objectsAt(body, 'metadata').map(({ name, value }) => [String(name), String(value)] as const)
  return {
    id: textAt(body, 'id') ?? '',
    state: textAt(body, 'state') ?? 'unknown',
    ...(poolName !== undefined && { poolName }),
    metadata: Object.fromEntries(entries),
  }
}

function batchTask(item: JsonObject): BatchTask {
  const affinityId = textAt(item, 'affinityInfo', 'affinityId')
  const nodeId = textAt(item, 'nodeInfo', 'nodeId')
  const exitCode = numberAt(item, 'executionInfo', 'exitCode')
  const failure = memberAt(item, ['executionInfo', 'failureInfo'])
  return {
    id: textAt(item, 'id') ?? '',
    state: textAt(item, 'state') ?? 'unknown',
    ...(affinityId !== undefined && { affinityId }),
    ...(nodeId !== undefined && { nodeId }),
    ...(exitCode !== undefined && { exitCode }),
    ...(isJsonObject(failure) && { failure: reasonOf(failure) }),
  }
}

function reasonOf(failure: JsonObject): AzureReason {
  const details = objectsAt(failure, 'details')
  return {
    code: textAt(failure, 'code') ?? 'Unknown',
    message: textAt(failure, 'message') ?? '',
    details: details.map((detail) => ({ name: textAt(detail, 'name') ?? '', value: textAt(detail, 'value') ?? '' })),
  }
}
