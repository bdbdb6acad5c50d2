import { describe, expect, it } from '@jest/globals'
import { createClock } from '../../sandbox/clock.ts'
import { ARM, CLIENT, get, START, SUBSCRIPTION_URL, sandboxOf } from './core-world.ts'

describe('the clock', () => {
  it('The virtual clock stands still until it is advanced, or runs at the rate that it is given.', () => {
    let real = 0
    const clock = createClock({ startAt: 1000, rate: 0, realNow: () => real })
    real = 50
    expect(clock.now()).toBe(1000)
    clock.advance(500)
    expect(clock.now()).toBe(1500)
    clock.setRate(60)
    real = 60
    expect(clock.now()).toBe(2100)
    clock.setRate(1)
    real = 65
    expect(clock.now()).toBe(2105)
    expect(() => clock.advance(-1)).toThrow(RangeError)
    expect(() => clock.setRate(-1)).toThrow(RangeError)
  })

  const waits = [
    { rate: 0, seconds: 15, headers: { 'Retry-After': '15' } },
    { rate: 1, seconds: 15, headers: { 'Retry-After': '15' } },
    { rate: 10, seconds: 15, headers: { 'Retry-After': '2', 'retry-after-ms': '1500' } },
    { rate: 1000, seconds: 15, headers: { 'Retry-After': '1', 'retry-after-ms': '15' } },
  ]
  it('Clients are told to wait in their own time: in whole seconds, at least one, and in milliseconds where that is finer.', () => {
    const told = waits.map(({ rate, seconds }) =>
      createClock({ startAt: 0, rate, realNow: () => 0 }).retryAfter(seconds),
    )
    expect(told).toEqual(waits.map(({ headers }) => headers))
  })

  it('The same requests to the same world get the same answers, request ids included.', () => {
    const course = () => {
      const sandbox = sandboxOf()
      const first = get(sandbox, `${ARM}/subscriptions?api-version=2022-12-01`)
      sandbox.clock.advance(1000)
      return [first, get(sandbox, `${SUBSCRIPTION_URL}/resourceGroups/none?api-version=2021-04-01`)]
    }
    expect(course()).toEqual(course())
  })

  it('A sandbox that is reset holds its world as it was, at its first instant.', () => {
    const sandbox = sandboxOf({ faults: [{ match: { path: '/tenants' }, effect: { kind: 'answer', status: 503 } }] })
    const tenants = `${ARM}/tenants?api-version=2022-12-01`
    const provider = `${SUBSCRIPTION_URL}/providers/Microsoft.Network`
    const state = () => get(sandbox, `${provider}?api-version=2021-04-01`).body
    expect(get(sandbox, tenants).status).toBe(503)
    sandbox.ask({ method: 'POST', url: `${provider}/register?api-version=2021-04-01`, as: CLIENT })
    sandbox.clock.advance(3_600_000)
    expect(state()).toMatchObject({ registrationState: 'Registered' })
    sandbox.reset()
    expect(sandbox.log.entries()).toEqual([])
    expect(new Date(sandbox.clock.now()).toISOString()).toBe(START)
    expect(state()).toMatchObject({ registrationState: 'NotRegistered' })
    expect(get(sandbox, tenants).status).toBe(503)
  })
})
