import { load } from 'js-yaml'
import type { Outcome, Report } from '../../src/model/report.ts'
import type { Told } from './story.ts'

/** What a story knows of a run that its inputs do not say: where it is let do what a run may not. */
export type Expectation = {
  /** Tasks may be queued again. */
  readonly requeued?: boolean
  /** Tasks may be ended before their end. */
  readonly terminated?: boolean
  /** Names of pools that may be left, or be gone. */
  readonly pools?: readonly string[]
  /** Jobs may end in another state than they had. */
  readonly jobs?: boolean
  /** The pool may have fewer nodes, or none. */
  readonly standsStill?: boolean
  /** A quota may cut allocations short. */
  readonly shortOfCores?: boolean
}

/** What a run may do to what it meets. Everything that is not said here it may not. */
export type Promises = {
  /** Whether tasks may be queued again, or be ended, by something that the run did at an instant. */
  mayRequeue(at: number): boolean
  readonly mayTerminate: boolean
  /** Whether a pool of that name may be there after the run, although nobody had made it before. */
  mayLeavePool(name: string): boolean
  mayTakePool(name: string): boolean
  /** Whether jobs may have another state than before, and whether they may have another pool. */
  readonly mayChangeJobs: boolean
  readonly mayMoveJobs: boolean
  readonly mayFallShort: boolean
  /** Pools whose nodes count together. */
  isOfRollout(name: string): boolean
  /** Fewest usable nodes, where there were so many before, and so many tasks to be run. */
  leastNodes(before: number, busy: number): number
}

/** What the inputs of a run promise, as it ended. */
export function promisesOf(inputs: Inputs, { report, events }: Told, expects: Expectation): Promises {
  const poolId = inputs['pool-id'] ?? ''
  const strategy = inputs['update-strategy'] || 'fail'
  const says = (word: string) => ['drain', 'drain-deadline', 'job-move'].some((name) => inputs[name] === word)
  const undoneAt = events.find(({ kind }) => kind === 'rollback-started')?.at ?? Number.POSITIVE_INFINITY
  const isOpen = leavesOpen(report.outcome, inputs)
  const isOfRollout = (name: string) => name === poolId || isNamedAfter(poolId, name)
  const isExpected = (name: string) => expects.pools?.includes(name) ?? false
  const isBlueGreen = strategy === 'blue-green'
  return {
    mayRequeue: (at) => expects.requeued === true || says('requeue') || strategy === 'recreate' || at >= undoneAt,
    mayTerminate: expects.terminated === true || says('terminate'),
    mayLeavePool(name) {
      if (isExpected(name) || isOpen) return true
      if (report.outcome === 'rolled-back') return false
      return name === poolId || (isBlueGreen && isNamedAfter(poolId, name))
    },
    mayTakePool: (name) =>
      isExpected(name) ||
      isOpen ||
      // One that a killed run has left.
      name === `${poolId}-canary` ||
      ((isBlueGreen || prunes(inputs)) && didApply(report.outcome) && isOfRollout(name)),
    mayChangeJobs: expects.jobs === true || isOpen,
    mayMoveJobs: expects.jobs === true || isOpen || (isBlueGreen && (didApply(report.outcome) || isSwitched(report))),
    mayFallShort: expects.shortOfCores === true || knewOfQuota(report),
    isOfRollout,
    leastNodes(before, busy) {
      if (expects.standsStill === true || !changesPool(report)) return expects.standsStill === true ? 0 : before
      return leastNodes(inputs, strategy, { before, busy })
    },
  }
}

type Inputs = Readonly<Record<string, string>>

/** A run that was cut short, or told to leave everything as it stands, leaves the rest to the next one. */
function leavesOpen(outcome: Outcome, inputs: Inputs): boolean {
  if (outcome === 'cancelled' || outcome === 'rollback-failed') return true
  return outcome === 'failed' && inputs['on-failure'] === 'stop'
}

const didApply = (outcome: Outcome) => ['applied', 'applied-unproven', 'unchanged'].includes(outcome)

/** Once the new pool is the current one nothing is undone, also where the old one cannot be taken away. */
function isSwitched({ steps }: Report): boolean {
  return steps.some(({ step, state }) => step.kind === 'switch-pool' && state === 'succeeded')
}

const prunes = (inputs: Inputs) => (inputs['keep-versions'] ?? '') !== ''

/** A pool that blue-green makes: the name of the workflow, and the version. */
function isNamedAfter(poolId: string, name: string): boolean {
  return name.startsWith(`${poolId}-`) && /^\d+-\d+-\d+$/.test(name.slice(poolId.length + 1))
}

/** The run was told that the cores would not suffice, and went on. */
function knewOfQuota({ plan }: Report): boolean {
  return plan === undefined || plan.findings.some(({ code }) => code === 'CoreQuotaShort')
}

/** Whether a step was begun that is about a pool. */
function changesPool({ steps }: Report): boolean {
  return steps.some(({ step, state }) => 'poolId' in step && state !== 'pending' && state !== 'skipped')
}

/** Nodes may be fewer only as far as the workflow asks for fewer, or forgives bad ones, or replaces them in batches. */
function leastNodes(inputs: Inputs, strategy: string, { before, busy }: { before: number; busy: number }): number {
  if (strategy === 'in-place' || strategy === 'recreate') return 0
  if ((inputs['autoscale-formula'] ?? '') !== '') return 0
  const asked = Number(inputs['node-count'] || before) + Number(inputs['spot-node-count'] || 0)
  const healthy = Math.ceil((asked * Number(inputs['healthy-percent'] || 90)) / 100)
  const kept = Math.min(before, strategy === 'blue-green' ? healthy : asked)
  // Nodes that are left to end their tasks first are replaced as soon as those have ended, beside the batches.
  const batch = Math.max(1, Math.ceil((before * batchPercent(inputs)) / 100))
  return strategy === 'rolling' ? Math.max(0, kept - batch - busy) : kept
}

/** Percent of the nodes that Azure replaces together: 20, unless the workflow gives the pool another policy. */
function batchPercent(inputs: Inputs): number {
  // biome-ignore lint/suspicious/noExplicitAny: YAML that the workflow gave
  const { upgradePolicy }: any = load(inputs['pool-properties'] || '{}')
  return upgradePolicy?.rollingUpgradePolicy?.maxBatchInstancePercent ?? 20
}
