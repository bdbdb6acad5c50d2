import type { Prune } from '../model/desired.ts'
import type { ImageVersion } from '../model/image.ts'
import type { PruneSight } from '../model/observed.ts'
import type { Ports, Reading } from '../model/ports.ts'
import { byId, value } from './reading.ts'

/** Reads what tells which of the versions nobody needs any more: all pools of the listed accounts. */
export async function observePruning(
  { accountIds }: Prune,
  versions: Promise<Reading<readonly ImageVersion[]>>,
  { azure }: Pick<Ports, 'azure'>,
): Promise<PruneSight> {
  const [listed, accountPools] = await Promise.all([value(versions), byId(accountIds, (id) => azure.listPools(id))])
  return { versions: listed, accountPools }
}
