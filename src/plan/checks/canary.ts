import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { presentValue } from '../../model/observed.ts'
import { MACHINE } from '../../model/pool-field.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { propertyAfter } from '../draft/draft-changes.ts'
import { allowsEntra, modeWords } from '../pool/account-access.ts'
import { isCanaryOf } from '../rollout/canary.ts'
import { notReadable } from './reading.ts'

/** Findings about canaries: whether their name is free, for only those of an earlier run are taken away, and whether they can prove anything. */
export function canaryFindings({ desired, observed, draft }: Question): Finding[] {
  return draft.pools.flatMap((pool) => [
    ...nameFindings(pool, observed.preflight.canaries),
    ...sightFindings(pool),
    ...(desired.canary?.smoke === undefined ? [] : commandFindings(pool)),
  ])
}

function nameFindings({ canary }: DraftPool, seen: Question['observed']['preflight']['canaries']): Finding[] {
  if (canary === undefined) return []
  const reading = seen[resourceKey(canary.poolId)]
  if (reading?.state === 'unreadable') return [notReadable('pool', canary.poolId, reading)]
  const held = presentValue(reading)
  if (held === undefined || isCanaryOf(held, canary.ofPoolId)) return []
  const facts = { canary: resourceName(canary.poolId), pool: resourceName(canary.ofPoolId) }
  return [found('CanaryNameTaken', canary.poolId, facts)]
}

/** Whether rules of the network let the runner in shows only when it asks; the modes of sign-in are known. */
function sightFindings({ account, canary }: DraftPool): Finding[] {
  if (canary === undefined || allowsEntra(account)) return []
  const facts = { account: resourceName(account.id), modes: modeWords(account), canary: resourceName(canary.poolId) }
  return [found('CanaryNotProvable', canary.poolId, facts)]
}

/** Batch fails every task without container settings on nodes that are set up for containers. */
function commandFindings(draftPool: DraftPool): Finding[] {
  const { desired, canary } = draftPool
  const path = [...MACHINE, 'containerConfiguration']
  if (canary === undefined || propertyAfter(draftPool, path) === undefined) return []
  const facts = { canary: resourceName(canary.poolId), pool: resourceName(desired.poolId) }
  return [found('CommandOutsideContainer', canary.poolId, facts)]
}
