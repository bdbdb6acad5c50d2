/** What a formula assigns to its targets. Source: learn.microsoft.com/azure/batch/batch-automatic-scaling, service-defined variables. */
const TARGETS = {
  dedicated: /\$TargetDedicated\w*\s*=([^;]*)/gi,
  spot: /\$Target(?:LowPriority|Spot)\w*\s*=([^;]*)/gi,
} as const

/** Whether an autoscale formula may ask for nodes of a kind: it sets their target to something else than a plain 0. */
export function asksFor(kind: 'dedicated' | 'spot', formula: string): boolean {
  return [...formula.matchAll(TARGETS[kind])].some(([, value = '']) => value.trim() !== '0')
}
