import type { ImageFacts } from '../service.ts'
import { currentNodes, LEAVING_MS, lastAllocatedAt, type NodeView } from './allocation.ts'
import { type Allowance, allow } from './allowance.ts'
import type { Cohort, DeallocationOption, Occasion, Pool, ResizeError } from './entities.ts'
import { textAt } from './json.ts'
import { keepWaiting, lastOneGone, takeAway, youngestNodes } from './leaving.ts'
import { providerError, timedOut } from './resize-errors.ts'
import { sizeOf } from './sizes.ts'
import type { BatchParts } from './store.ts'
import { upbringingOf } from './upbringing.ts'

/** ms between two waves of nodes. */
const WAVE_MS = 30_000

/** What a write of the scale asks for. */
export type Scale = {
  readonly targetDedicated: number
  readonly targetSpot: number
  readonly timeoutMs: number
  readonly deallocationOption: DeallocationOption
}

/** Begins a resize: what comes, what leaves, when it ends and what it will have fallen short of is settled here. */
export function beginResize(pool: Pool, scale: Scale, on: Occasion, parts: BatchParts): void {
  const { now } = on
  const { deallocationOption, ...targets } = scale
  const errors: ResizeError[] = []
  let [endsAt, granted] = [now + 5000, 0]
  for (const isDedicated of [true, false]) {
    const target = isDedicated ? scale.targetDedicated : scale.targetSpot
    const have = currentNodes(pool, now, isDedicated)
    if (target < have)
      endsAt = Math.max(
        endsAt,
        shrink(pool, youngestNodes(pool, isDedicated, have - target, now), deallocationOption, on),
      )
    if (target <= have) continue
    const grown = grow(pool, { isDedicated, wanted: target - have, granted, now, parts }, scale.timeoutMs)
    granted += grown.nodes
    endsAt = Math.max(endsAt, grown.endsAt)
    errors.push(...grown.errors)
  }
  pool.resize = { ...targets, deallocationOption, startedAt: now, endsAt, errors }
}

/** Takes single nodes away, and as many from what is wanted. */
export function removeNodes(
  pool: Pool,
  nodes: readonly NodeView[],
  how: Pick<Scale, 'timeoutMs' | 'deallocationOption'>,
  on: Occasion,
): void {
  const dedicated = nodes.filter(({ cohort }) => cohort.isDedicated).length
  const endsAt = shrink(pool, nodes, how.deallocationOption, on)
  const targetDedicated = Math.max(0, pool.resize.targetDedicated - dedicated)
  const targetSpot = Math.max(0, pool.resize.targetSpot - (nodes.length - dedicated))
  pool.resize = { ...how, targetDedicated, targetSpot, startedAt: on.now, endsAt, errors: [] }
}

/** Stops a resize: what is there stays, but for nodes that have begun to leave. */
export function stopResize(pool: Pool, now: number): void {
  for (const cohort of pool.cohorts) cohort.cutoff = Math.min(cohort.cutoff, now)
  keepWaiting(pool)
  pool.resize = {
    ...pool.resize,
    endsAt: Math.max(now + 5000, lastOneGone(pool, now)),
    stoppedAt: now,
    errors: [{ code: 'ResizeStopped', message: 'The resize was stopped.', values: [] }],
  }
}

/** When the nodes are gone, as far as that can be told. */
function shrink(pool: Pool, nodes: readonly NodeView[], option: DeallocationOption, on: Occasion): number {
  return takeAway(pool, nodes, option, on) ? Number.POSITIVE_INFINITY : on.now + LEAVING_MS
}

type Growth = { readonly nodes: number; readonly endsAt: number; readonly errors: readonly ResizeError[] }

/** Asks for more nodes of one kind. */
function grow(
  pool: Pool,
  asked: Omit<Parameters<typeof allow>[0], 'pool' | 'size' | 'facts'>,
  timeoutMs: number,
): Growth {
  const { isDedicated, now, parts } = asked
  const cutoff = now + timeoutMs
  const facts = factsOf(pool, now, parts)
  const { nodes, error } = allowanceFor(pool, { ...asked, facts })
  const cohort = cohortOf(pool, isDedicated, nodes, { now, cutoff, parts, facts })
  pool.cohorts.push(cohort)
  const last = lastAllocatedAt(cohort)
  const endsAt = Math.max(Math.min(last, cutoff), error ? now + 2 * WAVE_MS : 0)
  return {
    nodes,
    endsAt,
    errors: [...(error ? [error] : []), ...(last > cutoff ? [timedOut(isDedicated, timeoutMs)] : [])],
  }
}

/** Only a seeded pool can be of a size that is not in the list. */
function allowanceFor(pool: Pool, asked: Omit<Parameters<typeof allow>[0], 'pool' | 'size'>): Allowance {
  const size = sizeOf(asked.parts, textAt(pool.properties, 'vmSize') ?? '')
  if (size !== undefined) return allow({ ...asked, pool, size })
  return { nodes: 0, error: providerError(asked.isDedicated, 'SkuNotAvailable', 'The VM size is not available.') }
}

type Circumstances = { readonly now: number; readonly parts: BatchParts; readonly facts: ImageFacts | undefined }

function cohortOf(pool: Pool, isDedicated: boolean, count: number, more: Circumstances & { cutoff: number }): Cohort {
  const { now, cutoff, parts, facts } = more
  // Few replicas make many nodes wait for the same copy: above 300 nodes for each, all come slower in proportion.
  const slow = Math.max(1, count / (300 * Math.max(1, facts?.readyReplicas ?? 1000)))
  const waveNodes = Math.max(1, Math.ceil((parts.nodesPerMinute * WAVE_MS) / 60_000 / slow))
  const key = `${now.toString(36)}${pool.cohorts.length.toString(36)}`
  const upbringing = upbringingOf(pool, parts, facts)
  const nothing = { removals: [], upgrades: new Map() }
  return { key, isDedicated, askedAt: now, count, waveMs: WAVE_MS, waveNodes, cutoff, upbringing, ...nothing }
}

/** Facts of the pool's gallery image; undefined for marketplace images. */
function factsOf(pool: Pool, now: number, parts: BatchParts): ImageFacts | undefined {
  const id = textAt(pool.properties, 'deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference', 'id')
  return id === undefined ? undefined : parts.images.imageFacts(id, pool.account.region, Math.max(now, parts.startedAt))
}
