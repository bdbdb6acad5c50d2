import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { UserError } from '../model/errors.ts'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import { jsonIn, thrown, unexpectedAnswer } from './refusal.ts'

const SUBJECT_REMEDY =
  'Make issuer, subject and audience of the federated credential of this application equal to those above, letter by letter. A credential that is new takes some minutes to work.'
const NO_SECRET_REMEDY =
  'Nothing here signs in with a secret: check `client-id`, and that no proxy takes the body of requests away or alters it.'
const BUSY_REMEDY = 'Run again in some minutes: Microsoft Entra is busy.'

/** What to do by the number in Entra's answer. Source: Microsoft Entra error code reference and workload identity federation. */
const REMEDIES: Readonly<Record<string, string>> = {
  '70021': SUBJECT_REMEDY,
  '700211': `${SUBJECT_REMEDY} An issuer has no slash at its end; GitHub Enterprise has issuers of its own.`,
  '700212': `${SUBJECT_REMEDY} The audience is the input \`audience\`.`,
  '700213': SUBJECT_REMEDY,
  '7002138': `${SUBJECT_REMEDY} They differ only in upper and lower case.`,
  '700024': 'Run again; when it stays so, the clock of the runner is wrong.',
  '700016': 'Check `client-id`, `tenant-id` and `environment`: this application is not known in that tenant.',
  '7000215': NO_SECRET_REMEDY,
  '7000218': NO_SECRET_REMEDY,
  '900144': NO_SECRET_REMEDY,
  '90014': NO_SECRET_REMEDY,
  '90002': 'Check `tenant-id` and `environment`: this tenant is not known in that cloud.',
  '90038': 'Set `environment` to the cloud in which the tenant lives.',
  '500011': 'Check `environment`; for Batch, register the provider Microsoft.Batch in a subscription of the tenant.',
  '700223': 'Ask the administrator of the tenant: its policy does not allow this federation.',
  '700027':
    'Entra did not accept the signature of the ID token: check that the issuer is reachable for Entra, and that no proxy alters the request.',
  '90006': BUSY_REMEDY,
  '90012': BUSY_REMEDY,
  '90024': BUSY_REMEDY,
  '90033': BUSY_REMEDY,
}

/** What happened on the way to a token, which the sign-in library does not tell. */
export type Attempt = {
  /** The ID token that was sent last. */
  sent?: string
  /** Why there was none to send. */
  refused?: unknown
  /** What Entra said last of an error, or why no answer of Entra came back. */
  trouble?: string
}

/** The assertion, noted in `attempt`. */
export async function witnessed(attempt: Attempt, assertion: () => Promise<string>): Promise<string> {
  try {
    attempt.sent = await assertion()
    delete attempt.refused
    return attempt.sent
  } catch (error) {
    attempt.refused = error
    throw error
  }
}

/** Notes trouble in `attempt`: of the network, and of an unknown tenant, the library only says that there was some. */
export function networkWitness(attempt: Attempt): PipelinePolicy {
  return {
    name: 'networkWitness',
    async sendRequest(request, next) {
      try {
        const response = await next(request)
        const body = jsonIn(response.bodyAsText)
        attempt.trouble = isJsonObject(body)
          ? String(body['error_description'] ?? '')
          : unexpectedAnswer(response.status, 'it is no answer of Microsoft Entra').message
        return response
      } catch (error) {
        attempt.trouble = thrown(error).message
        throw error
      }
    },
  }
}

/** Why there is no access token, with issuer, subject and audience of the ID token as GitHub sent them. */
export function signInFailure(error: unknown, attempt: Attempt): UserError {
  if (error instanceof UserError) return error
  const said = error instanceof Error ? error.message : String(error)
  const message = said.includes('AADSTS') ? said : attempt.trouble || said
  const number = /AADSTS(\d+)/.exec(message)?.[1]
  if (number !== undefined) return refusedByEntra(number, message, attempt.sent ?? '')
  if (attempt.refused instanceof UserError) return attempt.refused
  return new UserError(
    'SignInFailed',
    `The sign-in to Azure came to nothing. ${message}`,
    'Check that the runner reaches the sign-in address of the cloud (proxy, firewall, certificates), and run again.',
  )
}

function refusedByEntra(number: string, message: string, assertion: string): UserError {
  const sentence = /AADSTS\d+: (.*?)(?:\s*Trace ID:|$)/s.exec(message)?.[1]?.trim() ?? message
  const claims = claimsOf(assertion)
  const said = (name: string) => String(claims[name] ?? 'unknown')
  return new UserError(
    `AADSTS${number}`,
    `Microsoft Entra refused the sign-in (AADSTS${number}): ${sentence}\nThe ID token has issuer ${said('iss')}, subject ${said('sub')} and audience ${said('aud')}.`,
    REMEDIES[number] ?? 'Look the number up in the Microsoft Entra error code reference.',
  )
}

/** The payload of a JWT; its signature is Entra's business. */
function claimsOf(token: string): JsonObject {
  const payload = jsonIn(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return isJsonObject(payload) ? payload : {}
}
