import { createHash } from 'node:crypto'
import type { Pool } from '../../model/batch.ts'
import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts'
import { ASKED_METADATA } from '../../model/origin.ts'
import type { FieldChange } from '../../model/pool-step.ts'
import { metadataValue } from './pool-definition.ts'

/** Members that Azure never gives back, or that belong to one resize: they say nothing of the pool. */
const NOT_KEPT = new Set([
  'password',
  'sshPrivateKey',
  'protectedSettings',
  'accountKey',
  'sasKey',
  'nodeDeallocationOption',
  'resizeTimeout',
])

/**
 * What is asked of a pool, property by property, short enough for its metadata: `property=HASH property=HASH`, sorted,
 * each hash 8 hexadecimal digits of SHA-256.
 */
export function askedFingerprint(properties: JsonObject): string {
  return Object.entries(properties)
    .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${hash(value)}`)
    .sort()
    .join(' ')
}

/**
 * Properties that a run changes though the pool was asked for the same the last time: somebody else changed them since.
 * `asked` is the fingerprint of what is asked now.
 */
export function changedOutside(pool: Pool, changes: readonly FieldChange[], asked: string): string[] {
  const before = new Set(recorded(pool).split(' '))
  const same = asked.split(' ').filter((entry) => before.has(entry))
  const names = same.map((entry) => entry.split('=')[0] ?? '')
  return names.filter((name) => changes.some(({ path }) => path === `properties.${name}`))
}

/** The fingerprint that an earlier run left in the metadata of the pool; empty without one. */
function recorded({ definition }: Pool): string {
  return metadataValue(definition.properties['metadata'], ASKED_METADATA) ?? ''
}

function hash(value: JsonValue): string {
  return createHash('sha256')
    .update(canonicalJson(kept(value)))
    .digest('hex')
    .slice(0, 8)
}

function kept(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => kept(item))
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).filter(([name, member]) => member !== undefined && !NOT_KEPT.has(name))
  return Object.fromEntries(members.map(([name, member]) => [name, kept(member ?? null)]))
}
