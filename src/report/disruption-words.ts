import { count } from '../model/count.ts'
import type { PlannedPool } from '../model/plan.ts'
import type { FieldDisruption, JobMove, MoveJobs } from '../model/pool-step.ts'
import { resourceName, sameResourceId } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'
import { drainWords } from './drain-words.ts'
import { stepChanges } from './field-changes.ts'

/** What a change of one field demands, in a word or two: `none`, `needs zero nodes`, `new pool`. */
export function disruptionWords(disruption: FieldDisruption): string {
  return disruption.replaceAll('-', ' ')
}

/** What a step does to nodes and tasks; undefined where it disturbs nothing that is there. */
export function stepDisruption(step: Step): string | undefined {
  if (step.kind === 'drain-pool') return 'takes every node off the pool'
  if (step.kind === 'move-jobs') return undefined
  if (step.kind === 'delete-pool') {
    return step.disruption === 'none' ? undefined : 'takes the pool away with its nodes'
  }
  if (step.disruption === 'drain') return 'nodes that go let their tasks finish first'
  if (step.disruption === 'replace') return 'replaces nodes'
  if (step.kind === 'create-pool') return undefined
  return stepChanges(step).some(({ disruption }) => disruption === 'needs-zero-nodes')
    ? 'the pool has to be without nodes'
    : undefined
}

/** Running tasks that a plan touches on a pool, in words; undefined where it disturbs none. */
export function touchedTasks(pool: PlannedPool, steps: readonly Step[]): string | undefined {
  const { poolId, runningTasks, replacesPoolId } = pool
  const move = steps.find((step) => step.kind === 'move-jobs' && replacesPoolId === step.poolId)
  if (move?.kind === 'move-jobs') return movedTasks(move, runningTasks)
  const own = steps.filter((step) => 'poolId' in step && sameResourceId(step.poolId, poolId))
  const kind = ['replace', 'drain'].find((disruption) => own.some((step) => step.disruption === disruption))
  if (runningTasks === undefined) return kind && 'how many tasks run on its nodes could not be counted'
  // Those of a pool whose place this one takes, where the plan is blocked, run there.
  const nodes = replacesPoolId === undefined ? 'its nodes' : `the nodes of ${resourceName(replacesPoolId)}`
  if (runningTasks === 0) return `none runs on ${nodes} now`
  const tasks = `${count(runningTasks, 'task')} ${runningTasks === 1 ? 'runs' : 'run'} on ${nodes} now`
  // A plan that is blocked has no step that does anything to them.
  if (own.length === 0) return tasks
  const drain = own.find((step) => step.kind === 'drain-pool')
  if (drain !== undefined) return `${tasks}; they ${drainWords(drain)}`
  if (own.some((step) => step.kind === 'delete-pool')) return `${tasks}; they are stopped and run again later`
  return kind === 'replace' ? `${tasks}, which are replaced` : `${tasks}; nodes that go let theirs finish first`
}

function movedTasks({ poolId, running }: MoveJobs, runningTasks: number | undefined): string {
  const name = resourceName(poolId)
  if (runningTasks === undefined) return `how many tasks run on the nodes of ${name} could not be counted`
  if (runningTasks === 0) return `none runs on the nodes of ${name} now`
  const tasks = `${count(runningTasks, 'task')} ${runningTasks === 1 ? 'runs' : 'run'} on the nodes of ${name} now`
  return `${tasks}; those of jobs that move ${moveWords(running)}`
}

/** What happens to running tasks of jobs that move to another pool. */
export function moveWords(running: JobMove): string {
  return MOVES[running]
}

const MOVES: Readonly<Record<JobMove, string>> = {
  requeue: 'are stopped, and run again there from their start',
  wait: 'finish first',
  terminate: 'are stopped for good',
}
