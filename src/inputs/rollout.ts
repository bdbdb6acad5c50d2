import type { Rollout } from '../model/desired.ts'
import type { Reader } from './reader.ts'

const NO_ROLLOUT: Rollout = {
  strategy: 'fail',
  drain: 'taskcompletion',
  drainDeadline: 'fail',
  onFailure: 'rollback',
}

/** What the workflow says about rolling a pool that has nodes; the defaults in a run without a pool. */
export function readRollout(reader: Reader, hasPool: boolean): Rollout {
  if (!hasPool) return NO_ROLLOUT
  const strategy = reader.oneOf('update-strategy', ['fail', 'in-place', 'recreate'])
  const drain = reader.anyCase('drain', ['taskcompletion', 'requeue', 'terminate']) ?? NO_ROLLOUT.drain
  const drainTimeoutMinutes = reader.integer('drain-timeout-minutes', [1, Number.POSITIVE_INFINITY])
  const drainDeadline = reader.anyCase('drain-deadline', ['fail', 'requeue', 'terminate']) ?? NO_ROLLOUT.drainDeadline
  const onFailure = reader.oneOf('on-failure', ['rollback', 'stop'])
  const rollout: Rollout = {
    strategy,
    drain,
    ...(drainTimeoutMinutes !== undefined && { drainTimeoutMinutes }),
    drainDeadline,
    onFailure,
  }
  // With a strategy that is no word nobody knows whether the others belong to it.
  if ((reader.text('update-strategy') ?? strategy) === strategy) tellContradictions(reader, rollout)
  return rollout
}

/** Only what the workflow itself said can contradict: the runner fills the defaults in. */
function tellContradictions(reader: Reader, { strategy, drain, drainTimeoutMinutes, drainDeadline }: Rollout): void {
  const told = [
    ['drain', drain === NO_ROLLOUT.drain ? undefined : drain],
    ['drain-timeout-minutes', drainTimeoutMinutes],
    ['drain-deadline', drainDeadline === NO_ROLLOUT.drainDeadline ? undefined : drainDeadline],
  ] as const
  if (strategy === 'in-place') {
    if (drainDeadline !== NO_ROLLOUT.drainDeadline) tellIdleDeadline(reader, drain, drainDeadline)
    return
  }
  const rule = `is of use only with update-strategy in-place: ${DRAINS_NOTHING[strategy]}`
  for (const [input, value] of told) if (value !== undefined) reader.wrong(input, rule, `${value}`)
}

const DRAINS_NOTHING = {
  fail: 'fail, the default, changes no pool that has nodes',
  recreate: 'recreate deletes the pool, and Batch requeues the tasks that run on it',
} as const

/** A deadline that never comes, or at which no task runs. */
function tellIdleDeadline(reader: Reader, drain: Rollout['drain'], drainDeadline: string): void {
  const wrong = (rule: string) => reader.wrong('drain-deadline', rule, drainDeadline)
  if (drain !== 'taskcompletion') wrong(`cannot stand beside drain ${drain}, which leaves no task running until then`)
  else if (reader.text('drain-timeout-minutes') === undefined) {
    wrong('is of use only with drain-timeout-minutes, after which it acts')
  }
}
