import type { Pool } from '../../model/batch.ts'
import type { Done } from '../../model/done.ts'
import { REPLACED_METADATA } from '../../model/origin.ts'
import type { CreatePool, DeletePool, DrainPool, MoveJobs, SwitchPool, UpdatePool } from '../../model/pool-step.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { wasCurrent } from '../pool/pool-group.ts'
import { NO_NODES } from '../rollout/rollout-note.ts'
import { settable } from '../rollout/rollout-steps.ts'

/** Everything that one pool taking the place of another is made of, up to the step from which there is no way back. */
export type TakeoverSteps = { readonly last: SwitchPool; readonly steps: readonly Step[] }

/** The takeovers among steps. */
export function takeoversIn(steps: readonly Step[]): TakeoverSteps[] {
  return steps.filter(isSwitch).map((last) => ({
    last,
    steps: steps.filter((step) => isOf(step, last) && !('retires' in step)),
  }))
}

/**
 * Steps that bring the jobs back to the pool that they came from, which still has its nodes, and take the other away: one
 * that was current before is emptied again, any other is deleted. Once it is the current pool nothing is undone.
 */
export function undoTakeover({ last, steps }: TakeoverSteps, done: Done): Step[] {
  const isBroken = steps.some(({ id }) => done.states.get(id) === 'failed')
  const isBegun = steps.some(({ id }) => done.sent.has(id))
  if (!isBroken || !isBegun || done.states.get(last.id) === 'succeeded') return []
  const move = steps.find((step): step is MoveJobs => step.kind === 'move-jobs')
  const back = move !== undefined && mayHaveMoved(move, done) ? [jobsBack(move)] : []
  return [...back, ...poolAway(last, steps, done.before(last.poolId))]
}

function isSwitch(step: Step): step is SwitchPool {
  return step.kind === 'switch-pool'
}

function isOf(step: Step, { poolId }: SwitchPool): boolean {
  if (step.kind === 'move-jobs') return sameResourceId(step.toPoolId, poolId)
  return 'poolId' in step && sameResourceId(step.poolId, poolId)
}

/** A move that failed before it wrote anything has moved nothing, but a run before this one may have. */
function mayHaveMoved({ id, toPoolId }: MoveJobs, { states, sent, before }: Done): boolean {
  const isLeft = states.get(id) === 'failed' && before(toPoolId) !== undefined
  return sent.has(id) || states.get(id) === 'succeeded' || isLeft
}

/** Tasks that have begun on nodes which are not trusted begin again. */
function jobsBack(move: MoveJobs): MoveJobs {
  return {
    ...move,
    id: `undo ${move.id}`,
    after: [],
    disruption: 'replace',
    poolId: move.toPoolId,
    toPoolId: move.poolId,
    running: 'requeue',
  }
}

/** A pool that an earlier run has made and left is nobody's either, unless it has been current once. */
function poolAway(
  { poolId, replacesPoolId }: SwitchPool,
  steps: readonly Step[],
  before: Pool | undefined,
): (DeletePool | DrainPool)[] {
  const name = resourceName(poolId)
  if (before !== undefined && wasCurrent(before)) {
    return [
      {
        kind: 'drain-pool',
        id: `undo drain-pool ${name}`,
        after: [],
        disruption: 'drain',
        poolId,
        from: scaleGiven(steps) ?? NO_NODES,
        drain: 'requeue',
        onDeadline: 'requeue',
        metadata: { [REPLACED_METADATA]: resourceName(replacesPoolId) },
      },
    ]
  }
  const create = steps.find((step): step is CreatePool => step.kind === 'create-pool')
  const from = create?.to ?? (before && settable(before))
  if (from === undefined) return []
  return [{ kind: 'delete-pool', id: `undo delete-pool ${name}`, after: [], disruption: 'none', poolId, from }]
}

function scaleGiven(steps: readonly Step[]) {
  const updates = steps.filter((step): step is UpdatePool => step.kind === 'update-pool')
  return updates.flatMap(({ changes }) => changes).findLast(({ path }) => path === 'properties.scaleSettings')?.to
}

/** IDs of steps that a takeover is made of. */
export function stepIdsOf(takeovers: readonly TakeoverSteps[]): ReadonlySet<StepId> {
  return new Set(takeovers.flatMap(({ steps }) => steps.map(({ id }) => id)))
}
