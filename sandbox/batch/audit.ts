import type { Occasion, Task } from './entities.ts'
import { requeuesOf } from './job-answers.ts'
import type { BatchParts } from './store.ts'

/** What became of one task, as nobody in Azure tells it. */
export type TaskRecord = {
  readonly account: string
  readonly job: string
  readonly task: string
  readonly state: Task['state']
  /** How often it ran to its own end. */
  readonly completions: number
  /** Every time it was stopped to run again from its start: when, and by which request. */
  readonly requeues: readonly { readonly at: string; readonly by: string }[]
  /** Who ended it before its own end. */
  readonly terminated?: { readonly at: string; readonly by: string }
  /** Pools on which it was started, in turn. */
  readonly pools: readonly string[]
}

/** Every task that there has been in a job, oldest first, also where its job is gone. */
export function auditTasks({ store }: Pick<BatchParts, 'store'>): readonly TaskRecord[] {
  return store.ledger.map(({ account, task }) => ({
    account: account.name,
    job: task.jobId ?? '',
    task: task.id,
    state: task.state,
    completions: task.runs.filter(({ ended }) => ended?.as === 'completed').length,
    requeues: requeuesOf(task).map(told),
    ...(task.terminated && { terminated: told(task.terminated) }),
    pools: task.runs.map(({ poolName }) => poolName),
  }))
}

function told({ now, by }: Occasion): { readonly at: string; readonly by: string } {
  return { at: new Date(now).toISOString(), by }
}
