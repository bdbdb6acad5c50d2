import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { named } from '../../model/image-source.ts'
import { type LineageLink, linkThatTells, planText, planWords } from '../../model/lineage.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { changesImage } from '../draft/draft-changes.ts'
import { isPublished, sourceLineage } from './source-lineage.ts'

/**
 * The definition has to carry the very purchase plan of what the image comes from, or none where that has none; asked
 * when a version is made, and when nodes are to start from one.
 * Source: learn.microsoft.com/azure/batch/batch-sig-images, prerequisites.
 */
export function purchasePlanFindings(question: Question): Finding[] {
  const { desired, draft } = question
  const definition = definitionAfter(question)
  const link = linkWithPlan(question)
  const matters = isPublished(question) || draft.pools.some(changesImage)
  if (definition === undefined || link === undefined || !matters) return []
  const [held, asked] = [planText(link.purchasePlan), planText(definition.purchasePlan)]
  if (held.toLowerCase() === asked.toLowerCase()) return []
  const { imageDefinitionId } = desired.image
  return [
    found('PurchasePlanDiffers', imageDefinitionId, {
      origin: named(link.id),
      held: planWords(link.purchasePlan),
      definition: resourceName(imageDefinitionId),
      asked: planWords(definition.purchasePlan),
    }),
  ]
}

/**
 * A version tells only what its definition says, which is no word of what is behind it: machines and disks go first, and
 * the version of the run itself tells nothing.
 */
function linkWithPlan(question: Question): LineageLink | undefined {
  const { links = [], end = UNKNOWN } = sourceLineage(question) ?? {}
  const behind = links.filter(({ id }) => !sameResourceId(id, question.draft.imageVersionId))
  const machines = behind.filter(({ kind }) => kind !== 'gallery-image-version')
  return (
    linkThatTells({ links: machines, end }, 'purchasePlan') ?? linkThatTells({ links: behind, end }, 'purchasePlan')
  )
}

const UNKNOWN = { kind: 'origin-unknown' } as const
