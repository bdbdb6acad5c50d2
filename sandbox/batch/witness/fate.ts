import type { Task } from '../entities.ts'
import type { BatchParts } from '../store.ts'
import type { SeenJob } from './record.ts'

/** What has become of a task: `lost` is one that waits for what will not come. */
export type Fate =
  | { readonly fate: 'waiting' | 'running' | 'completed' | 'terminated' }
  | { readonly fate: 'lost'; readonly why: string; readonly by: string }

/** The fate of every task that there has been, by the task. */
export function fatesOf({ store }: Pick<BatchParts, 'store'>): (task: Task) => Fate {
  const jobs = new Map([...store.seen.jobs.values()].flatMap((seen) => seen.job.tasks.map((task) => [task, seen])))
  return (task) => {
    if (task.state === 'running') return { fate: 'running' }
    if (task.terminated !== undefined) return { fate: 'terminated' }
    if (task.state === 'completed') return { fate: 'completed' }
    const loss = lossOf(jobs.get(task), store)
    return loss === undefined ? { fate: 'waiting' } : { fate: 'lost', ...loss }
  }
}

type Loss = { readonly why: string; readonly by: string }

function lossOf(seen: SeenJob | undefined, { seen: { pools } }: BatchParts['store']): Loss | undefined {
  const last = seen?.course.at(-1)
  if (seen === undefined || last === undefined) return undefined
  if (ENDED.includes(last.state)) return { why: `its job is ${last.state}`, by: endedBy(seen) }
  const named = [...pools.values()].filter(
    ({ pool }) => pool.account === seen.job.account && pool.name.toLowerCase() === last.pool?.toLowerCase(),
  )
  const deleted = named.at(-1)?.deleted
  // A job may also wait for a pool that is yet to be made.
  return deleted === undefined ? undefined : { why: `its pool ${last.pool} was deleted`, by: deleted.by }
}

const ENDED: readonly string[] = ['terminating', 'completed', 'deleting', 'gone']

/** The request that ended a job; what follows from it comes by itself. */
function endedBy({ course }: SeenJob): string {
  return course.findLast(({ state }) => state === 'terminating' || state === 'deleting')?.by ?? 'the world'
}
