import type { SupportedImage } from '../../model/batch.ts'
import type { Question } from '../../model/draft.ts'
import { likest } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { type MarketplaceImage, marketplaceName } from '../../model/lineage.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { changesImage } from '../draft/draft-changes.ts'
import { listingsOf, listingsWith } from '../pool/node-agent.ts'
import { deadline, lastEnd, NEAR_SUPPORT_DAYS } from './deadline.ts'

/** The marketplace image behind the version, against those that the accounts support whose pools get it. */
export function baseImageFindings({ observed, draft }: Question): Finding[] {
  const base = observed.lineage?.baseImage
  if (base === undefined) return []
  return draft.pools.filter(changesImage).flatMap(({ account }) => {
    const supported = presentValue(observed.preflight.supportedImages[resourceKey(account.id)]) ?? []
    if (listingsOf(base, supported).length > 0) return endFindings(base, supported, { id: account.id, at: observed.at })
    if (supported.length === 0) return []
    const facts = {
      baseImage: marketplaceName(base),
      account: resourceName(account.id),
      closest: likest(
        marketplaceName(base),
        supported.map(({ image }) => marketplaceName(image)),
      ),
    }
    return [found('BaseImageNotSupported', account.id, facts)]
  })
}

/** Where support ends for everything that has the node agent, that is told of the agent. */
function endFindings(
  base: MarketplaceImage,
  supported: readonly SupportedImage[],
  { id, at }: { readonly id: string; readonly at: number },
): Finding[] {
  const listings = listingsOf(base, supported)
  const alike = listings.flatMap(({ nodeAgentSkuId }) => listingsWith(nodeAgentSkuId, supported))
  const end = endOf(listings)
  if (end === undefined || endOf(alike) !== undefined) return []
  const { date, days, left } = deadline(end, at)
  const facts = { baseImage: marketplaceName(base), date }
  if (days < 0) return [found('BaseImageEnded', id, facts)]
  return days <= NEAR_SUPPORT_DAYS ? [found('BaseImageEnding', id, { ...facts, days: left })] : []
}

function endOf(images: readonly SupportedImage[]): string | undefined {
  return lastEnd(images.map(({ batchSupportEndOfLife }) => batchSupportEndOfLife))
}
