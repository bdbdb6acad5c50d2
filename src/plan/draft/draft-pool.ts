import type { BatchAccount, Pool } from '../../model/batch.ts'
import type { DesiredPool } from '../../model/desired.ts'
import type { DraftPool, NodeAgentChoice } from '../../model/draft.ts'
import { presentValue } from '../../model/observed.ts'
import type { PlannedPool } from '../../model/plan.ts'
import { resourceKey } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { awaitReplicationId } from '../image/image-steps.ts'
import { promoteStepId } from '../image/promotion.ts'
import { REGISTER_STEP } from '../image/provider-steps.ts'
import { nodesOf, type PlacedPool } from '../image/sizing.ts'
import type { PoolDecisions } from '../pool/pool-definition.ts'
import { awaitPool, following, mayBeUnwatched, watching } from '../pool/pool-watch.ts'
import { imageOf } from '../pool/previous-image.ts'
import { type CanaryQuestion, withCanary } from '../rollout/canary.ts'
import { poolSteps, type Replaced } from '../rollout/pool-steps.ts'
import { followSteps } from '../rollout/rolling.ts'
import { movedJobs, type Succession, successionOf, withSuccession } from '../rollout/succession.ts'
import { type DecisionContext, decidePool, nodeAgentOf } from './pool-decisions.ts'

/** A pool with its account, which was read. */
export type PlacedAccount = PlacedPool & { readonly account: BatchAccount }

/** What a pool is drafted from besides itself. */
export type PoolContext = DecisionContext & {
  /** Whether the run ends with setting the version latest: then its nodes are watched once more. */
  readonly promotes: boolean
}

/** Everything that would be done to one pool. */
export function draftPool(place: PlacedAccount, context: PoolContext): DraftPool {
  const subject = subjectOf(place, context)
  const { desired, pool, replaces, agent } = subject
  const steps = stepsOf(subject, context)
  return {
    desired,
    account: place.account,
    region: place.region,
    ...(pool && { pool }),
    ...(replaces && { replaces: replaces.pool }),
    agent,
    planned: plannedPool(subject, steps, place, context),
    ...withCanary(canaryQuestion(subject, context), steps),
  }
}

/** A pool of the run with what was decided about it. */
type Subject = {
  /** As the workflow asks for it, under the ID of the pool that its name stands for now. */
  readonly asked: DesiredPool
  /** The pool that the name stands for now. */
  readonly current: Pool | undefined
  /** The pool that the run works on: the current one, or one that takes its place. */
  readonly desired: DesiredPool
  readonly pool: Pool | undefined
  readonly replaces: Replaced | undefined
  readonly succession: Succession | undefined
  readonly agent: NodeAgentChoice
  readonly decisions: PoolDecisions
  /** Steps that have to be done before the first one of the pool. */
  readonly after: readonly StepId[]
}

function subjectOf({ pool: asked, region }: PlacedAccount, context: PoolContext): Subject {
  const { desired: state, observed, before, imageVersionId } = context
  const current = presentValue(observed.pools[resourceKey(asked.poolId)])
  const agent = nodeAgentOf(asked, observed, current)
  const decisions = decidePool(asked, agent, current, context)
  const succession = current && successionOf({ desired: asked, decisions, pool: current }, state.rollout, observed)
  const own = [awaitReplicationId(region), REGISTER_STEP, promoteStepId(imageVersionId)]
  return {
    asked,
    current,
    desired: succession?.desired ?? asked,
    pool: succession ? succession.pool : current,
    replaces: succession?.replaces,
    succession,
    agent,
    decisions,
    after: before.map(({ id }) => id).filter((id) => own.includes(id)),
  }
}

function stepsOf(subject: Subject, context: PoolContext): readonly Step[] {
  const { desired, decisions, pool, replaces, succession, after } = subject
  const { origin, rollout } = context.desired
  const changes = poolSteps({
    desired,
    decisions,
    origin,
    rollout: succession?.rollout ?? rollout,
    after,
    ...(pool && { pool }),
    ...(replaces && { replaces }),
  })
  const watch = watchOf(subject, changes, context)
  return [...changes, ...(succession ? withSuccession(changes, watch, succession) : watch)]
}

/** The waits behind the changes of a pool, for its nodes to come, to follow and to stay healthy. */
function watchOf(subject: Subject, changes: readonly Step[], context: PoolContext): readonly Step[] {
  const { desired, pool, replaces, after } = subject
  const { desired: state, observed, imageVersionId, promotes } = context
  const waits = awaitPool(desired, context, pool, changes)
  const follow = followSteps(state, observed, { ...desired, pool, imageVersionId, after })
  if (follow.length > 0) return following(follow, changes, watching(desired, state, waits))
  const isFresh = pool === undefined || changes.length > 0 || replaces !== undefined || promotes
  return isFresh || mayBeUnwatched(desired, pool, state, observed) ? watching(desired, state, waits) : waits
}

function plannedPool(
  { asked, current, desired, pool, replaces, decisions }: Subject,
  steps: readonly Step[],
  { region }: PlacedAccount,
  { observed }: PoolContext,
): PlannedPool {
  const { nodeAgentSkuId, resizeTimeoutMinutes: timeout } = decisions
  const previous = current && imageOf(current)
  const runningTasks = presentValue(observed.preflight.runningTasks[resourceKey(asked.poolId)])
  const disturbs = steps.some(({ disruption }) => disruption !== 'none')
  return {
    poolId: desired.poolId,
    batchAccountId: desired.batchAccountId,
    region,
    action: pool === undefined ? 'create' : steps.some(isOwnChange) ? 'update' : 'keep',
    nodes: nodesOf(desired.scale),
    vmSize: desired.vmSize,
    nodeAgentSkuId,
    ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
    ...(replaces && { replacesPoolId: replaces.pool.id, ...movedJobs(replaces.pool, asked, observed) }),
    ...(previous !== undefined && { previousImageVersionId: previous }),
    ...(disturbs && runningTasks !== undefined && { runningTasks }),
  }
}

/** Whether a step changes the pool that the run works on, or has Azure do so. */
function isOwnChange(step: Step): boolean {
  if (step.kind === 'drain-pool' || step.kind === 'delete-pool') return !step.retires
  return step.kind === 'update-pool' || step.kind === 'create-pool' || step.kind === 'follow-upgrade'
}

/** A canary proves the version itself, also where the pool names none, and before that becomes the latest. */
function canaryQuestion({ asked, current, decisions, after }: Subject, context: PoolContext): CanaryQuestion {
  const { desired: state, observed, imageVersionId } = context
  const { rolling: _, ...pinned } = decisions
  return {
    desired: asked,
    decisions: pinned,
    state,
    ...(current && { pool: current }),
    after: after.filter((id) => id !== promoteStepId(imageVersionId)),
    found: observed.preflight.canaries,
  }
}
