import { Refusal, type Route, type SandboxReply, type SandboxRequest } from '../../service.ts'
import { nodesOf } from '../allocation.ts'
import type { Job, Run, Task } from '../entities.ts'
import { conflict, notFound } from '../refusals.ts'
import { baseOf } from '../service-account.ts'
import type { BatchParts } from '../store.ts'
import { OUTPUT_FILES, outputOf } from '../task-output.ts'
import { jobRoute } from './job-route.ts'
import { taskOf } from './tasks.ts'

/** What tasks have written; it lies on their nodes and goes with them. */
export function taskFileRoutes(parts: BatchParts): readonly Route[] {
  return [
    jobRoute('GET', '/jobs/:job/tasks/:task/files', 'jobs/read', (request) => {
      const [job, task] = taskOf(request, parts)
      return listFiles(job, task, request, parts)
    }),
    jobRoute('GET', '/jobs/:job/tasks/:task/files/:file', 'jobs/read', (request) => {
      const [job, task] = taskOf(request, parts)
      return fileReply(job, task, request, parts)
    }),
  ]
}

function listFiles(job: Job, task: Task, request: SandboxRequest, parts: BatchParts): SandboxReply {
  const { now } = request
  const base = `${baseOf(request, job.account)}/jobs/${job.id}/tasks/${task.id}/files`
  const run = runWithFiles(job, task, now, parts)
  const value = OUTPUT_FILES.map((name) => ({
    name,
    url: `${base}/${name}`,
    isDirectory: false,
    properties: {
      creationTime: new Date(run.startedAt).toISOString(),
      lastModified: new Date(run.ended?.now ?? run.startedAt).toISOString(),
      // A number of 64 bits, which OData tells as a text.
      contentLength: String(Buffer.byteLength(writtenBy(task, run, name))),
      contentType: 'application/octet-stream',
      fileMode: '0o100644',
    },
  }))
  return { status: 200, body: { value } }
}

function fileReply(job: Job, task: Task, { params, headers, now }: SandboxRequest, parts: BatchParts): SandboxReply {
  const run = runWithFiles(job, task, now, parts)
  const file = OUTPUT_FILES.find((name) => name === params['file'])
  if (file === undefined) throw notFound('File')
  const at = new Date(run.ended?.now ?? run.startedAt).toUTCString()
  const whole = writtenBy(task, run, file)
  const range = headers['ocp-range']
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Last-Modified': at,
      'ocp-creation-time': new Date(run.startedAt).toUTCString(),
      'ocp-batch-file-isdirectory': 'false',
    },
    body: range === undefined ? whole : partOf(whole, range),
  }
}

/** Bytes of a text from one to another, both included. */
function partOf(text: string, range: string): string {
  const bytes = Buffer.from(text)
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? []
  const [first, last] = [Number(from), Number(to)]
  if (from === '' || first > last || first >= bytes.length) {
    throw new Refusal(416, 'InvalidRange', 'The range specified is invalid for the current size of the resource.')
  }
  return bytes.subarray(first, last + 1).toString('utf8')
}

/** The last run of a task, where its files still are. */
function runWithFiles(job: Job, task: Task, now: number, parts: BatchParts): Run {
  const run = task.runs.at(-1)
  if (run !== undefined && isThere(job, run, now, parts)) return run
  throw conflict('TaskFilesUnavailable', 'The files of the specified task are unavailable.')
}

function writtenBy(task: Task, { ended, lacksContainer }: Run, file: (typeof OUTPUT_FILES)[number]): string {
  return ended?.as === 'completed' && !lacksContainer ? outputOf(task, file) : ''
}

/** Whether the node of a run still is in its pool. */
function isThere({ account }: Job, { poolName, nodeId }: Run, now: number, { store }: BatchParts): boolean {
  const pool = store.pool(account, poolName, now)
  return pool !== undefined && [...nodesOf(pool, now)].some(({ id }) => id === nodeId)
}
