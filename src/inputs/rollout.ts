import type { BlueGreen, Rollout, VersionRequest } from '../model/desired.ts'
import { forgivenIn } from './bake.ts'
import type { Reader } from './reader.ts'

const NO_ROLLOUT: Rollout = {
  strategy: 'fail',
  drain: 'taskcompletion',
  drainDeadline: 'fail',
  onFailure: 'rollback',
}

const NO_BLUE_GREEN: BlueGreen = { jobMove: 'wait', keepsOldPool: false }

/** What the workflow says about rolling a pool that has nodes; the defaults in a run without a pool. */
export function readRollout(reader: Reader, hasPool: boolean): Rollout {
  if (!hasPool) return NO_ROLLOUT
  const strategy = reader.oneOf('update-strategy', ['fail', 'in-place', 'blue-green', 'recreate', 'rolling'])
  const drain = reader.anyCase('drain', ['taskcompletion', 'requeue', 'terminate']) ?? NO_ROLLOUT.drain
  const drainTimeoutMinutes = reader.integer('drain-timeout-minutes', [1, Number.POSITIVE_INFINITY])
  const drainDeadline = reader.anyCase('drain-deadline', ['fail', 'requeue', 'terminate']) ?? NO_ROLLOUT.drainDeadline
  const onFailure = reader.oneOf('on-failure', ['rollback', 'stop'])
  const blueGreen = readBlueGreen(reader)
  const rollout: Rollout = {
    strategy,
    drain,
    ...(drainTimeoutMinutes !== undefined && { drainTimeoutMinutes }),
    drainDeadline,
    onFailure,
    ...(strategy === 'blue-green' && { blueGreen }),
    ...(strategy === 'rolling' && { maxFailedNodes: forgivenIn(reader) ?? { nodes: 0 } }),
  }
  // With a strategy that is no word nobody knows whether the others belong to it.
  if ((reader.text('update-strategy') ?? strategy) === strategy) {
    tellContradictions(reader, rollout)
    tellBlueGreen(reader, strategy, blueGreen)
  }
  return rollout
}

/** Nodes that have a version keep it, and none gets one that is not the latest. */
export function tellRollingContradictions(reader: Reader, { kind }: VersionRequest, promote: boolean): void {
  if (reader.text('update-strategy') !== 'rolling') return
  if (!promote) {
    const rule = 'cannot be false with update-strategy rolling: being the latest is what makes Azure upgrade the nodes'
    reader.wrong('promote', rule, 'false')
  }
  if (kind !== 'previous') return
  reader.wrong(
    'image-version',
    'cannot be previous with update-strategy rolling: Batch upgrades nodes to higher versions only. Publish what they ran before once more, as `source` of a higher number',
    'previous',
  )
}

/** How jobs move to a second pool, and what becomes of the first. */
function readBlueGreen(reader: Reader): BlueGreen {
  return {
    jobMove: reader.anyCase('job-move', ['requeue', 'wait', 'terminate']) ?? NO_BLUE_GREEN.jobMove,
    keepsOldPool: reader.boolean('keep-old-pool') ?? NO_BLUE_GREEN.keepsOldPool,
  }
}

/** Only what the workflow itself said can contradict: the runner fills the defaults in. */
function tellContradictions(reader: Reader, { strategy, drain, drainTimeoutMinutes, drainDeadline }: Rollout): void {
  const told = [
    ['drain', drain === NO_ROLLOUT.drain ? undefined : drain],
    ['drain-timeout-minutes', drainTimeoutMinutes],
    ['drain-deadline', drainDeadline === NO_ROLLOUT.drainDeadline ? undefined : drainDeadline],
  ] as const
  if (strategy === 'in-place' || strategy === 'blue-green') {
    if (drainDeadline !== NO_ROLLOUT.drainDeadline) tellIdleDeadline(reader, drain, drainDeadline)
    return
  }
  const rule = `is of use only with update-strategy in-place and blue-green: ${DRAINS_NOTHING[strategy]}`
  for (const [input, value] of told) if (value !== undefined) reader.wrong(input, rule, `${value}`)
}

/** Both say something only of two pools, of which the second has to be healthy before jobs move. */
function tellBlueGreen(reader: Reader, strategy: Rollout['strategy'], { jobMove, keepsOldPool }: BlueGreen): void {
  if (strategy === 'blue-green') {
    const wait = reader.text('wait')
    const rule = 'has to be healthy with update-strategy blue-green, for jobs move only to nodes that work'
    if (wait === 'steady' || wait === 'none') reader.wrong('wait', rule, wait)
    return
  }
  const rule = 'is of use only with update-strategy blue-green, which moves jobs to a second pool'
  if (jobMove !== NO_BLUE_GREEN.jobMove) reader.wrong('job-move', rule, jobMove)
  if (keepsOldPool) reader.wrong('keep-old-pool', rule, 'true')
}

const DRAINS_NOTHING = {
  fail: 'fail, the default, changes no pool that has nodes',
  recreate: 'recreate deletes the pool, and Batch requeues the tasks that run on it',
  rolling: 'rolling leaves the nodes to Batch, which lets their tasks finish where osRollingUpgradeDeferral is true',
} as const

/** A deadline that never comes, or at which no task runs. */
function tellIdleDeadline(reader: Reader, drain: Rollout['drain'], drainDeadline: string): void {
  const wrong = (rule: string) => reader.wrong('drain-deadline', rule, drainDeadline)
  if (drain !== 'taskcompletion') wrong(`cannot stand beside drain ${drain}, which leaves no task running until then`)
  else if (reader.text('drain-timeout-minutes') === undefined) {
    wrong('is of use only with drain-timeout-minutes, after which it acts')
  }
}
