import { parseResourceId } from '../../src/model/resource-id.ts'
import { Refusal } from '../service.ts'
import { isRecord } from '../shape.ts'

/** 401: the token was issued by another tenant than that of the subscription, with Azure's own sentence. */
export function wrongTenant(callersTenant: string, tenant: string): Refusal {
  const message =
    `The access token is from the wrong issuer 'https://sts.windows.net/${callersTenant}/'. It must match the tenant ` +
    `'https://sts.windows.net/${tenant}/' associated with this subscription. Please use the authority (URL) ` +
    `'https://login.windows.net/${tenant}' to get the token. Note, if the subscription is transferred to another tenant ` +
    'there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). ' +
    'If you just transferred your subscription and see this error message, please try back later.'
  const challenge = `Bearer authorization_uri="https://login.windows.net/${tenant}", error="invalid_token", error_description="${message}"`
  return new Refusal(401, 'InvalidAuthenticationTokenTenant', message, { headers: { 'WWW-Authenticate': challenge } })
}

/** 403: what is written at `scope` names a resource in a subscription of another tenant. */
export function foreignLink(scope: string, linkedId: string, callersTenant: string): Refusal {
  const { provider = '', types = [], subscriptionId = '' } = parseResourceId(linkedId) ?? {}
  return new Refusal(
    403,
    'LinkedAuthorizationFailed',
    `The client has permission to perform action '${[provider, ...types].join('/')}/read' on scope '${scope}', however ` +
      `the current tenant '${callersTenant}' is not authorized to access linked subscription '${subscriptionId}'.`,
  )
}

/** Resource IDs that a body links to: the values of its members that are named `id` or `...Id`. */
export function linkedIds(body: unknown): readonly string[] {
  if (Array.isArray(body)) return body.flatMap(linkedIds)
  if (!isRecord(body)) return []
  return Object.entries(body).flatMap(([name, value]) => {
    if (typeof value !== 'string') return linkedIds(value)
    return /(^i|I)d$/.test(name) && parseResourceId(value) !== undefined ? [value] : []
  })
}
