import { type Finding, found } from '../../model/finding.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { allowsEntra } from '../account-access.ts'
import { isCanaryOf } from '../canary.ts'
import type { DraftPool, Question } from '../draft.ts'
import { enumerated } from '../wording.ts'
import { notReadable } from './reading.ts'

/** Findings about canaries: whether their name is free, for only those of an earlier run are taken away, and whether they prove anything. */
export function canaryFindings({ observed, draft }: Question): Finding[] {
  return draft.pools.flatMap((pool) => [...nameFindings(pool, observed.preflight.canaries), ...sightFindings(pool)])
}

function nameFindings({ desired, canary }: DraftPool, seen: Question['observed']['preflight']['canaries']): Finding[] {
  if (canary === undefined) return []
  const reading = seen[resourceKey(canary.poolId)]
  if (reading?.state === 'unreadable') return [notReadable('pool', canary.poolId, reading)]
  const held = presentValue(reading)
  if (held === undefined || isCanaryOf(held, desired.poolId)) return []
  const facts = { canary: resourceName(canary.poolId), pool: resourceName(desired.poolId) }
  return [found('CanaryNameTaken', canary.poolId, facts)]
}

/** Whether rules of the network let the runner in shows only when it asks; the modes of sign-in are known. */
function sightFindings({ account, canary }: DraftPool): Finding[] {
  if (canary === undefined || allowsEntra(account)) return []
  const modes = enumerated(account.allowedAuthenticationModes ?? []) || 'none'
  const facts = { account: resourceName(account.id), modes, canary: resourceName(canary.poolId) }
  return [found('CanaryNotProvable', canary.poolId, facts)]
}
