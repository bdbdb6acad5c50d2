import type { NodeCounts, Pool } from '../../model/batch.ts'
import { count, number } from '../../model/count.ts'
import type { Failure } from '../../model/event.ts'
import { memberAt } from '../../model/json.ts'
import { nodesIn } from '../../model/pool-nodes.ts'
import type { AwaitPool } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import { resizeFailure } from './blame.ts'

/** Minutes an unusable node without a reason is given: Batch tries to mend those itself. */
const UNUSABLE_GRACE_MINUTES = 10

/** Minutes without any change after which nodes that are still starting will not come up. */
const STANDSTILL_MINUTES = 30

/** Minutes until a resize that was asked for has to show. */
const RESIZE_LAG_MINUTES = 2

/** What was seen of a pool at one moment; times in ms since 1970. */
export type PoolSight = {
  readonly step: AwaitPool
  readonly pool: Pool
  /** Undefined where only the allocation matters, or the Batch service could not be asked. */
  readonly counts?: NodeCounts
  readonly now: number
  /** Since when the same number of nodes, or more, has been unusable. */
  readonly unusableSince?: number
  /** When pool or counts last changed. */
  readonly changedAt: number
}

/** What follows from a sight: go on waiting, look at the single nodes, or say how it ended. */
export type Verdict =
  /** `mark` changes when there is something to tell: a new state, or another tenth of the nodes. */
  | { readonly kind: 'waiting'; readonly text: string; readonly mark: string }
  | { readonly kind: 'steady'; readonly text: string }
  /** Enough nodes look healthy: one node list confirms it. */
  | { readonly kind: 'confirm'; readonly healthy: number; readonly required: number }
  /** It can no longer become good because of single nodes: a node list tells why. */
  | { readonly kind: 'nodes-failed'; readonly healthy: number }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Judges a pool by what Azure shows of it now. */
export function judgePool(sight: PoolSight): Verdict {
  const { step, pool } = sight
  const name = resourceName(step.poolId)
  const have = nodesIn(pool)
  if (pool.provisioningState === 'Deleting')
    return failed('PoolDeleted', `Pool ${name} is being deleted by someone else.`)
  if (pool.autoScaleError !== undefined) return autoScaleFailed(name, pool)
  if (pool.allocationState === 'Steady') {
    if (isBeforeResize(sight, have)) {
      return {
        kind: 'waiting',
        text: `Pool ${name} still has ${count(have, 'node')}; its resize is about to begin.`,
        mark: 'before',
      }
    }
    const errors = newResizeErrors(step, pool)
    if (errors.length > 0) return { kind: 'failed', failure: resizeFailure(name, errors, have, step.targetNodes) }
    if (step.targetNodes !== undefined && have < requiredNodes(step, step.targetNodes))
      return missingNodes(name, have, step.targetNodes)
    if (step.until === 'steady') return { kind: 'steady', text: `Pool ${name} is steady with ${count(have, 'node')}.` }
  }
  return sight.counts === undefined ? allocating(name, pool, step) : judgeNodes(sight, sight.counts)
}

/** Azure may still show the pool as it was just before the resize that it has accepted. */
function isBeforeResize({ step, pool, now, changedAt }: PoolSight, have: number): boolean {
  const seen = pool.resize?.startTime === step.resizeSeenBefore
  const short = (now - changedAt) / 60_000 < RESIZE_LAG_MINUTES
  return seen && short && step.targetNodes !== undefined && have !== step.targetNodes
}

/** Nodes that have to be healthy of `nodes`, rounded up. */
export function requiredNodes({ healthyPercent }: Pick<AwaitPool, 'healthyPercent'>, nodes: number): number {
  return Math.ceil((nodes * healthyPercent) / 100)
}

function judgeNodes({ step, pool, now, unusableSince, changedAt }: PoolSight, counts: NodeCounts): Verdict {
  const of = (state: string) => counts.byState[state] ?? 0
  const have = nodesIn(pool)
  const target = step.targetNodes ?? have
  const required = requiredNodes(step, target)
  const healthy = of('idle') + of('running')
  const minutesUnusable = unusableSince === undefined ? 0 : (now - unusableSince) / 60_000
  const lost = of('starttaskfailed') + (minutesUnusable >= UNUSABLE_GRACE_MINUTES ? of('unusable') : 0)
  if (target - lost < required) return { kind: 'nodes-failed', healthy }
  if (pool.allocationState !== 'Steady') return allocating(resourceName(step.poolId), pool, step, counts)
  if (healthy >= required) return { kind: 'confirm', healthy, required }
  const stillMinutes = (now - changedAt) / 60_000
  // A start task may take its time; a node that only boots may not.
  if (stillMinutes >= STANDSTILL_MINUTES && of('waitingforstarttask') === 0) return { kind: 'nodes-failed', healthy }
  const text = `${number(healthy)} of ${number(target)} nodes are healthy${others(counts)}.`
  return { kind: 'waiting', text, mark: `healthy ${tenth(healthy, target)} ${lost}` }
}

function allocating(name: string, pool: Pool, step: AwaitPool, counts?: NodeCounts): Verdict {
  const have = nodesIn(pool)
  const of = step.targetNodes === undefined ? '' : ` of ${number(step.targetNodes)}`
  return {
    kind: 'waiting',
    mark: `${pool.allocationState} ${tenth(have, step.targetNodes ?? have)}`,
    text: `Pool ${name} is ${pool.allocationState.toLowerCase()}: ${number(have)}${of} nodes are there${counts ? others(counts) : ''}.`,
  }
}

function tenth(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((10 * part) / whole)
}

/** States other than healthy, in a fixed order of words. */
function others(counts: NodeCounts): string {
  const list = Object.entries(counts.byState)
    .filter(([state, nodes]) => nodes > 0 && state !== 'idle' && state !== 'running')
    .map(([state, nodes]) => `${state} ${number(nodes)}`)
  return list.length === 0 ? '' : ` (${list.join(', ')})`
}

/** Errors of resizes that began after the run did. They stay until the next resize, so old ones are no news. */
export function newResizeErrors({ resizeSeenBefore }: AwaitPool, pool: Pool): NonNullable<Pool['resize']>['errors'] {
  if (pool.resize === undefined || pool.resize.startTime === resizeSeenBefore) return []
  return pool.resize.errors
}

function missingNodes(name: string, have: number, asked: number): Verdict {
  return failed(
    'NodesMissing',
    `Pool ${name} is steady with ${number(have)} of ${number(asked)} nodes, and Azure gives no reason: the resize was stopped, or someone changed the scale.`,
    'Run again: the missing nodes are then asked for once more.',
  )
}

function autoScaleFailed(name: string, pool: Pool): Verdict {
  const { code = 'Unknown', message = '' } = pool.autoScaleError ?? {}
  return failed(
    code,
    `The autoscale formula of pool ${name} could not be evaluated. Azure says: ${message}`,
    'Correct `autoscale-formula`, and run again.',
  )
}

function failed(code: string, message: string, remedy = 'Run again when that is settled.'): Verdict {
  return { kind: 'failed', failure: { code, message, remedy } }
}

/** Whether nodes run in a network of the user's, which is then the first suspect. */
export function hasSubnet(pool: Pool): boolean {
  return typeof memberAt(pool.definition.properties, ['networkConfiguration', 'subnetId']) === 'string'
}
