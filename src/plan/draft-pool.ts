import type { BatchAccount, Pool } from '../model/batch.ts'
import type { DesiredPool, DesiredState } from '../model/desired.ts'
import { memberAt } from '../model/json.ts'
import { type ObservedState, presentValue } from '../model/observed.ts'
import { resourceKey, resourceName } from '../model/resource-id.ts'
import type { AwaitPool, FollowUpgrade, Step } from '../model/step.ts'
import { withCanary } from './canary.ts'
import type { DraftPool } from './draft.ts'
import { awaitReplicationId } from './image-steps.ts'
import { chooseNodeAgent, type NodeAgentChoice } from './node-agent.ts'
import type { PoolDecisions } from './pool-definition.ts'
import { poolSteps } from './pool-steps.ts'
import { imageOf } from './previous-image.ts'
import { REGISTER_STEP } from './provider-steps.ts'
import { followSteps, promoteId, rollingDecisions } from './rolling.ts'
import { securityProfileFor } from './security-profile.ts'
import { nodesOf, type PlacedPool, resizeTimeoutMinutes } from './sizing.ts'
import { movedJobs, successionOf, withSuccession } from './succession.ts'

/** A pool with its account, which was read. */
export type PlacedAccount = PlacedPool & { readonly account: BatchAccount }

/** What a pool is drafted from besides itself. */
export type PoolContext = {
  readonly desired: DesiredState
  readonly observed: ObservedState
  readonly imageVersionId: string
  /** Steps that come before those of the pools. */
  readonly before: readonly Step[]
  /** Whether the run ends with setting the version latest: then its nodes are watched once more. */
  readonly promotes: boolean
}

/** Everything that would be done to one pool. */
export function draftPool({ pool: asked, account, region }: PlacedAccount, context: PoolContext): DraftPool {
  const { desired: state, observed, before } = context
  const current = presentValue(observed.pools[resourceKey(asked.poolId)])
  const agent = nodeAgentOf(asked, observed, current)
  const decisions = decide(asked, agent, current, context)
  const own = [awaitReplicationId(region), REGISTER_STEP, promoteId(observed.version)]
  const after = before.map(({ id }) => id).filter((id) => own.includes(id))
  const { origin, rollout } = state
  const succession = current && successionOf({ desired: asked, decisions, pool: current }, rollout, observed)
  const { desired, pool, replaces } = succession ?? { desired: asked, pool: current, replaces: undefined }
  const changes = poolSteps({
    desired,
    decisions,
    origin,
    rollout: succession?.rollout ?? rollout,
    after,
    ...(pool && { pool }),
    ...(replaces && { replaces }),
  })
  const { nodeAgentSkuId, resizeTimeoutMinutes: timeout } = decisions
  // A canary proves the version before that becomes the latest.
  const { rolling: _, ...pinned } = decisions
  const previous = current && imageOf(current)
  const waits = awaitPool(desired, context, pool, changes)
  const follow = followSteps(state, observed, { ...desired, pool, imageVersionId: context.imageVersionId, after })
  const isFresh =
    pool === undefined || changes.length > 0 || context.promotes || mayBeUnwatched(desired, pool, state, observed)
  const watch = isFresh || replaces ? watching(desired, state, waits) : waits
  const seen = follow.length > 0 ? following(follow, changes, watching(desired, state, waits)) : watch
  const rest = succession ? withSuccession(changes, watch, succession) : seen
  return {
    desired,
    account,
    region,
    ...(pool && { pool }),
    ...(replaces && { replaces: replaces.pool }),
    agent,
    planned: {
      poolId: desired.poolId,
      batchAccountId: desired.batchAccountId,
      region,
      action: pool === undefined ? 'create' : changes.length > 0 || follow.length > 0 ? 'update' : 'keep',
      nodes: nodesOf(desired.scale),
      vmSize: desired.vmSize,
      nodeAgentSkuId,
      ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
      ...(replaces && { replacesPoolId: replaces.pool.id, ...movedJobs(replaces.pool, asked, observed) }),
      ...(previous !== undefined && { previousImageVersionId: previous }),
      ...disturbedTasks(asked, [...changes, ...rest], observed),
    },
    ...withCanary(
      {
        desired: asked,
        decisions: pinned,
        state,
        ...(current && { pool: current }),
        after: after.filter((id) => id !== promoteId(observed.version)),
        found: observed.preflight.canaries,
      },
      [...changes, ...rest],
    ),
  }
}

/** What changes is waited for first, then the nodes are followed and, where that was asked, watched. */
function following(follow: readonly FollowUpgrade[], changes: readonly Step[], watched: readonly Step[]): Step[] {
  const waits = changes.length === 0 ? [] : watched.filter(({ kind }) => kind === 'await-pool')
  const bakes = watched.filter(({ kind }) => kind === 'bake-pool')
  return [
    ...waits,
    ...follow.map((step) => ({ ...step, after: [...step.after, ...waits.map(({ id }) => id)] })),
    ...bakes.map((step) => ({ ...step, after: follow.map(({ id }) => id) })),
  ]
}

const SECURITY_TYPE = ['deploymentConfiguration', 'virtualMachineConfiguration', 'securityProfile', 'securityType']
const NODE_AGENT = ['deploymentConfiguration', 'virtualMachineConfiguration', 'nodeAgentSkuId']

