import { evaluate } from '../autoscale.ts'
import { durationMs, isoDuration } from '../durations.ts'
import type { Pool } from '../entities.ts'
import { at, type Json, numberAt, textAt } from '../json.ts'
import { invalidValue } from '../refusals.ts'
import type { Scale } from '../resize.ts'

const MINUTE_MS = 60_000
const DEFAULT_TIMEOUT_MS = 15 * MINUTE_MS
const SCALE = 'properties.scaleSettings'

/** Refuses settings of both kinds at once, and values outside the limits that Azure documents. */
export function checkScale(settings: unknown): void {
  const [fixed, auto] = [at(settings, 'fixedScale'), at(settings, 'autoScale')]
  if (fixed !== undefined && auto !== undefined) {
    throw invalidValue(SCALE, settings, 'fixedScale and autoScale are mutually exclusive.')
  }
  for (const name of ['targetDedicatedNodes', 'targetLowPriorityNodes']) {
    const nodes = numberAt(fixed, name)
    if (nodes < 0) throw invalidValue(`${SCALE}.fixedScale.${name}`, nodes, 'The value cannot be negative.')
  }
  const timeout = textAt(fixed, 'resizeTimeout')
  if (timeout !== undefined && durationMs(timeout, 'resizeTimeout') < 5 * MINUTE_MS) {
    throw invalidValue(`${SCALE}.fixedScale.resizeTimeout`, timeout, 'The minimum value is 5 minutes.')
  }
  if (auto === undefined) return
  const formula = textAt(auto, 'formula')
  if (formula === undefined) throw invalidValue(`${SCALE}.autoScale.formula`, formula, 'A formula is required.')
  evaluate(formula)
  const interval = textAt(auto, 'evaluationInterval')
  const intervalMs = interval === undefined ? DEFAULT_TIMEOUT_MS : durationMs(interval, 'evaluationInterval')
  if (intervalMs < 5 * MINUTE_MS || intervalMs > 168 * 60 * MINUTE_MS) {
    throw invalidValue(`${SCALE}.autoScale.evaluationInterval`, interval, 'The range is 5 minutes to 168 hours.')
  }
}

/** Settings as they are kept: with the values that Azure fills in. */
export function completeScale(settings: unknown): Json {
  const auto = at(settings, 'autoScale')
  if (auto !== undefined) {
    const interval = textAt(auto, 'evaluationInterval') ?? isoDuration(DEFAULT_TIMEOUT_MS)
    return { autoScale: { formula: textAt(auto, 'formula'), evaluationInterval: interval } }
  }
  const fixed = at(settings, 'fixedScale')
  return {
    fixedScale: {
      targetDedicatedNodes: numberAt(fixed, 'targetDedicatedNodes'),
      targetLowPriorityNodes: numberAt(fixed, 'targetLowPriorityNodes'),
      resizeTimeout: textAt(fixed, 'resizeTimeout') ?? isoDuration(DEFAULT_TIMEOUT_MS),
    },
  }
}

/** What complete settings ask for now; a formula keeps the targets that it does not set. */
export function scaleOf(settings: Json, deallocationOption: string | undefined, pool?: Pool): Scale {
  const formula = textAt(settings, 'autoScale', 'formula')
  if (formula === undefined) {
    const fixed = at(settings, 'fixedScale')
    return {
      targetDedicated: numberAt(fixed, 'targetDedicatedNodes'),
      targetSpot: numberAt(fixed, 'targetLowPriorityNodes'),
      timeoutMs: durationMs(textAt(fixed, 'resizeTimeout'), 'resizeTimeout'),
      deallocationOption: deallocationOption ?? 'Requeue',
    }
  }
  const evaluation = evaluate(formula)
  return {
    targetDedicated: evaluation.targetDedicated ?? pool?.resize.targetDedicated ?? 0,
    targetSpot: evaluation.targetSpot ?? pool?.resize.targetSpot ?? 0,
    timeoutMs: DEFAULT_TIMEOUT_MS,
    deallocationOption: evaluation.deallocationOption ?? 'Requeue',
  }
}
