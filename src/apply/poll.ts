import { Cancelled } from '../model/errors.ts'
import type { Observed } from '../model/observed.ts'
import type { Ports, Reading } from '../model/ports.ts'

/** Wait between two readings where Azure names none: 15 s, a tenth more or less so that many runs do not ask at once. */
export const POLL_INTERVAL_MS = 15_000

/** How long something may stay unreadable before a wait gives up on it. */
const PATIENCE_MS = 10 * 60_000

/** Rounds against other writers before a person is asked. */
export const MOST_ROUNDS = 5

/** What waiting needs: time, and who may end it. */
export type Waiting = Pick<Ports, 'clock' | 'deadline' | 'signal'>

/** Waits as long as Azure asked for in `reading`, or the usual interval; gives up at the run's deadline. */
export async function untilNextReading(
  ports: Waiting,
  reading: Pick<Reading<unknown>, 'retryAfterMs'> | undefined,
): Promise<void> {
  const { clock, deadline, signal } = ports
  const usual = POLL_INTERVAL_MS * (0.9 + 0.2 * clock.random())
  const wait = reading?.retryAfterMs ?? usual
  const left = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - clock.now()
  if (left <= 0) throw new Cancelled('The time given by `timeout-minutes` is over.')
  await clock.sleep(Math.round(Math.min(wait, left)), signal)
}

/** A reading; one that is refused is tried again for 10 minutes, for a run that changes things must not lose sight of them. */
export async function patientReading<T>(ports: Waiting, read: () => Promise<Reading<T>>): Promise<Reading<T>> {
  const since = ports.clock.now()
  for (;;) {
    ports.signal.throwIfAborted()
    const reading = await read()
    if (reading.observed.state !== 'unreadable' || ports.clock.now() - since > PATIENCE_MS) return reading
    await untilNextReading(ports, reading)
  }
}

/**
 * One thing that several steps wait for at the same time, read once for all of them: whoever asks for the next
 * reading while one is on its way gets that one.
 */
export class Watch<T> {
  readonly #ports: Waiting
  readonly #read: () => Promise<Reading<T>>
  #pending: Promise<Observed<T>> | undefined
  #last: Reading<T> | undefined

  constructor(ports: Waiting, read: () => Promise<Reading<T>>) {
    this.#ports = ports
    this.#read = read
  }

  /** The next reading: the first at once, later ones after the wait Azure asks for. Unreadable ones are retried for 10 minutes. */
  next(): Promise<Observed<T>> {
    this.#pending ??= this.#tick().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  async #tick(): Promise<Observed<T>> {
    if (this.#last !== undefined) await untilNextReading(this.#ports, this.#last)
    this.#last = await patientReading(this.#ports, this.#read)
    return this.#last.observed
  }
}
