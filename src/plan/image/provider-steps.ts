import type { DesiredState } from '../../model/desired.ts'
import { type Observed, type ObservedState, presentValue } from '../../model/observed.ts'
import { parseResourceId, resourceKey } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'

/** ID of the step that registers Microsoft.Batch. */
export const REGISTER_STEP: StepId = 'register-provider Microsoft.Batch'

/** Key of a subscription among what was observed. */
export function subscriptionKey(subscriptionId: string): string {
  return resourceKey(`/subscriptions/${subscriptionId}`)
}

/** Subscription of the gallery: Batch starts nodes from it only where Microsoft.Batch is registered in it. */
export function gallerySubscription({ image }: DesiredState): string {
  return parseResourceId(image.imageDefinitionId)?.subscriptionId ?? ''
}

/** The step that registers Microsoft.Batch in the subscription of the gallery, where that was asked and is needed. */
export function providerSteps(desired: DesiredState, observed: ObservedState): Step[] {
  const subscriptionId = gallerySubscription(desired)
  const state = registrationState(observed.preflight.registrations[subscriptionKey(subscriptionId)])
  if (!desired.registerProvider || state === undefined || state === 'Registered') return []
  return [
    {
      kind: 'register-provider',
      id: REGISTER_STEP,
      after: [],
      disruption: 'none',
      subscriptionId,
      namespace: 'Microsoft.Batch',
    },
  ]
}

/** How far the registration of a provider is; undefined where it was not asked for, or could not be read. */
export function registrationState(reading: Observed<string> | undefined): string | undefined {
  return reading?.state === 'absent' ? 'NotRegistered' : presentValue(reading)
}
