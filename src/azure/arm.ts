import type { TokenCredential } from '@azure/identity'
import { type Client, getClient, type PathUncheckedResponse } from '@azure-rest/core-client'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import type { Observed } from '../model/observed.ts'
import type { Reading } from '../model/ports.ts'
import type { Cloud } from './cloud.ts'
import { clientOptions, type Headers, type Patience, retryAfterMs } from './pipeline.ts'
import { reading, refusal, thrown, unexpectedAnswer } from './refusal.ts'

/** Batch's management plane. Older versions are on the service's retirement list; newer ones are drafts. */
export const BATCH_API_VERSION = '2025-06-01'

/** One resource as Azure Resource Manager tells it. */
export type ArmAnswer = { readonly body: JsonObject; readonly headers: Headers }

/** Every item of a list, with the headers of its last page. */
export type ArmList = { readonly items: readonly JsonObject[]; readonly headers: Headers }

/** Azure Resource Manager for what has no SDK that keeps every field: JSON in, JSON out. */
export type Arm = {
  /** Throws `AzureError` for anything but a success with a resource in it. */
  send(method: ArmMethod, id: string, request?: ArmRequest): Promise<ArmAnswer>
  /** Deletes a resource of Microsoft.Batch; 404 is as good as done. Throws `AzureError` for any other refusal. */
  remove(id: string): Promise<void>
  /** Reads a list to its last page. Throws `AzureError` like `send`. */
  list(id: string, apiVersion?: string): Promise<ArmList>
}

/** What Resource Manager is asked by. */
export type ArmMethod = 'GET' | 'PUT' | 'PATCH' | 'POST'

/** What a request says beside its path: the api-version of its provider (Batch's unless given), body and headers. */
export type ArmRequest = {
  readonly apiVersion?: string
  readonly body?: JsonObject
  readonly headers?: Readonly<Record<string, string>>
}

/** The one client of a cloud for what is asked without an SDK. */
export function createArm(cloud: Cloud, credential: TokenCredential, patience?: Patience): Arm {
  const client = getClient(cloud.resourceManager, credential, {
    ...clientOptions(patience),
    credentials: { scopes: [cloud.resourceManagerScope] },
  })
  return {
    send: (method, id, request = {}) => ask(client, method, pathOf(id), request),
    async remove(id) {
      const { status, body, headers } = await sendOnce(client, 'DELETE', pathOf(id), {})
      const code = Number(status)
      if (code >= 300 && code !== 404) {
        throw refusal(code, isJsonObject(body) ? body : undefined, { get: (name) => headers[name] })
      }
    },
    async list(id, apiVersion = BATCH_API_VERSION) {
      const items: JsonObject[] = []
      const asked = new Set<string>()
      for (let place = pathOf(id); ; ) {
        asked.add(place)
        const { body, headers } = await ask(client, 'GET', place, { apiVersion })
        if (!Array.isArray(body['value'])) throw unexpectedAnswer(200, 'there is no list in it')
        items.push(...body['value'].filter(isJsonObject))
        const next = nextPage(body, cloud.resourceManager)
        if (next === undefined) return { items, headers }
        if (asked.has(next)) throw unexpectedAnswer(200, 'its pages lead in a circle')
        place = next
      }
    },
  }
}

function pathOf(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/')
}

/** The link to the next page. It is followed with a token, so it has to stay where the token belongs. */
function nextPage({ nextLink }: JsonObject, endpoint: string): string | undefined {
  if (typeof nextLink !== 'string' || nextLink === '') return undefined
  const origin = URL.parse(nextLink)?.origin
  if (origin === new URL(endpoint).origin) return nextLink
  throw unexpectedAnswer(200, `its next page is not at ${endpoint}, but at ${origin ?? 'no web address'}`)
}

/** `place` is a path below the endpoint, or the whole address of a next page, which has its api-version in it. */
async function ask(client: Client, method: ArmMethod, place: string, request: ArmRequest): Promise<ArmAnswer> {
  const response = await sendOnce(client, method, place, request)
  const headers: Headers = { get: (name) => response.headers[name] }
  const status = Number(response.status)
  const body: unknown = response.body
  if (status >= 300) throw refusal(status, isJsonObject(body) ? body : undefined, headers)
  if (!isJsonObject(body)) throw unexpectedAnswer(status, 'there is no resource in it')
  return { body, headers }
}

async function sendOnce(
  client: Client,
  method: ArmMethod | 'DELETE',
  place: string,
  { apiVersion = BATCH_API_VERSION, body, headers = {} }: ArmRequest,
): Promise<PathUncheckedResponse> {
  const path = client.pathUnchecked(place)
  const options = {
    queryParameters: { 'api-version': apiVersion },
    headers: { ...headers },
    ...(body !== undefined && { body, contentType: 'application/json' }),
  }
  try {
    if (method === 'PUT') return await path.put(options)
    if (method === 'PATCH') return await path.patch(options)
    if (method === 'POST') return await path.post(options)
    if (method === 'DELETE') return await path.delete(options)
    return await path.get(options)
  } catch (error) {
    throw thrown(error)
  }
}

/** Reads a resource and parses it; 404 is absent, a refusal unreadable. */
export async function readArm<T>(
  arm: Arm,
  id: string,
  parse: (answer: ArmAnswer) => T,
  apiVersion = BATCH_API_VERSION,
): Promise<Reading<T>> {
  try {
    const answer = await arm.send('GET', id, { apiVersion })
    return withWait({ state: 'present', value: parse(answer) }, answer.headers)
  } catch (error) {
    return { observed: reading(error) }
  }
}

/** Reads every page of a list and parses its items; 404 is absent, a refusal unreadable. */
export async function listArm<T>(
  arm: Arm,
  id: string,
  parse: (items: readonly JsonObject[]) => T,
  apiVersion = BATCH_API_VERSION,
): Promise<Reading<T>> {
  try {
    const { items, headers } = await arm.list(id, apiVersion)
    return withWait({ state: 'present', value: parse(items) }, headers)
  } catch (error) {
    return { observed: reading(error) }
  }
}

/** A reading with the wait that the answer's headers ask for. */
export function withWait<T>(observed: Observed<T>, headers: Headers | undefined): Reading<T> {
  const wait = headers && retryAfterMs(headers, Date.now())
  return wait === undefined ? { observed } : { observed, retryAfterMs: wait }
}
