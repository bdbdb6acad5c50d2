import { isRecord } from '../shape.ts'
import { invalidBody, invalidValue } from './refusals.ts'

/** The shape of a value in Resource Manager's spelling, and how the Batch service spells the same. */
export type Shape =
  | { readonly kind: 'text' | 'flag' | 'integer' | 'any' }
  | { readonly kind: 'words'; readonly words: ReadonlyMap<string, string> }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'object'; readonly members: Members }

/** Members by Resource Manager's name; `service` is the Batch service's name where it differs. */
export type Members = Readonly<Record<string, { readonly shape: Shape; readonly service?: string }>>

/** Which of the two planes a value is spelled for. */
export type Spelling = 'arm' | 'service'

type Fields = Readonly<Record<string, unknown>>

export const text: Shape = { kind: 'text' }
export const flag: Shape = { kind: 'flag' }
export const integer: Shape = { kind: 'integer' }
/** JSON that the sandbox only keeps and tells again. */
export const any: Shape = { kind: 'any' }

/** Words of Resource Manager; the Batch service writes them in lower case, unless `Word=word` says how. */
export function words(...entries: readonly string[]): Shape {
  const pairs = entries.map((entry) => {
    const [arm = '', service = arm.toLowerCase()] = entry.split('=')
    return [arm, service] as const
  })
  return { kind: 'words', words: new Map(pairs) }
}

/** A list of `of`. */
export function list(of: Shape): Shape {
  return { kind: 'list', of }
}

/** An object; a member named `name=other` is called `other` by the Batch service. */
export function object(members: Readonly<Record<string, Shape>>): Shape & { readonly kind: 'object' } {
  return { kind: 'object', members: membersOf(members) }
}

function membersOf(members: Readonly<Record<string, Shape>>): Members {
  return Object.fromEntries(
    Object.entries(members).map(([names, shape]) => {
      const [arm = '', service] = names.split('=')
      return [arm, service === undefined ? { shape } : { shape, service }]
    }),
  )
}

/** `value` as one plane sends it, in Resource Manager's spelling; null counts as absent. Refuses what does not fit. */
export function read(shape: Shape, value: unknown, path: string, from: Spelling): unknown {
  switch (shape.kind) {
    case 'any':
      return value
    case 'text':
      return typeof value === 'string' ? value : refuseType(path, 'a string')
    case 'flag':
      return typeof value === 'boolean' ? value : refuseType(path, 'a Boolean')
    case 'integer':
      return typeof value === 'number' && (value | 0) === value ? value : refuseType(path, 'an integer')
    case 'words':
      return readWord(shape.words, value, path, from)
    case 'list':
      if (!Array.isArray(value)) return refuseType(path, 'a list')
      return value.map((item: unknown, index) => read(shape.of, item, `${path}[${index}]`, from))
    case 'object':
      return readObject(shape.members, value, path, from)
  }
}

/** The members of an object that one plane sends, in Resource Manager's spelling. */
export function readObject(members: Members, value: unknown, path: string, from: Spelling): Fields {
  if (!isRecord(value)) return refuseType(path, 'an object')
  const byName = new Map(
    Object.entries(members).map(([arm, one]) => [from === 'arm' ? arm : (one.service ?? arm), arm]),
  )
  const present = Object.entries(value).filter(([, item]) => item !== null && item !== undefined)
  return Object.fromEntries(
    present.map(([name, item]) => {
      const at = path === '' ? name : `${path}.${name}`
      const arm = byName.get(name)
      const member = arm === undefined ? undefined : members[arm]
      if (arm === undefined || member === undefined) {
        throw invalidBody(`The property '${name}' does not exist on the type at '${path}'. Path '${at}'.`)
      }
      return [arm, read(member.shape, item, at, from)]
    }),
  )
}

/** A value that is kept in Resource Manager's spelling, as the Batch service tells it. */
export function toService(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'words') return shape.words.get(String(value)) ?? value
  if (shape.kind === 'list')
    return Array.isArray(value) ? value.map((item: unknown) => toService(shape.of, item)) : value
  if (shape.kind !== 'object' || !isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([arm, item]) => {
      const member = shape.members[arm]
      return member === undefined ? [arm, item] : [member.service ?? arm, toService(member.shape, item)]
    }),
  )
}

function readWord(known: ReadonlyMap<string, string>, value: unknown, path: string, from: Spelling): string {
  const found = [...known].find(([arm, service]) => value === (from === 'arm' ? arm : service))
  if (found !== undefined) return found[0]
  const allowed = [...known].map(([arm, service]) => (from === 'arm' ? arm : service)).join(', ')
  throw invalidValue(path, value, `The value must be one of: ${allowed}.`)
}

function refuseType(path: string, type: string): never {
  throw invalidBody(`The value at '${path}' must be ${type}.`)
}
