import { describe, expect, it } from '@jest/globals'
import { ConnectionLost, type Sandbox } from '../../sandbox/sandbox.ts'
import { ARM, BATCH, CLIENT, GROUP_ID, get, STRANGER, SUBSCRIPTION_URL, sandboxOf } from './core-world.ts'

const GALLERY_URL = `${ARM}${GROUP_ID}/providers/Microsoft.Compute/galleries/farm?api-version=2024-03-03`
const GROUPS = `${SUBSCRIPTION_URL}/resourceGroups?api-version=2021-04-01`

const statuses = (sandbox: Sandbox, times: number) => Array.from({ length: times }, () => get(sandbox, GROUPS).status)

describe('faults', () => {
  it('A fault befalls the requests that match its method, plane and path, from the nth on, as often as it says.', () => {
    const sandbox = sandboxOf()
    const effect = { kind: 'answer', status: 503 } as const
    sandbox.faults.add({ match: { method: 'get', plane: 'arm', path: '/RESOURCEGROUPS\\?' }, nth: 2, count: 2, effect })
    expect(get(sandbox, `${SUBSCRIPTION_URL}/locations?api-version=2022-12-01`).status).toBe(200)
    expect(statuses(sandbox, 4)).toEqual([200, 503, 503, 200])
    expect(sandbox.faults.list()).toMatchObject([{ seen: 4 }])
    sandbox.faults.clear()
    sandbox.faults.add({ match: {}, count: 0, effect })
    expect(statuses(sandbox, 3)).toEqual([503, 503, 503])
  })

  it('A fault answers in the words of the plane unless it brings a body, and with the headers that it brings.', () => {
    const sandbox = sandboxOf()
    const effect = {
      kind: 'answer',
      status: 429,
      code: 'Busy',
      message: 'Later.',
      headers: { 'Retry-After': '7' },
    } as const
    sandbox.faults.add({ match: {}, count: 2, effect })
    sandbox.faults.add({ match: {}, nth: 3, effect: { kind: 'answer', status: 500, body: { oops: true } } })
    const answer = get(sandbox, GROUPS)
    expect(answer.headers['retry-after']).toBe('7')
    expect(answer.body).toEqual({ error: { code: 'Busy', message: 'Later.' } })
    expect(get(sandbox, `${BATCH}/pools?api-version=2025-06-01`).body).toMatchObject({
      code: 'Busy',
      message: { value: expect.stringMatching(/^Later\.\nRequestId:/) },
    })
    expect(get(sandbox, GROUPS)).toMatchObject({ status: 500, body: { oops: true } })
  })

  it('A fault that takes the answer leaves the request undone, or done where it strikes after.', () => {
    for (const kind of ['reset', 'hang'] as const) {
      for (const after of [false, true]) {
        const sandbox = sandboxOf()
        sandbox.faults.add({ match: { method: 'PUT' }, effect: { kind, after } })
        const put = () => sandbox.ask({ method: 'PUT', url: GALLERY_URL, as: CLIENT, body: { location: 'westeurope' } })
        expect(put).toThrow(ConnectionLost)
        expect(get(sandbox, GALLERY_URL).status).toBe(after ? 200 : 404)
      }
    }
  })

  it('An answer that is replaced after the request was done does not undo it.', () => {
    const sandbox = sandboxOf()
    const effect = { kind: 'answer', status: 500, after: true } as const
    sandbox.faults.add({ match: { method: 'PUT' }, effect })
    const body = { location: 'westeurope' }
    expect(sandbox.ask({ method: 'PUT', url: GALLERY_URL, as: CLIENT, body }).status).toBe(500)
    expect(get(sandbox, GALLERY_URL).status).toBe(200)
  })

  it('A delay lasts, adds up with others and with whatever else strikes.', () => {
    const sandbox = sandboxOf()
    sandbox.faults.add({ match: {}, effect: { kind: 'delay', delayMs: 100 } })
    sandbox.faults.add({ match: { plane: 'arm' }, effect: { kind: 'delay', delayMs: 20 } })
    sandbox.faults.add({ match: {}, nth: 2, effect: { kind: 'reset' } })
    const outcome = () => sandbox.carryOut({ method: 'GET', url: GROUPS, as: CLIENT })
    expect([outcome(), outcome(), outcome()]).toMatchObject([
      { kind: 'reply', delayMs: 120 },
      { kind: 'reset', delayMs: 120 },
      { kind: 'reply', delayMs: 120 },
    ])
  })
})

describe('the request log', () => {
  it('Every request is logged with its instant, its caller, its outcome and the fault that befell it.', () => {
    const sandbox = sandboxOf()
    get(sandbox, GROUPS)
    sandbox.clock.advance(1500)
    sandbox.ask({ method: 'GET', url: GROUPS, as: STRANGER })
    sandbox.faults.add({ name: 'cable cut', match: {}, effect: { kind: 'reset' } })
    expect(() => get(sandbox, GROUPS)).toThrow(ConnectionLost)
    const request = { method: 'GET', url: GROUPS, plane: 'arm', durationMs: expect.any(Number) }
    expect(sandbox.log.entries()).toEqual([
      { ...request, at: '2026-11-24T09:00:00.000Z', status: 200, clientId: CLIENT },
      { ...request, at: '2026-11-24T09:00:01.500Z', status: 403, clientId: STRANGER, code: 'AuthorizationFailed' },
      { ...request, at: '2026-11-24T09:00:01.500Z', status: 0, fault: 'cable cut' },
    ])
    sandbox.log.clear()
    expect(sandbox.log.entries()).toEqual([])
  })
})
