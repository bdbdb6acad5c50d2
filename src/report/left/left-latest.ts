import type { Plan, Promotion } from '../../model/plan.ts'
import type { StepResult } from '../../model/report.ts'
import { resourceName } from '../../model/resource-id.ts'
import { howEnded, isRefused, wasBegun, whyNotBegun } from '../step-ending.ts'

/** Whether the version counts as the latest now, where this action holds it back until it has proven healthy. */
export function latestSentences({ promotion, imageVersionId }: Plan, steps: readonly StepResult[]): string[] {
  const write = steps.find(({ step }) => step.kind === 'publish-image-version')
  // A version that is not there, or may not be, is told as that.
  if (promotion === undefined || (write !== undefined && write.state !== 'succeeded')) return []
  const name = `Image version ${resourceName(imageVersionId)}`
  const promote = steps.find(({ step }) => step.kind === 'set-latest')
  if (promote === undefined) return [`${name} stays excluded from latest: ${WHY_LEFT[promotion]}.`]
  if (promote.state === 'succeeded') return [promote.text || `${name} is no longer excluded from latest.`]
  if (!wasBegun(promote)) {
    const why = whyNotBegun(promote, steps)
    return [`${name} stays excluded from latest: ${why}. The next run with this version that ends well sets it latest.`]
  }
  if (promote.failure?.code === 'PlanIsStale')
    return [`${name} stays excluded from latest, as somebody else has set it.`]
  if (isRefused(promote)) {
    return [`${name} stays excluded from latest: Azure refused to change that (${promote.failure?.code}).`]
  }
  const doubt = 'whether it is still excluded from latest is not certain; the next run looks and goes on from there'
  return [`The promotion of image version ${resourceName(imageVersionId)} ${howEnded(promote)}: ${doubt}.`]
}

const WHY_LEFT: Readonly<Record<Promotion, string>> = {
  planned: 'this run did not come so far',
  left: 'that is left to a run with `promote: true`',
  unseen: 'this run does not look at the health of its nodes, which takes `wait: healthy`',
  previous: 'a run that goes back to a version does not set it latest',
}
