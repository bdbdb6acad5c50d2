import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts'
import { knownName } from './known-name.ts'
import type { Schema } from './schema.ts'

/** Something in a JSON value that its schema does not allow, and the secrets that were met on the way. */
export type Checked = {
  readonly mistakes: readonly JsonMistake[]
  /** Texts never to be printed, line by line: the runner masks single lines of the log. */
  readonly secrets: readonly string[]
}

/** `path` such as `startTask.resourceFiles[0].httpUrl`; `value` only where it cannot be a secret. */
export type JsonMistake = { readonly path: string; readonly rule: string; readonly value?: string }

/** Holds `value` against `schema`: unknown members, wrong types, values and refused members, all at once. */
export function checkJson(value: JsonValue, schema: Schema): Checked {
  const mistakes: JsonMistake[] = []
  const secrets: string[] = []
  visit(value, schema, { path: '', root: schema, mistakes, secrets })
  return { mistakes, secrets: [...new Set(secrets)] }
}

type Visit = {
  readonly path: string
  readonly root: Schema
  readonly mistakes: JsonMistake[]
  readonly secrets: string[]
}

function visit(value: JsonValue, schema: Schema, at: Visit): void {
  const { path, mistakes, secrets } = at
  const wrong = (rule: string) => mistakes.push({ path, rule })
  const shown = (rule: string) => mistakes.push({ path, rule, ...(!isContainer(value) && { value: String(value) }) })
  if (value === null && schema.kind !== 'refused' && schema.kind !== 'any') {
    wrong('has no value: give it one or leave it out')
    return
  }
  switch (schema.kind) {
    case 'refused':
      wrong(schema.rule)
      break
    case 'any':
      break
    case 'sealed':
      secrets.push(...linesOf(value).filter((line) => line.length >= SHORTEST_SEALED))
      break
    case 'secret':
      secrets.push(...linesOf(value))
      if (typeof value !== 'string') wrong('has to be a text; put it in quotes')
      break
    case 'url':
      secrets.push(...signaturesOf(value))
      if (typeof value !== 'string') wrong('has to be a text')
      break
    case 'text':
      if (typeof value !== 'string') wrong('has to be a text; put it in quotes')
      break
    case 'flag':
      if (typeof value !== 'boolean') shown('has to be true or false')
      break
    case 'word':
      if (typeof value !== 'string' || !schema.words.includes(value)) {
        shown(`has to be one of ${schema.words.join(', ')}`)
      }
      break
    case 'whole':
      if (typeof value !== 'number' || !Number.isInteger(value) || value < schema.least || value > schema.most) {
        shown(`has to be a whole number from ${schema.least} to ${schema.most}`)
      }
      break
    case 'list':
      if (!Array.isArray(value)) wrong('has to be a list')
      else for (const [index, item] of value.entries()) visit(item, schema.of, { ...at, path: `${path}[${index}]` })
      break
    case 'object':
      if (!isJsonObject(value)) wrong('has to be a mapping')
      else visitMembers(value, schema, at)
  }
}

function visitMembers(object: JsonObject, schema: Schema & { readonly kind: 'object' }, at: Visit): void {
  const { members, required } = schema
  for (const [name, value] of Object.entries(object)) {
    const path = at.path === '' ? name : `${at.path}.${name}`
    const known = Object.hasOwn(members, name) ? members[name] : undefined
    if (known === undefined) at.mistakes.push({ path, rule: knownName(name, members, at.root) })
    else if (value !== undefined) visit(value, known, { ...at, path })
  }
  for (const name of required) {
    if (object[name] === undefined) at.mistakes.push({ path: at.path, rule: `has to say its ${name}` })
  }
}

function isContainer(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null
}

/** Characters below which a text among other settings is no secret, and masking it would only spoil the log. */
const SHORTEST_SEALED = 4

/** Every text inside a value by its lines; a line without letters and digits hides nothing and would mask too much. */
function linesOf(value: JsonValue): string[] {
  if (isJsonObject(value)) return Object.values(value).flatMap((member) => linesOf(member ?? null))
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => linesOf(item))
  if (typeof value !== 'string') return []
  const lines = value.split(/\r?\n/).map((line) => line.trim())
  return lines.filter((line) => /[\p{L}\p{N}]/u.test(line))
}

/** What makes a URL a secret: its query, and the signature of a shared access signature by itself. */
function signaturesOf(value: JsonValue): string[] {
  const query = typeof value === 'string' ? /\?([^\s#]+)/.exec(value)?.[1] : undefined
  if (query === undefined) return []
  const signature = /(?:^|&)sig=([^&]+)/.exec(query)?.[1]
  return signature === undefined ? [query] : [query, signature]
}
