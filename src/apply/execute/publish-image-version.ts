import { UserError } from '../../model/errors.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { PublishImageVersion } from '../../model/step.ts'
import { otherSource } from '../../plan/checks/image.ts'
import { missingRegions } from '../../plan/target-regions.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { addToVersion, presentVersion } from './image-version.ts'

/** Makes the version; one that appeared since the plan was made is adopted when it comes from the same source. */
export async function publishImageVersion(step: PublishImageVersion, run: Execution): Promise<StepEnd> {
  const { azure } = run.ports
  const id = step.imageVersionId
  const before = await azure.readImageVersion(id)
  if (before.observed.state === 'absent') await azure.createImageVersion(step)
  const version = presentVersion(id, before.observed.state === 'present' ? before : await azure.readImageVersion(id))
  const held = version.sourceId ?? ''
  if (!sameResourceId(held, step.sourceId)) {
    const { code, message, remedy } = otherSource(id, resourceName(id), held, step.sourceId)
    throw new UserError(code, message, remedy)
  }
  const lost = missingRegions(version.targetRegions, step.targetRegions)
  if (lost.length > 0) {
    await addToVersion(id, { targetRegions: step.targetRegions, tags: {}, again: false }, step, run)
  }
  const how = before.observed.state === 'absent' ? 'Azure is making' : 'Another run began'
  return { kind: 'succeeded', text: `${how} image version ${resourceName(id)} from ${resourceName(step.sourceId)}.` }
}
