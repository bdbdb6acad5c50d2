import { isJsonObject, type JsonObject, type JsonValue, memberAt } from '../model/json.ts'
import { ORIGIN_PREFIX } from '../model/origin.ts'
import { checkJson } from './check-json.ts'
import { limitMistakes } from './pool-limits.ts'
import { POOL_PROPERTIES } from './pool-schema.ts'
import type { Reader } from './reader.ts'

/** What `pool-properties` holds, and the values in it that must never be printed. */
export type PoolProperties = { readonly properties: JsonObject; readonly secrets: readonly string[] }

const NOTHING: PoolProperties = { properties: {}, secrets: [] }

/** Parses and checks `pool-properties`: YAML or JSON, every member known to Azure and to no other input. */
export async function readPoolProperties(reader: Reader): Promise<PoolProperties> {
  const written = reader.text('pool-properties')
  const parsed = written === undefined ? undefined : await parseYaml(written, reader)
  if (parsed === undefined) return NOTHING
  if (!isJsonObject(parsed)) {
    reader.wrong('pool-properties', 'has to be a YAML or JSON mapping of ARM pool properties')
    return NOTHING
  }
  const { mistakes, secrets } = checkJson(parsed, POOL_PROPERTIES)
  for (const { path, rule, value } of [...mistakes, ...contradictions(parsed, reader)]) {
    reader.wrong(`pool-properties: ${path}`, rule, value)
  }
  return { properties: parsed, secrets }
}

/** The YAML parser is loaded only here, where it is needed. */
async function parseYaml(written: string, reader: Reader): Promise<JsonValue | undefined> {
  const { load } = await import('js-yaml')
  try {
    // Whatever YAML can say beyond JSON ends here: aliases are written out, a value inside itself is refused.
    return JSON.parse(JSON.stringify(load(written))) as JsonValue
  } catch (error) {
    reader.wrong('pool-properties', `is not valid YAML or JSON${told(error)}`)
    return undefined
  }
}

/** Place and reason of a parser's error, without what it quotes of the text, which may hold secrets. */
function told(error: unknown): string {
  if (!(error instanceof Error) || !('reason' in error)) return ''
  const reason = String(error.reason).replace(/\s*("|!<|: ).*$/s, '')
  const line = 'mark' in error ? lineOf(error.mark) : undefined
  return `: ${reason}${line === undefined ? '' : ` (line ${line})`}`
}

function lineOf(mark: unknown): number | undefined {
  const line = isJsonObject(mark) ? mark['line'] : undefined
  return typeof line === 'number' ? line + 1 : undefined
}

/** Members that are right by themselves, and wrong beside what other inputs say. */
function contradictions(properties: JsonObject, reader: Reader): { path: string; rule: string; value?: string }[] {
  const found: { path: string; rule: string; value?: string }[] = []
  if (reader.text('autoscale-formula') !== undefined && memberAt(properties, ['scaleSettings', 'fixedScale'])) {
    found.push({ path: 'scaleSettings.fixedScale', rule: 'cannot stand beside autoscale-formula' })
  }
  if (reader.text('start-task-elevated') !== undefined && memberAt(properties, ['startTask', 'userIdentity'])) {
    found.push({ path: 'startTask.userIdentity', rule: 'cannot stand beside start-task-elevated, which sets it' })
  }
  found.push(...limitMistakes(properties))
  const metadata = properties['metadata']
  for (const [index, item] of (Array.isArray(metadata) ? metadata : []).entries()) {
    const name = memberAt(item, ['name'])
    if (typeof name === 'string' && name.startsWith(ORIGIN_PREFIX)) {
      const rule = `leaves names that begin with ${ORIGIN_PREFIX} to the action`
      found.push({ path: `metadata[${index}].name`, rule, value: name })
    }
  }
  return found
}
