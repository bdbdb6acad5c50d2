import type { DesiredState } from '../../model/desired.ts'
import type { SetLatest } from '../../model/image-step.ts'
import { type ObservedState, presentValue } from '../../model/observed.ts'
import type { Promotion } from '../../model/plan.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { lastSteps } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { awaitsPromotion } from './exclusion.ts'

/** ID of the step that sets a version latest. */
export function promoteStepId(imageVersionId: string): StepId {
  return `promote-image-version ${resourceName(imageVersionId)}`
}

/** The step that sets a version latest. */
export function promoteStep(imageVersionId: string, after: readonly StepId[]): SetLatest {
  const id = promoteStepId(imageVersionId)
  return { kind: 'set-latest', id, after, disruption: 'none', imageVersionId, excludeFromLatest: false }
}

/** What a run does about a version that is, or will be, excluded from latest until it has proven healthy. */
export function promotionOf(
  { image, pools, wait }: DesiredState,
  { imageVersion }: ObservedState,
  steps: readonly Step[],
): Promotion | undefined {
  const held = presentValue(imageVersion)
  const isPublished = steps.some(({ kind }) => kind === 'publish-image-version')
  if (!isPublished && (held === undefined || !awaitsPromotion(held))) return undefined
  if (image.version.kind === 'previous') return 'previous'
  if (!image.promote) return 'left'
  return pools.length > 0 && wait !== 'healthy' ? 'unseen' : 'planned'
}

/**
 * The steps with the one that sets the version latest, behind everything: whatever ends badly holds it back. Only steps that
 * come after it by their own word, such as following an upgrade that it sets off, stay behind it.
 */
export function withPromotion(steps: readonly Step[], imageVersionId: string): Step[] {
  const id = promoteStepId(imageVersionId)
  const behind = new Set([id])
  for (const step of steps) if (step.after.some((before) => behind.has(before))) behind.add(step.id)
  const earlier = steps.filter((step) => !behind.has(step.id))
  const promote = promoteStep(imageVersionId, lastSteps(earlier))
  return [...earlier, promote, ...steps.filter((step) => behind.has(step.id))]
}
