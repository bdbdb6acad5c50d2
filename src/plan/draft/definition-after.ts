import type { Question } from '../../model/draft.ts'
import type { DefinitionBody } from '../../model/image-step.ts'
import { presentValue } from '../../model/observed.ts'

/** The image definition as it is, or as this run creates it; undefined while neither is known. */
export function definitionAfter({ observed, draft }: Pick<Question, 'observed' | 'draft'>): DefinitionBody | undefined {
  const held = presentValue(observed.imageDefinition)
  if (held === undefined) return draft.steps.find((step) => step.kind === 'create-image-definition')?.to
  const { osType, hyperVGeneration, architecture, securityType, diskControllers, identifier, purchasePlan } = held
  return {
    osType,
    hyperVGeneration,
    architecture,
    securityType,
    ...(diskControllers !== undefined && { diskControllers }),
    ...identifier,
    ...(purchasePlan && { purchasePlan }),
  }
}
