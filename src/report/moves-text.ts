import { count } from '../model/count.ts'
import { enumeration } from '../model/enumeration.ts'
import type { PlannedPool } from '../model/plan.ts'
import { resourceName } from '../model/resource-id.ts'

/** Which jobs come to a pool that takes the place of another; undefined where it takes none, or they could not be listed. */
export function movesText({ moves, replacesPoolId }: PlannedPool): string | undefined {
  if (moves === undefined || replacesPoolId === undefined) return undefined
  const parts = [told(moves.jobs, 'job'), told(moves.jobSchedules, 'job schedule')].filter((part) => part !== '')
  const from = `pool ${resourceName(replacesPoolId)}`
  return parts.length === 0
    ? `none names ${from} now`
    : `${parts.join(' and ')} to be moved from ${from}, and those that it gets meanwhile`
}

function told(names: readonly string[], what: string): string {
  return names.length === 0 ? '' : `${count(names.length, what)} (${enumeration(names, 5)})`
}
