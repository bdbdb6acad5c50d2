import type { SandboxClock } from './service.ts'

/** The clock as the sandbox's owner holds it: he may move it and change its pace. */
export type VirtualClock = SandboxClock & {
  /** Virtual ms per real ms; 0 stands still until advanced. */
  readonly rate: number
  /** Moves time on by virtual ms. Throws a RangeError for a step backwards. */
  advance(ms: number): void
  /** Changes the pace from this instant on. Throws a RangeError for a negative rate. */
  setRate(rate: number): void
  /** Starts anew at an instant, ms since 1970. */
  restart(at: number): void
}

/** A clock that starts at `startAt` (ms since 1970) and runs `rate` times as fast as `realNow` (ms). */
export function createClock(options: {
  readonly startAt: number
  readonly rate: number
  readonly realNow: () => number
}): VirtualClock {
  checkRate(options.rate)
  let { rate } = options
  let virtualBase = options.startAt
  let realBase = options.realNow()

  const now = (): number => Math.floor(virtualBase + (options.realNow() - realBase) * rate)
  const rebase = (at: number): void => {
    virtualBase = at
    realBase = options.realNow()
  }

  return {
    now,
    get rate() {
      return rate
    },
    get isFast() {
      return rate === 0 || rate > 1
    },
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`time cannot move by ${ms} ms`)
      rebase(now() + ms)
    },
    setRate(next) {
      checkRate(next)
      rebase(now())
      rate = next
    },
    restart: rebase,
    virtualSeconds: (realSeconds) => realSeconds * rate,
    retryAfter: (virtualSeconds) => retryAfterHeaders(virtualSeconds, rate),
  }
}

/**
 * `Retry-After` for a client that waits in real time; where whole seconds are too coarse, `retry-after-ms` too.
 * A clock that stands still is moved by its clients, whose seconds are then virtual ones.
 */
export function retryAfterHeaders(virtualSeconds: number, rate: number): Record<string, string> {
  const milliseconds = Math.ceil((virtualSeconds * 1000) / (rate === 0 ? 1 : rate))
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000))
  return {
    'Retry-After': String(seconds),
    ...(seconds * 1000 === milliseconds ? {} : { 'retry-after-ms': String(milliseconds) }),
  }
}

function checkRate(rate: number): void {
  if (!Number.isFinite(rate) || rate < 0) throw new RangeError(`a clock cannot run at rate ${rate}`)
}
