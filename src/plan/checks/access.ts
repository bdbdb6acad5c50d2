import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey } from '../../model/resource-id.ts'
import { startsFromImage } from '../draft/draft-changes.ts'
import { gallerySubscription, registrationState, subscriptionKey } from '../image/provider-steps.ts'
import { requiredRights } from '../rights/required-rights.ts'
import { holderOf, isAllowed, roleFor } from '../rights/rights.ts'

/** Findings about what this identity may do, and about the subscription of the gallery. */
export function accessFindings(question: Question): Finding[] {
  return [...rightFindings(question), ...providerFindings(question)]
}

/** A run that only plans may well have fewer rights than the one that applies its plan: then each is a warning. */
function rightFindings(question: Question): Finding[] {
  const isPlanned = question.desired.mode === 'plan'
  return requiredRights(question.draft.steps, question).flatMap((right) => {
    const { action, scope, purpose, grantAt = scope } = right
    const permissions = presentValue(question.observed.preflight.permissions[resourceKey(scope)])
    if (permissions === undefined || isAllowed(permissions, right)) return []
    const missing = found('RightMissing', grantAt, { action, scope: grantAt, purpose, role: roleAt(action, grantAt) })
    return [isPlanned ? { ...missing, severity: 'warning' } : missing]
  })
}

/** The role to give and how; Azure does not tell this identity its own object ID. */
function roleAt(action: string, scope: string): string {
  const role = roleFor(action)
  return role === undefined
    ? `${holderOf(action)} at ${scope}`
    : `the role ${role}: \`az role assignment create --assignee CLIENT_ID --role "${role}" --scope ${scope}\``
}

/** Source: learn.microsoft.com/azure/batch/batch-sig-images, images of another subscription. */
function providerFindings({ desired, observed, draft }: Question): Finding[] {
  const subscription = gallerySubscription(desired)
  const state = registrationState(observed.preflight.registrations[subscriptionKey(subscription)])
  const isTold = state !== undefined && state !== 'Registered'
  if (!isTold || desired.registerProvider || !draft.pools.some(startsFromImage)) return []
  return [found('ProviderNotRegistered', `/subscriptions/${subscription}`, { subscription, state })]
}
