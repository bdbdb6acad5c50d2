import type { Pool } from '../../model/batch.ts'
import type { JsonObject } from '../../model/json.ts'
import { sameMember } from '../pool/pool-changes.ts'
import { settable } from './rollout-steps.ts'

/** What changes all the time, by formulas and by the action itself, and says nothing of how a pool is made. */
const PASSING = ['scaleSettings', 'metadata']

/** Members of a pool that somebody has changed between two readings, such as `startTask`; scale and metadata do not count. */
export function changedMembers(before: Pool, now: Pool): string[] {
  const [one, other] = [membersOf(before), membersOf(now)]
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].filter((name) => !PASSING.includes(name) && !sameMember(one[name], other[name], name))
}

function membersOf(pool: Pool): JsonObject {
  const { properties, identity } = settable(pool)
  return { ...properties, ...(identity && { identity }) }
}
