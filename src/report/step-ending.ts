import type { StepResult } from '../model/report.ts'

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

/** Why a step was never begun: the first step before it that did not end well, or the end of the run. */
export function whyNotBegun(result: StepResult, steps: readonly StepResult[]): string {
  const culprit = result.step.after
    .map((id) => steps.find(({ step }) => step.id === id))
    .find((before) => before !== undefined && before.state !== 'succeeded' && before.state !== 'unproven')
  if (culprit === undefined) return 'the run ended before it was begun'
  if (!wasBegun(culprit)) return whyNotBegun(culprit, steps)
  return culprit.failure === undefined || culprit.failure.code === 'Cancelled'
    ? `the run was cut short during ${culprit.step.id}, which comes before it`
    : `${culprit.step.id}, which comes before it, ended with ${culprit.failure.code}`
}
