import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { ImageDefinition } from '../../model/image.ts'
import { toldBy } from '../../model/lineage.ts'
import { presentValue } from '../../model/observed.ts'
import { parentId, resourceName } from '../../model/resource-id.ts'
import { definitionDifferences } from '../image/definition-differences.ts'
import { askedGeneration } from '../image/gallery-steps.ts'
import { groupMissing, notReadable } from './reading.ts'
import { sourceLineage } from './source-lineage.ts'
import { takenFindings } from './taken-names.ts'

/** Findings about the gallery and the image definition: there, readable, for generalized images, and as asked. */
export function definitionFindings(question: Question): Finding[] {
  const { desired, observed } = question
  const id = desired.image.imageDefinitionId
  switch (observed.imageDefinition.state) {
    case 'unreadable':
      return [notReadable('image definition', id, observed.imageDefinition)]
    case 'absent':
      if (observed.imageDefinition.isGroupMissing) return [groupMissing(id)]
      return desired.image.createGallery
        ? [...creationFindings(question), ...takenFindings(question)]
        : absenceFindings(question)
    case 'present':
      return presentFindings(observed.imageDefinition.value, question)
  }
}

function absenceFindings({ desired, observed }: Question): Finding[] {
  const id = desired.image.imageDefinitionId
  const gallery = parentId(id)
  return observed.gallery?.state === 'absent'
    ? [found('GalleryNotFound', gallery, { gallery })]
    : [found('ImageDefinitionNotFound', id, { definition: id })]
}

/** What a definition never changes later is not guessed. A source that was not found has its own finding. */
function creationFindings(question: Question): Finding[] {
  const { desired, observed } = question
  const { imageDefinitionId: id, definition } = desired.image
  if (observed.gallery?.state === 'unreadable') return [notReadable('gallery', parentId(id), observed.gallery)]
  const gallery = presentValue(observed.gallery)
  if (gallery?.provisioningState === 'Deleting') {
    return [
      found('ParentBeingDeleted', gallery.id, { parent: `Gallery ${resourceName(gallery.id)}`, input: 'gallery' }),
    ]
  }
  const lineage = sourceLineage(question)
  if (lineage === undefined) return []
  const asked = { osType: definition.osType, hyperVGeneration: askedGeneration(definition) }
  return NEEDED.filter(({ name }) => (asked[name] ?? toldBy(lineage, name)) === undefined).map(({ field, input }) =>
    found('DefinitionNotDescribed', id, { definition: resourceName(id), field, input }),
  )
}

const NEEDED = [
  { name: 'osType', field: 'operating system', input: 'os-type' },
  { name: 'hyperVGeneration', field: 'generation', input: 'hyper-v-generation' },
] as const

function presentFindings(held: ImageDefinition, { desired }: Question): Finding[] {
  const { imageDefinitionId: id, definition: asked } = desired.image
  const definition = resourceName(id)
  if (held.provisioningState === 'Deleting') {
    const facts = { parent: `Image definition ${definition}`, input: 'image-definition' }
    return [found('ParentBeingDeleted', id, facts)]
  }
  const differing = definitionDifferences(asked, held).map((difference) =>
    found('DefinitionDiffers', id, { definition, ...difference }),
  )
  return held.osState === 'Generalized' ? differing : [found('ImageNotGeneralized', id, { definition }), ...differing]
}
