import { durationMs } from './durations.ts'
import type { Pool } from './entities.ts'
import { at, type Json, textAt } from './json.ts'

/** How many nodes are upgraded together, and what ends it; percents of nodes. */
export type RollingPolicy = {
  readonly maxBatchInstancePercent: number
  readonly maxUnhealthyInstancePercent: number
  readonly maxUnhealthyUpgradedInstancePercent: number
  readonly pauseMs: number
}

/** Percents that hold where a policy says nothing. */
const USUAL_PERCENT = 20

/** Whether Batch gives the nodes of a pool the latest version of their image by itself. */
export function upgradesItself({ properties, deletedAt }: Pool): boolean {
  return deletedAt === undefined && enablesUpgrades(properties)
}

/** The same of the properties of a pool. */
export function enablesUpgrades(properties: Json): boolean {
  return automatic(properties, 'enableAutomaticOSUpgrade')
}

/** Whether a node on which a task runs is left to end it first. */
export function defersUpgrades({ properties }: Pool): boolean {
  return automatic(properties, 'osRollingUpgradeDeferral')
}

/** The policy of a pool; the default where it has none or does not use it. */
export function rollingPolicyOf({ properties }: Pool): RollingPolicy {
  const own = automatic(properties, 'useRollingUpgradePolicy')
    ? at(properties, 'upgradePolicy', 'rollingUpgradePolicy')
    : undefined
  const percent = (name: string): number => {
    const value = at(own, name)
    return typeof value === 'number' ? value : USUAL_PERCENT
  }
  return {
    maxBatchInstancePercent: percent('maxBatchInstancePercent'),
    maxUnhealthyInstancePercent: percent('maxUnhealthyInstancePercent'),
    maxUnhealthyUpgradedInstancePercent: percent('maxUnhealthyUpgradedInstancePercent'),
    pauseMs: durationMs(textAt(own, 'pauseTimeBetweenBatches') ?? 'PT0S', 'pauseTimeBetweenBatches'),
  }
}

function automatic(properties: Json, name: string): boolean {
  return at(properties, 'upgradePolicy', 'automaticOSUpgradePolicy', name) === true
}
