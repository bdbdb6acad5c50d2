import {
  bearerTokenAuthenticationPolicy,
  createHttpHeaders,
  type HttpMethods,
  type PipelineResponse,
} from '@azure/core-rest-pipeline'
import type { TokenCredential } from '@azure/identity'
import type { BatchAccount } from '../model/batch.ts'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import { BATCH_API_VERSION } from './arm.ts'
import { createSend, type Headers, type Patience } from './pipeline.ts'
import { jsonIn, refusal, thrown, unexpectedAnswer } from './refusal.ts'

/** Which account is asked, and as whom. */
export type BatchAccess = {
  readonly account: BatchAccount
  readonly scope: string
  readonly credential: TokenCredential
  readonly patience: Patience
}

/** What a request to the Batch service says beside its path. */
export type BatchRequest = {
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: JsonObject
}

/** Every item of a list, with the headers of its last page. */
export type BatchList = { readonly items: readonly JsonObject[]; readonly headers: Headers }

/** The Batch service of one account without its SDK, which leaves out members that it does not know. */
export type BatchRest = {
  /** Throws `AzureError` for anything but a success; what came with it is in `bodyAsText`. */
  send(method: HttpMethods, path: readonly string[], request?: BatchRequest): Promise<PipelineResponse>
  /** The JSON object that a request answers. */
  read(path: readonly string[]): Promise<{ readonly body: JsonObject; readonly headers: Headers }>
  /** Reads a list to its last page. */
  list(path: readonly string[], query?: Readonly<Record<string, string>>): Promise<BatchList>
}

/** The service of an account, as an identity. */
export function createBatchRest({ account, scope, credential, patience }: BatchAccess): BatchRest {
  const base = `https://${account.accountEndpoint.replace(/\/$/, '')}`
  const pipeline = createSend(patience, bearerTokenAuthenticationPolicy({ credential, scopes: [scope] }))
  const ask = async (method: HttpMethods, url: string, { headers = {}, body }: BatchRequest) => {
    const typed = body === undefined ? {} : { 'content-type': 'application/json; odata=minimalmetadata' }
    const request = {
      url,
      method,
      headers: createHttpHeaders({ accept: 'application/json', ...headers, ...typed }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }
    const answer = await pipeline(request).catch((error: unknown) => {
      throw thrown(error)
    })
    if (answer.status >= 300) throw refusal(answer.status, jsonIn(answer.bodyAsText), answer.headers)
    return answer
  }
  const send: BatchRest['send'] = (method, path, request = {}) => ask(method, addressOf(base, path, request), request)
  return {
    send,
    read: async (path) => objectIn(await send('GET', path)),
    async list(path, query = {}) {
      const items: JsonObject[] = []
      const asked = new Set<string>()
      for (let url = addressOf(base, path, { query }); ; ) {
        asked.add(url)
        const { body, headers } = objectIn(await ask('GET', url, {}))
        if (!Array.isArray(body['value'])) throw unexpectedAnswer(200, 'there is no list in it')
        items.push(...body['value'].filter(isJsonObject))
        const next = nextPage(body, base)
        if (next === undefined) return { items, headers }
        if (asked.has(next)) throw unexpectedAnswer(200, 'its pages lead in a circle')
        url = next
      }
    },
  }
}

function addressOf(base: string, path: readonly string[], { query = {} }: BatchRequest): string {
  const asked = new URLSearchParams({ 'api-version': BATCH_API_VERSION, ...query })
  return `${base}/${path.map(encodeURIComponent).join('/')}?${asked}`
}

function objectIn({ status, bodyAsText, headers }: PipelineResponse): { body: JsonObject; headers: Headers } {
  const body = jsonIn(bodyAsText)
  if (!isJsonObject(body)) throw unexpectedAnswer(status, 'what came with it is not JSON')
  return { body, headers }
}

/** The link to the next page. It is followed with a token, so it has to stay where the token belongs. */
function nextPage(body: JsonObject, base: string): string | undefined {
  const link = body['odata.nextLink']
  if (typeof link !== 'string' || link === '') return undefined
  if (URL.parse(link)?.origin === new URL(base).origin) return link
  throw unexpectedAnswer(200, `its next page is not at ${base}`)
}
