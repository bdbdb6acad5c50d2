import type { Lineage, LineageEnd, LineageLink } from '../model/lineage.ts'
import type { Observed } from '../model/observed.ts'
import type { Ports } from '../model/ports.ts'
import { resourceKey } from '../model/resource-id.ts'

/** Links that are followed before the walk gives up; real chains have two to five. */
const MOST_LINKS = 12

/**
 * Walks from a resource back to the marketplace image it was made from, one request a link, also across subscriptions.
 * A link that is gone or may not be read ends the walk and is told; `first` saves reading what is known already.
 */
export async function walkLineage(
  start: string,
  { azure }: Pick<Ports, 'azure'>,
  first?: Observed<LineageLink>,
): Promise<Lineage> {
  const links: LineageLink[] = []
  let id: string | undefined = start
  let known = first
  while (id !== undefined) {
    if (links.length >= MOST_LINKS) return ended(links, { kind: 'too-long' })
    const observed: Observed<LineageLink> = known ?? (await azure.readLineageLink(id)).observed
    known = undefined
    if (observed.state === 'absent') return ended(links, { kind: 'missing', id })
    if (observed.state === 'unreadable') {
      const { code, reason } = observed
      return ended(links, { kind: 'unreadable', id, code, reason })
    }
    links.push(observed.value)
    const { next }: LineageLink = observed.value
    id = next !== undefined && !isKnown(links, next) ? next : undefined
  }
  return ended(links, { kind: 'origin-unknown' })
}

/** A virtual machine names its marketplace image before its disk is read: then only the disk is missing at the end. */
function ended(links: readonly LineageLink[], end: LineageEnd): Lineage {
  const baseImage = links.find((link) => link.baseImage !== undefined)?.baseImage
  if (baseImage === undefined) return { links, end }
  return { links, baseImage, end: end.kind === 'unreadable' ? end : { kind: 'marketplace' } }
}

function isKnown(links: readonly LineageLink[], id: string): boolean {
  return links.some((link) => resourceKey(link.id) === resourceKey(id))
}
