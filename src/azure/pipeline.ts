import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline'

/** Seconds to wait after a 429 that names no wait: the SDKs would not repeat such a request at all. */
const THROTTLED_SECONDS = '5'

const WAIT_HEADERS = ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms']

const throttlingPolicy: PipelinePolicy = {
  name: 'throttlingWithoutRetryAfter',
  async sendRequest(request, next) {
    const response = await next(request)
    if (response.status === 429 && !WAIT_HEADERS.some((name) => response.headers.has(name))) {
      response.headers.set('retry-after', THROTTLED_SECONDS)
    }
    return response
  },
}

/** Options of every client: who asks, how often a request is repeated, and what counts as a reason to wait. */
export function clientOptions() {
  return {
    userAgentOptions: { userAgentPrefix: 'sig-batch-pool/1' },
    retryOptions: { maxRetries: 5 },
    additionalPolicies: [{ policy: throttlingPolicy, position: 'perRetry' as const }],
  }
}

/** Headers by lower-case name, as both SDK generations give them. */
export type Headers = { get(name: string): string | undefined }

/** The wait Azure asks for before the same thing is read again, in ms. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const ms = headers.get('retry-after-ms') ?? headers.get('x-ms-retry-after-ms')
  if (ms !== undefined && Number.isFinite(Number(ms))) return Number(ms)
  const after = headers.get('retry-after')
  if (after === undefined) return undefined
  const seconds = Number(after)
  if (Number.isFinite(seconds)) return seconds * 1000
  const date = Date.parse(after)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** Headers of a pipeline response. */
export function headersOf({ headers }: Pick<PipelineResponse, 'headers'>): Headers {
  return { get: (name) => headers.get(name) }
}
