import { isSteady } from './allocation.ts'
import { evaluateAgain, nextEvaluation } from './autoscale-runs.ts'
import { nextBreak, requeueBroken } from './breaking.ts'
import type { Job, Pool } from './entities.ts'
import { changesAt, limitOf, moveOn } from './job-states.ts'
import { deadlineOf, releaseNodes } from './leaving.ts'
import { nextUpgrade, upgradeNodes } from './os-upgrade.ts'
import { nextReadyNode, startTasks, waitingTasks } from './placing.ts'
import { endRun, forgetOldRuns } from './runs.ts'
import type { BatchParts } from './store.ts'
import { watchInstant, watchUntil } from './witness/watch.ts'

/**
 * Works out everything that has happened by itself until `now`, instant by instant: tasks start and end, jobs get their
 * next state, nodes leave once their tasks have ended, formulas are evaluated again. Nothing happens between requests
 * that does not follow from the world and the requests so far.
 */
export function settle(parts: BatchParts, now: number): void {
  for (;;) {
    const next = nextInstant(parts)
    watchUntil(parts, Math.min(next, now + 1))
    if (next > now) break
    parts.store.settledAt = next
    settleInstant(parts)
    watchInstant(parts, 'itself')
  }
  parts.store.settledAt = now
}

/** Does what is due at the instant that is settled, such as after a request that made room for tasks. */
export function settleInstant(parts: BatchParts): void {
  const now = parts.store.settledAt
  const pools = allPools(parts, now)
  for (const pool of pools) {
    endRuns(pool, now)
    requeueBroken(pool, now)
  }
  for (const job of allJobs(parts)) if (moveOn(job, now)) parts.store.jobs(job.account).delete(job.id)
  for (const pool of pools) {
    releaseNodes(pool, now)
    upgradeNodes(pool, now, parts)
    if (nextEvaluation(pool) <= now) evaluateAgain(pool, now, parts)
    forgetOldRuns(pool, now)
  }
  for (const [pool, tasks] of waitingTasks(parts, now)) startTasks(pool, tasks, now)
}

function endRuns({ runs }: Pool, now: number): void {
  for (const run of runs)
    if (run.ended === undefined && run.endsAt <= now) endRun(run, 'completed', { now: run.endsAt, by: 'itself' })
}

/** The next instant at which something happens by itself; infinity where nothing will. */
function nextInstant(parts: BatchParts): number {
  const now = parts.store.settledAt
  let next = Number.POSITIVE_INFINITY
  const consider = (instant: number) => {
    if (instant > now && instant < next) next = instant
  }
  for (const pool of allPools(parts, now)) {
    for (const { ended, endsAt } of pool.runs) if (ended === undefined) consider(endsAt)
    if (!isSteady(pool, now)) consider(deadlineOf(pool))
    consider(nextEvaluation(pool))
    consider(nextBreak(pool, now))
    consider(nextUpgrade(pool, now, parts))
  }
  for (const job of allJobs(parts)) consider(Math.min(changesAt(job), limitOf(job)))
  for (const pool of waitingTasks(parts, now).keys()) consider(nextReadyNode(pool, now))
  return next
}

function allPools({ store }: BatchParts, now: number): readonly Pool[] {
  return [...store.accounts.values()].flatMap((account) => store.pools(account, now))
}

function allJobs({ store }: BatchParts): readonly Job[] {
  return [...store.accounts.values()].flatMap((account) => [...store.jobs(account).values()])
}
