import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts'
import { POOL_PROPERTIES, type Schema } from './pool-schema.ts'
import type { Reader } from './reader.ts'

/** What `pool-properties` holds, and the values in it that must never be printed. */
export type PoolProperties = { readonly properties: JsonObject; readonly secrets: readonly string[] }

/** Parses and checks `pool-properties`: YAML or JSON, every member known to Azure and to no other input. */
export async function readPoolProperties(reader: Reader): Promise<PoolProperties> {
  const written = reader.text('pool-properties')
  if (written === undefined) return { properties: {}, secrets: [] }
  const parsed = await parseYaml(written, reader)
  if (parsed === undefined) return { properties: {}, secrets: [] }
  if (!isJsonObject(parsed)) {
    reader.wrong('pool-properties', 'has to be a YAML or JSON mapping of ARM pool properties')
    return { properties: {}, secrets: [] }
  }
  const secrets: string[] = []
  check(parsed, POOL_PROPERTIES, '', (path, rule) => reader.wrong(`pool-properties: ${path}`, rule), secrets)
  return { properties: parsed, secrets }
}

/** The YAML parser is loaded only here, where it is needed. */
async function parseYaml(written: string, reader: Reader): Promise<JsonValue | undefined> {
  const { load } = await import('js-yaml')
  try {
    return (load(written) ?? {}) as JsonValue
  } catch (error) {
    // The parser's message quotes the text, which may hold secrets: only the place is told.
    const mark = error instanceof Error && 'mark' in error ? (error.mark as { line?: number } | undefined) : undefined
    const place = mark?.line === undefined ? '' : ` (line ${mark.line + 1})`
    reader.wrong('pool-properties', `is not valid YAML or JSON${place}`)
    return undefined
  }
}

type Complain = (path: string, rule: string) => void

function check(value: JsonValue, schema: Schema, path: string, complain: Complain, secrets: string[]): void {
  switch (schema.kind) {
    case 'refused':
      complain(path, schema.rule)
      break
    case 'any':
      if (path.endsWith('protectedSettings')) collectTexts(value, secrets)
      break
    case 'object':
      if (isJsonObject(value)) checkMembers(value, schema.members, path, complain, secrets)
      else complain(path, 'has to be a mapping')
      break
    case 'list':
      if (!Array.isArray(value)) complain(path, 'has to be a list')
      else for (const [index, item] of value.entries()) check(item, schema.of, `${path}[${index}]`, complain, secrets)
      break
    case 'word':
      if (!schema.words.includes(String(value))) complain(path, `has to be one of ${schema.words.join(', ')}`)
      break
    case 'whole':
      if (!Number.isInteger(value)) complain(path, 'has to be a whole number')
      break
    case 'flag':
      if (typeof value !== 'boolean') complain(path, 'has to be true or false')
      break
    case 'secret':
      collectTexts(value, secrets)
      if (typeof value !== 'string') complain(path, 'has to be a text')
      break
    case 'text':
      if (typeof value !== 'string') complain(path, 'has to be a text; put it in quotes')
  }
}

function checkMembers(
  object: JsonObject,
  members: Readonly<Record<string, Schema>>,
  path: string,
  complain: Complain,
  secrets: string[],
): void {
  for (const [name, value] of Object.entries(object)) {
    const here = path === '' ? name : `${path}.${name}`
    const schema = Object.hasOwn(members, name) ? members[name] : undefined
    if (schema === undefined) complain(here, `is not a property that Azure knows${closest(name, Object.keys(members))}`)
    else if (value !== undefined) check(value, schema, here, complain, secrets)
  }
}

/** Texts are masked line by line: the runner matches single lines of the log. */
function collectTexts(value: JsonValue, into: string[]): void {
  if (typeof value === 'string') into.push(...value.split('\n').filter((line) => line.trim() !== ''))
  else if (Array.isArray(value)) for (const item of value) collectTexts(item, into)
  else if (isJsonObject(value)) for (const item of Object.values(value)) collectTexts(item ?? null, into)
}

function closest(name: string, known: readonly string[]): string {
  const ranked = known.map((each) => ({ each, steps: distance(name.toLowerCase(), each.toLowerCase()) }))
  const best = ranked.sort((one, other) => one.steps - other.steps)[0]
  return best !== undefined && best.steps <= Math.max(2, name.length / 3) ? `; closest is ${best.each}` : ''
}

/** Insertions, deletions and replacements from one word to the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (let at = 0; at < other.length; at += 1) {
      const replaced = (row[at] ?? 0) + (letter === other[at] ? 0 : 1)
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
