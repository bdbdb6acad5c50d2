import type { Pool } from '../model/batch.ts'
import { UserError } from '../model/errors.ts'
import type { Observed } from '../model/observed.ts'
import { resourceName } from '../model/resource-id.ts'
import { previousVersion } from '../plan/pool/previous-image.ts'

/** A pool as it was found, and the others of its name. */
export type Former = { readonly pool: Observed<Pool> | undefined; readonly others: readonly Pool[] }

/** Number of the version that a pool ran on before it got its image. Throws where nothing tells it. */
export function versionBefore(poolId: string, { pool, others }: Former, imageDefinitionId: string): string {
  if (pool?.state === 'present') {
    const found = previousVersion(pool.value, imageDefinitionId, others)
    if ('version' in found) return found.version
    throw unknown(poolId, found.why)
  }
  throw unknown(poolId, pool?.state === 'unreadable' ? `it could not be read (${pool.code})` : 'there is no such pool')
}

function unknown(poolId: string, why: string): UserError {
  return new UserError(
    'NoPreviousVersion',
    `What pool ${resourceName(poolId)} ran on before is not known: ${why}.`,
    'Give the number of a version as `image-version`; `az sig image-version list` shows which there are.',
  )
}
