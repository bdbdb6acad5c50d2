import type { NodeCounts, NodeImage, Pool } from '../../model/batch.ts'
import { count, number } from '../../model/count.ts'
import { UserError } from '../../model/errors.ts'
import { nodesIn } from '../../model/pool-nodes.ts'
import type { AwaitPool } from '../../model/pool-step.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { nodesFailure } from '../../plan/health/blame.ts'
import { hasSubnet, judgePool, type PoolSight, requiredNodes, type Verdict } from '../../plan/health/health.ts'
import { nodesOnOther, versionsShown } from '../../plan/health/upgrade.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { lookAtPool, nodeImages, PoolFailure, patience, shortest, unhealthyNodes } from './pool-sight.ts'

/** Waits until the pool is steady, and healthy where that was asked; fails as soon as it can no longer become so. */
export async function awaitPool(planned: AwaitPool, run: Execution): Promise<StepEnd> {
  const step = sinceLastResize(planned, run)
  const memory: Memory = { changedAt: run.ports.clock.now(), fingerprint: '' }
  for (;;) {
    run.ports.signal.throwIfAborted()
    const { reading, pool, counts } = await lookAtPool(step, run, step.until === 'healthy' && step.targetNodes !== 0)
    if (counts?.observed.state === 'unreadable') {
      const { code, reason } = counts.observed
      const now = run.ports.clock.now()
      memory.darkSince ??= now
      const steady = judgePool({ step: { ...step, until: 'steady' }, pool, now, changedAt: now })
      if (steady.kind === 'failed') throw new PoolFailure(steady.failure)
      if (steady.kind === 'steady' && now - memory.darkSince >= patience(step, run)) {
        const text = `${steady.text} Whether the nodes are healthy could not be proven: the Batch service of the account cannot be asked (${code}: ${reason})`
        if (step.hasToBeProven) throw unprovenCanary(step, `${code}: ${reason}`)
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

/** A pool gets no image of which nobody knows whether its nodes work, where it was asked to be tried first. */
function unprovenCanary({ poolId }: AwaitPool, why: string): UserError {
  return new UserError(
    'CanaryUnproven',
    `Whether all nodes of canary pool ${resourceName(poolId)} are healthy could not be proven: the Batch service of the account cannot be asked (${why}).`,
    'Let the runner and its identity reach the Batch service of the account, or leave `canary-nodes` out.',
  )
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
  const bad = counts?.byState['unusable'] ?? 0
  if (bad === 0) delete memory.unusable
  else memory.unusable ??= { count: bad, since: now }
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
      const asked = step.targetNodes ?? nodesIn(pool)
      throw new PoolFailure(nodesFailure(name, bad, verdict.healthy, asked, hasSubnet(pool)))
    }
    case 'confirm': {
      const bad = await unhealthyNodes(step, run)
      if (bad === undefined) return undefined
      // Node counts lag; the list is exact.
      const have = nodesIn(pool)
      const healthy = have - bad.length
      const asked = step.targetNodes ?? have
      if (healthy < requiredNodes(step, asked)) {
        run.tell(
          step,
          `Counts say ${count(verdict.healthy, 'healthy node')}, the node list says ${number(healthy)}; waiting for both to agree.`,
        )
        return undefined
      }
      const text = `${number(healthy)} of ${number(asked)} nodes of pool ${name} are healthy`
      return { kind: 'succeeded', text: `${text}${await imageText(step, run)}.`, healthyNodes: healthy }
    }
  }
}

/** What the nodes say of their image, as the end of a sentence; fails where some of them run another version. */
async function imageText({ imageVersionId, ...step }: AwaitPool, run: Execution): Promise<string> {
  if (imageVersionId === undefined) return ''
  const { observed } = await nodeImages(step, run)
  const nodes = observed.state === 'present' ? observed.value : []
  const others = nodesOnOther(nodes, imageVersionId)
  const version = resourceName(imageVersionId)
  if (others.length > 0) throw otherImage(resourceName(step.poolId), version, others, nodes)
  const isTold = nodes.some((node) => node.imageVersionId !== undefined)
  return isTold ? ` and run image version ${version}` : `; Azure does not tell which image version they run`
}

/** Nodes named in a message at most. */
const MOST_NAMED = 5

function otherImage(
  pool: string,
  version: string,
  others: readonly NodeImage[],
  nodes: readonly NodeImage[],
): PoolFailure {
  const named = others.slice(0, MOST_NAMED).map(({ id }) => id)
  const more = others.length > named.length ? ` and ${others.length - named.length} more` : ''
  return new PoolFailure({
    code: 'NodesOnOtherImage',
    message: `The nodes of pool ${pool} are healthy, but not all run image version ${version}: ${versionsShown(nodes)}. On another version are ${named.join(', ')}${more}.`,
    remedy: 'Find out who changed the image of the pool or added nodes meanwhile, and run again.',
  })
}
