import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { nodesOf } from '../allocation.ts'
import type { Job, Run, Task } from '../entities.ts'
import { conflict, notFound } from '../refusals.ts'
import type { BatchParts } from '../store.ts'
import { OUTPUT_FILES, outputOf } from '../task-output.ts'
import { jobRoute } from './job-route.ts'
import { taskOf } from './tasks.ts'

/** What tasks have written; it lies on their nodes and goes with them. */
export function taskFileRoutes(parts: BatchParts): readonly Route[] {
  return [
    jobRoute('GET', '/jobs/:job/tasks/:task/files/:file', 'jobs/read', (request) => {
      const [job, task] = taskOf(request, parts)
      return fileReply(job, task, request, parts)
    }),
  ]
}

function fileReply(job: Job, task: Task, { params, now }: SandboxRequest, parts: BatchParts): SandboxReply {
  const run = task.runs.at(-1)
  if (run === undefined || !isThere(job, run, now, parts))
    throw conflict('TaskFilesUnavailable', 'The files of the specified task are unavailable.')
  const file = OUTPUT_FILES.find((name) => name === params['file'])
  if (file === undefined) throw notFound('File')
  const written = run.ended?.as === 'completed'
  const at = new Date(run.ended?.now ?? run.startedAt).toUTCString()
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      'Last-Modified': at,
      'ocp-creation-time': new Date(run.startedAt).toUTCString(),
      'ocp-batch-file-isdirectory': 'false',
    },
    body: written ? outputOf(task, file) : '',
  }
}

/** Whether the node of a run still is in its pool. */
function isThere({ account }: Job, { poolName, nodeId }: Run, now: number, { store }: BatchParts): boolean {
  const pool = store.pool(account, poolName, now)
  return pool !== undefined && [...nodesOf(pool, now)].some(({ id }) => id === nodeId)
}
