import type { Prune } from '../model/desired.ts'
import { resourceKey } from '../model/resource-id.ts'
import type { Reader } from './reader.ts'
import type { Resolve } from './resolver.ts'
import { BATCH_ACCOUNT } from './resource-type.ts'

const RULE = 'has to list names of Batch accounts (3 to 24 letters and digits) or their resource IDs'

/** Which image versions are removed in the end; undefined where none is. */
export function readPrune(reader: Reader, resolve: Resolve, batchAccountId: string | undefined): Prune | undefined {
  const keepVersions = reader.integer('keep-versions', [1, Number.POSITIVE_INFINITY])
  const foreign = reader.boolean('prune-foreign') ?? false
  const listed = reader
    .list('prune-accounts')
    .map((item) => resolve({ input: 'prune-accounts', types: [BATCH_ACCOUNT], rule: RULE, item }))
  if (keepVersions === undefined) {
    tellIdle(reader, foreign)
    return undefined
  }
  tellUnsafe(reader, keepVersions, batchAccountId)
  const ids = [batchAccountId, ...listed].filter((id) => id !== undefined)
  return { keepVersions, foreign, accountIds: [...new Map(ids.map((id) => [resourceKey(id), id])).values()] }
}

/** Beside a number that is none, nobody knows whether the others belong to it. */
function tellIdle(reader: Reader, foreign: boolean): void {
  if (reader.text('keep-versions') !== undefined) return
  const rule = 'is of use only with keep-versions: without it no image version is removed'
  const accounts = reader.text('prune-accounts')
  if (foreign) reader.wrong('prune-foreign', rule, 'true')
  if (accounts !== undefined) reader.wrong('prune-accounts', rule, accounts)
}

/** Nothing is removed after a rollout that nobody looked at, nor without looking at any pool. */
function tellUnsafe(reader: Reader, keepVersions: number, batchAccountId: string | undefined): void {
  const wait = reader.text('wait')
  if (wait === 'steady' || wait === 'none') {
    const rule = `is of use only with wait healthy: with ${wait} nobody knows whether the rollout has succeeded`
    reader.wrong('keep-versions', rule, `${keepVersions}`)
  }
  if (batchAccountId === undefined && reader.list('prune-accounts').length === 0) {
    reader.wrong(
      'prune-accounts',
      'is needed, because there is keep-versions and no batch-account: the accounts whose pools use the images',
    )
  }
}
