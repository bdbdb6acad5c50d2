import { guidOf, numberOf } from '../identifiers.ts'
import { isSignedBy, keyOf, readJwt, type SigningKey, signJwt } from '../jwt.ts'
import type { SandboxClock } from '../service.ts'
import type { Application } from './entities.ts'

/** An access token as a client gets it; `expiresIn` in seconds. */
export type AccessToken = { readonly token: string; readonly expiresIn: number }

/** What an access token says, once its signature is proven; instants in seconds since 1970. */
export type AccessClaims = {
  readonly audience: string
  readonly clientId: string
  readonly tenantId: string
  readonly notBefore: number
  readonly expires: number
}

/** Signs access tokens and proves them. */
export type TokenAuthority = {
  issue(application: Application, audience: string, now: number): AccessToken
  /** Claims of a token that this authority has signed; undefined for any other text. */
  prove(token: string): AccessClaims | undefined
  publicKeys(): readonly Readonly<Record<string, string>>[]
}

/** An authority for a tenant. */
export function createTokenAuthority(tenantId: string, clock: Pick<SandboxClock, 'virtualSeconds'>): TokenAuthority {
  const key = (): SigningKey => keyOf('entra')
  return {
    issue: (application, audience, now) => issue(application, { tenantId, audience, now, key: key(), clock }),
    prove(token) {
      const jwt = readJwt(token)
      return jwt !== undefined && isSignedBy(jwt, key()) ? accessClaims(jwt.claims) : undefined
    },
    publicKeys: () => [key().jwk],
  }
}

/**
 * Seconds that a token lives: 60 to 90 minutes, always the same for a client at an instant.
 * Source: learn.microsoft.com/entra/identity-platform/access-tokens, "Token lifetime".
 */
export function tokenLifetime(clientId: string, issuedAt: number): number {
  return 3600 + numberOf(1801, clientId, issuedAt)
}

function issue(
  application: Application,
  context: {
    tenantId: string
    audience: string
    now: number
    key: SigningKey
    clock: Pick<SandboxClock, 'virtualSeconds'>
  },
): AccessToken {
  const { tenantId, audience, clock } = context
  const issuedAt = Math.floor(context.now / 1000)
  const expiresIn = tokenLifetime(application.clientId, issuedAt)
  const claims = {
    aud: audience,
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: issuedAt,
    nbf: issuedAt,
    // A client counts in its own time, and on a fast clock has not seen a minute go by when the hour is over.
    exp: issuedAt + Math.max(expiresIn, clock.virtualSeconds(expiresIn)),
    appid: application.clientId,
    appidacr: '2',
    idp: `https://sts.windows.net/${tenantId}/`,
    idtyp: 'app',
    oid: application.objectId,
    sub: application.objectId,
    tid: tenantId,
    uti: guidOf('token', application.clientId, audience, issuedAt),
    ver: '1.0',
  }
  return { token: signJwt(claims, context.key), expiresIn }
}

function accessClaims(claims: Readonly<Record<string, unknown>>): AccessClaims | undefined {
  const { aud, appid, tid, nbf, exp } = claims
  if (typeof aud !== 'string' || typeof appid !== 'string' || typeof tid !== 'string') return undefined
  if (typeof nbf !== 'number' || typeof exp !== 'number') return undefined
  return { audience: aud, clientId: appid, tenantId: tid, notBefore: nbf, expires: exp }
}
