import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { ImageDefinition } from '../../model/image.ts'
import type { CreateGallery, CreateImageDefinition } from '../../model/image-step.ts'
import { presentValue } from '../../model/observed.ts'
import { parentId, resourceKey, resourceName } from '../../model/resource-id.ts'

/**
 * Findings about names that what is to be created would share with another.
 * Source: learn.microsoft.com, "Troubleshoot images in an Azure Compute Gallery", names that are not unique.
 */
export function takenFindings(question: Question): Finding[] {
  return question.draft.steps.flatMap((step) => {
    if (step.kind === 'create-gallery') return galleryFindings(step, question)
    return step.kind === 'create-image-definition' ? definitionFindings(step, question) : []
  })
}

function galleryFindings({ galleryId: id }: CreateGallery, { observed: { preflight } }: Question): Finding[] {
  const gallery = resourceName(id)
  const twin = presentValue(preflight.galleries[resourceKey(id)])?.find(
    (other) => resourceKey(other.id) !== resourceKey(id) && isSame(resourceName(other.id), gallery),
  )
  return twin === undefined ? [] : [found('GalleryNameTaken', id, { gallery, held: twin.id })]
}

function definitionFindings(
  { imageDefinitionId: id, to: { publisher, offer, sku } }: CreateImageDefinition,
  { observed: { preflight } }: Question,
): Finding[] {
  const isTwin = ({ identifier }: ImageDefinition) =>
    isSame(identifier.publisher, publisher) && isSame(identifier.offer, offer) && isSame(identifier.sku, sku)
  const twin = presentValue(preflight.definitions[resourceKey(parentId(id))])?.find(isTwin)
  if (twin === undefined) return []
  const facts = { definition: resourceName(id), publisher, offer, sku, held: resourceName(twin.id) }
  return [found('IdentifierTaken', id, facts)]
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
