import type { BatchAccount } from '../../model/batch.ts'
import type { DesiredPool } from '../../model/desired.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { parseResourceId, resourceKey, resourceName } from '../../model/resource-id.ts'
import { letsNodesCome } from '../draft/cores.ts'
import { isWritten } from '../draft/draft-changes.ts'
import { nodesAfter } from '../draft/pool-nodes.ts'
import { allowsEntra, modeWords, shutOut, shutsOutNodes } from '../pool/account-access.ts'
import { notReadable } from './reading.ts'

/** Findings about the Batch accounts of the pools: there, readable, ready, and open to the nodes and to whoever watches them. */
export function accountFindings(question: Question): Finding[] {
  return [
    ...question.desired.pools.flatMap((pool) => presenceFindings(pool, question)),
    ...question.draft.pools.filter(isWritten).flatMap(({ account }) => stateFindings(account)),
    ...(question.desired.wait === 'healthy'
      ? question.draft.pools.flatMap((pool) => sightFindings(pool, question))
      : []),
    ...question.draft.pools.filter(letsNodesCome).flatMap(nodeFindings),
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
function sightFindings(pool: DraftPool, question: Question): Finding[] {
  const { account } = pool
  const who = hasAnswered(pool, question) ? undefined : shutOut(account)
  return [
    ...(allowsEntra(account) ? [] : [entraNotAllowed(account)]),
    ...(who === undefined
      ? []
      : [found('DataPlaneClosed', account.id, { account: resourceName(account.id), who, rule: ruleFor(account) })]),
  ]
}

/** Rules for addresses count only where public access is enabled. */
function ruleFor({ id, publicNetworkAccess }: BatchAccount): string {
  if (publicNetworkAccess !== 'Enabled') return ''
  const { resourceGroup = '' } = parseResourceId(id) ?? {}
  return `, or let its address in (\`az batch account network-profile network-rule add --name ${resourceName(id)} --resource-group ${resourceGroup} --profile BatchAccount --ip-address ADDRESS\`)`
}

/** PATCH replaces the whole list, so the body names the modes in use as well. */
function entraNotAllowed(account: BatchAccount): Finding {
  const { id, allowedAuthenticationModes: modes = [] } = account
  const body = JSON.stringify({ properties: { allowedAuthenticationModes: [...modes, 'AAD'] } })
  return found('EntraSignInNotAllowed', id, { account: resourceName(id), modes: modeWords(account), id, body })
}

/** A service that has just answered this run is open to it, whatever its rules look like. */
function hasAnswered({ account, desired, replaces }: DraftPool, { observed: { preflight } }: Question): boolean {
  const key = resourceKey(account.id)
  const poolKey = resourceKey(replaces?.id ?? desired.poolId)
  const { supportedImages, jobs, runningTasks, nodeImages } = preflight
  const answers = [supportedImages[key], jobs[key], runningTasks[poolKey], nodeImages[poolKey]]
  return answers.some((reading) => reading?.state === 'present')
}

/** Nodes that cannot report to Batch are never of use, and billed all the same. */
function nodeFindings(draftPool: DraftPool): Finding[] {
  const { account, desired, canary } = draftPool
  if (!shutsOutNodes(account) || (nodesAfter(draftPool) === 0 && canary === undefined)) return []
  const facts = { account: resourceName(account.id), pool: resourceName(desired.poolId) }
  return [found('NodesShutOut', account.id, facts)]
}