function decide(
  desired: DesiredPool,
  agent: NodeAgentChoice,
  pool: Pool | undefined,
  context: PoolContext,
): PoolDecisions {
  const timeout = timeoutOf(desired)
  const rolling = rollingDecisions(context.desired, context.observed, pool)
  // A pool that has a profile keeps it as somebody set it; whether it fits is for the checks.
  const hasOwn = memberAt(pool?.definition.properties, SECURITY_TYPE) !== undefined
  const securityProfile = hasOwn ? undefined : securityProfileFor(securityTypeOf(context))
  return {
    imageVersionId: context.imageVersionId,
    nodeAgentSkuId: agent.kind === 'known' ? agent.nodeAgentSkuId : '',
    ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
    ...(securityProfile && { securityProfile }),
    ...(rolling && { rolling }),
  }
}

/** Security type of the definition as it is, or as it will be created. */
function securityTypeOf({ observed, before }: PoolContext): string {
  const created = before.find((step) => step.kind === 'create-image-definition')
  return presentValue(observed.imageDefinition)?.securityType ?? created?.to.securityType ?? 'Standard'
}

function disturbedTasks(desired: DesiredPool, steps: readonly Step[], { preflight }: ObservedState) {
  const runningTasks = presentValue(preflight.runningTasks[resourceKey(desired.poolId)])
  const disturbs = steps.some(({ disruption }) => disruption !== 'none')
  return disturbs && runningTasks !== undefined ? { runningTasks } : {}
}

function nodeAgentOf(desired: DesiredPool, observed: ObservedState, pool: Pool | undefined): NodeAgentChoice {
  const poolSkuId = memberAt(pool?.definition.properties, NODE_AGENT)
  const definition = presentValue(observed.imageDefinition)
  const baseImage = observed.lineage?.baseImage
  return chooseNodeAgent({
    requested: desired.nodeAgentSkuId,
    ...(typeof poolSkuId === 'string' && { poolSkuId }),
    ...(baseImage && { baseImage }),
    ...(definition && { identifier: definition.identifier, osType: definition.osType }),
    supportedImages: presentValue(observed.preflight.supportedImages[resourceKey(desired.batchAccountId)]) ?? [],
  })
}

function timeoutOf(desired: DesiredPool): number | undefined {
  if (desired.scale.kind === 'autoscale') return undefined
  return desired.resizeTimeoutMinutes === 'auto'
    ? resizeTimeoutMinutes(nodesOf(desired.scale))
    : desired.resizeTimeoutMinutes
}

/** Whether a pool that had nodes gets other ones: those are asked which image version they run. */
function isRolledTo(pool: Pool | undefined, steps: readonly Step[]): boolean {
  return pool !== undefined && steps.some(({ kind }) => kind === 'drain-pool' || kind === 'delete-pool')
}

function awaitPool(
  desired: DesiredPool,
  { desired: state, imageVersionId }: PoolContext,
  pool: Pool | undefined,
  steps: readonly Step[],
): AwaitPool[] {
  if (state.wait === 'none') return []
  const last = steps.at(-1)
  // While a resize is under way its errors are still to come, and belong to this run.
  const old = pool?.allocationState === 'Steady' ? pool.resize?.startTime : undefined
  return [
    {
      kind: 'await-pool',
      id: `await-pool ${resourceName(desired.poolId)}`,
      after: last ? [last.id] : [],
      disruption: 'none',
      poolId: desired.poolId,
      batchAccountId: desired.batchAccountId,
      until: state.wait,
      ...(desired.scale.kind === 'fixed' && { targetNodes: nodesOf(desired.scale) }),
      healthyPercent: state.healthyPercent,
      ...(old !== undefined && { resizeSeenBefore: old }),
      ...(isRolledTo(pool, steps) && state.wait === 'healthy' && { imageVersionId }),
    },
  ]
}

/** Minutes that a resize and the start of its nodes usually take. */
const COMING_MINUTES = 60

/** Whether a run that changes nothing finds nodes that an earlier one may not have watched to the end: it was killed. */
function mayBeUnwatched({ scale }: DesiredPool, pool: Pool, { bake }: DesiredState, { at }: ObservedState): boolean {
  if (scale.kind !== 'fixed' || bake === undefined || pool.resize === undefined) return false
  return at - Date.parse(pool.resize.startTime) < (COMING_MINUTES + bake.minutes) * 60_000
}

/** The wait for a pool, and the watch over its nodes where one is asked for and there are some. */
function watching({ poolId }: DesiredPool, { bake }: DesiredState, waits: readonly AwaitPool[]): Step[] {
  return waits.flatMap((wait): Step[] => {
    const { id, batchAccountId, until, targetNodes, healthyPercent } = wait
    if (bake === undefined || until !== 'healthy' || targetNodes === 0) return [wait]
    const watched = {
      poolId,
      batchAccountId,
      ...bake,
      ...(targetNodes !== undefined && { targetNodes }),
      healthyPercent,
    }
    return [
      wait,
      { kind: 'bake-pool', id: `bake-pool ${resourceName(poolId)}`, after: [id], disruption: 'none', ...watched },
    ]
  })
}
