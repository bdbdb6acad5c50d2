import type { Address } from './clouds.ts'
import { guidOf } from './identifiers.ts'
import { Refusal, type SandboxReply } from './service.ts'

/** What an answer is dressed with. */
export type Envelope = {
  readonly address: Address
  readonly method: string
  readonly requestHeaders: Readonly<Record<string, string>>
  /** Number of the request since the world began; its ids are made of it. */
  readonly sequence: number
  readonly now: number
}

/** An answer ready to be sent: header names in lower case; no text where there is no body. */
export type WireReply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly text: string
}

/** The body of a request: JSON, or form fields for Entra; undefined when empty. Throws 400 or 415 in the plane's words. */
export function parseBody(address: Address, headers: Readonly<Record<string, string>>, text: string): unknown {
  if (text === '') return undefined
  const type = (headers['content-type'] ?? '').toLowerCase()
  if (address.plane === 'entra') {
    return type.startsWith('application/x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(text)) : {}
  }
  if (!/^application\/(merge-patch\+)?json\b/.test(type)) throw unsupportedMediaType(address, type)
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    throw malformedBody(address, error instanceof Error ? error.message : String(error))
  }
}

/** A service's answer as its plane sends it, with the headers that every answer of that plane carries. */
export function dressReply(reply: SandboxReply, envelope: Envelope): WireReply {
  const bodiless = envelope.method === 'HEAD' || reply.status === 204 || reply.status === 304
  const body = bodiless ? undefined : reply.body
  const own = lowerCased(reply.headers ?? {})
  const isText = typeof body === 'string' && own['content-type'] !== undefined
  const type = body === undefined ? {} : { 'content-type': contentType(envelope.address) }
  return {
    status: reply.status,
    headers: { ...type, ...standardHeaders(envelope), ...own },
    body,
    text: body === undefined ? '' : isText ? body : JSON.stringify(body),
  }
}

/** A refusal as its plane words it. */
export function refusalReply(refusal: Refusal, envelope: Envelope): SandboxReply {
  const headers = { ...refusal.headers, ...(envelope.address.plane === 'arm' ? failureCause(refusal.status) : {}) }
  return { status: refusal.status, headers, body: refusalBody(refusal, envelope) }
}

function refusalBody(refusal: Refusal, envelope: Envelope): unknown {
  switch (envelope.address.plane) {
    case 'batch':
      return batchError(refusal, envelope)
    case 'entra':
      return entraError(refusal, envelope)
    case 'github':
      return githubError(refusal)
    default:
      return resourceManagerError(refusal)
  }
}

/** GitHub points to its documentation; its refusals keep the page as their target. */
function githubError({ status, message, target, details }: Refusal): unknown {
  return {
    message,
    ...(details.length > 0 && { errors: details.map((one) => ({ resource: 'IssueComment', field: 'body', ...one })) }),
    documentation_url: target ?? 'https://docs.github.com/rest',
    status: String(status),
  }
}

function resourceManagerError({ code, message, target, details }: Refusal): unknown {
  return {
    error: {
      code,
      message,
      ...(target === undefined ? {} : { target }),
      ...(details.length === 0 ? {} : { details }),
    },
  }
}

function batchError({ code, message, details }: Refusal, envelope: Envelope): unknown {
  const { cloud, batchHost = '' } = envelope.address
  const [account = '', region = ''] = batchHost.split('.')
  const time = new Date(envelope.now).toISOString().replace('Z', '0000Z')
  return {
    'odata.metadata': `https://${cloud.batchEndpoint(account, region)}/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element`,
    code,
    message: { lang: 'en-US', value: `${message}\nRequestId:${requestId(envelope)}\nTime:${time}` },
    ...(details.length === 0 ? {} : { values: details.map((detail) => ({ key: detail.code, value: detail.message })) }),
  }
}

/** Entra numbers its refusals inside the sentence: `AADSTS700213: ...`. */
function entraError({ code, message }: Refusal, envelope: Envelope): unknown {
  const number = Number(/AADSTS(\d+)/.exec(message)?.[1] ?? 0)
  const timestamp = new Date(envelope.now)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
  const traceId = requestId(envelope)
  const correlationId = envelope.requestHeaders['client-request-id'] ?? guidOf('correlation', envelope.sequence)
  return {
    error: code,
    error_description: `${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `${envelope.address.cloud.login}/error?code=${number}`,
  }
}

function standardHeaders(envelope: Envelope): Record<string, string> {
  const date = { date: new Date(envelope.now).toUTCString() }
  const id = requestId(envelope)
  const asked = envelope.requestHeaders
  switch (envelope.address.plane) {
    case 'arm':
      return {
        ...date,
        'cache-control': 'no-cache',
        pragma: 'no-cache',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-ms-request-id': id,
        'x-ms-correlation-request-id': asked['x-ms-correlation-request-id'] ?? guidOf('correlation', envelope.sequence),
        'x-ms-routing-request-id': `SANDBOX:${routingTime(envelope.now)}:${id}`,
        ...echo(asked, 'x-ms-return-client-request-id', 'x-ms-client-request-id'),
      }
    case 'batch':
      return {
        ...date,
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        dataserviceversion: '3.0',
        'request-id': id,
        ...echo(asked, 'return-client-request-id', 'client-request-id'),
      }
    case 'entra':
      return { ...date, 'cache-control': 'no-store, no-cache', pragma: 'no-cache', 'x-ms-request-id': id }
    default:
      return date
  }
}

function echo(asked: Readonly<Record<string, string>>, wish: string, header: string): Record<string, string> {
  const value = asked[header]
  return asked[wish]?.toLowerCase() === 'true' && value !== undefined ? { [header]: value } : {}
}

/** Resource Manager says when it was the gateway itself that refused. */
function failureCause(status: number): Record<string, string> {
  return status === 401 || status === 403 ? { 'x-ms-failure-cause': 'gateway' } : {}
}

function requestId(envelope: Envelope): string {
  return guidOf('request', envelope.sequence)
}

function routingTime(now: number): string {
  return new Date(now).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
}

function contentType({ plane }: Address): string {
  return plane === 'batch' ? 'application/json;odata=minimalmetadata' : 'application/json; charset=utf-8'
}

function unsupportedMediaType({ plane }: Address, type: string): Refusal {
  return plane === 'batch'
    ? new Refusal(415, 'UnsupportedMediaType', 'The content media type is not supported.')
    : new Refusal(
        415,
        'UnsupportedMediaType',
        `The content media type '${type}' is not supported. Only 'application/json' is supported.`,
      )
}

function malformedBody({ plane }: Address, reason: string): Refusal {
  return plane === 'batch'
    ? new Refusal(400, 'InvalidRequestBody', 'The specified Request Body is not syntactically valid.', {
        details: [{ code: 'Reason', message: reason }],
      })
    : new Refusal(
        400,
        'InvalidRequestContent',
        `The request content was invalid and could not be deserialized: '${reason}'.`,
      )
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
