import { type Draft, fixedNodes } from './draft.ts'
import { durationMs } from './durations.ts'
import type { Account } from './entities.ts'
import { at, numberAt, textAt } from './json.ts'
import { invalidBody, invalidValue, missingProperty } from './refusals.ts'
import { sizeOf } from './sizes.ts'

/**
 * Nodes that a pool with inter-node communication may hold, of both kinds together.
 * Source: learn.microsoft.com/azure/batch/batch-quota-limit, pool size limits.
 */
export function mostCommunicatingNodes({ properties }: Pick<Account, 'properties'>): number {
  return textAt(properties, 'poolAllocationMode') === 'UserSubscription' ? 80 : 100
}

const FIXED = 'properties.scaleSettings.fixedScale'

/** The scale: fixed or automatic, within its limits, and of nodes that the VM size can give. */
export function checkScale(draft: Draft): void {
  checkCommunication(draft)
  const scale = at(draft.properties, 'scaleSettings')
  if (scale === undefined) return
  const [fixed, auto] = [at(scale, 'fixedScale'), at(scale, 'autoScale')]
  if ((fixed === undefined) === (auto === undefined))
    throw invalidBody('scaleSettings has to hold either fixedScale or autoScale.')
  if (auto !== undefined) checkFormula(auto)
  else checkFixed(fixed, draft)
}

function checkCommunication({ properties, account }: Draft): void {
  const [nodes, most] = [fixedNodes(properties), mostCommunicatingNodes(account)]
  if (textAt(properties, 'interNodeCommunication') !== 'Enabled' || nodes <= most) return
  throw invalidValue(
    'properties.scaleSettings',
    nodes,
    `A pool with inter-node communication may hold up to ${most} nodes.`,
  )
}

function checkFixed(fixed: unknown, { properties, parts }: Draft): void {
  for (const name of ['targetDedicatedNodes', 'targetLowPriorityNodes']) {
    if (numberAt(fixed, name) < 0)
      throw invalidValue(`${FIXED}.${name}`, at(fixed, name), 'The value may not be negative.')
  }
  const spot = numberAt(fixed, 'targetLowPriorityNodes')
  const size = sizeOf(parts, textAt(properties, 'vmSize') ?? '')
  if (spot > 0 && size?.isSpotCapable === false)
    throw invalidValue(`${FIXED}.targetLowPriorityNodes`, spot, `${size.name} does not support Spot nodes.`)
  const timeout = at(fixed, 'resizeTimeout')
  if (timeout !== undefined && durationMs(timeout, 'resizeTimeout') < 5 * 60_000)
    throw invalidValue(`${FIXED}.resizeTimeout`, timeout, 'The value has to be at least 5 minutes.')
}

function checkFormula(auto: unknown): void {
  const interval = at(auto, 'evaluationInterval')
  const minutes = interval === undefined ? 15 : durationMs(interval, 'evaluationInterval') / 60_000
  if (minutes < 5 || minutes > 168 * 60)
    throw invalidValue(
      'properties.scaleSettings.autoScale.evaluationInterval',
      interval,
      'The value has to be from 5 minutes to 168 hours.',
    )
  if (textAt(auto, 'formula') === undefined) throw missingProperty('properties.scaleSettings.autoScale.formula')
}
