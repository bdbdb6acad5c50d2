import type { Json } from './json.ts'
import { invalidValue } from './refusals.ts'

/** Longest display name of pools, jobs, job schedules and tasks, in characters. */
const LONGEST = 1024

/** Refuses a display name that is too long. */
export function checkDisplayName({ displayName }: Json, path = 'displayName'): void {
  if (typeof displayName !== 'string' || displayName.length <= LONGEST) return
  throw invalidValue(path, displayName, `The value has more than ${LONGEST} characters.`)
}
