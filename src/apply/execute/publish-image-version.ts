import { UserError } from '../../model/errors.ts'
import { found } from '../../model/finding.ts'
import { type ImageSource, sameSource, sourceInFull, sourceName } from '../../model/image-source.ts'
import type { PublishImageVersion } from '../../model/image-step.ts'
import { parentId, resourceName } from '../../model/resource-id.ts'
import { missingRegions } from '../../plan/image/target-regions.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { type Creation, createOnceReady } from './create-once-ready.ts'
import { addToVersion, presentVersion } from './image-version.ts'

/** Makes the version; one that appeared since the plan was made is adopted when it comes from the same source. */
export async function publishImageVersion(step: PublishImageVersion, run: Execution): Promise<StepEnd> {
  const { azure } = run.ports
  const id = step.imageVersionId
  const before = await azure.readImageVersion(id)
  if (before.observed.state === 'absent') {
    const definitionId = parentId(id)
    const parent = {
      what: `image definition ${resourceName(definitionId)}`,
      read: () => azure.readImageDefinition(definitionId),
    }
    const [create, made] = [() => azure.createImageVersion(step), () => azure.readImageVersion(id)]
    await createOnceReady(step, { create, made, parent, ...feeding(step, run) }, run)
  }
  const version = presentVersion(id, before.observed.state === 'present' ? before : await azure.readImageVersion(id))
  const held = version.source
  if (held === undefined || !sameSource(held, step.source)) throw otherSource(step, held)
  const lost = missingRegions(version.targetRegions, step.targetRegions)
  if (lost.length > 0) {
    await addToVersion(id, { targetRegions: step.targetRegions, tags: {}, again: false }, step, run)
  }
  const how = before.observed.state === 'absent' ? 'Azure is making' : 'Another run began'
  return { kind: 'succeeded', text: `${how} image version ${resourceName(id)} from ${sourceName(step.source)}.` }
}

/**
 * A managed image feeds one version at a time, until that is replicated.
 * Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery", managed images as a source.
 */
function feeding({ source }: PublishImageVersion, { ports }: Execution): Pick<Creation, 'source'> {
  if (source.kind !== 'managed-image') return {}
  const read = () => ports.azure.readLineageLink(source.id)
  return { source: { what: `managed image ${resourceName(source.id)}`, read } }
}

/** Another run made the version meanwhile, from something else. */
function otherSource({ imageVersionId, source }: PublishImageVersion, held: ImageSource | undefined): UserError {
  const { code, message, remedy } = found('ImageVersionFromOtherSource', imageVersionId, {
    version: resourceName(imageVersionId),
    held: held === undefined ? 'something that Azure does not tell' : sourceInFull(held),
    asked: sourceInFull(source),
  })
  return new UserError(code, message, remedy)
}
