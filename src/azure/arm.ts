import type { TokenCredential } from '@azure/identity'
import { type Client, getClient, type PathUncheckedResponse } from '@azure-rest/core-client'
import { isJsonObject, type JsonObject, memberAt } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import type { Observed } from '../model/state.ts'
import type { Cloud } from './cloud.ts'
import { clientOptions, type Headers, type Patience, retryAfterMs } from './pipeline.ts'
import { reading, refusal, thrown, unexpectedAnswer } from './refusal.ts'

/** Batch's management plane. Older versions are on the service's retirement list; newer ones are drafts. */
export const BATCH_API_VERSION = '2025-06-01'

/** One resource as Azure Resource Manager tells it. */
export type ArmAnswer = { readonly body: JsonObject; readonly headers: Headers }

/** Azure Resource Manager for what has no SDK that keeps every field: JSON in, JSON out. */
export type Arm = {
  /** Throws `AzureError` for anything but a success with a resource in it. */
  send(method: 'GET' | 'PUT' | 'PATCH', id: string, request?: ArmRequest): Promise<ArmAnswer>
}

/** Body and conditional headers of a write. */
export type ArmRequest = { readonly body?: JsonObject; readonly headers?: Readonly<Record<string, string>> }

/** The one client for Microsoft.Batch of a cloud. */
export function createArm(cloud: Cloud, credential: TokenCredential, patience?: Patience): Arm {
  const client = getClient(cloud.resourceManager, credential, {
    ...clientOptions(patience),
    credentials: { scopes: [cloud.resourceManagerScope] },
  })
  return {
    async send(method, id, request = {}) {
      const response = await sendOnce(client, method, id, request)
      const headers: Headers = { get: (name) => response.headers[name] }
      const status = Number(response.status)
      const body: unknown = response.body
      if (status >= 300) throw refusal(status, isJsonObject(body) ? body : undefined, headers)
      if (!isJsonObject(body)) throw unexpectedAnswer(status, 'there is no resource in it')
      return { body, headers }
    },
  }
}

async function sendOnce(
  client: Client,
  method: string,
  id: string,
  { body, headers = {} }: ArmRequest,
): Promise<PathUncheckedResponse> {
  const path = client.pathUnchecked(id.split('/').map(encodeURIComponent).join('/'))
  const options = {
    queryParameters: { 'api-version': BATCH_API_VERSION },
    headers: { ...headers },
    ...(body !== undefined && { body, contentType: 'application/json' }),
  }
  try {
    if (method === 'PUT') return await path.put(options)
    if (method === 'PATCH') return await path.patch(options)
    return await path.get(options)
  } catch (error) {
    throw thrown(error)
  }
}

/** Reads a resource and parses it; 404 is absent, a refusal unreadable. */
export async function readArm<T>(arm: Arm, id: string, parse: (answer: ArmAnswer) => T): Promise<Reading<T>> {
  try {
    const answer = await arm.send('GET', id)
    return withWait({ state: 'present', value: parse(answer) }, answer.headers)
  } catch (error) {
    return { observed: reading(error) }
  }
}

/** A text that Azure always tells; throws `AzureError` where it is missing. */
export function textIn(body: JsonObject, ...path: string[]): string {
  const value = memberAt(body, path)
  if (typeof value === 'string' && value !== '') return value
  throw unexpectedAnswer(200, `it has no ${path.join('.')}`)
}

/** A reading with the wait that the answer's headers ask for. */
export function withWait<T>(observed: Observed<T>, headers: Headers | undefined): Reading<T> {
  const wait = headers && retryAfterMs(headers, Date.now())
  return wait === undefined ? { observed } : { observed, retryAfterMs: wait }
}
