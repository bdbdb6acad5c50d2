import { UserError } from '../../model/errors.ts'
import type { SetLatest } from '../../model/image-step.ts'
import { LATEST_TAG } from '../../model/origin.ts'
import { resourceName } from '../../model/resource-id.ts'
import { awaitsPromotion, isExclusion, withExclusion } from '../../plan/image/exclusion.ts'
import type { Execution } from '../execution.ts'
import { MOST_ROUNDS } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { settledVersion, tryChange } from './image-version.ts'

/**
 * Takes back that a version is excluded from latest, in all its regions, or excludes it. One that somebody else excludes
 * stays so.
 */
export async function setLatest(step: SetLatest, run: Execution): Promise<StepEnd> {
  const { imageVersionId: id, excludeFromLatest } = step
  const name = `Image version ${resourceName(id)}`
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const version = await settledVersion(id, step, run)
    if (isExclusion(version, excludeFromLatest)) {
      return {
        kind: 'succeeded',
        text: `${name} ${excludeFromLatest ? 'is' : 'is not'} excluded from latest: another run or a person was first.`,
      }
    }
    if (!excludeFromLatest && !awaitsPromotion(version)) throw heldBack(name)
    if (await tryChange(id, withExclusion(version, excludeFromLatest), step, run)) {
      return { kind: 'succeeded', text: `${name} ${excludeFromLatest ? 'is' : 'is no longer'} excluded from latest.` }
    }
  }
  throw new UserError(
    'ImageVersionBusy',
    `${name} was being changed by others each of the ${MOST_ROUNDS} times that this run ${excludeFromLatest ? 'excluded it from' : 'set it'} latest.`,
    'Let one workflow at a time change this image version (a `concurrency` group), and run again.',
  )
}

function heldBack(name: string): UserError {
  return new UserError(
    'PlanIsStale',
    `${name} is excluded from latest by somebody else: its tag ${LATEST_TAG} is no longer \`pending\`, so it is not set latest.`,
    'Find out who holds the version back; set excludeFromLatest to false in all its regions to release it by hand.',
  )
}
