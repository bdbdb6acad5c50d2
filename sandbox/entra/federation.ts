import { isSignedBy, type Jwt, type SigningKey } from '../jwt.ts'
import type { Application, FederatedCredential } from './entities.ts'
import { entraRefusal } from './refusals.ts'

/**
 * Throws Entra's refusal where no federated credential of the application trusts the assertion, or the assertion is
 * forged or out of time. No clock skew is allowed: a client that asks for a fresh assertion each time never needs it,
 * and one that keeps assertions is found out.
 */
export function checkAssertion(
  assertion: Jwt,
  context: { readonly application: Application; readonly issuerKey: SigningKey; readonly now: number },
): void {
  const { application, issuerKey, now } = context
  const credential = trustedCredential(assertion, application)
  if (credential.usableFrom !== undefined && now < Date.parse(credential.usableFrom)) {
    throw entraRefusal(70021, claim(assertion, 'iss'), claim(assertion, 'sub'), claim(assertion, 'aud'))
  }
  if (!isSignedBy(assertion, issuerKey)) throw entraRefusal(700027, application.clientId)
  const [from, until] = [instant(assertion, 'nbf'), instant(assertion, 'exp')]
  if (now < from || now >= until) throw entraRefusal(700024, isoTime(now), isoTime(from), isoTime(until))
}

/** Issuer, subject and audience must all be as one credential says, to the letter; the first that fits none is told. */
function trustedCredential(assertion: Jwt, application: Application): FederatedCredential {
  const { federatedCredentials: credentials } = application
  const [issuer, subject, audience] = [claim(assertion, 'iss'), claim(assertion, 'sub'), claim(assertion, 'aud')]
  if (credentials.length === 0) throw entraRefusal(70025, application.clientId, application.displayName)
  const sameIssuer = credentials.filter((credential) => credential.issuer === issuer)
  if (sameIssuer.length === 0) throw entraRefusal(700211, issuer)
  const sameSubject = sameIssuer.filter((credential) => credential.subject === subject)
  if (sameSubject.length === 0) {
    const differsInCase = sameIssuer.some((one) => one.subject.toLowerCase() === subject.toLowerCase())
    throw entraRefusal(differsInCase ? 7002138 : 700213, subject)
  }
  const trusted = sameSubject.find((credential) => credential.audiences.includes(audience))
  if (trusted === undefined) throw entraRefusal(700212, audience)
  return trusted
}

function claim(assertion: Jwt, name: string): string {
  const value = assertion.claims[name]
  return typeof value === 'string' ? value : ''
}

/** Milliseconds since 1970; a claim that is missing lies before all time. */
function instant(assertion: Jwt, name: string): number {
  const value = assertion.claims[name]
  return typeof value === 'number' ? value * 1000 : 0
}

function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().replace('Z', '0000Z')}`
}
