import type { LineageLink, MarketplaceImage } from '../model/lineage.ts'
import { childId, isOfType } from '../model/resource-id.ts'

const LINK_TYPES = ['images', 'virtualMachines', 'disks', 'snapshots', 'galleries/images/versions'] as const

/** Type of a resource that a lineage may lead over. */
export type LinkType = (typeof LINK_TYPES)[number]

/** What a link says of its own origin: the marketplace image, or the next link, or neither. */
export type MadeFrom = Pick<LineageLink, 'baseImage' | 'next' | 'otherwise'>

/** A reference to an image, as machines and disks have it. */
type Reference = {
  readonly publisher?: string | undefined
  readonly offer?: string | undefined
  readonly sku?: string | undefined
  readonly version?: string | undefined
  readonly exactVersion?: string | undefined
  readonly id?: string | undefined
}

/** Type of the resource that an ID names; undefined for one that no lineage leads over. */
export function linkTypeOf(id: string): LinkType | undefined {
  return LINK_TYPES.find((type) => isOfType(id, 'Microsoft.Compute', type))
}

/** The resources to go on with, the best first. What cannot be looked at, such as a restore point, is no next link. */
export function nextLink(...ids: readonly (string | null | undefined)[]): MadeFrom {
  const [next, otherwise] = ids.filter((id) => id && linkTypeOf(id) !== undefined)
  return { ...(next && { next }), ...(otherwise && { otherwise }) }
}

/** The image that a virtual machine or disk was made from. */
export function madeFromImage(reference: Reference | null | undefined): MadeFrom {
  const { publisher, offer, sku, version, exactVersion, id } = reference ?? {}
  if (publisher && offer && sku) {
    // `latest` is a wish, and no version.
    const number = exactVersion ?? (version === 'latest' ? undefined : version)
    return { baseImage: { publisher, offer, sku, ...(number && { version: number }) } }
  }
  if (!id) return {}
  const baseImage = marketplaceImageIn(id)
  if (baseImage !== undefined) return { baseImage }
  // A machine made from the latest version names the definition, and beside it the version that it got.
  const isDefinition = isOfType(id, 'Microsoft.Compute', 'galleries/images')
  return nextLink(isDefinition && exactVersion ? childId(id, 'versions', exactVersion) : id)
}

const MARKETPLACE_ID =
  /\/Providers\/Microsoft\.Compute\/Locations\/[^/]+\/Publishers\/([^/]+)\/ArtifactTypes\/VMImage\/Offers\/([^/]+)\/Skus\/([^/]+)(?:\/Versions\/([^/]+))?\/?$/i

/** The marketplace image that an ID stands for, as disks name it; undefined for the ID of anything else. */
export function marketplaceImageIn(id: string): MarketplaceImage | undefined {
  const [, publisher, offer, sku, version] = MARKETPLACE_ID.exec(id) ?? []
  if (publisher === undefined || offer === undefined || sku === undefined) return undefined
  return { publisher, offer, sku, ...(version !== undefined && { version }) }
}
