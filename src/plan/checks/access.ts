import type { Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey } from '../../model/resource-id.ts'
import { startsFromImage } from '../draft/draft-changes.ts'
import { gallerySubscription, registrationState, subscriptionKey } from '../image/provider-steps.ts'
import { type RequiredRight, requiredRights } from '../rights/required-rights.ts'
import { holderOf, isAllowed, mayBeUntold, roleFor } from '../rights/rights.ts'

/** Findings about what this identity may do, and about the subscription of the gallery. */
export function accessFindings(question: Question): Finding[] {
  return [...rightFindings(question), ...providerFindings(question)]
}

/** A run that only plans may well have fewer rights than the one that applies its plan: then each is a warning. */
function rightFindings(question: Question): Finding[] {
  const isPlanned = question.desired.mode === 'plan'
  const lacking = requiredRights(question.draft.steps, question).flatMap((right) => {
    const permissions = presentValue(question.observed.preflight.permissions[resourceKey(right.scope)])
    if (permissions === undefined || isAllowed(permissions, right)) return []
    return [{ right, isUntold: mayBeUntold(permissions, right) }]
  })
  const missing = lacking.flatMap(({ right, isUntold }) => (isUntold ? [] : [right]))
  const untold = lacking.flatMap(({ right, isUntold }) => (isUntold ? [right] : []))
  return [
    ...missing.map((right) => missingFinding(right, isPlanned)),
    ...[...Map.groupBy(untold, ({ scope }) => resourceKey(scope)).values()].flatMap(untoldFindings),
  ]
}

function missingFinding({ action, scope, purpose, grantAt = scope }: RequiredRight, isPlanned: boolean): Finding {
  const missing = found('RightMissing', grantAt, { action, scope: grantAt, purpose, role: roleAt(action, grantAt) })
  return isPlanned ? { ...missing, severity: 'warning' } : missing
}

/** Data actions at one place of which nothing is known: one note for all. */
function untoldFindings(rights: readonly RequiredRight[]): Finding[] {
  const [first] = rights
  if (first === undefined) return []
  const { scope, purpose } = first
  const actions = enumeration(rights.map(({ action }) => action))
  const what = `whether this identity may do ${actions} at ${scope}, which is needed for ${purpose}`
  const remedy = `Make sure that it has ${holderOf(first.action)} at ${scope}.`
  return [found('NotChecked', scope, { what, why: 'Azure does not tell the data actions of its roles.', remedy })]
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
