import type { Finding } from './finding.ts'
import type { Plan } from './plan.ts'
import type { Step } from './step.ts'
import type { StepId } from './step-base.ts'

/** Why something ended badly, for people: what is so, what to do, and where it can be looked up. */
export type Failure = {
  readonly code: string
  readonly message: string
  readonly remedy: string
  /** Azure's request ID, where Azure said no. */
  readonly requestId?: string
}

/** What is told while a run goes on, without its time. */
export type EventBody =
  | { readonly kind: 'observed'; readonly subject: string; readonly text: string }
  | { readonly kind: 'planned'; readonly plan: Plan }
  /** Something went wrong, and what was begun is undone by these steps. */
  | { readonly kind: 'rollback-started'; readonly steps: readonly Step[] }
  | { readonly kind: 'step-started'; readonly stepId: StepId }
  | { readonly kind: 'step-progressed'; readonly stepId: StepId; readonly text: string }
  | { readonly kind: 'step-succeeded'; readonly stepId: StepId; readonly text: string; readonly healthyNodes?: number }
  | { readonly kind: 'step-failed'; readonly stepId: StepId; readonly failure: Failure }
  | { readonly kind: 'step-skipped'; readonly stepId: StepId; readonly text: string }
  | { readonly kind: 'step-unproven'; readonly stepId: StepId; readonly text: string }
  | { readonly kind: 'found'; readonly finding: Finding }
  | { readonly kind: 'finished' }

/** What is told, and when: `at` in ms since 1970 on the run's clock. */
export type Event = EventBody & { readonly at: number }
