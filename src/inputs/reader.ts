import type { Mistake } from './mistakes.ts'

/** Inputs by name; what is wrong is noted, and reading goes on with a value that fits the type. */
export type Reader = {
  /** Trimmed; undefined when nothing was given. */
  text(name: string): string | undefined
  /** Text that has to match; undefined when nothing was given or it does not. */
  matching(name: string, pattern: RegExp, rule: string): string | undefined
  /** One of the words given; the first of them when nothing was given. */
  oneOf<T extends string>(name: string, words: readonly [T, ...T[]]): T
  /** One of the words given, in any case and as it is spelled here; undefined when nothing was given. */
  anyCase<T extends string>(name: string, words: readonly T[]): T | undefined
  /** A whole number in a range, both ends included; the greater end may be infinite. */
  integer(name: string, range: readonly [number, number]): number | undefined
  /** YAML 1.2 booleans, as `@actions/core` takes them. */
  boolean(name: string): boolean | undefined
  /** Items between commas or line ends. */
  list(name: string): readonly string[]
  wrong(input: string, rule: string, value?: string): void
  readonly mistakes: readonly Mistake[]
}

/** Largest whole number of Azure's 32-bit members: node counts and parts of version numbers. */
export const INT32_MAX = 2_147_483_647

/** A reader over raw strings. */
export function createReader(raw: (name: string) => string): Reader {
  const mistakes: Mistake[] = []
  const wrong = (input: string, rule: string, value?: string) => {
    mistakes.push({ input, rule, ...(value !== undefined && { value }) })
  }
  const text = (name: string) => raw(name).trim() || undefined
  return {
    mistakes,
    wrong,
    text,
    matching(name, pattern, rule) {
      const value = text(name)
      if (value === undefined || pattern.test(value)) return value
      wrong(name, rule, value)
      return undefined
    },
    oneOf(name, words) {
      const value = text(name)
      const word = words.find((each) => each === value)
      if (value !== undefined && word === undefined) wrong(name, `has to be one of ${words.join(', ')}`, value)
      return word ?? words[0]
    },
    anyCase(name, words) {
      const value = text(name)
      const word = words.find((each) => each.toLowerCase() === value?.toLowerCase())
      if (value !== undefined && word === undefined) wrong(name, `has to be one of ${words.join(', ')}`, value)
      return word
    },
    integer(name, [least, most]) {
      const value = text(name)
      if (value === undefined) return undefined
      const number = Number(value)
      if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least && number <= most) return number
      const range = Number.isFinite(most) ? `from ${least} to ${most}` : `of at least ${least}`
      wrong(name, `has to be a whole number ${range}`, value)
      return undefined
    },
    boolean(name) {
      const value = text(name)
      if (value === undefined) return undefined
      if (['true', 'True', 'TRUE'].includes(value)) return true
      if (!['false', 'False', 'FALSE'].includes(value)) wrong(name, 'has to be true or false', value)
      return false
    },
    list(name) {
      const items = (text(name) ?? '').split(/[,\n]/).map((item) => item.trim())
      return items.filter((item) => item !== '')
    },
  }
}
