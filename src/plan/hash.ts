import { createHash } from 'node:crypto'
import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts'
import { ORIGIN_PREFIX } from '../model/origin.ts'
import { withoutSecrets } from '../model/secrets.ts'
import { isChange, type Step } from '../model/step.ts'

/**
 * SHA-256 over everything that the steps of a plan change, in hexadecimal digits. What only tells who asked (commit and
 * run in tags and metadata) does not count: the plan that a pull request showed and the one that is applied after its
 * merge are the same. Neither do secrets, which nobody can review: everybody sees the hash, and could try out by it what
 * a weak one is.
 */
export function planHash(steps: readonly Step[]): string {
  const changes = steps.filter(isChange).map((step) => withoutOrigin(JSON.parse(JSON.stringify(step)) as JsonObject))
  return createHash('sha256')
    .update(canonicalJson(withoutSecrets(changes)))
    .digest('hex')
}

/** A value without tags and metadata of the action's own. */
function withoutOrigin(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.filter((item) => !isOwnEntry(item)).map(withoutOrigin)
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).filter(([name]) => !name.startsWith(ORIGIN_PREFIX))
  return Object.fromEntries(members.map(([name, member]) => [name, withoutOrigin(member ?? null)]))
}

function isOwnEntry(item: JsonValue): boolean {
  return isJsonObject(item) && String(item['name'] ?? '').startsWith(ORIGIN_PREFIX)
}
