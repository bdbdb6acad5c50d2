import { isRestError } from '@azure/core-rest-pipeline'
import { AzureError, UserError } from '../model/errors.ts'
import { isJsonObject, type JsonValue, memberAt } from '../model/json.ts'
import type { Observed } from '../model/observed.ts'
import type { Headers } from './pipeline.ts'
import { unreachable } from './unreachable.ts'

/** The JSON in a body; undefined for anything else, such as the page of a proxy. */
export function jsonIn(text: string | null | undefined): JsonValue | undefined {
  try {
    // Real answers may begin with a byte order mark.
    return JSON.parse((text ?? '').replace(/^\uFEFF/, '')) as JsonValue
  } catch {
    return undefined
  }
}

/** An answer that is not a success, from ARM or the Batch service, as an error with Azure's own words. */
export function refusal(status: number, body: JsonValue | undefined, headers: Headers): AzureError {
  const error = memberAt(body, ['error']) ?? body
  const requestId = headers.get('x-ms-request-id') ?? headers.get('request-id')
  const code = textAt(error, ['code'])
  const message = textAt(error, ['message', 'value']) ?? textAt(error, ['message'])
  if (code === undefined && message === undefined) {
    return new AzureError(status, `Http${status}`, strangersAnswer(status), { requestId })
  }
  // The Batch service ends its sentence with lines of its own for request ID and time.
  const sentence = message?.split(/\n\s*RequestId:/)[0]?.trim()
  const details = detailsOf(error)
  return new AzureError(status, code ?? `Http${status}`, sentence || `Azure answered ${status}.`, {
    requestId,
    details,
  })
}

/** A success that does not say what it has to say. */
export function unexpectedAnswer(status: number, what: string): AzureError {
  return new AzureError(
    status,
    'UnexpectedAnswer',
    `The answer was ${status}, but ${what}: a proxy may have given it instead of Azure.`,
  )
}

/** Anything a client threw, as an error of ours: an answer of Azure, or no answer at all (status 0). */
export function thrown(error: unknown): Error {
  if (error instanceof AzureError || error instanceof UserError) return error
  if (!(error instanceof Error)) return new Error(String(error))
  if (!isRestError(error)) return error
  const { response, request, code = 'REQUEST_SEND_ERROR' } = error
  if (response === undefined) return new AzureError(0, code, unreachable(request?.url, code, error.message))
  const { status, bodyAsText, headers } = response
  return status >= 400
    ? refusal(status, jsonIn(bodyAsText), headers)
    : unexpectedAnswer(status, 'what came with it cannot be read')
}

/** `absent` for 404, `unreadable` for any other refusal; what is no answer of Azure is thrown on. */
export function reading<T>(error: unknown): Observed<T> {
  const known = isOfOtherShape(error) ? otherShape(error) : thrown(error)
  if (!(known instanceof AzureError)) throw known
  if (known.status === 404 && !NOT_ABSENT.has(known.code)) {
    return known.code === 'ResourceGroupNotFound' ? { state: 'absent', isGroupMissing: true } : { state: 'absent' }
  }
  return { state: 'unreadable', code: known.code, reason: [known.message, ...known.details].join(' ') }
}

/** What comes of taking an answer apart that has not what Azure always tells: the SDKs look for nothing before they do. */
function isOfOtherShape(error: unknown): error is Error {
  return error instanceof TypeError || error instanceof RangeError
}

function otherShape({ message }: Error): AzureError {
  return unexpectedAnswer(200, `what came with it is not what Azure tells (${message})`)
}

/**
 * Codes of a 404 that say nothing of the resource: one without Azure's words comes from something else on the way, and
 * of a subscription in which the caller has no role Azure says that there is none.
 */
const NOT_ABSENT: ReadonlySet<string> = new Set(['Http404', 'SubscriptionNotFound'])

function strangersAnswer(status: number): string {
  return status === 407
    ? 'The proxy asks who calls (407): its user and password belong into `HTTPS_PROXY`.'
    : `The answer was ${status} without a word of Azure's: a proxy or firewall may have given it instead of Azure.`
}

/** ARM lists facts as `details`, the Batch service as `values`; one line each. */
function detailsOf(error: JsonValue | undefined): string[] {
  const facts = (path: string, name: string, text: string) => {
    const list = memberAt(error, [path])
    return (Array.isArray(list) ? list : [])
      .filter(isJsonObject)
      .map((fact) => [textAt(fact, [name]), textAt(fact, [text])].filter(Boolean).join(': '))
  }
  return [...facts('details', 'code', 'message'), ...facts('values', 'key', 'value')]
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}

function textAt(value: JsonValue | undefined, path: readonly string[]): string | undefined {
  const found = memberAt(value, path)
  return typeof found === 'string' ? found : undefined
}
