import type { CreateGallery } from '../../model/image-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { untilMade } from './until-made.ts'

/** Makes the gallery, if there is none of its name. */
export async function createGallery(step: CreateGallery, run: Execution): Promise<StepEnd> {
  const { azure } = run.ports
  const what = `gallery ${resourceName(step.galleryId)}`
  const read = () => azure.readGallery(step.galleryId)
  const { isNew } = await untilMade(step, { what, read, create: () => azure.createGallery(step) }, run)
  return { kind: 'succeeded', text: isNew ? `Azure made ${what}.` : `There is a ${what} already.` }
}
