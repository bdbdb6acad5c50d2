import type { Pool } from '../../model/batch.ts'
import { makesCanary } from '../../model/canary.ts'
import type { Done } from '../../model/done.ts'
import { isJsonObject, type JsonObject, type JsonValue, memberAt } from '../../model/json.ts'
import { ORIGIN_PREFIX, RESTORE_METADATA } from '../../model/origin.ts'
import { SCALE } from '../../model/pool-field.ts'
import type { AwaitPool, CreatePool, DeletePool, DrainPool, FieldChange, UpdatePool } from '../../model/pool-step.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { imageOf } from '../pool/previous-image.ts'
import { withSecrets } from '../pool/with-secrets.ts'
import { NO_NODES, scaleBefore, scaleNote } from '../rollout/rollout-note.ts'
import { brakeSteps } from './brake.ts'
import { stepIdsOf, takeoversIn, undoTakeover } from './undo-takeover.ts'

/**
 * Steps that bring every pool back whose rollout did not end well: its image, its scale, and the wait for its nodes. What
 * was published stays, for it harms nobody; pools that were rolled well stay as they are.
 */
export function undoSteps(done: Done): Step[] {
  const takeovers = takeoversIn(done.steps)
  const taken = stepIdsOf(takeovers)
  const others = done.steps.filter((step) => !taken.has(step.id) && !('retires' in step))
  const byPool = Map.groupBy(others.filter(isOfPool), ({ poolId }) => resourceKey(poolId))
  const undone = [...byPool.values()].flatMap((steps) => {
    const isBroken = steps.some(({ id }) => done.states.get(id) === 'failed')
    if (isBroken && steps.some(makesCanary)) return undoCanary(steps, done)
    const pool = steps[0] && done.before(steps[0].poolId)
    if (!isBroken || pool === undefined) return []
    return inSequence(wasBegun(steps, done) ? undoOf(steps, pool, done) : [])
  })
  return [...brakeSteps(done), ...takeovers.flatMap((takeover) => inSequence(undoTakeover(takeover, done))), ...undone]
}

/** A canary that was made goes, whatever became of it: nothing else was touched by then. */
function undoCanary(steps: readonly PoolStep[], { states, sent }: Done): DeletePool[] {
  return steps.filter(makesCanary).flatMap(({ id, poolId, to }) => {
    const isMade = states.get(id) === 'succeeded' || sent.has(id)
    const undo = {
      kind: 'delete-pool',
      id: `undo delete-pool ${resourceName(poolId)}`,
      after: [],
      disruption: 'none',
      poolId,
      from: to,
    } as const
    return isMade ? [undo] : []
  })
}

type PoolStep = Extract<Step, { readonly poolId: string }>

function isOfPool(step: Step): step is PoolStep {
  return 'poolId' in step
}

function stepOf<K extends PoolStep['kind']>(steps: readonly PoolStep[], kind: K, begins = '') {
  return steps.find((step): step is Extract<PoolStep, { kind: K }> => step.kind === kind && step.id.startsWith(begins))
}

/** What Azure refused has changed nothing; a pool that a run before this one has emptied is this run's to finish. */
function wasBegun(steps: readonly PoolStep[], { states, sent }: Done): boolean {
  const first = stepOf(steps, 'drain-pool') ?? stepOf(steps, 'delete-pool')
  return first !== undefined && (states.get(first.id) === 'succeeded' || steps.some(({ id }) => sent.has(id)))
}

function undoOf(steps: readonly PoolStep[], pool: Pool, done: Done): PoolStep[] {
  const removed = stepOf(steps, 'delete-pool')
  return removed === undefined ? undoInPlace(steps, pool, done) : undoRecreate(steps, removed, pool, done)
}

function undoInPlace(steps: readonly PoolStep[], pool: Pool, { sent }: Done): PoolStep[] {
  const change = stepOf(steps, 'update-pool', 'change-pool')
  const scale = stepOf(steps, 'update-pool', 'update-pool')
  const isChanged = change !== undefined && sent.has(change.id)
  const isScaled = scale !== undefined && sent.has(scale.id)
  const rest = isScaled ? scale.changes.filter(({ path }) => path !== SCALE) : []
  return [
    ...(isChanged ? [drainAgain(pool, isScaled ? scale : undefined)] : []),
    ...(isChanged ? [changeBack(pool, [...change.changes, ...rest])] : []),
    scaleBack(pool),
    ...awaitAgain(stepOf(steps, 'await-pool'), pool),
  ]
}

