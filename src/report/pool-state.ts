import type { JsonValue } from '../model/json.ts'
import { memberAt } from '../model/json.ts'
import { RESTORE_METADATA } from '../model/origin.ts'
import type { PlannedPool } from '../model/plan.ts'
import { SCALE } from '../model/pool-field.ts'
import type { DrainPool, UpdatePool } from '../model/pool-step.ts'
import type { StepResult } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'

/** What is known of a pool after the writes that Azure took. */
export type PoolState = {
  readonly isThere: boolean
  /** Whether it was drained and got no other scale since. */
  readonly isDrained: boolean
  /** Whether its metadata tell how it was scaled. */
  readonly isNoted: boolean
  /** Undefined for a pool that is on another kind of image. */
  readonly imageVersionId: string | undefined
}

/** The state of a pool after its own steps, and those of their undo, in the order in which they were done. */
export function poolStateAfter(pool: PlannedPool, results: readonly StepResult[]): PoolState {
  const start: PoolState = {
    isThere: pool.action !== 'create',
    isDrained: false,
    isNoted: false,
    imageVersionId: pool.previousImageVersionId,
  }
  return results.reduce((state, result) => (result.state === 'succeeded' ? after(state, result.step) : state), start)
}

/** What Azure holds of a pool between two steps, in sentences; what it held before the last write where that is not `certain`. */
export function heldSentences(poolId: string, state: PoolState, certain: boolean): string[] {
  const name = certain ? `Pool ${resourceName(poolId)}` : `Before that, pool ${resourceName(poolId)}`
  const [is, holds] = certain ? ['is', 'holds'] : ['was', 'held']
  if (!state.isThere) return [`${name} ${is} deleted; its jobs wait until there is one of its name again.`]
  const { imageVersionId } = state
  const image =
    imageVersionId === undefined
      ? `${is} on the image that it had`
      : `${is} on image version ${resourceName(imageVersionId)}`
  if (!state.isDrained) return [`${name} ${image}.`]
  return [
    `${name} ${holds} no node and ${image}; its jobs wait until it has nodes again.`,
    ...(state.isNoted ? [NOTED] : []),
    'The next run scales it as the workflow asks.',
  ]
}

/** Where a pool that was emptied says how it was scaled. */
export const NOTED = `The scale that it had is noted in its metadata as ${RESTORE_METADATA}.`

/** Whether a drain notes how the pool was scaled, which a very long formula is not. */
export function notesScale({ metadata }: DrainPool): boolean {
  return metadata[RESTORE_METADATA] !== undefined
}

function after(state: PoolState, step: Step): PoolState {
  switch (step.kind) {
    case 'drain-pool':
      return { ...state, isDrained: true, isNoted: state.isNoted || notesScale(step) }
    case 'delete-pool':
      return { ...state, isThere: false, isDrained: false, isNoted: false }
    case 'create-pool':
      return {
        isThere: true,
        isDrained: false,
        isNoted: false,
        imageVersionId: imageOf(step.to.properties['deploymentConfiguration']),
      }
    case 'update-pool':
      return updated(state, step)
    default:
      return state
  }
}

function updated(state: PoolState, { changes, forgets = [] }: UpdatePool): PoolState {
  const image = changes.find(({ path }) => path === 'properties.deploymentConfiguration')
  const isScaled = changes.some(({ path }) => path === SCALE)
  return {
    ...state,
    isDrained: state.isDrained && !isScaled,
    isNoted: state.isNoted && !forgets.includes(RESTORE_METADATA),
    imageVersionId: image === undefined ? state.imageVersionId : imageOf(image.to),
  }
}

function imageOf(deploymentConfiguration: JsonValue | undefined): string | undefined {
  const id = memberAt(deploymentConfiguration, ['virtualMachineConfiguration', 'imageReference', 'id'])
  return typeof id === 'string' ? id : undefined
}
