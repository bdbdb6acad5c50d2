import type { AccessClaims, TokenAuthority } from './entra/access-token.ts'
import { type Caller, type CloudNames, Refusal } from './service.ts'

type Credentials = { readonly authorization: string | undefined; readonly cloud: CloudNames; readonly now: number }

/** Proves who calls a plane by bearer token. */
export type Authenticator = {
  /** Throws 401 with Resource Manager's codes. */
  resourceManager(credentials: Credentials): Caller
  /** Throws 401, or 403 for a shared key, with the Batch service's codes. */
  batch(credentials: Credentials): Caller
}

/** An authenticator for tokens of `authority`, which belongs to `tenantId`. */
export function createAuthenticator(authority: TokenAuthority, tenantId: string): Authenticator {
  return {
    resourceManager({ authorization, cloud, now }) {
      const challenge = challengeOf(tenantId)
      if (authorization === undefined) {
        throw unauthorized('AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.", {
          'WWW-Authenticate': `${challenge}, error="invalid_token", error_description="The authentication failed because of missing 'Authorization' header."`,
        })
      }
      const headers = { 'WWW-Authenticate': `${challenge}, error="invalid_token"` }
      const claims = authority.prove(bearerToken(authorization) ?? '')
      if (claims === undefined) {
        throw unauthorized('InvalidAuthenticationToken', 'The access token is invalid.', headers)
      }
      const { resourceManagerAudiences } = cloud
      if (!isFor(claims, resourceManagerAudiences)) {
        const allowed = resourceManagerAudiences.flatMap((audience) => [audience, `${audience}/`])
        throw unauthorized(
          'InvalidAuthenticationTokenAudience',
          `The access token has been obtained for wrong audience or resource '${claims.audience}'. It should exactly match with one of the allowed audiences '${allowed.join("', '")}'.`,
          headers,
        )
      }
      if (!isCurrent(claims, now)) {
        throw unauthorized(
          'ExpiredAuthenticationToken',
          `The access token expiry UTC time '${americanTime(claims.expires * 1000)}' is earlier than current UTC time '${americanTime(now)}'.`,
          headers,
        )
      }
      return callerOf(claims)
    },

    batch({ authorization, cloud, now }) {
      if (authorization?.toLowerCase().startsWith('sharedkey') === true) throw sharedKeyRefused()
      const challenge = `${challengeOf(tenantId)}, resource_id="${cloud.batchAudiences[0]}/"`
      const refuse = (detail: string): Refusal =>
        unauthorized('AuthenticationFailed', BATCH_SENTENCE, { 'WWW-Authenticate': challenge }, detail)
      if (authorization === undefined) throw refuse("The 'Authorization' header is missing.")
      const claims = authority.prove(bearerToken(authorization) ?? '')
      if (claims === undefined) throw refuse('The access token is not well formed or its signature is invalid.')
      if (!isFor(claims, cloud.batchAudiences)) {
        throw refuse(`The access token is for audience '${claims.audience}', not for the Batch service.`)
      }
      if (!isCurrent(claims, now)) throw refuse('The access token has expired.')
      return callerOf(claims)
    },
  }
}

const BATCH_SENTENCE =
  'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.'

/** The answer of an account that is linked with Compute resources, as every account with images is. */
function sharedKeyRefused(): Refusal {
  return new Refusal(403, 'AuthenticationFailed', BATCH_SENTENCE, {
    details: [
      {
        code: 'AuthenticationErrorDetail',
        message:
          'The specified type of authentication SharedKey is not allowed when external resources of type Compute are linked.',
      },
    ],
  })
}

function unauthorized(code: string, message: string, headers: Record<string, string>, detail?: string): Refusal {
  const details = detail === undefined ? [] : [{ code: 'AuthenticationErrorDetail', message: detail }]
  return new Refusal(401, code, message, { headers, details })
}

function challengeOf(tenantId: string): string {
  return `Bearer authorization_uri="https://login.windows.net/${tenantId}"`
}

function bearerToken(authorization: string): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1]
}

function isFor(claims: AccessClaims, audiences: readonly string[]): boolean {
  return audiences.includes(claims.audience.replace(/\/+$/, ''))
}

function isCurrent(claims: AccessClaims, now: number): boolean {
  return claims.notBefore * 1000 <= now && now < claims.expires * 1000
}

function callerOf({ clientId, tenantId, audience }: AccessClaims): Caller {
  return { clientId, tenantId, audience }
}

/** `11/24/2026 9:05:00 AM`, as Resource Manager writes instants in sentences. */
function americanTime(ms: number): string {
  return new Date(ms)
    .toLocaleString('en-US', { timeZone: 'UTC' })
    .replace(',', '')
    .replace(/\u202f/g, ' ')
}
