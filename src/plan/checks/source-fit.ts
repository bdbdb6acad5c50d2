import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { DefinitionBody } from '../../model/image-step.ts'
import { type LineageLink, linkThatTells } from '../../model/lineage.ts'
import { resourceName } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { sourceLineage } from './source-lineage.ts'

const FACTS = [
  { fact: 'osType', code: 'SourceOsDiffers' },
  { fact: 'hyperVGeneration', code: 'SourceGenerationDiffers' },
  { fact: 'architecture', code: 'SourceArchitectureDiffers' },
] as const

/** What the source says of itself, or the nearest link behind it that knows, against the image definition. */
export function sourceFitFindings(question: Question): Finding[] {
  const definition = definitionAfter(question)
  const lineage = sourceLineage(question)
  if (definition === undefined || lineage === undefined) return []
  const name = resourceName(question.desired.image.imageDefinitionId)
  return FACTS.flatMap(({ fact, code }) => {
    const link = linkThatTells(lineage, fact)
    const held = link?.[fact]
    if (link === undefined || held === undefined || held === asked(definition, fact)) return []
    return [
      found(code, link.id, { source: resourceName(link.id), held, definition: name, asked: asked(definition, fact) }),
    ]
  })
}

function asked(
  definition: DefinitionBody,
  fact: (typeof FACTS)[number]['fact'],
): NonNullable<LineageLink[typeof fact]> {
  return definition[fact]
}
