import { UserError } from '../../model/errors.ts'
import type { ImageVersion, TargetRegion } from '../../model/image.ts'
import { LATEST_TAG, PROMOTED } from '../../model/origin.ts'
import type { ImageVersionChange } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { SetLatest } from '../../model/step.ts'
import { awaitsPromotion, excludedRegions } from '../../plan/promotion.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { excludeFromLatest } from './exclude-from-latest.ts'
import { MOST_ROUNDS, settledVersion, tryChange } from './image-version.ts'

/** Takes back that a version is excluded from latest; one that somebody else excludes stays so. */
export async function setLatest(step: SetLatest, run: Execution): Promise<StepEnd> {
  if (step.excludeFromLatest) return excludeFromLatest(step, run)
  const id = step.imageVersionId
  const name = `Image version ${resourceName(id)}`
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const version = await settledVersion(id, step, run)
    if (excludedRegions(version).length === 0) {
      return { kind: 'succeeded', text: `${name} is not excluded from latest: another run or a person was first.` }
    }
    if (!awaitsPromotion(version)) throw heldBack(name)
    if (await tryChange(id, promoted(version), step, run)) {
      return { kind: 'succeeded', text: `${name} is no longer excluded from latest.` }
    }
  }
  throw new UserError(
    'ImageVersionBusy',
    `${name} was being changed by others each of the ${MOST_ROUNDS} times that this run set it latest.`,
    'Let one workflow at a time change this image version (a `concurrency` group), and run again.',
  )
}

/** Everything as it is, except that nothing is excluded. */
function promoted({ targetRegions, tags, endOfLifeDate }: ImageVersion): ImageVersionChange {
  return {
    targetRegions: targetRegions.map(included),
    tags: { ...tags, [LATEST_TAG]: PROMOTED },
    excludeFromLatest: false,
    ...(endOfLifeDate !== undefined && { endOfLifeDate }),
  }
}

/** What a region says wins over what the version says, so it is said only where Azure tells it. */
function included(target: TargetRegion): TargetRegion {
  const { echo } = target
  if (echo?.['excludeFromLatest'] === undefined) return target
  return { ...target, echo: { ...echo, excludeFromLatest: false } }
}

function heldBack(name: string): UserError {
  return new UserError(
    'PlanIsStale',
    `${name} is excluded from latest by somebody else: its tag ${LATEST_TAG} is no longer \`pending\`, so it is not set latest.`,
    'Find out who holds the version back; set excludeFromLatest to false in all its regions to release it by hand.',
  )
}
