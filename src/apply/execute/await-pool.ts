import type { BatchAccount, NodeCounts, Pool, PoolNode } from '../../model/batch.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import type { Failure } from '../../model/event.ts'
import type { Reading } from '../../model/ports.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import type { AwaitPool } from '../../model/step.ts'
import { mayRefuse } from '../../plan/account-access.ts'
import { nodesFailure } from '../../plan/blame.ts'
import { hasSubnet, judgePool, type PoolSight, requiredNodes, type Verdict } from '../../plan/health.ts'
import type { Execution } from '../execution.ts'
import { observedAccount } from '../observe.ts'
import { untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'

/** How long the Batch service may stay unreachable before the nodes count as unproven. */
const PATIENCE_MS = 5 * 60_000

/** Waits until the pool is steady, and healthy where that was asked; fails as soon as it can no longer become so. */
export async function awaitPool(planned: AwaitPool, run: Execution): Promise<StepEnd> {
  const step = sinceLastResize(planned, run)
  const memory: Memory = { changedAt: run.ports.clock.now(), fingerprint: '' }
  for (;;) {
    run.ports.signal.throwIfAborted()
    const { reading, pool, counts } = await look(step, run)
    if (counts?.observed.state === 'unreadable') {
      const { code, reason } = counts.observed
      const now = run.ports.clock.now()
      memory.darkSince ??= now
      const steady = judgePool({ step: { ...step, until: 'steady' }, pool, now, changedAt: now })
      if (steady.kind === 'failed') throw new PoolFailure(steady.failure)
      if (steady.kind === 'steady' && now - memory.darkSince >= patience(step, run)) {
        const text = `${steady.text} Whether the nodes are healthy could not be proven: the Batch service of the account cannot be asked (${code}: ${reason})`
        return { kind: 'unproven', text }
      }
      run.tell(step, `The Batch service cannot be asked (${code}: ${reason}); asking again.`)
    } else {
      delete memory.darkSince
      const present = counts?.observed.state === 'present' ? counts.observed.value : undefined
      const end = await settle(judgePool(remember(memory, step, pool, present, run)), step, pool, run)
      if (end !== undefined) return end
    }
    await untilNextReading(run.ports, shortest(reading, counts))
  }
}

/** What this run itself has resized since the plan was made is old, too. */
function sinceLastResize(step: AwaitPool, { resizesBefore }: Execution): AwaitPool {
  const before = resizesBefore.get(resourceKey(step.poolId))
  return before === undefined ? step : { ...step, resizeSeenBefore: before }
}

type Memory = {
  changedAt: number
  fingerprint: string
  unusable?: { count: number; since: number }
  darkSince?: number
}

type Look = {
  readonly reading: Reading<Pool>
  readonly pool: Pool
  readonly counts?: Reading<NodeCounts>
}

/** Pool and node counts at one moment. */
async function look(step: AwaitPool, run: Execution): Promise<Look> {
  const { azure } = run.ports
  const account = accountOf(step, run)
  const asksNodes = step.until === 'healthy' && step.targetNodes !== 0
  const [reading, counts] = await Promise.all([
    azure.readPool(step.poolId),
    asksNodes ? azure.readNodeCounts(account, resourceName(step.poolId)) : undefined,
  ])
  const { observed } = reading
  if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
  if (observed.state === 'absent') {
    throw new UserError(
      'PoolDeleted',
      `Pool ${resourceName(step.poolId)} is no longer there: someone deleted it.`,
      'Run again to make it anew.',
    )
  }
  // Without nodes there is nothing to be healthy; absent counts are a pool the service does not list yet.
  const none: Reading<NodeCounts> = { observed: { state: 'present', value: { total: 0, byState: {} } } }
  const known = counts?.observed.state === 'absent' ? none : counts
  return { reading, pool: observed.value, ...(known && { counts: known }) }
}

/** Notes since when nothing has moved and nodes have been unusable. */
function remember(
  memory: Memory,
  step: AwaitPool,
  pool: Pool,
  counts: NodeCounts | undefined,
  run: Execution,
): PoolSight {
  const now = run.ports.clock.now()
  const fingerprint = JSON.stringify([
    pool.allocationState,
    pool.currentDedicatedNodes,
    pool.currentSpotNodes,
    counts?.byState,
  ])
  if (fingerprint !== memory.fingerprint) {
    memory.fingerprint = fingerprint
    memory.changedAt = now
  }
  const count = counts?.byState['unusable'] ?? 0
  if (count === 0) delete memory.unusable
  else memory.unusable ??= { count, since: now }
  return {
    step: step.targetNodes === 0 ? { ...step, until: 'steady' } : step,
    pool,
    now,
    changedAt: memory.changedAt,
    ...(counts && { counts }),
    ...(memory.unusable && { unusableSince: memory.unusable.since }),
  }
}

/** Turns a verdict into an end, or into a line of progress and one more round. */
async function settle(verdict: Verdict, step: AwaitPool, pool: Pool, run: Execution): Promise<StepEnd | undefined> {
  const name = resourceName(step.poolId)
  switch (verdict.kind) {
    case 'waiting':
      run.tell(step, verdict.text, verdict.mark)
      return undefined
    case 'steady':
      return { kind: 'succeeded', text: verdict.text }
    case 'failed':
      throw new PoolFailure(verdict.failure)
    case 'nodes-failed': {
      const bad = (await unhealthyNodes(step, run)) ?? []
      const asked = step.targetNodes ?? pool.currentDedicatedNodes + pool.currentSpotNodes
      throw new PoolFailure(nodesFailure(name, bad, verdict.healthy, asked, hasSubnet(pool)))
    }
    case 'confirm': {
      const bad = await unhealthyNodes(step, run)
      if (bad === undefined) return undefined
      // Node counts lag; the list is exact.
      const have = pool.currentDedicatedNodes + pool.currentSpotNodes
      const healthy = have - bad.length
      const asked = step.targetNodes ?? have
      if (healthy < requiredNodes(step, asked)) {
        run.tell(
          step,
          `Counts say ${verdict.healthy} healthy nodes, the node list says ${healthy}; waiting for both to agree.`,
        )
        return undefined
      }
      return {
        kind: 'succeeded',
        text: `${healthy} of ${asked} nodes of pool ${name} are healthy.`,
        healthyNodes: healthy,
      }
    }
  }
}

async function unhealthyNodes(step: AwaitPool, run: Execution): Promise<readonly PoolNode[] | undefined> {
  const { observed } = await run.ports.azure.listUnhealthyNodes(accountOf(step, run), resourceName(step.poolId))
  return observed.state === 'present' ? observed.value : undefined
}

/** A private account will not open while the run waits. */
function patience(step: AwaitPool, run: Execution): number {
  return mayRefuse(accountOf(step, run)) ? 0 : PATIENCE_MS
}

function accountOf(step: AwaitPool, run: Execution): BatchAccount {
  const account = observedAccount(run.observed, step.batchAccountId)
  if (account === undefined)
    throw new Error(`Batch account ${step.batchAccountId} was not observed before its pool was awaited`)
  return account
}

function shortest(reading: Reading<unknown>, other: Reading<unknown> | undefined): Reading<unknown> {
  const waits = [reading.retryAfterMs, other?.retryAfterMs].filter((wait) => wait !== undefined)
  return waits.length === 0
    ? { observed: reading.observed }
    : { observed: reading.observed, retryAfterMs: Math.min(...waits) }
}

/** What a pool failed of, already told for people. */
class PoolFailure extends UserError {
  constructor({ code, message, remedy }: Failure) {
    super(code, message, remedy)
  }
}
