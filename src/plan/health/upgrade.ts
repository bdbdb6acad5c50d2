import type { NodeImage } from '../../model/batch.ts'
import { count, number } from '../../model/count.ts'
import type { FollowUpgrade } from '../../model/pool-step.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import { isBadState } from './bake.ts'
import { requiredNodes } from './health.ts'

/** Minutes that upgraded nodes may be bad before that counts: Batch tries to mend them itself. */
const GRACE_MINUTES = 10

/** What was seen of the nodes of a pool at one moment of its upgrade; times in ms since 1970. */
export type UpgradeSight = {
  readonly step: FollowUpgrade
  /** All nodes, as they are listed. */
  readonly nodes: readonly NodeImage[]
  readonly now: number
  /** Nodes that showed the version before and show another one now. */
  readonly takenBack: number
  /** Since when too many upgraded nodes have been bad. */
  readonly troubledSince?: number
}

/** What follows from a sight of nodes that are upgraded. */
export type UpgradeVerdict =
  /** `mark` changes when there is something to tell: another tenth of the nodes, or more bad ones. */
  | { readonly kind: 'following'; readonly isTroubled: boolean; readonly text: string; readonly mark: string }
  | { readonly kind: 'done'; readonly text: string; readonly healthy: number }
  /** Azure tells of no node which version it runs. */
  | { readonly kind: 'untold' }
  /** `reason` is the end of a sentence. */
  | { readonly kind: 'failed'; readonly reason: string }

/** Judges nodes that Azure upgrades by itself. How long the tasks on them take is not known, so nothing here is a time limit. */
export function judgeUpgrade(sight: UpgradeSight): UpgradeVerdict {
  const { step, now, takenBack, troubledSince } = sight
  const nodes = sight.nodes.filter(isStaying)
  if (nodes.length > 0 && nodes.every(({ imageVersionId }) => imageVersionId === undefined)) return { kind: 'untold' }
  const own = nodes.filter((node) => shows(node, step.imageVersionId))
  const bad = own.filter(({ state }) => isBadState(state))
  const allowed = allowedOf(step, nodes.length)
  const version = resourceName(step.imageVersionId)
  if (takenBack > allowed)
    return { kind: 'failed', reason: `Azure took ${count(takenBack, 'node')} back from image version ${version}` }
  const isTroubled = bad.length > allowed
  const isCertain = bad.filter(({ state }) => state === 'starttaskfailed').length > allowed
  if (isTroubled && (isCertain || (now - (troubledSince ?? now)) / 60_000 >= GRACE_MINUTES))
    return { kind: 'failed', reason: badText(bad.length, allowed) }
  const healthy = own.filter(({ state }) => isHealthy(state)).length
  if (!isTroubled && own.length === nodes.length && healthy >= requiredNodes(step, nodes.length)) {
    const pool = `pool ${resourceName(step.poolId)}`
    const text =
      nodes.length === 0
        ? `No node of ${pool} is left that could be upgraded.`
        : `${number(healthy)} of ${count(nodes.length, 'node')} of ${pool} are healthy, and all show image version ${version}.`
    return { kind: 'done', text, healthy }
  }
  const text = progress(nodes, step.imageVersionId)
  const mark = `${Math.floor((10 * healthy) / nodes.length)} ${bad.length}`
  return { kind: 'following', isTroubled, text: isTroubled ? `${text} ${badText(bad.length, allowed)}.` : text, mark }
}

/** Whether every node of a pool shows a version and is healthy enough to take tasks. */
export function isSettledOn(nodes: readonly NodeImage[], imageVersionId: string): boolean {
  return nodes.filter(isStaying).every((node) => shows(node, imageVersionId) && !isUnderWay(node))
}

/** How far the nodes of a pool are: `120 of 300 nodes show image version 1.1.0, 60 are being upgraded, 12 wait for their tasks.` */
function progress(nodes: readonly NodeImage[], imageVersionId: string): string {
  const upgrading = nodes.filter(
    (node) => node.state === 'upgradingos' || (shows(node, imageVersionId) && isUnderWay(node)),
  )
  const shown = nodes.filter((node) => shows(node, imageVersionId) && !isUnderWay(node))
  const busy = nodes.filter((node) => !shows(node, imageVersionId) && node.state === 'running')
  const parts = [
    `${number(shown.length)} of ${count(nodes.length, 'node')} show image version ${resourceName(imageVersionId)}`,
    ...(upgrading.length > 0 ? [`${upgrading.length} ${upgrading.length === 1 ? 'is' : 'are'} being upgraded`] : []),
    ...(busy.length > 0 ? [`${busy.length} ${busy.length === 1 ? 'runs' : 'run'} tasks on the version before`] : []),
  ]
  return `${parts.join(', ')}.`
}

/** Which versions the nodes of a pool show, the commonest first: `280 nodes show 1.0.0, 20 show 1.1.0`. */
export function versionsShown(nodes: readonly NodeImage[]): string {
  const byVersion = Map.groupBy(nodes.filter(isStaying), ({ imageVersionId }) => resourceName(imageVersionId ?? 'none'))
  const counts = [...byVersion].map(([version, own]) => [version, own.length] as const)
  return counts
    .toSorted(([, one], [, other]) => other - one)
    .map(
      ([version, shown], index) =>
        `${index === 0 ? count(shown, 'node') : number(shown)} ${shown === 1 ? 'shows' : 'show'} ${version}`,
    )
    .join(', ')
}

/** Nodes that show another version than the one they should; those of which Azure tells none are left out. */
export function nodesOnOther(nodes: readonly NodeImage[], imageVersionId: string): NodeImage[] {
  return nodes.filter((node) => isStaying(node) && node.imageVersionId !== undefined && !shows(node, imageVersionId))
}

function shows({ imageVersionId }: NodeImage, wanted: string): boolean {
  return imageVersionId !== undefined && sameResourceId(imageVersionId, wanted)
}

function isStaying({ state }: NodeImage): boolean {
  return state !== 'leavingpool' && state !== 'preempted'
}

function isHealthy(state: string): boolean {
  return state === 'idle' || state === 'running'
}

function isUnderWay({ state }: NodeImage): boolean {
  return !isHealthy(state) && !isBadState(state)
}

function allowedOf({ maxFailedNodes }: FollowUpgrade, nodes: number): number {
  return 'nodes' in maxFailedNodes ? maxFailedNodes.nodes : Math.floor((nodes * maxFailedNodes.percent) / 100)
}

function badText(bad: number, allowed: number): string {
  return `${count(bad, 'node')} went bad after the upgrade, and \`max-failed-nodes\` forgives ${number(allowed)}`
}
