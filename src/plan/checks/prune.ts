import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { Observed } from '../../model/observed.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { remedyFor } from '../health/remedies.ts'
import { unseenAccounts } from '../prune/prune.ts'
import { holderOf } from '../rights/rights.ts'
import { isRefused } from './reading.ts'

/** Says what could not be read, so that no image version is removed: that is never done blindly. */
export function pruneFindings({ desired, observed }: Question): Finding[] {
  const [{ prune, image }, { pruning }] = [desired, observed]
  if (prune === undefined || pruning === undefined) return []
  const blind = (what: string, id: string, action: string, reading: Observed<unknown> | undefined) =>
    found('NothingPruned', id, { what, why: whyOf(reading), remedy: remedyOf(id, action, reading) })
  const { imageDefinitionId } = image
  const versions = `the versions of image definition ${resourceName(imageDefinitionId)}`
  return [
    ...(pruning.versions.state === 'unreadable'
      ? [blind(versions, imageDefinitionId, 'Microsoft.Compute/galleries/images/versions/read', pruning.versions)]
      : []),
    ...unseenAccounts(prune, pruning).map((id) =>
      blind(
        `the pools of Batch account ${resourceName(id)}`,
        id,
        'Microsoft.Batch/batchAccounts/pools/read',
        pruning.accountPools[resourceKey(id)],
      ),
    ),
  ]
}

function whyOf(reading: Observed<unknown> | undefined): string {
  return reading?.state === 'unreadable' ? `Azure says ${reading.code}: ${reading.reason}` : 'There is no such account.'
}

function remedyOf(id: string, action: string, reading: Observed<unknown> | undefined): string {
  if (reading?.state !== 'unreadable')
    return 'Correct `prune-accounts`: an account that is gone has no pools to look at.'
  const { code, reason } = reading
  if (isRefused(code)) return `Give the identity of this workflow ${holderOf(action)} at ${id}, and run again.`
  return remedyFor(code, reason) ?? 'Run again when Azure answers.'
}
