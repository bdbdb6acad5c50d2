import { createHttpHeaders, createPipelineRequest, type PipelineResponse, RestError } from '@azure/core-rest-pipeline'
import { describe, expect, it } from '@jest/globals'
import { retryAfterMs, stubbornRetryPolicy } from '../../src/azure/pipeline.ts'

const NOW = Date.parse('2026-11-24T09:00:00Z')

describe('retryAfterMs', () => {
  const cases: readonly [Record<string, string>, number | undefined][] = [
    [{}, undefined],
    [{ 'retry-after': '15' }, 15_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Tue, 24 Nov 2026 09:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 08:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': '-5' }, 0],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'x-ms-retry-after-ms': '300', 'retry-after': '1' }, 300],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after-ms': 'soon', 'retry-after': '1' }, 1000],
  ]
  for (const [headers, ms] of cases) {
    it(`reads ${JSON.stringify(headers)} as ${ms} ms`, () => {
      expect(retryAfterMs(createHttpHeaders(headers), NOW)).toBe(ms)
    })
  }
})

type Turn = { readonly status: number; readonly headers?: Record<string, string> } | { readonly code: string }

/** Sends one request through the policy; each try meets the next turn, and the last one again and again. */
async function attempt(turns: readonly Turn[]): Promise<{ tries: number; end: number | string | undefined }> {
  const policy = stubbornRetryPolicy({ maxRetries: 2, retryDelayMs: 1, throttledMs: 1 })
  const request = createPipelineRequest({ url: 'https://management.azure.com/' })
  let tries = 0
  const next = async (): Promise<PipelineResponse> => {
    const turn = turns[Math.min(tries, turns.length - 1)] ?? { status: 500 }
    tries += 1
    if ('code' in turn) throw new RestError('no answer', { code: turn.code })
    return { request, status: turn.status, headers: createHttpHeaders(turn.headers) }
  }
  try {
    const { status } = await policy.sendRequest(request, next)
    return { tries, end: status }
  } catch (error) {
    return { tries, end: error instanceof RestError ? error.code : String(error) }
  }
}

describe('stubbornRetryPolicy', () => {
  it('repeats a 429 that names no wait', async () => {
    expect(await attempt([{ status: 429 }, { status: 200 }])).toEqual({ tries: 2, end: 200 })
  })

  it('gives the 429 back when it stays', async () => {
    expect(await attempt([{ status: 429 }])).toEqual({ tries: 3, end: 429 })
  })

  it('repeats a name server that does not answer', async () => {
    expect(await attempt([{ code: 'EAI_AGAIN' }, { status: 200 }])).toEqual({ tries: 2, end: 200 })
    expect(await attempt([{ code: 'EAI_AGAIN' }])).toEqual({ tries: 3, end: 'EAI_AGAIN' })
  })

  it('leaves to the SDKs what they repeat themselves', async () => {
    const waits = { 'retry-after': '1' }
    expect(await attempt([{ status: 429, headers: waits }, { status: 200 }])).toEqual({ tries: 1, end: 429 })
    expect(await attempt([{ status: 503 }, { status: 200 }])).toEqual({ tries: 1, end: 503 })
    expect(await attempt([{ code: 'ECONNRESET' }, { status: 200 }])).toEqual({ tries: 1, end: 'ECONNRESET' })
  })
})
