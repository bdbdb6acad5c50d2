import { UserError } from '../../model/errors.ts'
import { found } from '../../model/finding.ts'
import { sameSource, sourceInFull, sourceName } from '../../model/image-source.ts'
import type { CreateManagedImage } from '../../model/image-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { untilMade } from './until-made.ts'

/** Makes the managed image; one that appeared since the plan was made is taken when it comes from the same source. */
export async function createManagedImage(step: CreateManagedImage, run: Execution): Promise<StepEnd> {
  const { azure } = run.ports
  const { managedImageId: id, source } = step
  const what = `managed image ${resourceName(id)}`
  const create = () => azure.createManagedImage(step)
  const { value, isNew } = await untilMade(step, { what, read: () => azure.readLineageLink(id), create }, run)
  if (value.madeFrom !== undefined && !sameSource(value.madeFrom, source)) {
    const facts = { image: resourceName(id), held: sourceInFull(value.madeFrom), asked: sourceInFull(source) }
    const { code, message, remedy } = found('ManagedImageFromOtherSource', id, facts)
    throw new UserError(code, message, remedy)
  }
  const text = isNew ? `Azure made ${what} from ${sourceName(source)}.` : `There is a ${what} from it already.`
  return { kind: 'succeeded', text }
}
