import type { HttpMethods } from '@azure/core-rest-pipeline'
import { createHttpHeaders } from '@azure/core-rest-pipeline'
import { isJsonObject, type JsonValue, memberAt } from '../model/json.ts'
import type { Send } from './pipeline.ts'
import { jsonIn, refusal, unexpectedAnswer } from './refusal.ts'

/** Headers as the old generation of SDKs has them. */
type LegacyHeaders<Self> = {
  rawHeaders(): Record<string, string>
  headersArray(): readonly { readonly name: string }[]
  clone(): Self
  set(name: string, value: string): void
  remove(name: string): boolean
}

type LegacyRequest<Headers> = {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body?: unknown
}

type LegacyAnswer<Request, Headers> = {
  readonly request: Request
  readonly status: number
  readonly headers: Headers
  readonly bodyAsText: string
}

/**
 * Sends a request of the old generation of SDKs as all others are sent; `prefix` is the path of its service's endpoint.
 * Throws `AzureError` for a refusal, whose sentence the SDK would hide inside an object.
 */
export async function sendLegacy<H extends LegacyHeaders<H>, R extends LegacyRequest<H>>(
  request: R,
  prefix: string,
  send: Send,
): Promise<LegacyAnswer<R, H>> {
  const { 'user-agent': _theirs, ...asked } = request.headers.rawHeaders()
  const sent = await send({
    url: withPrefix(request.url, prefix),
    method: request.method as HttpMethods,
    headers: createHttpHeaders(asked),
    ...(typeof request.body === 'string' && { body: request.body }),
  })
  const { status, bodyAsText } = sent
  const body = jsonIn(bodyAsText)
  if (status >= 400) throw refusal(status, body, sent.headers)
  // A write that Azure has taken is answered by a status alone.
  if (!isJsonObject(body) && (request.method === 'GET' || bodyAsText)) {
    throw unexpectedAnswer(status, 'what came with it is not JSON')
  }
  if (request.method === 'GET' && !isResourceOrList(body)) {
    throw unexpectedAnswer(status, 'there is neither a resource nor a list in it')
  }
  const headers = request.headers.clone()
  for (const { name } of headers.headersArray()) headers.remove(name)
  for (const [name, value] of sent.headers) headers.set(name, value)
  return { request, status, headers, bodyAsText: bodyAsText ?? '' }
}

/** The SDK takes anything else for an empty list. */
function isResourceOrList(body: JsonValue | undefined): boolean {
  return Array.isArray(memberAt(body, ['value'])) || typeof memberAt(body, ['id']) === 'string'
}

/** The SDK loses the path of an endpoint; links to next pages have it already. */
function withPrefix(address: string, prefix: string): string {
  const url = new URL(address)
  if (!url.pathname.startsWith(`${prefix}/`)) url.pathname = `${prefix}${url.pathname}`
  return url.href
}
