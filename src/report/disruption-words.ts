import type { PlannedPool } from '../model/plan.ts'
import { sameResourceId } from '../model/resource-id.ts'
import type { FieldDisruption, Step } from '../model/step.ts'
import { count } from './count.ts'
import { drainWords } from './drain-words.ts'
import { stepChanges } from './field-changes.ts'

/** What a change of one field demands, in a word or two: `none`, `needs zero nodes`, `new pool`. */
export function disruptionWords(disruption: FieldDisruption): string {
  return disruption.replaceAll('-', ' ')
}

/** What a step does to nodes and tasks; undefined where it disturbs nothing that is there. */
export function stepDisruption(step: Step): string | undefined {
  if (step.kind === 'drain-pool') return 'takes every node off the pool'
  if (step.kind === 'delete-pool') return 'takes the pool away with its nodes'
  if (step.disruption === 'drain') return 'nodes that go let their tasks finish first'
  if (step.disruption === 'replace') return 'replaces nodes'
  if (step.kind === 'create-pool') return undefined
  return stepChanges(step).some(({ disruption }) => disruption === 'needs-zero-nodes')
    ? 'the pool has to be without nodes'
    : undefined
}

/** Running tasks that a plan touches on a pool, in words; undefined where it disturbs none. */
export function touchedTasks({ poolId, runningTasks }: PlannedPool, steps: readonly Step[]): string | undefined {
  const own = steps.filter((step) => 'poolId' in step && sameResourceId(step.poolId, poolId))
  const kind = ['replace', 'drain'].find((disruption) => own.some((step) => step.disruption === disruption))
  if (runningTasks === undefined) return kind && 'how many tasks run on its nodes could not be counted'
  if (runningTasks === 0) return 'none runs on its nodes now'
  const tasks = `${count(runningTasks, 'task')} ${runningTasks === 1 ? 'runs' : 'run'} on its nodes now`
  const drain = own.find((step) => step.kind === 'drain-pool')
  if (drain !== undefined) return `${tasks}; they ${drainWords(drain)}`
  if (own.some((step) => step.kind === 'delete-pool')) return `${tasks}; they are stopped and run again later`
  return kind === 'replace' ? `${tasks}, which are replaced` : `${tasks}; nodes that go let theirs finish first`
}
