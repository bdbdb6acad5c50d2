import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { UserError } from '../model/errors.ts'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import { type Federation, isMismatch, mismatchRemedy } from './federation.ts'
import { textAt } from './members.ts'
import { jsonIn, thrown, unexpectedAnswer } from './refusal.ts'

const NO_SECRET_REMEDY =
  'Nothing here signs in with a secret: check `client-id`, and that no proxy takes the body of requests away or alters it.'
const OTHER_CLOUD_REMEDY = 'Set `environment` to the cloud in which the tenant lives.'
const BUSY_REMEDY = 'Run again in some minutes: Microsoft Entra is busy.'

/** What to do by the number in Entra's answer. Source: Microsoft Entra error code reference and workload identity federation. */
const REMEDIES: Readonly<Record<string, string>> = {
  '700024': 'Run again; when it stays so, the clock of the runner is wrong.',
  '700016': 'Check `client-id`, `tenant-id` and `environment`: this application is not known in that tenant.',
  '7000229':
    'The application has no service principal in that tenant: make it with `az ad sp create --id CLIENT_ID`, or correct `tenant-id`.',
  '7000112':
    'Have an administrator of the tenant enable the application again (Enterprise applications, Properties): it is disabled there.',
  '53003':
    'Ask the administrator of the tenant: a conditional access policy keeps this identity out, mostly by the address of the runner. The sign-in log of service principals names the policy.',
  '500014':
    'Ask the administrator of the tenant: Azure Resource Manager or Batch is disabled there, which is also so where no subscription is left that pays.',
  '7000215': NO_SECRET_REMEDY,
  '7000216': NO_SECRET_REMEDY,
  '7000218': NO_SECRET_REMEDY,
  '900144': NO_SECRET_REMEDY,
  '90014': NO_SECRET_REMEDY,
  '90002': 'Check `tenant-id` and `environment`: this tenant is not known in that cloud.',
  '90038': OTHER_CLOUD_REMEDY,
  '900382': OTHER_CLOUD_REMEDY,
  '500011': 'Check `environment`; for Batch, register the provider Microsoft.Batch in a subscription of the tenant.',
  '700223': 'Ask the administrator of the tenant: its policy does not allow this federation.',
  '7002381':
    'Run the workflow in a repository of an enterprise that Entra names, or ask the administrator of the tenant: a policy there takes ID tokens of no others.',
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

/** Why there is no access token for `clientId`, with issuer, subject and audience of the ID token as GitHub sent them. */
export function signInFailure(error: unknown, attempt: Attempt, clientId: string): UserError {
  if (error instanceof UserError) return error
  const said = error instanceof Error ? error.message : String(error)
  const message = said.includes('AADSTS') ? said : attempt.trouble || said
  const number = /AADSTS(\d+)/.exec(message)?.[1]
  if (number !== undefined) return refusedByEntra(number, message, { assertion: attempt.sent ?? '', clientId })
  if (attempt.refused instanceof UserError) return attempt.refused
  return new UserError(
    'SignInFailed',
    `The sign-in to Azure came to nothing. ${message}`,
    'Check that the runner reaches the sign-in address of the cloud (proxy, firewall, certificates), and run again.',
  )
}

function refusedByEntra(
  number: string,
  message: string,
  { assertion, clientId }: { readonly assertion: string; readonly clientId: string },
): UserError {
  const sentence = /AADSTS\d+: (.*?)(?:\s*Trace ID:|$)/s.exec(message)?.[1]?.trim() ?? message
  const claims = claimsOf(assertion)
  const [issuer, subject, audience] = ['iss', 'sub', 'aud'].map((name) => textAt(claims, name))
  const federation = issuer && subject && audience ? { issuer, subject, audience } : undefined
  return new UserError(
    `AADSTS${number}`,
    `Microsoft Entra refused the sign-in (AADSTS${number}): ${sentence}\nThe ID token has issuer ${issuer ?? 'unknown'}, subject ${subject ?? 'unknown'} and audience ${audience ?? 'unknown'}.`,
    remedyFor(number, federation, clientId),
  )
}

function remedyFor(number: string, federation: Federation | undefined, clientId: string): string {
  if (!isMismatch(number)) {
    const remedy = REMEDIES[number] ?? `Look the number up: https://login.microsoftonline.com/error?code=${number}`
    return remedy.replace('CLIENT_ID', clientId)
  }
  return federation
    ? mismatchRemedy(number, federation, clientId)
    : 'Make issuer, subject and audience of the federated credential of this identity equal to those of the ID token, letter by letter.'
}

/** The payload of a JWT; its signature is Entra's business. */
function claimsOf(token: string): JsonObject {
  const payload = jsonIn(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return isJsonObject(payload) ? payload : {}
}
