import { type Finding, found } from '../../model/finding.ts'
import type { Observed } from '../../model/observed.ts'
import { parseResourceId } from '../../model/resource-id.ts'
import { remedyFor } from '../health/remedies.ts'
import { holderOf, missingRight } from '../rights/rights.ts'

/** Something that Azure did not let be read, or that could not be reached. */
export type Unreadable = Extract<Observed<unknown>, { readonly state: 'unreadable' }>

/** A thing that has to be known and could not be read. */
export function notReadable(what: string, id: string, reading: Unreadable): Finding {
  if (isOfOtherTenant(reading)) return found('OtherTenant', id, { what, id })
  const { code, reason } = reading
  if (code === 'SubscriptionNotFound') return subscriptionNotReadable(id, reading)
  const remedy = remedyFor(code, reason) ?? 'Run again when Azure answers; nothing has been changed.'
  return found('NotReadable', id, { what, id, code, reason, remedy })
}

/** Said of the subscription, so that it is said once for all that lies in it. */
function subscriptionNotReadable(id: string, { code, reason }: Unreadable): Finding {
  const subscription = `/subscriptions/${parseResourceId(id)?.subscriptionId ?? ''}`
  const remedy = remedyFor(code, reason) ?? ''
  return found('NotReadable', subscription, { what: 'subscription', id: subscription, code, reason, remedy })
}

/** Whether something lies in a subscription of another tenant than that of the token. */
export function isOfOtherTenant(reading: Observed<unknown>): boolean {
  return reading.state === 'unreadable' && reading.code === 'InvalidAuthenticationTokenTenant'
}

/** That not even the resource group is there in which `id` would be. */
export function groupMissing(id: string): Finding {
  const { subscriptionId: subscription = '', resourceGroup: name = '' } = parseResourceId(id) ?? {}
  const group = `/subscriptions/${subscription}/resourceGroups/${name}`
  return found('ResourceGroupMissing', group, { group, subscription, name })
}

/** A thing that only a check needs, and that could not be read; `action` at `scope` is the right to read it. */
export type Unchecked = {
  /** The checks that are left out, in words. */
  readonly what: string
  readonly action: string
  readonly scope: string
  /** How it is had, where that is known otherwise. */
  readonly remedy?: string
}

/** Says which checks were left out, why, and how they are had. */
export function notChecked({ what, action, scope, remedy }: Unchecked, { code, reason }: Unreadable): Finding {
  return found('NotChecked', scope, {
    what,
    why: `Azure says ${code}: ${reason}`,
    remedy: remedy ?? wayToRead({ action, scope }, { code, reason }),
  })
}

/** Whether a code of Azure's says that a right is missing; no role opens what a deny assignment closes. */
export function isRefused(code: string): boolean {
  return /^(?!deny).*(authorization|permission|forbidden)/i.test(code)
}

/** How something becomes readable: by a role where it was refused, else as the code says. */
export function wayToRead(
  right: { readonly action: string; readonly scope: string },
  { code, reason }: Pick<Unreadable, 'code' | 'reason'>,
): string {
  if (!isRefused(code)) {
    return remedyFor(code, reason) ?? 'Run again when Azure answers, to have it checked.'
  }
  const { action, scope = right.scope } = missingRight(reason) ?? right
  return `Give the identity of this workflow ${holderOf(action)} at ${scope}, to have it checked.`
}

/** The right to read a resource of Azure Resource Manager, at that resource. */
export function readRight(id: string): { readonly action: string; readonly scope: string } {
  const { provider = 'Microsoft.Resources', types = [] } = parseResourceId(id) ?? {}
  return { action: `${[provider, ...types].join('/')}/read`, scope: id }
}
