import { createHash, generateKeyPair, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { isRecord } from './shape.ts'

/** An RSA key that signs tokens, and the public half as a JWKS tells it. */
export type SigningKey = {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwk: Readonly<Record<string, string>>
}

/** A token taken apart; nothing of it is proven yet. */
export type Jwt = {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  readonly signed: string
  readonly signature: Buffer
}

const processKeys = new Map<string, SigningKey>()

/** The key of an issuer, one for all sandboxes of a process. Making it takes about a tenth of a second, once. */
export function keyOf(issuer: 'entra' | 'github'): SigningKey {
  const key = processKeys.get(issuer) ?? signingKey(generateKeyPairSync('rsa', { modulusLength: 2048 }))
  processKeys.set(issuer, key)
  return key
}

/** Makes the keys of both issuers beside other work, so that no request has to wait for them. */
export async function prepareKeys(): Promise<void> {
  const missing = (['entra', 'github'] as const).filter((issuer) => !processKeys.has(issuer))
  await Promise.all(
    missing.map(async (issuer) => {
      const key = signingKey(await promisify(generateKeyPair)('rsa', { modulusLength: 2048 }))
      if (!processKeys.has(issuer)) processKeys.set(issuer, key)
    }),
  )
}

function signingKey({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): SigningKey {
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha1').update(n).digest('base64url')
  return { kid, privateKey, publicKey, jwk: { kty: 'RSA', use: 'sig', alg: 'RS256', kid, x5t: kid, n, e } }
}

/** `claims` as an RS256 token. */
export function signJwt(claims: Readonly<Record<string, unknown>>, key: SigningKey): string {
  const header = { typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid }
  const signed = `${encode(header)}.${encode(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key.privateKey).toString('base64url')}`
}

/** The parts of a token; undefined for text that is none. */
export function readJwt(token: string): Jwt | undefined {
  const [header, claims, signature, ...rest] = token.split('.')
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) return undefined
  const [headerPart, claimsPart] = [decode(header), decode(claims)]
  if (headerPart === undefined || claimsPart === undefined) return undefined
  return {
    header: headerPart,
    claims: claimsPart,
    signed: `${header}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  }
}

/** Whether the token is RS256, names the key and carries its signature. */
export function isSignedBy(jwt: Jwt, key: SigningKey): boolean {
  return (
    jwt.header['alg'] === 'RS256' &&
    jwt.header['kid'] === key.kid &&
    verify('sha256', Buffer.from(jwt.signed), key.publicKey, jwt.signature)
  )
}

function encode(part: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function decode(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
