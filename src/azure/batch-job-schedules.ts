import { createHttpHeaders, type HttpMethods } from '@azure/core-rest-pipeline'
import type { JobSchedule } from '../model/job.ts'
import { isJsonObject, type JsonObject, memberAt } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import { BATCH_API_VERSION, withWait } from './arm.ts'
import { objectsAt, textAt } from './members.ts'
import type { Headers, Send } from './pipeline.ts'
import { jsonIn, reading, refusal, thrown, unexpectedAnswer } from './refusal.ts'

/** The Batch service of one account for what no SDK is asked: its address, and the way there. */
export type Endpoint = { readonly send: Send; readonly endpoint: string }

type Answer = { readonly body: JsonObject | undefined; readonly headers: Headers }

/** Job schedules of one account. */
export type JobSchedules = {
  listJobSchedules(): Promise<Reading<readonly JobSchedule[]>>
  readJobSchedule(id: string): Promise<Reading<JobSchedule>>
  updateJobSchedule(id: string, specification: JsonObject, etag: string): Promise<void>
}

/**
 * Job schedules as raw JSON. A PATCH replaces the template of their jobs whole, so it has to go back with every member
 * that it came with, also those that are newer than the SDK.
 */
export function createJobSchedules(at: Endpoint): JobSchedules {
  const one = (id: string) => addressOf(at, `/jobschedules/${encodeURIComponent(id)}`)
  return {
    async listJobSchedules() {
      try {
        const { items, headers } = await pages(at, addressOf(at, '/jobschedules', { maxresults: '1000' }))
        return withWait({ state: 'present', value: items.map(parseSchedule) }, headers)
      } catch (error) {
        return { observed: reading(thrown(error)) }
      }
    },
    async readJobSchedule(id) {
      try {
        const { body, headers } = await asked(at, one(id))
        return withWait({ state: 'present', value: parseSchedule(body) }, headers)
      } catch (error) {
        return { observed: reading(thrown(error)) }
      }
    },
    async updateJobSchedule(id, jobSpecification, etag) {
      await ask(at, 'PATCH', one(id), { body: { jobSpecification }, etag })
    },
  }
}

function addressOf({ endpoint }: Endpoint, path: string, query: Readonly<Record<string, string>> = {}): string {
  return `${endpoint}${path}?${new URLSearchParams({ ...query, 'api-version': BATCH_API_VERSION })}`
}

/** Reads a list to its last page. Links are followed with a token, so they have to stay where it belongs. */
async function pages(at: Endpoint, first: string): Promise<{ items: readonly JsonObject[]; headers: Headers }> {
  const items: JsonObject[] = []
  const seen = new Set<string>()
  for (let url = first; ; ) {
    seen.add(url)
    const { body, headers } = await asked(at, url)
    if (!Array.isArray(body['value'])) throw unexpectedAnswer(200, 'there is no list in it')
    items.push(...objectsAt(body, 'value'))
    const next = textAt(body, 'odata.nextLink')
    if (next === undefined) return { items, headers }
    if (URL.parse(next)?.origin !== new URL(at.endpoint).origin) {
      throw unexpectedAnswer(200, `its next page is not at ${at.endpoint}`)
    }
    if (seen.has(next)) throw unexpectedAnswer(200, 'its pages lead in a circle')
    url = next
  }
}

/** A reading, which has to bring an object. */
async function asked(at: Endpoint, url: string): Promise<{ body: JsonObject; headers: Headers }> {
  const { body, headers } = await ask(at, 'GET', url)
  if (body === undefined) throw unexpectedAnswer(200, 'what came with it is not JSON')
  return { body, headers }
}

/** Throws `AzureError` for anything but a success in Azure's own words. */
async function ask(
  { send }: Endpoint,
  method: HttpMethods,
  url: string,
  write?: { readonly body: JsonObject; readonly etag: string },
): Promise<Answer> {
  const headers = createHttpHeaders({ accept: 'application/json' })
  if (write !== undefined) {
    headers.set('content-type', 'application/json; odata=minimalmetadata; charset=utf-8')
    headers.set('if-match', write.etag)
  }
  try {
    const sent = await send({ url, method, headers, ...(write && { body: JSON.stringify(write.body) }) })
    const body = jsonIn(sent.bodyAsText)
    if (sent.status >= 300) throw refusal(sent.status, body, sent.headers)
    if (!isJsonObject(body) && sent.bodyAsText) throw unexpectedAnswer(sent.status, 'what came with it is not JSON')
    return { body: isJsonObject(body) ? body : undefined, headers: sent.headers }
  } catch (error) {
    throw thrown(error)
  }
}

function parseSchedule(body: JsonObject): JobSchedule {
  const specification = memberAt(body, ['jobSpecification'])
  const poolName = textAt(specification, 'poolInfo', 'poolId')
  const auto = memberAt(specification, ['poolInfo', 'autoPoolSpecification'])
  const image = textAt(auto, 'pool', 'virtualMachineConfiguration', 'imageReference', 'virtualMachineImageId')
  return {
    id: textAt(body, 'id') ?? '',
    state: textAt(body, 'state') ?? 'unknown',
    etag: textAt(body, 'eTag') ?? '',
    specification: isJsonObject(specification) ? specification : {},
    ...(poolName !== undefined && { poolName }),
    ...(isJsonObject(auto) && { autoPool: { ...(image !== undefined && { imageVersionId: image }) } }),
  }
}
