import type { Job, Task } from './entities.ts'
import type { Json } from './json.ts'
import type { BatchParts } from './store.ts'

/** A task that waits for a node. */
export function newTask(id: string, jobId: string | undefined, body: Json, now: number): Task {
  return {
    id,
    jobId,
    createdAt: now,
    body,
    state: 'active',
    stateAt: now,
    revision: 0,
    runs: [],
    terminated: undefined,
  }
}

/** Adds a task to a job; the ledger keeps it for good. */
export function addTask(job: Job, id: string, body: Json, now: number, { store }: BatchParts): Task {
  const task = newTask(id, job.id, body, now)
  job.tasks.push(task)
  store.ledger.push({ account: job.account, task })
  return task
}
