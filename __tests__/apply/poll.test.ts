import { describe, expect, it } from '@jest/globals'
import { untilNextReading, type Waiting, Watch } from '../../src/apply/poll.ts'
import { Cancelled } from '../../src/model/errors.ts'
import type { Reading } from '../../src/model/ports.ts'

/** Ports whose clock notes what was slept, and jumps. */
function ports(random = 0.5, deadline?: number) {
  const slept: number[] = []
  let now = 0
  const clock = {
    now: () => now,
    random: () => random,
    sleep: async (ms: number) => {
      slept.push(ms)
      now += ms
    },
  }
  const given: Waiting = { clock, signal: new AbortController().signal, ...(deadline !== undefined && { deadline }) }
  return { ports: given, slept }
}

const reading = (value: number, retryAfterMs?: number): Reading<number> => ({
  observed: { state: 'present', value },
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

describe('untilNextReading', () => {
  const cases: readonly [title: string, random: number, reading: Reading<number> | undefined, ms: number][] = [
    ['waits 15 s where Azure names no wait', 0.5, reading(1), 15_000],
    ['takes up to a tenth off', 0, undefined, 13_500],
    ['adds up to a tenth', 1, undefined, 16_500],
    ['waits as long as Azure asks', 0.5, reading(1, 40_000), 40_000],
  ]
  for (const [title, random, seen, ms] of cases) {
    it(title, async () => {
      const { ports: given, slept } = ports(random)
      await untilNextReading(given, seen)
      expect(slept).toEqual([ms])
    })
  }

  it('waits no longer than the run may last, and gives up there', async () => {
    const { ports: given, slept } = ports(0.5, 20_000)
    await untilNextReading(given, undefined)
    await untilNextReading(given, undefined)
    expect(slept).toEqual([15_000, 5000])
    await expect(untilNextReading(given, undefined)).rejects.toThrow(Cancelled)
  })
})

describe('Watch', () => {
  it('reads once for all who wait at the same time', async () => {
    let reads = 0
    const watch = new Watch(ports().ports, async () => reading(++reads))
    expect(await Promise.all([watch.next(), watch.next()])).toEqual([reading(1).observed, reading(1).observed])
    expect(await watch.next()).toEqual(reading(2).observed)
  })

  it('reads the first time at once', async () => {
    const { ports: given, slept } = ports()
    await new Watch(given, async () => reading(1)).next()
    expect(slept).toEqual([])
  })

  it('goes on for ten minutes while nothing can be read, then says so', async () => {
    const { ports: given, slept } = ports()
    const dark: Reading<number> = { observed: { state: 'unreadable', code: 'ECONNRESET', reason: 'cut' } }
    expect(await new Watch(given, async () => dark).next()).toEqual(dark.observed)
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(600_000)
  })
})
