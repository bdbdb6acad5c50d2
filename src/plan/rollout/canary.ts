import type { Pool, PoolDefinition } from '../../model/batch.ts'
import { CANARY_METADATA, canaryOf } from '../../model/canary.ts'
import type { Canary, DesiredPool, DesiredState, PoolScale } from '../../model/desired.ts'
import type { DraftCanary } from '../../model/draft.ts'
import { isJsonObject, type JsonObject, mergeJson } from '../../model/json.ts'
import { type Observed, presentValue } from '../../model/observed.ts'
import { poolMetadata } from '../../model/origin.ts'
import type { AwaitPool, CreatePool, DeletePool, SmokePool } from '../../model/pool-step.ts'
import { childId, parentId, resourceKey, resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { resizeTimeoutMinutes } from '../image/sizing.ts'
import { asksFor } from '../pool/formula.ts'
import { ownedProperties, type PoolDecisions, poolDefinition } from '../pool/pool-definition.ts'
import { nameBeside } from '../pool/pool-name.ts'
import { imageOf } from '../pool/previous-image.ts'
import { settable } from './rollout-steps.ts'

/** What the canary of a pool is drafted from. */
export type CanaryQuestion = {
  readonly desired: DesiredPool
  readonly decisions: PoolDecisions
  readonly state: Pick<DesiredState, 'canary' | 'origin'>
  /** Undefined when there is no such pool. */
  readonly pool?: Pool
  /** Steps that bring the image into the pool's region. */
  readonly after: readonly StepId[]
  /** What was found under the names of canary pools, by `resourceKey`. */
  readonly found: Readonly<Record<string, Observed<Pool>>>
}

/** The steps of a pool, behind those of a canary where one is asked for and the pool is made or gets another image. */
export function withCanary(
  question: CanaryQuestion,
  steps: readonly Step[],
): { readonly steps: readonly Step[]; readonly canary?: DraftCanary } {
  const { canary: asked } = question.state
  if (asked === undefined || !getsImage(question, steps)) return { steps }
  const canary = draftCanary(asked, question)
  const last = canary.steps.map(({ id }) => id).slice(-1)
  const own = new Set(steps.map(({ id }) => id))
  const isFirst = (step: Step) => !step.after.some((id) => own.has(id))
  // What else a step comes after, such as the step that makes Azure upgrade the nodes, stays.
  const behind = ({ after }: Step) => [...last, ...after.filter((id) => !question.after.includes(id))]
  return { steps: steps.map((step) => (isFirst(step) ? { ...step, after: behind(step) } : step)), canary }
}

const SUFFIX = '-canary'

/** ID of the pool on which the image of a pool is tried. */
export function canaryPoolId(poolId: string): string {
  return childId(parentId(poolId), 'pools', nameBeside(resourceName(poolId), SUFFIX))
}

/** Whether a pool that has the name of the canary of another was made as that by a run of this action. */
export function isCanaryOf({ definition }: Pool, poolId: string): boolean {
  return canaryOf(definition.properties) === resourceName(poolId)
}

/** A pool that is new, or gets another image than it has. */
function getsImage({ pool, decisions }: CanaryQuestion, steps: readonly Step[]): boolean {
  const held = pool && imageOf(pool)
  const isHeld = held !== undefined && resourceKey(held) === resourceKey(decisions.imageVersionId)
  return !isHeld && steps.some(bringsImage)
}

function bringsImage(step: Step): boolean {
  if (step.kind === 'update-pool') return step.changes.some(({ path }) => path === 'properties.deploymentConfiguration')
  return step.kind === 'create-pool' || step.kind === 'follow-upgrade'
}

function draftCanary(asked: Canary, question: CanaryQuestion): DraftCanary {
  const { desired, found } = question
  const poolId = canaryPoolId(desired.poolId)
  const scale = canaryScale(desired.scale, asked.nodes)
  const left = presentValue(found[resourceKey(poolId)])
  const minutes =
    desired.resizeTimeoutMinutes === 'auto' ? resizeTimeoutMinutes(asked.nodes) : desired.resizeTimeoutMinutes
  const to = canaryDefinition(question, scale, minutes)
  const owned = left !== undefined && isCanaryOf(left, desired.poolId) ? left : undefined
  return {
    poolId,
    ofPoolId: desired.poolId,
    nodes: { dedicated: scale.targetDedicatedNodes, spot: scale.targetSpotNodes },
    resizeTimeoutMinutes: minutes,
    ...(left && { left }),
    steps: canarySteps({ poolId, to, asked, question, ...(owned && { owned }) }),
  }
}

type FixedScale = Extract<PoolScale, { readonly kind: 'fixed' }>

/** Nodes of the kind that the pool has: spot only where it has no other. */
function canaryScale(scale: PoolScale, nodes: number): FixedScale {
  const isSpot =
    scale.kind === 'fixed'
      ? scale.targetDedicatedNodes === 0 && scale.targetSpotNodes > 0
      : asksFor('spot', scale.formula) && !asksFor('dedicated', scale.formula)
  return { kind: 'fixed', targetDedicatedNodes: isSpot ? 0 : nodes, targetSpotNodes: isSpot ? nodes : 0 }
}

/** What a canary does not take over from the pool that is there: its own, or with secrets that Azure never gives back. */
const NOT_TAKEN_OVER = ['metadata', 'scaleSettings', 'userAccounts', 'mountConfiguration', 'upgradePolicy']

/** The pool as it is to be, with a few nodes and metadata of its own. */
function canaryDefinition(
  { desired, decisions, state, pool }: CanaryQuestion,
  scale: FixedScale,
  resizeTimeoutMinutes: number,
): PoolDefinition {
  const metadata = {
    ...poolMetadata(state.origin, decisions.imageVersionId),
    [CANARY_METADATA]: resourceName(desired.poolId),
  }
  const few = { ...decisions, resizeTimeoutMinutes }
  const asked = poolDefinition({ ...desired, scale }, few, metadata)
  const { scaleSettings } = ownedProperties({ ...desired, scale, properties: {} }, few)
  const held = pool && settable(pool)
  // Azure upgrades only pools that name no version, and a canary names the one that it proves.
  const { upgradePolicy: _, ...own } = asked.properties
  const merged = mergeJson(takenOver(held), own)
  const identity = asked.identity ?? held?.identity
  return {
    properties: { ...(isJsonObject(merged) ? merged : own), ...(scaleSettings && { scaleSettings }) },
    ...(identity && { identity }),
    ...(held?.tags && { tags: held.tags }),
  }
}

function takenOver(held: PoolDefinition | undefined): JsonObject {
  const members = Object.entries(held?.properties ?? {})
  return Object.fromEntries(members.filter(([name]) => !NOT_TAKEN_OVER.includes(name)))
}

type CanaryPlan = {
  readonly poolId: string
  readonly to: PoolDefinition
  readonly asked: Canary
  readonly question: CanaryQuestion
  /** The canary pool that a run before this one has left. */
  readonly owned?: Pool
}

/** Make the canary, wait for all of its nodes, run the command on each, and take it away again. */
function canarySteps({ poolId, to, asked, question: { desired, decisions, state, after }, owned }: CanaryPlan): Step[] {
  const name = resourceName(poolId)
  const clear = owned === undefined ? [] : [removal(poolId, `clear-pool ${name}`, after, settable(owned))]
  const base = { poolId, disruption: 'none' } as const
  const create: CreatePool = {
    ...base,
    kind: 'create-pool',
    id: `create-pool ${name}`,
    after: clear.length === 0 ? after : clear.map(({ id }) => id),
    to,
  }
  const wait: AwaitPool = {
    ...base,
    kind: 'await-pool',
    id: `await-pool ${name}`,
    after: [create.id],
    batchAccountId: desired.batchAccountId,
    until: 'healthy',
    targetNodes: asked.nodes,
    healthyPercent: 100,
    hasToBeProven: true,
  }
  const smokes = (asked.smoke ? [asked.smoke] : []).map(
    (smoke): SmokePool => ({
      ...base,
      kind: 'smoke-pool',
      id: `smoke-pool ${name}`,
      after: [wait.id],
      batchAccountId: desired.batchAccountId,
      ...smoke,
      taskSlotsPerNode: Number(to.properties['taskSlotsPerNode'] ?? 1),
      metadata: poolMetadata(state.origin, decisions.imageVersionId),
    }),
  )
  const last = smokes[0] ?? wait
  return [...clear, create, wait, ...smokes, removal(poolId, `delete-pool ${name}`, [last.id], to)]
}

/** Nobody else has tasks on a canary, so that its end disturbs none. */
function removal(poolId: string, id: StepId, after: readonly StepId[], from: PoolDefinition): DeletePool {
  return { kind: 'delete-pool', id, after, disruption: 'none', poolId, from }
}
