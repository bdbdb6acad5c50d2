import type { DesiredState } from '../model/desired.ts'
import type { Event, Failure } from '../model/event.ts'
import type { Finding } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import type { Outcome, Report, StepResult } from '../model/report.ts'
import { isChange, type Step } from '../model/step.ts'
import { whatIsLeft } from './left/left.ts'
import { isFailure, isSettled } from './step-ending.ts'

/** All that a run has told, and how it came to its end. */
export type Course = {
  readonly desired: DesiredState
  /** Missing when the run ended before there was one. */
  readonly plan?: Plan
  readonly events: readonly Event[]
  /** ms since 1970 */
  readonly startedAt: number
  readonly endedAt: number
  readonly failures: readonly Failure[]
  readonly cancelled: boolean
}

/** Folds what was told into the report; what was found on the way joins the findings of the plan. */
export function summarize(course: Course): Report {
  const { desired, plan, events, startedAt, endedAt, failures } = course
  const steps = (plan?.steps ?? []).map((step) => stepResult(step, events))
  const rollback = rollbackOf(events)
  const outcome = outcomeOf(course, steps, rollback)
  return {
    outcome,
    changed: steps.some(({ step, startedAt: began }) => isChange(step) && began !== undefined),
    desired,
    ...(plan && { plan: { ...plan, findings: [...plan.findings, ...foundLater(events)] } }),
    steps,
    rollback,
    failures,
    left: whatIsLeft({ outcome, steps, rollback, ...(plan && { plan }) }),
    startedAt,
    endedAt,
  }
}

/** Steps of the undo, with what was told of them since it began. */
function rollbackOf(events: readonly Event[]): StepResult[] {
  return events.flatMap((event, index) =>
    event.kind === 'rollback-started' ? event.steps.map((step) => stepResult(step, events.slice(index))) : [],
  )
}

function stepResult(step: Step, events: readonly Event[]): StepResult {
  const start: StepResult = { step, state: 'pending', text: '' }
  return events.reduce(
    (result, event) => ('stepId' in event && event.stepId === step.id ? advance(result, event) : result),
    start,
  )
}

type StepEvent = Extract<Event, { readonly stepId: string }>

function advance(result: StepResult, event: StepEvent): StepResult {
  switch (event.kind) {
    case 'step-started':
      return { ...result, state: 'running', startedAt: event.at }
    case 'step-progressed':
      return { ...result, text: event.text }
    case 'step-succeeded': {
      const { healthyNodes } = event
      return {
        ...result,
        state: 'succeeded',
        endedAt: event.at,
        text: event.text,
        ...(healthyNodes !== undefined && { healthyNodes }),
      }
    }
    case 'step-unproven':
      return { ...result, state: 'unproven', endedAt: event.at, text: event.text }
    case 'step-failed':
      return { ...result, state: 'failed', endedAt: event.at, failure: event.failure }
    case 'step-skipped':
      return { ...result, state: 'skipped', text: event.text }
  }
}

function outcomeOf(course: Course, steps: readonly StepResult[], rollback: readonly StepResult[]): Outcome {
  const { desired, plan, failures, cancelled } = course
  if (rollback.length > 0) return undoOutcome(rollback, cancelled)
  const blocked = plan?.findings.some(({ severity }) => severity === 'blocker') ?? false
  const runs = desired.mode === 'apply' && !blocked
  const open = plan === undefined || (runs && steps.some((result) => !isSettled(result)))
  // A signal that comes when all is done has cut nothing short.
  if (cancelled && (open || failures.length > 0)) return 'cancelled'
  if (failures.length > 0 || plan === undefined) return 'failed'
  if (blocked) return 'blocked'
  if (desired.mode === 'plan') return 'planned'
  // Where nothing failed, what is left open is what would have needed proof.
  if (steps.some(({ state }) => state === 'unproven')) return 'applied-unproven'
  if (open) return 'failed'
  return steps.some(({ step }) => isChange(step)) ? 'applied' : 'unchanged'
}

/** An undo that came to its end is one, whenever the signal came; one that the signal cut short did not fail by itself. */
function undoOutcome(rollback: readonly StepResult[], cancelled: boolean): Outcome {
  if (rollback.every(isSettled)) return 'rolled-back'
  return cancelled && !rollback.some(isFailure) ? 'cancelled' : 'rollback-failed'
}

function foundLater(events: readonly Event[]): Finding[] {
  return events.flatMap((event) => (event.kind === 'found' ? [event.finding] : []))
}
