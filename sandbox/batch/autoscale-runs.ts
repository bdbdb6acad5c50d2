import { currentNodes, isSteady } from './allocation.ts'
import { evaluate } from './autoscale.ts'
import { durationMs } from './durations.ts'
import type { Occasion, Pool } from './entities.ts'
import { at, textAt } from './json.ts'
import { beginResize } from './resize.ts'
import type { BatchParts } from './store.ts'

/** When the formula of a pool is evaluated again; infinity for a pool of fixed size, or one that is going. */
export function nextEvaluation(pool: Pool): number {
  const auto = at(pool.properties, 'scaleSettings', 'autoScale')
  if (auto === undefined || pool.autoScaleRun === undefined || pool.deletedAt !== undefined)
    return Number.POSITIVE_INFINITY
  return pool.autoScaleRun.at + durationMs(textAt(auto, 'evaluationInterval') ?? 'PT15M', 'evaluationInterval')
}

/** Evaluates the formula of a pool in its turn; nodes are asked for or sent away only where others are there. */
export function evaluateAgain(pool: Pool, now: number, parts: BatchParts): void {
  const formula = textAt(pool.properties, 'scaleSettings', 'autoScale', 'formula') ?? ''
  evaluateNow(pool, formula, { now, by: `the formula of pool ${pool.name}` }, parts, true)
}

/** Evaluates a formula and begins the resize that it asks for. */
export function evaluateNow(pool: Pool, formula: string, on: Occasion, parts: BatchParts, onlyChanges = false): void {
  const evaluation = evaluate(formula)
  if (!evaluation.ok) {
    const error = { code: 'AutoScalingFormulaEvaluationError', message: evaluation.message }
    pool.autoScaleRun = { at: on.now, results: '', error }
    return
  }
  pool.autoScaleRun = { at: on.now, results: evaluation.results }
  const { dedicated, spot, option } = evaluation
  const isThere = currentNodes(pool, on.now, true) === dedicated && currentNodes(pool, on.now, false) === spot
  if (onlyChanges && (isThere || !isSteady(pool, on.now))) return
  const scale = { targetDedicated: dedicated, targetSpot: spot, timeoutMs: 15 * 60_000, deallocationOption: option }
  beginResize(pool, scale, on, parts)
}
