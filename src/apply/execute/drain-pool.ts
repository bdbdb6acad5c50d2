import type { Pool } from '../../model/batch.ts'
import { count, number } from '../../model/count.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import { nodesIn } from '../../model/pool-nodes.ts'
import type { Drain, DrainPool } from '../../model/pool-step.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { sameScale } from '../../plan/pool/pool-changes.ts'
import { isoMinutes, withMetadata } from '../../plan/pool/pool-definition.ts'
import { NO_NODES, scaleOf } from '../../plan/rollout/rollout-note.ts'
import type { Execution } from '../execution.ts'
import { POLL_INTERVAL_MS, untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { send } from '../send.ts'
import { type PoolReading, presentPool, stalePool } from './pool-reading.ts'

/** Minutes a drain without a deadline may take: a week, well beyond what tasks usually run. */
const LONGEST_DRAIN_MINUTES = 7 * 24 * 60

/** Minutes beyond a deadline in which Azure itself would end the resize; this run ends it before. */
const MARGIN_MINUTES = 60

const OPTIONS: Readonly<Record<Drain, string>> = {
  taskcompletion: 'TaskCompletion',
  requeue: 'Requeue',
  terminate: 'Terminate',
}

/** Takes every node off the pool and waits until none is left; what the step says is done with tasks that take too long. */
export async function drainPool(step: DrainPool, run: Execution): Promise<StepEnd> {
  const before = nodesIn(await askForNoNodes(step, step.drain, run))
  const since = run.ports.clock.now()
  const deadline = step.deadlineMinutes === undefined ? undefined : since + step.deadlineMinutes * 60_000
  let isForced = false
  for (;;) {
    const { pool, reading } = await presentPool(step.poolId, run)
    if (!sameScale(scaleOf(pool), NO_NODES)) throw fought(step, run)
    const left = nodesIn(pool)
    if (pool.allocationState === 'Steady') {
      if (left === 0) return { kind: 'succeeded', text: `Pool ${resourceName(step.poolId)} holds no node any more.` }
      throw incomplete(step, pool)
    }
    if (!isForced && deadline !== undefined && run.ports.clock.now() >= deadline) {
      await force(step, left, run)
      isForced = true
      continue
    }
    run.tell(
      step,
      `${leftText(left, before)}; ${WAITS[isForced ? forced(step) : step.drain]}.`,
      `${tenth(left, before)} ${isForced}`,
    )
    await untilNextReading(run.ports, noLaterThan(isForced ? undefined : deadline, reading, run))
  }
}

function leftText(left: number, before: number): string {
  return `${number(left)} of ${count(before, 'node')} ${left === 1 ? 'is' : 'are'} left`
}

const WAITS: Readonly<Record<Drain, string>> = {
  taskcompletion: 'each goes when its tasks have ended',
  requeue: 'their tasks are queued again',
  terminate: 'their tasks are terminated',
}

/** What is done with tasks after the deadline; where that is nothing the drain ends there. */
function forced({ drain, onDeadline }: DrainPool): Drain {
  return onDeadline === 'fail' ? drain : onDeadline
}

/** PATCHes the scale to zero, once the resize under way has ended; a pool that is on its way there is left to it. */
async function askForNoNodes(step: DrainPool, drain: Drain, run: Execution): Promise<Pool> {
  for (;;) {
    const { pool, reading } = await presentPool(step.poolId, run)
    const isAsked = sameScale(scaleOf(pool), NO_NODES)
    if (isAsked && (pool.allocationState !== 'Steady' || nodesIn(pool) === 0)) return pool
    // A pool whose place another has taken is needed at no scale.
    if (!isAsked && !step.retires && !isAsLeft(step, pool, run))
      throw stalePool(step.poolId, 'its scaleSettings changed')
    if (pool.allocationState === 'Steady' && (await sendNoNodes(step, drain, pool, run))) return pool
    run.tell(step, `The pool is ${pool.allocationState.toLowerCase()}; it is emptied when that has ended.`)
    await untilNextReading(run.ports, reading)
  }
}

/** As the plan found it, or as Azure leaves a pool whose resize was stopped. */
function isAsLeft({ poolId, from }: DrainPool, pool: Pool, { stoppedScales }: Execution): boolean {
  return [from, stoppedScales.get(resourceKey(poolId)) ?? from].some((scale) => sameScale(scaleOf(pool), scale))
}

/** False where somebody was faster, or a resize began meanwhile: then the pool is looked at again. */
async function sendNoNodes(step: DrainPool, drain: Drain, pool: Pool, run: Execution): Promise<boolean> {
  const { deadlineMinutes } = step
  const minutes = deadlineMinutes === undefined ? LONGEST_DRAIN_MINUTES : deadlineMinutes + MARGIN_MINUTES
  const fixedScale = {
    ...NO_NODES.fixedScale,
    resizeTimeout: isoMinutes(minutes),
    nodeDeallocationOption: OPTIONS[drain],
  }
  const metadata = withMetadata(pool.definition.properties['metadata'], step.metadata)
  try {
    const change = { properties: { scaleSettings: { fixedScale }, metadata } }
    await send(step, run, () => run.ports.azure.updatePool(step.poolId, change, pool.etag))
    return true
  } catch (error) {
    if (isOvertaken(error)) return false
    throw error
  }
}

/** Somebody changed the pool meanwhile, or its resize has begun or ended meanwhile; other conflicts do not pass. */
function isOvertaken(error: unknown): boolean {
  if (!(error instanceof AzureError)) return false
  return error.status === 412 || PASSING.includes(error.code)
}

const PASSING = ['PoolBeingResized', 'OperationInvalidForCurrentState']

/** The deadline has passed: the resize is stopped, and begun again without regard for tasks, or given up. */
async function force(step: DrainPool, left: number, run: Execution): Promise<void> {
  try {
    await send(step, run, () => run.ports.azure.stopResize(step.poolId))
  } catch (error) {
    // The last node went meanwhile.
    if (!isOvertaken(error)) throw error
  }
  for (;;) {
    const { pool, reading } = await presentPool(step.poolId, run)
    if (pool.allocationState === 'Steady' && nodesIn(pool) === 0) return
    if (pool.allocationState === 'Steady') {
      run.stoppedScales.set(resourceKey(step.poolId), scaleOf(pool))
      break
    }
    run.tell(step, 'The time given to running tasks is over; the resize is being stopped.')
    await untilNextReading(run.ports, reading)
  }
  if (step.onDeadline === 'fail') throw tooLate(step, left)
  await askForNoNodes(step, forced(step), run)
}

/** The wait that Azure asks for, or the usual one, and no later than the deadline. */
function noLaterThan(deadline: number | undefined, { retryAfterMs }: PoolReading['reading'], run: Execution) {
  if (deadline === undefined) return { ...(retryAfterMs !== undefined && { retryAfterMs }) }
  return { retryAfterMs: Math.max(0, Math.min(retryAfterMs ?? POLL_INTERVAL_MS, deadline - run.ports.clock.now())) }
}

function tenth(left: number, before: number): number {
  return before === 0 ? 0 : Math.ceil((10 * left) / before)
}

function tooLate({ poolId, deadlineMinutes }: DrainPool, left: number): UserError {
  return new UserError(
    'DrainDeadlinePassed',
    `After ${deadlineMinutes} minutes ${count(left, 'node')} of pool ${resourceName(poolId)} still ${left === 1 ? 'runs' : 'run'} tasks, and the drain is given up.`,
    'Run again when the tasks have ended, give more `drain-timeout-minutes`, or let `drain-deadline` requeue or terminate what still runs.',
  )
}

/** Nothing is left of what this run has written, so there is nothing that it could undo. */
function fought({ id, poolId }: DrainPool, run: Execution): UserError {
  run.sent.delete(id)
  return new UserError(
    'DrainInterrupted',
    `Somebody set another scale of pool ${resourceName(poolId)} while it was being emptied.`,
    'Find out who scales this pool (a person, another workflow, a formula), and run again when it rests.',
  )
}

function incomplete({ poolId }: DrainPool, pool: Pool): UserError {
  const reasons = (pool.resize?.errors ?? []).map(({ code, message }) => `${code}: ${message}`).join(' ')
  return new UserError(
    'DrainIncomplete',
    `Azure ended the resize of pool ${resourceName(poolId)} with ${count(nodesIn(pool), 'node')} left. ${reasons || 'It gives no reason.'}`,
    'Look at the nodes that stayed and their tasks in the portal, and run again.',
  )
}
