import { AzureError, UserError } from '../model/errors.ts'
import { isJsonObject, type JsonObject, type JsonValue, memberAt } from '../model/json.ts'
import type { Observed } from '../model/state.ts'
import type { Headers } from './pipeline.ts'

/** An answer that is not a success, from ARM or the Batch service, as an error with Azure's own words. */
export function refusal(status: number, body: JsonValue | undefined, headers: Headers): AzureError {
  const error = memberAt(body, ['error']) ?? body
  const code = textAt(error, ['code']) ?? `Http${status}`
  const message = textAt(error, ['message', 'value']) ?? textAt(error, ['message']) ?? `Azure answered ${status}.`
  const requestId = headers.get('x-ms-request-id') ?? headers.get('request-id')
  // The Batch service ends its sentence with lines of its own for request ID and time.
  const sentence = message.split(/\n\s*RequestId:/)[0] ?? message
  return new AzureError(status, code, sentence, { requestId, details: detailsOf(error) })
}

/** Anything a client threw, as an error of ours: an answer of Azure, or no answer at all (status 0). */
export function thrown(error: unknown): Error {
  if (error instanceof AzureError || error instanceof UserError) return error
  if (!(error instanceof Error)) return new Error(String(error))
  const { statusCode, code, details } = error as Error & { statusCode?: unknown; code?: unknown; details?: unknown }
  if (typeof statusCode === 'number') {
    const facts = isJsonObject(details) ? details : {}
    const nested = memberAt(facts as JsonObject, ['error']) ?? facts
    const name = typeof code === 'string' ? code : (textAt(nested, ['code']) ?? `Http${statusCode}`)
    return new AzureError(statusCode, name, textAt(nested, ['message']) ?? error.message, {
      details: detailsOf(nested),
    })
  }
  if (typeof code === 'string') return new AzureError(0, code, unreachable(code, error.message))
  return error
}

/** `absent` for 404, `unreadable` for any other refusal; what is no answer of Azure is thrown on. */
export function reading<T>(error: unknown): Observed<T> {
  const known = thrown(error)
  if (!(known instanceof AzureError)) throw known
  if (known.status === 404) return { state: 'absent' }
  return { state: 'unreadable', code: known.code, reason: [known.message, ...known.details].join(' ') }
}

function detailsOf(error: JsonValue | undefined): string[] {
  const details = memberAt(error, ['details'])
  const values = memberAt(error, ['values'])
  const listed = (Array.isArray(details) ? details : []).filter(isJsonObject)
  const valued = (Array.isArray(values) ? values : []).filter(isJsonObject)
  return [
    ...listed.map((each) => `${each['code']}: ${each['message']}`),
    ...valued.map((each) => `${each['key']}: ${each['value']}`),
  ]
}

function textAt(value: JsonValue | undefined, path: readonly string[]): string | undefined {
  const found = memberAt(value, path)
  return typeof found === 'string' ? found : undefined
}

function unreachable(code: string, message: string): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOTFOUND: 'the name is not known here',
    EAI_AGAIN: 'the name server did not answer',
    ECONNREFUSED: 'nothing listens there, or a firewall refuses',
    ECONNRESET: 'the connection was cut, again and again',
    ETIMEDOUT: 'no answer came in time',
    SELF_SIGNED_CERT_IN_CHAIN:
      'its certificate is not trusted here; NODE_EXTRA_CA_CERTS names a file with the right authority',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'its certificate is not trusted here; NODE_EXTRA_CA_CERTS names a file with the right authority',
  }
  return reasons[code] === undefined ? message : `${message}: ${reasons[code]}`
}
