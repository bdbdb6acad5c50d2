import type { BatchAccount } from '../../model/batch.ts'
import type { DesiredPool } from '../../model/desired.ts'
import type { Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { isWritten } from '../draft/draft-changes.ts'
import { allowsEntra, shutOut } from '../pool/account-access.ts'
import { notReadable } from './reading.ts'

/** Findings about the Batch accounts of the pools: there, readable, ready, and open to whoever watches the nodes. */
export function accountFindings(question: Question): Finding[] {
  return [
    ...question.desired.pools.flatMap((pool) => presenceFindings(pool, question)),
    ...question.draft.pools.filter(isWritten).flatMap(({ account }) => stateFindings(account)),
    ...(question.desired.wait === 'healthy'
      ? question.draft.pools.flatMap(({ account }) => sightFindings(account, question))
      : []),
  ]
}

function presenceFindings({ batchAccountId: id }: DesiredPool, { observed }: Question): Finding[] {
  const account = observed.batchAccounts[resourceKey(id)]
  if (account?.state === 'absent') return [found('BatchAccountNotFound', id, { account: id })]
  return account?.state === 'unreadable' ? [notReadable('Batch account', id, account)] : []
}

function stateFindings({ id, provisioningState: state }: BatchAccount): Finding[] {
  return state === 'Succeeded' ? [] : [found('BatchAccountNotReady', id, { account: resourceName(id), state })]
}

/** Only the Batch service knows nodes, so a run that waits for healthy ones has to be let in. */
function sightFindings(batchAccount: BatchAccount, { observed }: Question): Finding[] {
  const { id, allowedAuthenticationModes: modes = [] } = batchAccount
  const account = resourceName(id)
  if (!allowsEntra(batchAccount)) {
    return [found('EntraSignInNotAllowed', id, { account, modes: enumeration(modes) || 'none' })]
  }
  // A service that has just answered this run is open to it, whatever its rules look like.
  const hasAnswered = observed.preflight.supportedImages[resourceKey(id)]?.state === 'present'
  const who = hasAnswered ? undefined : shutOut(batchAccount)
  return who === undefined ? [] : [found('DataPlaneClosed', id, { account, who })]
}
