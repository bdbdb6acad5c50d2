import type { Json } from './json.ts'
import { invalidBody } from './refusals.ts'

/** The scale of a pool in the spelling of the Batch service, as ARM's; and what the body says beside it. */
export function scaleApart(body: Json): { readonly scale: Json | undefined; readonly shared: Json } {
  const {
    enableAutoScale,
    autoScaleFormula: formula,
    autoScaleEvaluationInterval: interval,
    targetDedicatedNodes: dedicated,
    targetLowPriorityNodes: spot,
    resizeTimeout,
    ...shared
  } = body
  const isAuto = enableAutoScale === true
  if (isAuto ? isTold(dedicated, spot) : isTold(formula, interval))
    throw invalidBody('A pool has targets without enableAutoScale, and a formula only with it.')
  if (isAuto)
    return { scale: { autoScale: { formula, ...(interval ? { evaluationInterval: interval } : {}) } }, shared }
  if (!isTold(dedicated, spot, resizeTimeout)) return { scale: undefined, shared }
  const fixedScale = {
    targetDedicatedNodes: dedicated ?? 0,
    targetLowPriorityNodes: spot ?? 0,
    resizeTimeout: resizeTimeout ?? 'PT15M',
  }
  return { scale: { fixedScale }, shared }
}

function isTold(...members: readonly unknown[]): boolean {
  return members.some((value) => value !== undefined && value !== null)
}
