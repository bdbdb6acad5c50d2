import { createHash } from 'node:crypto'
import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts'
import { ORIGIN_PREFIX } from '../model/origin.ts'
import { withoutSecrets } from '../model/secrets.ts'
import { isChange, type Step } from '../model/step.ts'
import type { StepId } from '../model/step-base.ts'

/**
 * SHA-256 over everything that the steps of a plan change, in hexadecimal digits. What only tells who asked (commit and
 * run in tags and metadata) does not count: the plan that a pull request showed and the one that is applied after its
 * merge are the same. Neither do secrets, which nobody can review: everybody sees the hash, and could try out by it what
 * a weak one is.
 */
export function planHash(steps: readonly Step[]): string {
  const replicated = new Set(steps.filter(({ kind }) => kind === 'await-replication').map(({ id }) => id))
  const changes = steps
    .filter(isChange)
    .map((step) => comparable(JSON.parse(JSON.stringify(without(replicated, step))) as JsonObject))
  return createHash('sha256')
    .update(canonicalJson(withoutSecrets(changes)))
    .digest('hex')
}

/** A step that names no replication it comes behind: a region may be replicated by the time that the plan is applied. */
function without(replicated: ReadonlySet<StepId>, step: Step): Step {
  return { ...step, after: step.after.filter((id) => !replicated.has(id)) }
}

/** A value without tags and metadata of the action's own, and with regions and metadata in an order that Azure does not promise. */
function comparable(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return sorted(value.filter((item) => !isOwnEntry(item)).map(comparable))
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).filter(([name]) => !name.startsWith(ORIGIN_PREFIX))
  return Object.fromEntries(members.map(([name, member]) => [name, comparable(member ?? null)]))
}

function sorted(items: readonly JsonValue[]): JsonValue {
  const nameOf = (item: JsonValue) => (isJsonObject(item) ? (item['region'] ?? item['name']) : undefined)
  if (items.some((item) => typeof nameOf(item) !== 'string')) return items
  return items.toSorted((one, other) => (String(nameOf(one)) < String(nameOf(other)) ? -1 : 1))
}

function isOwnEntry(item: JsonValue): boolean {
  return isJsonObject(item) && String(item['name'] ?? '').startsWith(ORIGIN_PREFIX)
}
