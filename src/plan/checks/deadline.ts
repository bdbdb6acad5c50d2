import { count } from '../../model/count.ts'

/** A day in the future or the past, seen from the moment of the run. */
export type Deadline = {
  /** `2027-06-30` */
  readonly date: string
  /** Whole days until then; negative when it is past. */
  readonly days: number
  /** The same in words: `12 days`. */
  readonly left: string
}

/** Days before the end of support at which it is warned of. */
export const NEAR_SUPPORT_DAYS = 365

/** Days before the end of life of a version or definition at which it is warned of. */
export const NEAR_LIFE_DAYS = 90

const DAY_MS = 24 * 60 * 60 * 1000

/** The last of several ends; undefined where there is none, and while one of them has no end. */
export function lastEnd(ends: readonly (string | undefined)[]): string | undefined {
  const told = ends.flatMap((end) => end ?? [])
  if (told.length < ends.length) return undefined
  return told.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1)
}

/** An ISO 8601 instant as a deadline, seen from `at`, ms since 1970. */
export function deadline(instant: string, at: number): Deadline {
  const days = Math.floor((Date.parse(instant) - at) / DAY_MS)
  return { date: instant.slice(0, 10), days, left: days === 0 ? 'less than a day' : count(days, 'day') }
}
