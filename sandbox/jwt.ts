import { createHash, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
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

/** A fresh RSA key of 2048 bits. Takes about a tenth of a second. */
export function createSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
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
