import type { ImageFacts } from '../service.ts'
import { currentNodes, LEAVING_MS, lastAllocatedAt, present } from './allocation.ts'
import { type Allowance, allow } from './allowance.ts'
import type { Cohort, Pool, ResizeError } from './entities.ts'
import { textAt } from './json.ts'
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
  readonly deallocationOption: string
}

/** Begins a resize: what comes, what leaves, when it ends and what it will have fallen short of is settled here. */
export function beginResize(pool: Pool, scale: Scale, now: number, parts: BatchParts): void {
  const facts = factsOf(pool, now, parts)
  const cutoff = now + scale.timeoutMs
  const errors: ResizeError[] = []
  let [endsAt, granted] = [now + 5000, 0]
  for (const isDedicated of [true, false]) {
    const target = isDedicated ? scale.targetDedicated : scale.targetSpot
    const have = currentNodes(pool, now, isDedicated)
    if (target < have) {
      remove(pool, isDedicated, have - target, now)
      endsAt = Math.max(endsAt, now + LEAVING_MS)
    }
    if (target <= have) continue
    const allowance = allowanceFor(pool, { isDedicated, wanted: target - have, granted, facts, now, parts })
    const cohort = cohortOf(pool, isDedicated, allowance.nodes, { now, cutoff, parts, facts })
    pool.cohorts.push(cohort)
    granted += allowance.nodes
    const last = lastAllocatedAt(cohort)
    endsAt = Math.max(endsAt, Math.min(last, cutoff), allowance.error ? now + 2 * WAVE_MS : 0)
    if (allowance.error) errors.push(allowance.error)
    if (last > cutoff) errors.push(timedOut(isDedicated, scale.timeoutMs))
  }
  const { targetDedicated, targetSpot, timeoutMs, deallocationOption } = scale
  pool.resize = { startedAt: now, targetDedicated, targetSpot, timeoutMs, deallocationOption, endsAt, errors }
}

/** Stops a resize: what is there stays. */
export function stopResize(pool: Pool, now: number): void {
  for (const cohort of pool.cohorts) cohort.cutoff = Math.min(cohort.cutoff, now)
  pool.resize = {
    ...pool.resize,
    endsAt: now + 5000,
    errors: [{ code: 'ResizeStopped', message: 'The resize was stopped.', values: [] }],
  }
}

function remove(pool: Pool, isDedicated: boolean, count: number, now: number): void {
  let left = count
  for (const cohort of pool.cohorts.filter((each) => each.isDedicated === isDedicated).toReversed()) {
    const gone = Math.min(left, present(cohort, now))
    cohort.cutoff = Math.min(cohort.cutoff, now)
    if (gone > 0) cohort.removals.push({ at: now, count: gone })
    left -= gone
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
  return { key, isDedicated, askedAt: now, count, waveMs: WAVE_MS, waveNodes, cutoff, upbringing, removals: [] }
}

/** Facts of the pool's gallery image; undefined for marketplace images. */
function factsOf(pool: Pool, now: number, parts: BatchParts): ImageFacts | undefined {
  const id = textAt(pool.properties, 'deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference', 'id')
  return id === undefined ? undefined : parts.images.imageFacts(id, pool.account.region, now)
}
