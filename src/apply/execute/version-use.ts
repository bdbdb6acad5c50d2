import type { Pool } from '../../model/batch.ts'
import { AzureError } from '../../model/errors.ts'
import type { DeleteImageVersion } from '../../model/image-step.ts'
import { parentId, resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import { referenceTo } from '../../plan/prune/prune-reasons.ts'
import { referencesOf, referringPool } from '../../plan/prune/version-references.ts'
import type { Execution } from '../execution.ts'
import { patientReading } from '../poll.ts'

/** How long deletions that begin at about the same time share one reading. */
const FRESH_MS = 60_000

/**
 * Which pool refers to a version now, in words; undefined where none does. The pools of all accounts are read right
 * before, once for all deletions that begin within a minute. Throws where they cannot be read.
 */
export async function useOfVersion(step: DeleteImageVersion, run: Execution): Promise<string | undefined> {
  const definitionId = parentId(step.imageVersionId)
  const pools = (await Promise.all(step.accountIds.map((id) => poolsNow(id, run)))).flat()
  const references = pools.flatMap((pool) => referencesOf(referringPool(pool), definitionId))
  const followed = (id: string) => step.followedPoolIds.some((each) => sameResourceId(each, id))
  const use = referenceTo(
    resourceName(step.imageVersionId),
    references.filter(({ kind, poolId }) => kind !== 'pool-may-run' || !followed(poolId)),
  )
  return use && `pool ${resourceName(use.poolId)} refers to it since the plan was made`
}

function poolsNow(batchAccountId: string, run: Execution): Promise<readonly Pool[]> {
  const key = resourceKey(batchAccountId)
  const now = run.ports.clock.now()
  const held = run.poolsBeforeDeletion.get(key)
  if (held !== undefined && now - held.at < FRESH_MS) return held.pools
  const pools = readPools(batchAccountId, run)
  run.poolsBeforeDeletion.set(key, { at: now, pools })
  return pools
}

async function readPools(batchAccountId: string, { ports }: Execution): Promise<readonly Pool[]> {
  const { observed } = await patientReading(ports, () => ports.azure.listPools(batchAccountId))
  if (observed.state === 'unreadable') {
    const { code, reason } = observed
    throw new AzureError(
      0,
      code,
      `The pools of Batch account ${resourceName(batchAccountId)} cannot be read: ${reason}`,
    )
  }
  // The plan has seen the account: one that is gone since has no pools any more.
  return observed.state === 'absent' ? [] : observed.value
}
