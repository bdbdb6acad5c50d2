import type { NodeCounts } from '../../model/batch.ts'
import { count, number } from '../../model/count.ts'
import type { BakePool } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import { requiredNodes } from './health.ts'

/** Minutes that nodes may be bad before that counts: Batch tries to mend them itself, and a node that reboots comes back. */
const GRACE_MINUTES = 10

/** What was seen of a pool at one moment of its watch; times in ms since 1970. */
export type BakeSight = {
  readonly step: BakePool
  readonly counts: NodeCounts
  readonly now: number
  readonly startedAt: number
  /** Nodes that were not healthy at the best moment of the watch: those `healthy-percent` has forgiven. */
  readonly spared: number
  /** Whether somebody else has resized the pool meanwhile, after which nobody knows how many nodes there should be. */
  readonly isResized: boolean
  /** Since when it is out of bounds. */
  readonly troubledSince?: number
}

/** What follows from a sight of a pool that is watched. */
export type BakeVerdict =
  /** `mark` changes when there is something to tell: another quarter of the time, or more bad nodes. */
  | { readonly kind: 'watching'; readonly isTroubled: boolean; readonly text: string; readonly mark: string }
  | { readonly kind: 'passed'; readonly text: string; readonly healthy: number }
  /** `reason` is the end of a sentence; a node list tells why. */
  | { readonly kind: 'failed'; readonly reason: string }

/** Judges a pool that is watched, by what Azure shows of it now. */
export function judgeBake(sight: BakeSight): BakeVerdict {
  const { step, now, startedAt, troubledSince } = sight
  const trouble = troubleOf(sight)
  if (trouble !== undefined && (trouble.isCertain || minutesSince(troubledSince ?? now, now) >= GRACE_MINUTES)) {
    return { kind: 'failed', reason: trouble.reason }
  }
  const spent = minutesSince(startedAt, now)
  const name = resourceName(step.poolId)
  const state = stateText(sight)
  if (spent >= step.minutes && trouble === undefined) {
    const text = `Pool ${name} was watched for ${step.minutes} ${step.minutes === 1 ? 'minute' : 'minutes'}: ${state}.`
    return { kind: 'passed', text, healthy: healthyIn(sight.counts) }
  }
  const isTroubled = trouble !== undefined
  const text = isTroubled
    ? `${trouble.reason}; it fails where that lasts for ${GRACE_MINUTES} minutes.`
    : `${Math.floor(spent)} of ${step.minutes} minutes: ${state}.`
  const mark = `${Math.floor((4 * spent) / step.minutes)} ${isTroubled} ${tenths(wentBad(sight), allowedIn(sight))}`
  return { kind: 'watching', isTroubled, text, mark }
}

/** Nodes that are not healthy and stay: neither taken back by Azure nor on their way out. */
export function unhealthyIn(counts: NodeCounts): number {
  return stayingIn(counts) - healthyIn(counts)
}

/** Whether a node in this state is bad: it does not work, and nothing says that it is about to. */
export function isBadState(state: string): boolean {
  return FAILED_AT_ONCE.includes(state) || MAY_MEND.includes(state)
}

const FAILED_AT_ONCE: readonly string[] = ['starttaskfailed']
const MAY_MEND: readonly string[] = ['unusable', 'unknown', 'offline']

type Trouble = {
  readonly reason: string
  /** Whether waiting cannot mend it. */
  readonly isCertain: boolean
}

function troubleOf(sight: BakeSight): Trouble | undefined {
  const { step, counts, spared, isResized } = sight
  const [bad, allowed] = [wentBad(sight), allowedIn(sight)]
  if (bad > allowed) {
    const isCertain = inStates(counts, FAILED_AT_ONCE) - spared > allowed
    return { reason: `${count(bad, 'node')} went bad, and \`max-failed-nodes\` forgives ${number(allowed)}`, isCertain }
  }
  if (step.targetNodes === undefined || isResized) return undefined
  const nodes = Math.min(step.targetNodes, stayingIn(counts))
  const [healthy, required] = [healthyIn(counts), requiredNodes(step, nodes)]
  if (healthy >= required) return undefined
  return {
    reason: `${number(healthy)} of ${number(nodes)} nodes are healthy, and \`healthy-percent\` asks for ${number(required)}`,
    isCertain: false,
  }
}

function wentBad({ counts, spared }: BakeSight): number {
  return Math.max(0, inStates(counts, [...FAILED_AT_ONCE, ...MAY_MEND]) - spared)
}

function allowedIn({ step, counts }: BakeSight): number {
  const { maxFailedNodes, targetNodes } = step
  if ('nodes' in maxFailedNodes) return maxFailedNodes.nodes
  return Math.floor(((targetNodes ?? stayingIn(counts)) * maxFailedNodes.percent) / 100)
}

function stateText(sight: BakeSight): string {
  const { counts } = sight
  const bad = wentBad(sight)
  const forgiven = bad === 0 ? '' : ` (${number(bad)} went bad, which \`max-failed-nodes\` forgives)`
  return `${number(healthyIn(counts))} of ${number(stayingIn(counts))} nodes are healthy${forgiven}`
}

function healthyIn(counts: NodeCounts): number {
  return inStates(counts, ['idle', 'running'])
}

function stayingIn(counts: NodeCounts): number {
  return counts.total - inStates(counts, ['leavingpool', 'preempted'])
}

function inStates({ byState }: NodeCounts, states: readonly string[]): number {
  return states.reduce((sum, state) => sum + (byState[state] ?? 0), 0)
}

function tenths(part: number, whole: number): number {
  return whole === 0 ? part : Math.ceil((10 * part) / whole)
}

function minutesSince(since: number, now: number): number {
  return (now - since) / 60_000
}
