import type { VmSize } from '../../model/batch.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey } from '../../model/resource-id.ts'
import { propertyAfter } from './draft-changes.ts'

/** The VM size that a pool is to have, and all that its account offers. Undefined where they were not read. */
export function sizesFor(pool: DraftPool, { observed }: Question): SizesFor | undefined {
  const offered = presentValue(observed.preflight.vmSizes[resourceKey(pool.account.id)])
  if (offered === undefined) return undefined
  const name = String(propertyAfter(pool, ['vmSize']))
  return { name, size: sizeIn(offered, name), offered }
}

/** `size` is undefined where Batch offers none of that name. */
type SizesFor = { readonly name: string; readonly size: VmSize | undefined; readonly offered: readonly VmSize[] }

/** A VM size by its name, whatever its case. */
export function sizeIn(sizes: readonly VmSize[], name: string): VmSize | undefined {
  return sizes.find((size) => size.name.toLowerCase() === name.toLowerCase())
}
