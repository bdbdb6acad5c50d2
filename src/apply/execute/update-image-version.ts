import type { UpdateImageVersion } from '../../model/image-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { addToVersion } from './image-version.ts'

/** Brings regions, counts and tags of an existing version up to what is asked, never down. */
export async function updateImageVersion(step: UpdateImageVersion, run: Execution): Promise<StepEnd> {
  const addition = {
    targetRegions: step.to,
    tags: step.tags,
    again: true,
    ...(step.endOfLifeDate !== undefined && { endOfLifeDate: step.endOfLifeDate }),
  }
  const end = await addToVersion(step.imageVersionId, addition, step, run)
  const name = resourceName(step.imageVersionId)
  const text =
    end === 'written'
      ? `Azure took the new regions, counts or tags of image version ${name}.`
      : `Image version ${name} already has all that was asked: another run was first.`
  return { kind: 'succeeded', text }
}
