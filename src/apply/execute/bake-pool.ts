import type { NodeCounts, Pool } from '../../model/batch.ts'
import { UserError } from '../../model/errors.ts'
import { nodesIn } from '../../model/pool-nodes.ts'
import type { BakePool } from '../../model/pool-step.ts'
import type { Reading } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import { type BakeSight, isBadState, judgeBake, unhealthyIn } from '../../plan/health/bake.ts'
import { bakeFailure } from '../../plan/health/blame.ts'
import { hasSubnet } from '../../plan/health/health.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { type Look, lookAtPool, PoolFailure, patience, shortest, unhealthyNodes } from './pool-sight.ts'

/** Wait between two looks where Azure names none: nodes are given minutes, so seconds tell nothing. */
const INTERVAL_MS = 60_000

/** Watches the nodes of a pool for as long as the step says; fails when too many of them go bad meanwhile. */
export async function bakePool(step: BakePool, run: Execution): Promise<StepEnd> {
  const memory: Memory = { startedAt: run.ports.clock.now() }
  for (;;) {
    run.ports.signal.throwIfAborted()
    const seen = await lookAtPool(step, run, true)
    if (seen.pool.provisioningState === 'Deleting') throw deleted(step)
    const counts = countsIn(seen)
    const end =
      typeof counts === 'string'
        ? inTheDark(memory, step, counts, run)
        : await inTheLight(memory, step, seen.pool, counts, run)
    if (end !== undefined) return end
    await untilNextReading(run.ports, pace(memory, step, seen, run))
  }
}

type Memory = {
  readonly startedAt: number
  /** When the last resize began, as first seen. */
  resize?: { readonly startTime: string | undefined }
  spared?: number
  troubledSince?: number
  darkSince?: number
}

/** Nodes by state, or why nothing is known of them, as the end of a sentence. */
function countsIn({ pool, counts }: Look): NodeCounts | string {
  const observed = counts?.observed
  if (observed?.state === 'unreadable') return `cannot be asked (${observed.code}: ${observed.reason})`
  const none = observed?.state !== 'present' || (observed.value.total === 0 && nodesIn(pool) > 0)
  return none ? 'counts none of its nodes' : observed.value
}

/** Nodes that cannot be seen for long are not proven. */
function inTheDark(memory: Memory, step: BakePool, why: string, run: Execution): StepEnd | undefined {
  const now = run.ports.clock.now()
  memory.darkSince ??= now
  if (now - memory.darkSince >= patience(step, run)) {
    const text = `Whether the nodes of pool ${resourceName(step.poolId)} stay healthy could not be proven: the Batch service of the account ${why}`
    return { kind: 'unproven', text }
  }
  run.tell(step, `The Batch service ${why}; asking again.`)
  return undefined
}

async function inTheLight(
  memory: Memory,
  step: BakePool,
  pool: Pool,
  counts: NodeCounts,
  run: Execution,
): Promise<StepEnd | undefined> {
  delete memory.darkSince
  const sight = remember(memory, step, pool, counts, run)
  const verdict = judgeBake(sight)
  switch (verdict.kind) {
    case 'passed':
      return { kind: 'succeeded', text: verdict.text, healthyNodes: verdict.healthy }
    case 'failed':
      throw await failure(verdict.reason, sight, pool, run)
    case 'watching':
      if (verdict.isTroubled) memory.troubledSince ??= sight.now
      else delete memory.troubledSince
      run.tell(step, verdict.text, verdict.mark)
      return undefined
  }
}

/** Notes how well the pool has been, and whether somebody else has resized it. */
function remember(memory: Memory, step: BakePool, pool: Pool, counts: NodeCounts, run: Execution): BakeSight {
  memory.resize ??= { startTime: pool.resize?.startTime }
  memory.spared = Math.min(memory.spared ?? Number.POSITIVE_INFINITY, unhealthyIn(counts))
  return {
    step,
    counts,
    now: run.ports.clock.now(),
    startedAt: memory.startedAt,
    spared: memory.spared,
    isResized: pool.resize?.startTime !== memory.resize.startTime,
    ...(memory.troubledSince !== undefined && { troubledSince: memory.troubledSince }),
  }
}

async function failure(
  reason: string,
  { step, now, startedAt }: BakeSight,
  pool: Pool,
  run: Execution,
): Promise<PoolFailure> {
  const nodes = (await unhealthyNodes(step, run)) ?? []
  const bad = nodes.filter(({ state }) => isBadState(state))
  const minutes = Math.round((now - startedAt) / 60_000)
  const shown = bad.length > 0 ? bad : nodes
  return new PoolFailure(bakeFailure({ poolName: resourceName(step.poolId), minutes, reason }, shown, hasSubnet(pool)))
}

/** As Azure asks, or the usual interval, and no later than the end of the watch. */
function pace(
  { startedAt }: Memory,
  { minutes }: BakePool,
  { reading, counts }: Look,
  run: Execution,
): Pick<Reading<unknown>, 'retryAfterMs'> {
  const wait = shortest(reading, counts).retryAfterMs ?? INTERVAL_MS
  const left = startedAt + minutes * 60_000 - run.ports.clock.now()
  return { retryAfterMs: left > 0 ? Math.min(wait, left) : wait }
}

function deleted({ poolId }: BakePool): UserError {
  return new UserError(
    'PoolDeleted',
    `Pool ${resourceName(poolId)} is being deleted by someone else.`,
    'Run again when it is gone to make it anew.',
  )
}
