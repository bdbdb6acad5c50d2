import { ComputeManagementClient } from '@azure/arm-compute'
import type { TokenCredential } from '@azure/identity'
import { isJsonObject, type JsonObject } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import { parseResourceId } from '../model/resource-id.ts'
import { withWait } from './arm.ts'
import type { Cloud } from './cloud.ts'
import { clientOptions, type Headers, type Patience } from './pipeline.ts'
import { jsonIn, reading, refusal, thrown, unexpectedAnswer } from './refusal.ts'

/** Clients of Microsoft.Compute, one for each subscription that is named. */
export type Compute = { clientOf(resourceId: string): ComputeManagementClient }

/** Resource IDs may lie in any subscription of the tenant. */
export function createCompute(cloud: Cloud, credential: TokenCredential, patience?: Patience): Compute {
  const clients = new Map<string, ComputeManagementClient>()
  return {
    clientOf(resourceId) {
      const { subscriptionId } = partsOf(resourceId)
      const key = subscriptionId.toLowerCase()
      const client =
        clients.get(key) ??
        new ComputeManagementClient(credential, subscriptionId, {
          ...clientOptions(patience),
          endpoint: cloud.resourceManager,
          credentials: { scopes: [cloud.resourceManagerScope] },
        })
      clients.set(key, client)
      return client
    },
  }
}

/** Group and names of a resource ID, for the SDK's arguments. */
export function partsOf(resourceId: string): {
  subscriptionId: string
  resourceGroup: string
  names: readonly string[]
} {
  const parts = parseResourceId(resourceId)
  if (parts === undefined) throw new Error(`${resourceId} is not a resource ID`)
  return parts
}

type RawAnswer = { readonly status: number; readonly headers: Headers; readonly bodyAsText?: string | null | undefined }

/** Option through which the SDK shows each raw answer. */
export type Watched = { readonly onResponse: (raw: RawAnswer) => void }

/** Sends a request through the SDK; a refusal keeps the details that the SDK would lose. */
export async function sendWatched<T>(
  send: (options: Watched) => Promise<T>,
): Promise<{ value: T; answer: RawAnswer | undefined }> {
  let last: RawAnswer | undefined
  const onResponse = (raw: RawAnswer) => {
    last = raw
  }
  try {
    return { value: await send({ onResponse }), answer: last }
  } catch (error) {
    if (last !== undefined && last.status >= 400) throw refusal(last.status, jsonIn(last.bodyAsText), last.headers)
    throw thrown(error)
  }
}

/** Reads a resource through the SDK and shapes what comes; 404 is absent, a refusal unreadable. */
export async function readWatched<T, R>(
  send: (options: Watched) => Promise<T>,
  shape: (value: T) => R,
  isExpected: (body: JsonObject) => boolean = isResource,
): Promise<Reading<R>> {
  try {
    const { value, answer } = await sendWatched(send)
    const body = jsonIn(answer?.bodyAsText)
    // The SDK takes a page of HTML for a resource without members.
    if (!isJsonObject(body) || !isExpected(body)) {
      throw unexpectedAnswer(answer?.status ?? 0, 'there is no resource in it')
    }
    return withWait({ state: 'present', value: shape(value) }, answer?.headers)
  } catch (error) {
    return { observed: reading(error) }
  }
}

/** All that Microsoft.Compute keeps lies somewhere. */
function isResource({ location }: JsonObject): boolean {
  return typeof location === 'string'
}

/** Whether a body is a page of a list. */
export function isList({ value }: JsonObject): boolean {
  return Array.isArray(value)
}
