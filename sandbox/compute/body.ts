import { Refusal } from '../service.ts'

/** Takes a JSON value apart, or refuses it as Azure's deserialiser does; `path` is for the message. */
export type Reader<T> = (value: unknown, path: string) => T

type Fields = Readonly<Record<string, Reader<unknown>>>

/** What `object` and `part` give: every member is optional, for null is as good as absent. */
export type Read<F extends Fields> = { readonly [K in keyof F]?: ReturnType<F[K]> }

/** What a reader gives. */
export type ReadBy<R> = R extends Reader<infer T> ? T : never

function badRequest(message: string): Refusal {
  return new Refusal(400, 'BadRequest', message)
}

function notConvertible(value: unknown, type: string, path: string): Refusal {
  return badRequest(`Error converting value ${JSON.stringify(value)} to type '${type}'. Path '${path}'.`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A string. */
export const text: Reader<string> = (value, path) => {
  if (typeof value !== 'string') throw notConvertible(value, 'System.String', path)
  return value
}

/** A whole number within 32 bits. */
export const integer: Reader<number> = (value, path) => {
  if (typeof value !== 'number' || (value | 0) !== value) throw notConvertible(value, 'System.Int32', path)
  return value
}

/** Any number from 0 on. */
export const amount: Reader<number> = (value, path) => {
  if (typeof value !== 'number' || value < 0) throw notConvertible(value, 'System.Double', path)
  return value
}

/** True or false. */
export const flag: Reader<boolean> = (value, path) => {
  if (typeof value !== 'boolean') throw notConvertible(value, 'System.Boolean', path)
  return value
}

/** A date, kept as it was written. */
export const date: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(Date.parse(value))) {
    throw badRequest(`Could not convert string to DateTimeOffset: ${String(value)}. Path '${path}'.`)
  }
  return value
}

/** Any JSON: what the service fills in itself, or what the sandbox only echoes. */
export const anything: Reader<unknown> = (value) => value

/** One of the words given, in exactly that spelling. */
export function oneOf<W extends string>(...words: readonly W[]): Reader<W> {
  return (value, path) => {
    const word = words.find((one) => one === value)
    if (word === undefined) throw notConvertible(value, words.join('|'), path)
    return word
  }
}

/** A list of what `reader` reads. */
export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw notConvertible(value, 'System.Collections.Generic.IList', path)
    return value.map((item: unknown, at) => reader(item, `${path}[${at}]`))
  }
}

/** An object with free keys, as tags are. */
export function recordOf<T>(reader: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, path) => {
    if (!isObject(value)) throw notConvertible(value, 'System.Collections.Generic.IDictionary', path)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reader(item, `${path}.${key}`)]))
  }
}

/** An object of the members given; a member that is not known is refused. */
export function object<F extends Fields>(type: string, fields: F): Reader<Read<F>> {
  const read = part(fields)
  return (value, path) => {
    const result = read(value, path)
    const unknownKey = isObject(value) ? Object.keys(value).find((key) => !(key in fields)) : undefined
    if (unknownKey !== undefined) {
      const at = path === '' ? unknownKey : `${path}.${unknownKey}`
      throw badRequest(`Could not find member '${unknownKey}' on object of type '${type}'. Path '${at}'.`)
    }
    return result
  }
}

/** The members given of an object that may have more. */
export function part<F extends Fields>(fields: F): Reader<Read<F>> {
  return (value, path) => {
    if (!isObject(value)) throw notConvertible(value, 'System.Object', path)
    const present = Object.entries(fields).filter(([key]) => value[key] !== undefined && value[key] !== null)
    const read = present.map(([key, reader]) => [key, reader(value[key], path === '' ? key : `${path}.${key}`)])
    return Object.fromEntries(read) as Read<F> // every member has just been read by its own reader
  }
}

/** The object without members that are undefined: what is not set is not told. */
export function compact<T extends Readonly<Record<string, unknown>>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
}
