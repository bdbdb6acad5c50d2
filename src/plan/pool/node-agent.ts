import type { SupportedImage } from '../../model/batch.ts'
import type { NodeAgentChoice } from '../../model/draft.ts'
import type { MarketplaceImage } from '../../model/lineage.ts'

/** What is known about the image when its node agent is looked for. */
export type NodeAgentClues = {
  readonly requested: string | 'auto'
  /** Node agent SKU of the pool as it exists. */
  readonly poolSkuId?: string
  readonly baseImage?: MarketplaceImage
  /** Publisher, offer and SKU of the definition: free text that often repeats the base image. */
  readonly identifier?: MarketplaceImage
  readonly osType?: 'Linux' | 'Windows'
  readonly supportedImages: readonly SupportedImage[]
}

/**
 * Which node agent SKU a pool gets: as asked, else that of the existing pool unless Batch lists others for the
 * marketplace image the version was made from, else one of those. A definition named after such an image to the letter
 * counts too.
 */
export function chooseNodeAgent(clues: NodeAgentClues): NodeAgentChoice {
  if (clues.requested !== 'auto') return { kind: 'known', nodeAgentSkuId: clues.requested, from: 'input' }
  const fitting = clues.supportedImages.filter(
    ({ osType }) => clues.osType === undefined || osType === clues.osType.toLowerCase(),
  )
  const { poolSkuId } = clues
  if (poolSkuId !== undefined && mayServe(poolSkuId, clues.baseImage, fitting) && !isOfOtherOs(poolSkuId, clues)) {
    return { kind: 'known', nodeAgentSkuId: poolSkuId, from: 'pool' }
  }
  for (const [image, from] of [
    [clues.baseImage, 'base-image'],
    [clues.identifier, 'identifier'],
  ] as const) {
    const match = image && agentOf(image, fitting)
    if (match !== undefined) return { kind: 'known', nodeAgentSkuId: match, from }
  }
  return { kind: 'unknown', closest: closest(clues.baseImage ?? clues.identifier, fitting) }
}

/** Images on Batch's list that are a marketplace image, each with a node agent that is made for it. */
export function listingsOf(image: MarketplaceImage, supported: readonly SupportedImage[]): readonly SupportedImage[] {
  return supported.filter(({ image: listed }) => likeness(listed, image) === 3)
}

/** Whether nothing tells that a node agent is made for other images than this one: one without a listing tells nothing. */
export function mayServe(
  agent: string,
  image: MarketplaceImage | undefined,
  supported: readonly SupportedImage[],
): boolean {
  const same = image === undefined ? [] : listingsOf(image, supported)
  return same.length === 0 || listingsWith(agent, same).length > 0
}

/** Images on Batch's list with a node agent. */
export function listingsWith(agent: string, supported: readonly SupportedImage[]): readonly SupportedImage[] {
  return supported.filter(({ nodeAgentSkuId }) => nodeAgentSkuId.toLowerCase() === agent.toLowerCase())
}

function isOfOtherOs(agent: string, { supportedImages, osType }: NodeAgentClues): boolean {
  const listed = listingsWith(agent, supportedImages)
  return osType !== undefined && listed.length > 0 && listed.every((each) => each.osType !== osType.toLowerCase())
}

/** The node agent that Batch lists for a marketplace image, a verified one first. */
export function agentOf(image: MarketplaceImage, supported: readonly SupportedImage[]): string | undefined {
  const same = listingsOf(image, supported)
  return (same.find(({ verified }) => verified) ?? same[0])?.nodeAgentSkuId
}

/** Up to five node agent SKUs, those of the most similar marketplace images first. */
function closest(image: MarketplaceImage | undefined, supported: readonly SupportedImage[]): string[] {
  const ranked = image
    ? supported.toSorted((one, other) => likeness(other.image, image) - likeness(one.image, image))
    : supported
  return [...new Set(ranked.map(({ nodeAgentSkuId }) => nodeAgentSkuId))].slice(0, 5)
}

/** How many of publisher, offer and SKU agree, from the left. */
function likeness(one: MarketplaceImage, other: MarketplaceImage): 0 | 1 | 2 | 3 {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  if (!same(one.publisher, other.publisher)) return 0
  if (!same(one.offer, other.offer)) return 1
  return same(one.sku, other.sku) ? 3 : 2
}