/** Nodes of an image that is not trusted go at once; their tasks run elsewhere. */
function drainAgain(pool: Pool, scale: UpdatePool | undefined): DrainPool {
  return {
    kind: 'drain-pool',
    id: `undo drain-pool ${resourceName(pool.id)}`,
    after: [],
    disruption: 'drain',
    poolId: pool.id,
    from: scale?.changes.find(({ path }) => path === SCALE)?.to ?? NO_NODES,
    drain: 'requeue',
    onDeadline: 'requeue',
    metadata: scaleNote(pool),
  }
}

function changeBack(pool: Pool, changes: readonly FieldChange[]): UpdatePool {
  return {
    ...update(pool, 'undo change-pool', changes.flatMap(inverse)),
    metadata: ownMetadata(pool),
    isUndo: true,
  }
}

/** A member that was not there is taken away where Azure has a way to say so; else it stays. */
function inverse({ path, from, to }: FieldChange): FieldChange[] {
  if (from !== undefined) return [{ path, from: to, to: withSecrets(from, to) }]
  return path === 'properties.startTask' ? [{ path, from: to, to: {} }] : []
}

/** Once there are no nodes: a scale that somebody else has set meanwhile is not overwritten. */
function scaleBack(pool: Pool): UpdatePool {
  const to = scaleBefore(pool)
  return {
    ...update(pool, 'undo update-pool', [{ path: SCALE, from: NO_NODES, to }]),
    metadata: ownMetadata(pool),
    isUndo: true,
    forgets: [RESTORE_METADATA],
  }
}

function update(pool: Pool, id: string, changes: readonly FieldChange[]): UpdatePool {
  return {
    kind: 'update-pool',
    id: `${id} ${resourceName(pool.id)}`,
    after: [],
    disruption: 'none',
    poolId: pool.id,
    changes,
    metadata: {},
    retriesResize: false,
  }
}

/** What earlier runs of the action had noted. */
function ownMetadata({ definition }: Pool): Record<string, string> {
  const { metadata } = definition.properties
  const items = (Array.isArray(metadata) ? metadata : []).filter(isJsonObject)
  const own = items.filter(({ name }) => String(name).startsWith(ORIGIN_PREFIX) && name !== RESTORE_METADATA)
  return Object.fromEntries(own.map(({ name, value }) => [String(name), String(value)]))
}

function undoRecreate(steps: readonly PoolStep[], removed: DeletePool, pool: Pool, { sent }: Done): PoolStep[] {
  const create = stepOf(steps, 'create-pool')
  const isMade = create !== undefined && sent.has(create.id)
  // What this run itself has made is no longer as it was found.
  const { asFound: _, ...deletion } = removed
  const name = resourceName(pool.id)
  const again: CreatePool = {
    kind: 'create-pool',
    id: `undo create-pool ${name}`,
    after: [],
    disruption: 'none',
    poolId: pool.id,
    to: { ...removed.from, properties: toldWithSecrets(removed.from.properties, create?.to.properties) },
  }
  return [
    ...(isMade ? [{ ...deletion, id: `undo delete-pool ${name}`, from: create.to }] : []),
    again,
    ...awaitAgain(stepOf(steps, 'await-pool'), pool),
  ]
}

function toldWithSecrets(told: JsonObject, given: JsonObject | undefined): JsonObject {
  const filled = withSecrets(told, given)
  return isJsonObject(filled) ? filled : told
}

/** The pool is waited for as before, with the nodes that it had been asked for. */
function awaitAgain(wait: AwaitPool | undefined, pool: Pool): AwaitPool[] {
  if (wait === undefined) return []
  const { targetNodes: _, resizeSeenBefore: __, imageVersionId, ...rest } = wait
  const image = imageVersionId === undefined ? undefined : imageOf(pool)
  const nodes = fixedNodes(scaleBefore(pool))
  return [
    {
      ...rest,
      id: `undo ${wait.id}`,
      ...(nodes !== undefined && { targetNodes: nodes }),
      ...(image !== undefined && { imageVersionId: image }),
    },
  ]
}

function fixedNodes(scale: JsonValue): number | undefined {
  if (memberAt(scale, ['autoScale']) !== undefined) return undefined
  const target = (name: string) => Number(memberAt(scale, ['fixedScale', name]) ?? 0)
  return target('targetDedicatedNodes') + target('targetLowPriorityNodes')
}

/** Each step after the one before it. */
function inSequence(steps: readonly Step[]): Step[] {
  return steps.map((step, index) => ({ ...step, after: index === 0 ? [] : [steps[index - 1]?.id ?? ''] }))
}
