import { UserError } from '../../model/errors.ts'
import type { CreateImageDefinition } from '../../model/image-step.ts'
import { parentId, resourceName } from '../../model/resource-id.ts'
import { definitionDifferences } from '../../plan/image/definition-differences.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { untilMade } from './until-made.ts'

/** Makes the image definition; one that appeared since the plan was made is taken when it is exactly as asked. */
export async function createImageDefinition(step: CreateImageDefinition, run: Execution): Promise<StepEnd> {
  const { azure } = run.ports
  const id = step.imageDefinitionId
  const what = `image definition ${resourceName(id)}`
  const create = () => azure.createImageDefinition(step)
  const galleryId = parentId(id)
  const parent = { what: `gallery ${resourceName(galleryId)}`, read: () => azure.readGallery(galleryId) }
  const making = { what, read: () => azure.readImageDefinition(id), create, parent }
  const { value, isNew } = await untilMade(step, making, run)
  const [difference] = definitionDifferences(step.to, value)
  if (difference !== undefined) {
    throw new UserError(
      'PlanIsStale',
      `Someone made ${what} meanwhile, with ${difference.field} ${difference.held} where the plan has ${difference.asked}.`,
      'Run again: the new plan starts from the definition as it is now.',
    )
  }
  return { kind: 'succeeded', text: isNew ? `Azure made ${what}.` : `There is an ${what} as asked already.` }
}
