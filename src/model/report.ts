import type { DesiredState } from './desired.ts'
import type { Failure } from './event.ts'
import type { Plan } from './plan.ts'
import type { Step } from './step.ts'

/** How a run ended. Only `unchanged`, `planned` and `applied` are green. */
export type Outcome =
  | 'unchanged'
  | 'planned'
  | 'blocked'
  | 'applied'
  | 'applied-unproven'
  | 'rolled-back'
  | 'rollback-failed'
  | 'failed'
  | 'cancelled'

/** One step and how it went; times in ms since 1970. */
export type StepResult = {
  readonly step: Step
  readonly state: 'pending' | 'running' | 'succeeded' | 'unproven' | 'failed' | 'skipped'
  readonly startedAt?: number
  readonly endedAt?: number
  /** The last thing that was told about it. */
  readonly text: string
  readonly failure?: Failure
  readonly healthyNodes?: number
}

/** All that is told at the end of a run. */
export type Report = {
  readonly outcome: Outcome
  /** Whether Azure was changed. */
  readonly changed: boolean
  readonly desired: DesiredState
  /** Missing only when the run ended before there was one. */
  readonly plan?: Plan
  readonly steps: readonly StepResult[]
  /** What was done to undo them; empty where nothing was to be undone. */
  readonly rollback: readonly StepResult[]
  readonly failures: readonly Failure[]
  /** What Azure holds now, in sentences. */
  readonly left: readonly string[]
  readonly startedAt: number
  readonly endedAt: number
}

/** Whether the job is to be shown green. */
export function isGreen(outcome: Outcome): boolean {
  return outcome === 'unchanged' || outcome === 'planned' || outcome === 'applied'
}
