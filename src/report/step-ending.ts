import { enumeration } from '../model/enumeration.ts'
import type { Failure } from '../model/event.ts'
import type { Report, StepResult } from '../model/report.ts'

/** Whether a step was sent, or may have been. */
export function wasBegun({ state }: StepResult): boolean {
  return state === 'running' || state === 'failed'
}

/** A real failure, not the run being cut short. */
export function isFailure({ state, failure }: StepResult): boolean {
  return state === 'failed' && failure?.code !== 'Cancelled'
}

/** How a step that did not end well ended: `ended with Conflict`, `was cut short`. */
export function howEnded(result: StepResult): string {
  return isFailure(result) ? `ended with ${result.failure?.code}` : 'was cut short'
}

/** A request ID means that Azure answered; after a fault of its own, or a conflict, a change may still be under way. */
export function isRefused({ failure }: StepResult): boolean {
  if (failure?.requestId === undefined) return false
  return !/^(Conflict|InternalServerError|ServerBusy|ServiceUnavailable|BadGateway|GatewayTimeout|OperationTimedOut)$/i.test(
    failure.code,
  )
}

/** Why a step was never begun: the first step before it that did not end well or proved nothing, or the end of the run. */
export function whyNotBegun(result: StepResult, steps: readonly StepResult[]): string {
  const culprit = result.step.after
    .map((id) => steps.find(({ step }) => step.id === id))
    .find((before) => before !== undefined && !isSettled(before))
  if (culprit === undefined) {
    // Nothing before it went wrong, and it was skipped all the same: it is one that needs proof.
    const doubt = result.state === 'skipped' ? steps.find(({ state }) => state === 'unproven') : undefined
    if (doubt !== undefined) return `${doubt.step.id}, which comes before it, ended without proof`
    return 'the run ended before it was begun'
  }
  if (!wasBegun(culprit)) return whyNotBegun(culprit, steps)
  return culprit.failure === undefined || culprit.failure.code === 'Cancelled'
    ? `the run was cut short during ${culprit.step.id}, which comes before it`
    : `${culprit.step.id}, which comes before it, ended with ${culprit.failure.code}`
}

/** Whether a step came to its end, be it without proof. */
export function isSettled({ state }: StepResult): boolean {
  return state === 'succeeded' || state === 'unproven'
}

/** The step, or the step of the undo, that ended with a failure; undefined where the run itself did. */
export function stepOfFailure(
  failure: Failure,
  { steps, rollback }: Pick<Report, 'steps' | 'rollback'>,
): string | undefined {
  const { code, message } = failure
  // Being cancelled is the end of the run, not of the step that learned of it first.
  if (code === 'Cancelled') return undefined
  const all = [...steps, ...rollback]
  const origin =
    all.find((result) => result.failure === failure) ??
    all.find((result) => result.failure?.code === code && result.failure.message === message)
  return origin?.step.id
}

/** What made a run undo what it had begun, from its failed steps: `await-pool a ended with NodesUnusable`. */
export function whyUndone(failed: readonly { readonly stepId: string; readonly failure: Failure }[]): string {
  const causes = failed.filter(({ failure }) => failure.code !== 'Cancelled')
  if (causes.length === 0) return 'the run was cut short'
  return enumeration(
    causes.map(({ stepId, failure }) => `${stepId} ended with ${failure.code}`),
    3,
  )
}
