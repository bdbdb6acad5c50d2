import type { Pool } from './batch.ts'
import type { Step } from './step.ts'
import type { StepId } from './step-base.ts'

/** How a step ended; one that was not begun has left nothing to undo. */
export type StepState = 'succeeded' | 'failed' | 'skipped'

/** What was done to the pools, and how they were before. */
export type Done = {
  readonly steps: readonly Step[]
  readonly states: ReadonlyMap<StepId, StepState>
  /** Steps that have written something. */
  readonly sent: ReadonlySet<StepId>
  /** Pools as they were before the run, by `resourceKey`. */
  readonly before: (poolId: string) => Pool | undefined
}
