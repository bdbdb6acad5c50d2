import type { Question } from '../../model/draft.ts'
import { likest } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { MarketplaceImage } from '../../model/lineage.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { changesImage } from '../draft/draft-changes.ts'

/** The marketplace image behind the version, against those that the accounts support whose pools get it. */
export function baseImageFindings({ observed, draft }: Question): Finding[] {
  const base = observed.lineage?.baseImage
  if (base === undefined) return []
  return draft.pools.filter(changesImage).flatMap(({ account }) => {
    const supported = presentValue(observed.preflight.supportedImages[resourceKey(account.id)]) ?? []
    const names = supported.map(({ image }) => marketplaceName(image))
    const isListed = names.some((name) => name.toLowerCase() === marketplaceName(base).toLowerCase())
    if (isListed || names.length === 0) return []
    const facts = {
      baseImage: marketplaceName(base),
      account: resourceName(account.id),
      closest: likest(marketplaceName(base), names),
    }
    return [found('BaseImageNotSupported', account.id, facts)]
  })
}

/** `publisher:offer:sku`, as the Azure CLI writes it. */
export function marketplaceName({ publisher, offer, sku }: MarketplaceImage): string {
  return `${publisher}:${offer}:${sku}`
}
