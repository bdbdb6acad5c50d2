import { count } from '../model/count.ts'
import { type Lineage, type LineageLink, type MarketplaceImage, marketplaceName } from '../model/lineage.ts'
import { namedResource } from './source-text.ts'

/** A marketplace image as one name: `canonical:ubuntu-24_04-lts:server 24.04.202611`. */
export function marketplaceText(image: MarketplaceImage): string {
  const { version } = image
  return `${marketplaceName(image)}${version === undefined ? '' : ` ${version}`}`
}

/** The chain behind an image, the source first: `managed image a < virtual machine b < marketplace p:o:s 1.0`. */
export function lineageChain({ links, baseImage }: Lineage): string {
  const base = baseImage === undefined ? [] : [`marketplace ${marketplaceText(baseImage)}`]
  return [...links.map(linkText), ...base].join(' < ')
}

/** Why the walk ended before the marketplace, in a sentence; undefined where it came there. */
export function lineageEnd({ links, end }: Lineage): string | undefined {
  const last = links.at(-1)
  const origin = last === undefined ? 'the image' : linkText(last)
  switch (end.kind) {
    case 'marketplace':
      return undefined
    case 'origin-unknown':
      return `Nothing says what ${origin} was made from.`
    case 'too-long':
      return `The chain goes on behind the ${count(links.length, 'link')} that were followed.`
    case 'missing':
      return `The next, ${end.id}, is not there any more, or is another by now.`
    case 'unreadable':
      return `The next, ${end.id}, could not be read. Azure says ${end.code}: ${end.reason}`
  }
}

/** Chain and end together, as one text. */
export function lineageText(lineage: Lineage): string {
  return [lineageChain(lineage), lineageEnd(lineage)].filter((text) => text).join('. ')
}

function linkText({ kind, id }: LineageLink): string {
  return namedResource(kind === 'vhd' ? 'VHD' : kind.replaceAll('-', ' '), id)
}
