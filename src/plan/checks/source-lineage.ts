import type { Question } from '../../model/draft.ts'
import type { Lineage } from '../../model/lineage.ts'
import { presentValue } from '../../model/observed.ts'

/**
 * The way back from what a version is made from, or from the version itself; where it was not walked, the source of a
 * version that is to be made. Undefined where nothing of it could be read.
 */
export function sourceLineage(question: Question): Lineage | undefined {
  const { observed } = question
  if (observed.lineage !== undefined) return observed.lineage.links.length > 0 ? observed.lineage : undefined
  if (!isPublished(question)) return undefined
  const first = presentValue(observed.managedImage) ?? presentValue(observed.source[0]?.observed)
  return first && { links: [first], end: { kind: 'origin-unknown' } }
}

/** Whether the run makes a version that does not exist, out of a source. */
export function isPublished({ desired, observed }: Question): boolean {
  return observed.imageVersion.state === 'absent' && desired.image.source !== undefined
}
