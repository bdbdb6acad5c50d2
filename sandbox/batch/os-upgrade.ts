import { resourceKey, resourceName } from '../../src/model/resource-id.ts'
import type { ImageFacts } from '../service.ts'
import { lastAllocatedAt, type NodeView, nodesOf, readyAt, UPGRADING_MS, upbringingAt } from './allocation.ts'
import type { NodeUpgrade, OsUpgrade, Pool } from './entities.ts'
import { at, textAt } from './json.ts'
import { endRun, runsByNode } from './runs.ts'
import type { BatchParts } from './store.ts'
import { upbringingOf } from './upbringing.ts'
import { defersUpgrades, rollingPolicyOf, upgradesItself } from './upgrade-policy.ts'

/** How long it takes Batch to begin after another version has become the latest in the region of a pool. */
const NOTICE_MS = 60_000

/** How long a batch waits for nodes that do not become healthy, once their disks are replaced. */
const HEALTH_MS = 5 * 60_000

/** Begins what is due of the upgrade of a pool: to notice another latest version, the next batch, a node whose tasks have ended. */
export function upgradeNodes(pool: Pool, now: number, parts: BatchParts): void {
  const latest = upgradesItself(pool) ? latestOf(pool, now, parts) : undefined
  if (latest === undefined) return
  if (pool.osUpgrade?.imageVersionId !== latest.imageVersionId) notice(pool, latest, now)
  beginPostponed(pool, now)
  const upgrade = pool.osUpgrade
  if (upgrade !== undefined && now >= upgrade.nextAt) pool.osUpgrade = beginBatch(pool, upgrade, latest, now, parts)
}

/** When the upgrade of a pool goes on by itself; infinity where it does not. What waits for tasks goes on with their end. */
export function nextUpgrade(pool: Pool, now: number, parts: BatchParts): number {
  const definition = upgradesItself(pool) ? imageIdOf(pool) : undefined
  if (definition === undefined) return Number.POSITIVE_INFINITY
  const changes = parts.images.latestChangesAt(definition, pool.account.region, now)
  return Math.min(changes, pool.osUpgrade?.nextAt ?? Number.POSITIVE_INFINITY)
}

/** What was to come of another version is given up; nodes that have begun go on, and those that have it keep it. */
function notice(pool: Pool, { imageVersionId }: ImageFacts, now: number): void {
  giveUpPostponed(pool)
  pool.osUpgrade = { imageVersionId, begunAt: now, nextAt: now + NOTICE_MS, isStopped: false }
}

function giveUpPostponed(pool: Pool): void {
  for (const { upgrades } of pool.cohorts) {
    for (const [index, turns] of upgrades) {
      const begun = turns.filter((turn) => turn.at !== undefined)
      if (begun.length === 0) upgrades.delete(index)
      else upgrades.set(index, begun)
    }
  }
}

function beginPostponed(pool: Pool, now: number): void {
  const waiting = pool.cohorts
    .flatMap(({ upgrades }) => [...upgrades.values()].flat())
    .some((turn) => turn.at === undefined)
  if (!waiting) return
  for (const { cohort, index, isPostponed, runningTasks } of nodesOf(pool, now)) {
    const turn = isPostponed && runningTasks === 0 ? cohort.upgrades.get(index)?.at(-1) : undefined
    if (turn !== undefined) turn.at = now
  }
}

function beginBatch(pool: Pool, upgrade: OsUpgrade, latest: ImageFacts, now: number, parts: BatchParts): OsUpgrade {
  const policy = rollingPolicyOf(pool)
  const nodes = [...nodesOf(pool, now)].filter(({ removal }) => removal === undefined)
  const due = nodes.filter((node) => !node.isPostponed && isOlder(imageOfNode(node, now), latest.imageVersionId))
  if (due.length === 0) return { ...upgrade, nextAt: nextArrival(pool, latest, now) }
  const upgraded = nodes.filter((node) => resourceKey(imageOfNode(node, now)) === resourceKey(latest.imageVersionId))
  if (
    share(upgraded, now) > policy.maxUnhealthyUpgradedInstancePercent ||
    share(nodes, now) > policy.maxUnhealthyInstancePercent
  ) {
    giveUpPostponed(pool)
    return { ...upgrade, nextAt: Number.POSITIVE_INFINITY, isStopped: true }
  }
  const size = Math.max(1, Math.floor((nodes.length * policy.maxBatchInstancePercent) / 100))
  const ends = due.slice(0, size).map((node) => beginNode(pool, node, latest, now, parts))
  return { ...upgrade, begunAt: now, nextAt: Math.max(now + NOTICE_MS, ...ends) + policy.pauseMs }
}

/** Gives one node its turn; when the batch need not wait for it any more. */
function beginNode(pool: Pool, node: NodeView, latest: ImageFacts, now: number, parts: BatchParts): number {
  const { id, cohort, index } = node
  const own = runsByNode(pool, now).get(id) ?? []
  const waits = defersUpgrades(pool) && own.length > 0
  if (!waits) for (const run of own) endRun(run, 'requeued', { now, by: `the upgrade of node ${id}` })
  const turn: NodeUpgrade = { at: waits ? undefined : now, upbringing: upbringingOf(pool, parts, latest) }
  cohort.upgrades.set(index, [...(cohort.upgrades.get(index) ?? []), turn])
  return waits ? now : (readyAt(cohort, index, now) ?? now + UPGRADING_MS + HEALTH_MS)
}

/** Nodes that were asked for before the version was the latest may be still to come. */
function nextArrival({ cohorts }: Pool, latest: ImageFacts, now: number): number {
  const late = cohorts.filter(
    (cohort) =>
      isOlder(cohort.upbringing.imageVersionId ?? '', latest.imageVersionId) &&
      Math.min(lastAllocatedAt(cohort), cohort.cutoff) > now,
  )
  return late.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...late.map(lastAllocatedAt))
}

/** Percent of nodes that are of no use: bad, or not ready long after their disk was replaced. */
function share(nodes: readonly NodeView[], now: number): number {
  const bad = nodes.filter((node) => node.state === 'unusable' || node.state === 'starttaskfailed' || isLate(node, now))
  return nodes.length === 0 ? 0 : (bad.length * 100) / nodes.length
}

function isLate({ cohort, index, state }: NodeView, now: number): boolean {
  const begun = cohort.upgrades.get(index)?.at(-1)?.at
  const isReady = state === 'idle' || state === 'running'
  return begun !== undefined && !isReady && now >= begun + UPGRADING_MS + HEALTH_MS
}

function imageOfNode({ cohort, index }: NodeView, now: number): string {
  return upbringingAt(cohort, index, now).imageVersionId ?? ''
}

/** Whether one version of an image is lower than another. */
function isOlder(one: string, other: string): boolean {
  const [left, right] = [one, other].map((id) => resourceName(id).split('.').map(Number))
  const difference = (left ?? []).reduce((found, part, index) => found || part - (right?.[index] ?? 0), 0)
  return difference < 0
}

function latestOf(pool: Pool, now: number, parts: BatchParts): ImageFacts | undefined {
  const id = imageIdOf(pool)
  return id === undefined ? undefined : parts.images.imageFacts(id, pool.account.region, now)
}

function imageIdOf({ properties }: Pool): string | undefined {
  const reference = at(properties, 'deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference')
  return textAt(reference, 'id')
}
