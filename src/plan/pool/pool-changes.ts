import type { Pool } from '../../model/batch.ts'
import type { DesiredPool } from '../../model/desired.ts'
import { isJsonObject, type JsonObject, type JsonValue, memberAt, mergeJson } from '../../model/json.ts'
import { fieldDisruption } from '../../model/pool-field.ts'
import type { FieldChange } from '../../model/pool-step.ts'
import { identityOf, ownedProperties, type PoolDecisions, withMetadata } from './pool-definition.ts'

/** Whether a change has to wait until the pool holds no node. */
export function needsZeroNodes(change: FieldChange): boolean {
  return fieldDisruption(change.path) === 'needs-zero-nodes'
}

/**
 * What differs between the pool and what the workflow asks, member by member. Only members the workflow speaks
 * about count, and inside them only what it says: everything else is sent back as it is.
 */
export function poolChanges(desired: DesiredPool, decisions: PoolDecisions, pool: Pool): FieldChange[] {
  const changes = changesTo(ownedProperties(desired, decisions), pool)
  const { identity } = identityOf(desired)
  if (identity !== undefined && !isCovered(identity, pool.definition.identity)) {
    changes.push(change('identity', pool.definition.identity, mergeJson(pool.definition.identity, identity)))
  }
  return changes
}

/** Members of `asked` that the pool does not have so. */
export function changesTo(asked: JsonObject, { definition }: Pool): FieldChange[] {
  return Object.entries(asked).flatMap(([name, value]) => {
    const from = definition.properties[name]
    if (value === undefined || (name === 'scaleSettings' ? sameScale(from, value) : isCovered(value, from, name)))
      return []
    return [change(`properties.${name}`, from, replacement(name, from, value))]
  })
}

function change(path: string, from: JsonValue | undefined, to: JsonValue): FieldChange {
  return { path, ...(from !== undefined && { from }), to }
}

/** Azure replaces a member whole, so what it holds beside what was asked goes along. */
function replacement(name: string, from: JsonValue | undefined, asked: JsonValue): JsonValue {
  if (name === 'scaleSettings') return asked
  if (name === 'metadata') return withMetadata(from, metadataEntries(asked))
  return mergeJson(from, asked)
}

function metadataEntries(list: JsonValue): Record<string, string> {
  const items = (Array.isArray(list) ? list : []).filter(isJsonObject)
  return Object.fromEntries(items.map((item) => [String(item['name']), String(item['value'])]))
}

/**
 * Whether `held` already says all that `asked` says. Resource IDs and VM sizes are compared without case, durations by their
 * length; what Azure never answers (passwords and the like) cannot differ.
 */
export function isCovered(asked: JsonValue, held: JsonValue | undefined, name = ''): boolean {
  if (Array.isArray(asked)) return isListCovered(asked, held, name)
  if (isJsonObject(asked)) {
    return Object.entries(asked).every(([key, value]) => {
      const answered = isJsonObject(held) ? memberOf(held, key) : undefined
      // An identity is its key alone, so that one which is missing would look like an empty object.
      if (answered === undefined && key.startsWith('/')) return false
      return value === undefined || (answered === undefined && WRITE_ONLY.has(key)) || isCovered(value, answered, key)
    })
  }
  if (typeof asked === 'string' && typeof held === 'string') return sameText(asked, held, name)
  return asked === held || (asked === null && held === undefined)
}

/** Members that Azure takes but never gives back. */
const WRITE_ONLY = new Set([
  'password',
  'sshPrivateKey',
  'protectedSettings',
  'accountKey',
  'sasKey',
  'nodeDeallocationOption',
])

function isListCovered(asked: readonly JsonValue[], held: JsonValue | undefined, name: string): boolean {
  const items: readonly JsonValue[] = Array.isArray(held) ? held : []
  if (name === 'metadata') {
    return asked.every((item) => items.some((other) => isCovered(item, other)))
  }
  return items.length === asked.length && asked.every((item, index) => isCovered(item, items[index]))
}

/** A member by its name; keys that are resource IDs (of identities) are found whatever their case. */
function memberOf(object: JsonObject, key: string): JsonValue | undefined {
  if (object[key] !== undefined || !key.startsWith('/')) return object[key]
  const same = Object.keys(object).find((other) => other.toLowerCase() === key.toLowerCase())
  return same === undefined ? undefined : object[same]
}

function sameText(asked: string, held: string, name: string): boolean {
  const caseless = name === 'vmSize' || asked.startsWith('/subscriptions/')
  if (caseless) return asked.toLowerCase() === held.toLowerCase()
  return asked === held || (minutesOf(asked) !== undefined && minutesOf(asked) === minutesOf(held))
}

/** Whether two answers of Azure say the same of the member `name`: a VM size comes in small or in capital letters. */
export function sameMember(one: JsonValue | undefined, other: JsonValue | undefined, name: string): boolean {
  if (one === undefined || other === undefined) return one === other
  return isCovered(one, other, name) && isCovered(other, one, name)
}

/** Same targets, or same formula and interval; the timeout belongs to a resize, not to the pool. */
export function sameScale(held: JsonValue | undefined, asked: JsonValue): boolean {
  const formula = memberAt(asked, ['autoScale', 'formula'])
  if (formula !== undefined) {
    const interval = memberAt(asked, ['autoScale', 'evaluationInterval'])
    return (
      memberAt(held, ['autoScale', 'formula']) === formula &&
      (interval === undefined ||
        minutesOf(interval) === minutesOf(memberAt(held, ['autoScale', 'evaluationInterval']) ?? 'PT15M'))
    )
  }
  if (memberAt(held, ['autoScale']) !== undefined) return false
  return ['targetDedicatedNodes', 'targetLowPriorityNodes'].every(
    (name) => (memberAt(held, ['fixedScale', name]) ?? 0) === (memberAt(asked, ['fixedScale', name]) ?? 0),
  )
}

/** Minutes of an ISO 8601 duration from days to seconds; Azure may answer PT1H for PT60M. */
function minutesOf(duration: JsonValue): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(String(duration))
  if (match === null) return undefined
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  return (Number(days) * 24 + Number(hours)) * 60 + Number(minutes) + Number(seconds) / 60
}
