import { isOfType } from '../../src/model/resource-id.ts'
import type { Draft } from './draft.ts'
import { durationMs } from './durations.ts'
import { at, isObject, type Json, textAt } from './json.ts'
import { invalidValue, missingProperty } from './refusals.ts'
import { enablesUpgrades } from './upgrade-policy.ts'

const POLICY = 'properties.upgradePolicy'
const ROLLING = `${POLICY}.rollingUpgradePolicy`
const CONFIGURATION = ['deploymentConfiguration', 'virtualMachineConfiguration'] as const

/** A mode, percents within their limits, and for automatic upgrades an image without a version. */
export function checkUpgradePolicy(draft: Draft): void {
  const { properties } = draft
  const policy = at(properties, 'upgradePolicy')
  if (!isObject(policy)) return
  if (policy['mode'] === undefined) throw missingProperty(`${POLICY}.mode`)
  const rolling = at(policy, 'rollingUpgradePolicy')
  if (isObject(rolling)) checkRolling(rolling, properties)
  if (!enablesUpgrades(properties)) return
  checkReference(properties)
  checkWindows(draft)
}

function checkRolling(rolling: Json, properties: Json): void {
  const batch = checkPercent(rolling, 'maxBatchInstancePercent', 5)
  const unhealthy = checkPercent(rolling, 'maxUnhealthyInstancePercent', 5)
  checkPercent(rolling, 'maxUnhealthyUpgradedInstancePercent', 0)
  if (unhealthy < batch)
    throw invalidValue(
      `${ROLLING}.maxUnhealthyInstancePercent`,
      unhealthy,
      'The value may not be lower than maxBatchInstancePercent.',
    )
  const pause = rolling['pauseTimeBetweenBatches']
  if (pause !== undefined) durationMs(pause, `${ROLLING}.pauseTimeBetweenBatches`)
  const isZonal = textAt(properties, ...CONFIGURATION, 'nodePlacementConfiguration', 'policy') === 'Zonal'
  if (rolling['enableCrossZoneUpgrade'] !== undefined && !isZonal)
    throw invalidValue(
      `${ROLLING}.enableCrossZoneUpgrade`,
      rolling['enableCrossZoneUpgrade'],
      'The value can be set only where nodePlacementConfiguration is Zonal.',
    )
}

/** A percent that is said has to be within its limits; 20 where nothing is said. */
function checkPercent(rolling: Json, name: string, least: number): number {
  const value = rolling[name]
  if (value === undefined) return 20
  if (typeof value !== 'number' || value < least || value > 100)
    throw invalidValue(`${ROLLING}.${name}`, value, `The value has to be between ${least} and 100.`)
  return value
}

function checkReference(properties: Json): void {
  const reference = at(properties, ...CONFIGURATION, 'imageReference')
  const id = textAt(reference, 'id')
  const version = textAt(reference, 'version')
  const isLatest =
    id === undefined
      ? version === undefined || version === 'latest'
      : isOfType(id, 'Microsoft.Compute', 'galleries/images')
  if (!isLatest)
    throw invalidValue(
      `properties.${CONFIGURATION.join('.')}.imageReference`,
      reference,
      'Automatic OS upgrade needs an image reference to the latest version.',
    )
}

/** Windows must not patch itself beside it, which it does where nothing is said. */
function checkWindows({ properties, parts, account, request }: Draft): void {
  const id = textAt(properties, ...CONFIGURATION, 'imageReference', 'id')
  const facts = id === undefined ? undefined : parts.images.imageFacts(id, account.region, request.now)
  const agent = textAt(properties, ...CONFIGURATION, 'nodeAgentSkuId') ?? ''
  const isWindows = facts === undefined ? /windows/i.test(agent) : facts.osType === 'Windows'
  const own = at(properties, ...CONFIGURATION, 'windowsConfiguration', 'enableAutomaticUpdates')
  if (isWindows && own !== false)
    throw invalidValue(
      `properties.${CONFIGURATION.join('.')}.windowsConfiguration.enableAutomaticUpdates`,
      own ?? true,
      'The value has to be false where automatic OS upgrade is enabled.',
    )
}
