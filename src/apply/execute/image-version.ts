import { AzureError, UserError } from '../../model/errors.ts'
import type { ImageVersion, TargetRegion } from '../../model/image.ts'
import type { ImageVersionChange, Reading } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { isFailed } from '../../plan/image/image-steps.ts'
import { missingRegions, unionOfRegions } from '../../plan/image/target-regions.ts'
import type { Execution } from '../execution.ts'
import { MOST_ROUNDS, untilNextReading } from '../poll.ts'
import { send } from '../send.ts'

/** What a version that exists shall have besides what it has. */
export type Addition = {
  readonly targetRegions: readonly TargetRegion[]
  readonly tags: Readonly<Record<string, string>>
  readonly endOfLifeDate?: string
  /** Write even if nothing is missing: a failed replication starts again only so. */
  readonly again: boolean
}

/** Thrown where a version has to be there and is not. */
export function versionGone(id: string, how = 'is no longer there: someone deleted it'): UserError {
  return new UserError(
    'ImageVersionGone',
    `Image version ${resourceName(id)} ${how} while this run worked on it.`,
    'Find out who deletes image versions, and run again.',
  )
}

/**
 * Adds regions, counts and tags to a version. Azure knows no ETag here and takes the list of regions as the whole
 * truth, so: wait until no other write is under way, read, write the union, and read again that nothing was lost.
 */
export async function addToVersion(
  id: string,
  addition: Addition,
  step: Step,
  run: Execution,
): Promise<'written' | 'unchanged'> {
  let seen: readonly TargetRegion[] = addition.targetRegions
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const version = await settledVersion(id, step, run)
    seen = unionOfRegions(version.targetRegions, seen)
    const done = missingRegions(version.targetRegions, seen).length === 0 && hasRest(version, addition)
    if (done && (round > 0 || !(addition.again && isFailed(version)))) {
      return round === 0 ? 'unchanged' : 'written'
    }
    const tags = { ...version.tags, ...addition.tags }
    const endOfLifeDate = addition.endOfLifeDate ?? version.endOfLifeDate
    const { excludeFromLatest } = version
    const change = { targetRegions: seen, tags, excludeFromLatest, ...(endOfLifeDate && { endOfLifeDate }) }
    if (!(await tryChange(id, change, step, run))) continue
    if (await holds(id, seen, run)) return 'written'
    run.tell(step, 'Another writer replaced the list of regions; adding what was lost once more.')
  }
  throw new UserError(
    'RegionsLost',
    `Other writers replaced the regions of image version ${resourceName(id)} ${MOST_ROUNDS} times while this run added its own.`,
    'Let one workflow at a time change this image version (a `concurrency` group), and run again.',
  )
}

/** Sends a change; false, after a wait, where the change of another writer is under way. */
export async function tryChange(id: string, change: ImageVersionChange, step: Step, run: Execution): Promise<boolean> {
  try {
    await send(step, run, () => run.ports.azure.updateImageVersion(id, change))
    return true
  } catch (error) {
    if (!isConflict(error)) throw error
    run.tell(step, 'Another change of this image version is under way; waiting for its end.')
    await untilNextReading(run.ports, undefined)
    return false
  }
}

/** The version once no write to it is under way. */
export async function settledVersion(id: string, step: Step, run: Execution): Promise<ImageVersion> {
  for (;;) {
    run.ports.signal.throwIfAborted()
    const reading = await run.ports.azure.readImageVersion(id)
    const version = presentVersion(id, reading)
    if (version.provisioningState === 'Deleting') throw versionGone(id, 'is being deleted by someone')
    if (version.provisioningState !== 'Creating' && version.provisioningState !== 'Updating') return version
    run.tell(
      step,
      `The version is ${version.provisioningState.toLowerCase()}; waiting until Azure takes the next change.`,
    )
    await untilNextReading(run.ports, reading)
  }
}

async function holds(id: string, wanted: readonly TargetRegion[], run: Execution): Promise<boolean> {
  const version = presentVersion(id, await run.ports.azure.readImageVersion(id))
  return missingRegions(version.targetRegions, wanted).length === 0
}

/** The version in a reading; throws when it is gone or cannot be read. */
export function presentVersion(id: string, { observed }: Reading<ImageVersion>): ImageVersion {
  if (observed.state === 'present') return observed.value
  if (observed.state === 'absent') throw versionGone(id)
  throw new AzureError(0, observed.code, observed.reason)
}

function hasRest(version: ImageVersion, { tags, endOfLifeDate }: Addition): boolean {
  return (
    Object.entries(tags).every(([name, value]) => version.tags[name] === value) &&
    (endOfLifeDate === undefined || Date.parse(endOfLifeDate) === Date.parse(version.endOfLifeDate ?? ''))
  )
}

function isConflict(error: unknown): boolean {
  return error instanceof AzureError && (error.status === 409 || error.status === 412)
}
