import {
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  type PipelinePolicy,
  type PipelineRequestOptions,
  type PipelineResponse,
  RestError,
  type RetryStrategy,
  retryPolicy,
} from '@azure/core-rest-pipeline'

/** How often a request is repeated, and how long the first wait is; each further wait is twice as long. */
export type Patience = {
  readonly maxRetries: number
  readonly retryDelayMs: number
  readonly throttledMs: number
  /** Longest wait for one answer. */
  readonly silenceMs?: number
}

/** With five repeats a service may be gone for half a minute, and throttle without a word for a minute. */
export const PATIENCE: Patience = { maxRetries: 5, retryDelayMs: 1000, throttledMs: 2000 }

const WAIT_HEADERS = ['retry-after-ms', 'x-ms-retry-after-ms', 'retry-after']

/** Trouble of the network that passes, and that the SDKs would tell at once. */
const PASSING_TROUBLE = new Set(['EAI_AGAIN', 'EPIPE'])

/** Repeats what the SDKs' own policy does not: a 429 that names no wait, and some trouble of the network. */
export function stubbornRetryPolicy({ maxRetries, retryDelayMs, throttledMs }: Patience): PipelinePolicy {
  const strategy: RetryStrategy = {
    name: 'stubborn',
    retry({ retryCount, response, responseError }) {
      const throttled = response?.status === 429 && !WAIT_HEADERS.some((name) => response.headers.has(name))
      if (throttled) return { retryAfterInMs: throttledMs * 2 ** retryCount }
      const passes = PASSING_TROUBLE.has(responseError?.code ?? '')
      return passes ? { retryAfterInMs: retryDelayMs * 2 ** retryCount } : { skipStrategy: true }
    },
  }
  return { ...retryPolicy([strategy], { maxRetries }), name: 'stubbornRetryPolicy' }
}

/** Azure gives up on what it asks within itself after a minute; what takes longer does not come at all. */
const SILENCE_MS = 100_000

/** As Node calls it. */
const TIMED_OUT = 'ETIMEDOUT'

/** Gives up on one answer that does not come, which the SDKs would wait for without end; they repeat it like every timeout. */
export function silencePolicy({ silenceMs = SILENCE_MS }: Partial<Patience>): PipelinePolicy {
  return {
    name: 'silencePolicy',
    async sendRequest(request, next) {
      request.timeout = silenceMs
      try {
        return await next(request)
      } catch (error) {
        const isOurs = error instanceof Error && error.name === 'AbortError' && !request.abortSignal?.aborted
        if (!isOurs) throw error
        throw new RestError(`none within ${silenceMs / 1000} seconds`, { code: TIMED_OUT, request })
      }
    },
  }
}

/** Options of every client: who asks, and how often a request is repeated. Proxies the SDKs read from the environment. */
export function clientOptions(patience: Patience = PATIENCE) {
  return {
    userAgentOptions: { userAgentPrefix: 'sig-batch-pool/1' },
    retryOptions: { maxRetries: patience.maxRetries, retryDelayInMs: patience.retryDelayMs },
    additionalPolicies: [
      { policy: stubbornRetryPolicy(patience), position: 'perRetry' as const },
      { policy: silencePolicy(patience), position: 'perRetry' as const },
    ],
  }
}

/** Sends one request as it is. */
export type Send = (request: PipelineRequestOptions) => Promise<PipelineResponse>

/** The same way to Azure for what is not sent by a client of the SDKs; `signed` adds the token. */
export function createSend(patience: Patience, signed?: PipelinePolicy): Send {
  const options = clientOptions(patience)
  const pipeline = createPipelineFromOptions(options)
  for (const { policy } of options.additionalPolicies) pipeline.addPolicy(policy, { afterPhase: 'Sign' })
  if (signed !== undefined) pipeline.addPolicy(signed, { phase: 'Sign' })
  const http = createDefaultHttpClient()
  return (request) => pipeline.sendRequest(http, createPipelineRequest(request))
}

/** Headers by lower-case name, as both SDK generations give them. */
export type Headers = { get(name: string): string | undefined }

/** The wait Azure asks for before the same thing is read again, in ms; `now` in ms since 1970. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  for (const name of WAIT_HEADERS) {
    const text = headers.get(name)?.trim() ?? ''
    if (text === '') continue
    const number = Number(text)
    if (Number.isFinite(number)) return Math.max(0, name === 'retry-after' ? number * 1000 : number)
    const date = name === 'retry-after' ? Date.parse(text) : Number.NaN
    if (!Number.isNaN(date)) return Math.max(0, date - now)
  }
  return undefined
}
