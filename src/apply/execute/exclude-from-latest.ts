import { AzureError } from '../../model/errors.ts'
import type { ImageVersion } from '../../model/image.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { SetLatest } from '../../model/step.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { send } from '../send.ts'
import { presentVersion } from './image-version.ts'

/** The brake: Azure gives the version to no further node, in none of its regions. */
export async function excludeFromLatest(step: SetLatest, run: Execution): Promise<StepEnd> {
  const name = `Image version ${resourceName(step.imageVersionId)}`
  return setExclusion(step, run, `${name} is excluded from latest.`)
}

/** Brings the exclusion of a version and of each of its regions to what the step says. */
export async function setExclusion(step: SetLatest, run: Execution, text: string): Promise<StepEnd> {
  const { azure } = run.ports
  const { imageVersionId: id } = step
  for (;;) {
    run.ports.signal.throwIfAborted()
    const reading = await azure.readImageVersion(id)
    const version = presentVersion(id, reading)
    if (isSo(version, step.excludeFromLatest)) return { kind: 'succeeded', text }
    try {
      await send(step, run, () => azure.updateImageVersion(id, changeOf(version, step.excludeFromLatest)))
    } catch (error) {
      if (!(error instanceof AzureError) || error.status !== 409) throw error
      run.tell(step, 'Another change of this image version is under way; waiting for its end.')
      await untilNextReading(run.ports, reading)
    }
  }
}

function changeOf({ tags, endOfLifeDate, targetRegions }: ImageVersion, excludeFromLatest: boolean) {
  return {
    targetRegions: targetRegions.map((target) => ({ ...target, echo: { ...target.echo, excludeFromLatest } })),
    tags,
    excludeFromLatest,
    ...(endOfLifeDate !== undefined && { endOfLifeDate }),
  }
}

/** Azure tells the exclusion of each region, and that wins over the one of the whole version. */
function isSo(version: ImageVersion, excludeFromLatest: boolean): boolean {
  return [version.excludeFromLatest, ...version.targetRegions.map(({ echo }) => echo?.['excludeFromLatest'])].every(
    (held) => held === undefined || held === excludeFromLatest,
  )
}
