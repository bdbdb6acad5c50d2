/** Adds to `problems` what is wrong with `value`, which stands at `where` in its document. */
export type Check = (value: unknown, where: string, problems: string[]) => void

/** Text, not empty. */
export const text: Check = (value, where, problems) => {
  if (typeof value !== 'string' || value === '') problems.push(`${where} must be text`)
}

/** A number, not negative. */
export const amount: Check = (value, where, problems) => {
  if (typeof value !== 'number' || !(value >= 0)) problems.push(`${where} must be a number, 0 or more`)
}

/** True or false. */
export const flag: Check = (value, where, problems) => {
  if (typeof value !== 'boolean') problems.push(`${where} must be true or false`)
}

/** An instant that `Date` can read. */
export const instant: Check = (value, where, problems) => {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value)))
    problems.push(`${where} must be an ISO 8601 instant`)
}

/** Whatever it is; its owner checks it. */
export const anything: Check = () => {}

/** One of the given words. */
export function word(...words: readonly string[]): Check {
  return (value, where, problems) => {
    if (typeof value !== 'string' || !words.includes(value))
      problems.push(`${where} must be one of ${words.join(', ')}`)
  }
}

/** A list whose every entry passes `check`. */
export function list(check: Check): Check {
  return (value, where, problems) => {
    if (!Array.isArray(value)) problems.push(`${where} must be a list`)
    else for (const [index, entry] of value.entries()) check(entry, `${where}[${index}]`, problems)
  }
}

/** An object whose every member passes `check`, under any name. */
export function map(check: Check): Check {
  return (value, where, problems) => {
    if (!isRecord(value)) problems.push(`${where} must be an object`)
    else for (const [key, entry] of Object.entries(value)) check(entry, `${where}.${key}`, problems)
  }
}

/** An object with exactly these members; those in `optional` may be missing. */
export function object(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, where, problems) => {
    if (!isRecord(value)) {
      problems.push(`${where} must be an object`)
      return
    }
    const at = (key: string): string => (where === '' ? key : `${where}.${key}`)
    for (const [key, check] of Object.entries(required)) {
      if (value[key] === undefined) problems.push(`${at(key)} is missing`)
      else check(value[key], at(key), problems)
    }
    for (const [key, check] of Object.entries(optional)) {
      if (value[key] !== undefined) check(value[key], at(key), problems)
    }
    for (const key of Object.keys(value)) {
      if (!(key in required) && !(key in optional)) problems.push(`${at(key)} is not known`)
    }
  }
}

/** Whether a value is an object with named members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
