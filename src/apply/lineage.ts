import type { Lineage, LineageEnd, LineageLink } from '../model/lineage.ts'
import type { Observed } from '../model/observed.ts'
import type { Ports } from '../model/ports.ts'
import { resourceKey } from '../model/resource-id.ts'

/** Links that are followed before the walk gives up; real chains have two to five. */
const MOST_LINKS = 12

/**
 * Walks from a resource back to the marketplace image it was made from, one request a link, also across subscriptions.
 * A link that is gone or may not be read ends the walk and is told, unless the one before it names another way; `first`
 * saves reading what is known already.
 */
export async function walkLineage(
  start: string,
  { azure }: Pick<Ports, 'azure'>,
  first?: Observed<LineageLink>,
): Promise<Lineage> {
  const links: LineageLink[] = []
  const ways: Way[] = [{ id: start, known: first }]
  let end: LineageEnd | undefined
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    if (way.isDetour && isKnown(links, way.id)) continue
    if (links.length >= MOST_LINKS) return ended(links, { kind: 'too-long' })
    const observed = way.known ?? (await follow(way, links, azure))
    if (observed.state !== 'present') {
      end ??= endAt(way.id, observed)
      continue
    }
    links.push(observed.value)
    if (isMarketplace(links)) break
    ways.push(...waysOf(observed.value))
  }
  return ended(links, end ?? { kind: 'origin-unknown' })
}

/** Where a walk may go on. */
type Way = {
  readonly id: string
  readonly known?: Observed<LineageLink> | undefined
  readonly uniqueId?: string | undefined
  readonly isDetour?: true
}

/** The best way last, which is taken first. */
function waysOf({ next, nextUniqueId, otherwise }: LineageLink): Way[] {
  return [
    ...(otherwise === undefined ? [] : [{ id: otherwise, isDetour: true as const }]),
    ...(next === undefined ? [] : [{ id: next, uniqueId: nextUniqueId }]),
  ]
}

/** What is meant is gone where another has its ID by now: one made anew, or one that comes from what it led to. */
async function follow(way: Way, links: readonly LineageLink[], azure: Ports['azure']): Promise<Observed<LineageLink>> {
  if (isKnown(links, way.id)) return { state: 'absent' }
  const { observed } = await azure.readLineageLink(way.id)
  if (observed.state !== 'present') return observed
  const { uniqueId, createdAt } = observed.value
  const isOther = way.uniqueId !== undefined && uniqueId !== undefined && way.uniqueId !== uniqueId
  return isOther || isYounger(createdAt, links) ? { state: 'absent' } : observed
}

/** Nothing comes from what was made after it. The disk of a machine alone is made after that. */
function isYounger(createdAt: string | undefined, links: readonly LineageLink[]): boolean {
  const before = links.flatMap(({ kind, createdAt: made, publishedAt }) =>
    kind === 'virtual-machine' ? [] : [Date.parse(made ?? publishedAt ?? '')],
  )
  return before.some((at) => at < Date.parse(createdAt ?? ''))
}

/** A virtual machine names its marketplace image before its disk is read: that is still to come. */
function isMarketplace(links: readonly LineageLink[]): boolean {
  return links.at(-1)?.next === undefined && links.some(({ baseImage }) => baseImage !== undefined)
}

function endAt(id: string, observed: Exclude<Observed<LineageLink>, { readonly state: 'present' }>): LineageEnd {
  if (observed.state === 'absent') return { kind: 'missing', id }
  return { kind: 'unreadable', id, code: observed.code, reason: observed.reason }
}

/** With the marketplace image known, only a link that may not be read is told: its facts could be had. */
function ended(links: readonly LineageLink[], end: LineageEnd): Lineage {
  const baseImage = links.find((link) => link.baseImage !== undefined)?.baseImage
  if (baseImage === undefined) return { links, end }
  return { links, baseImage, end: end.kind === 'unreadable' ? end : { kind: 'marketplace' } }
}

function isKnown(links: readonly LineageLink[], id: string): boolean {
  return links.some((link) => resourceKey(link.id) === resourceKey(id))
}
