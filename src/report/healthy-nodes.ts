import { number } from '../model/count.ts'
import type { StepResult } from '../model/report.ts'
import { stepResource } from '../model/step.ts'

/**
 * Healthy nodes that were proven, of all pools together; undefined where none were counted. What was counted of a pool
 * before it was rolled back counts no more.
 */
export function provenHealthyNodes(
  steps: readonly StepResult[],
  rollback: readonly StepResult[] = [],
): number | undefined {
  const undone = new Set(rollback.map(({ step }) => stepResource(step).toLowerCase()))
  const lasting = [...steps.filter(({ step }) => !undone.has(stepResource(step).toLowerCase())), ...rollback]
  // A pool that was waited for and then watched is counted twice, and as it was seen last.
  const counts = new Map<string, number>()
  for (const { step, state, healthyNodes } of lasting) {
    // A canary only proves an image: its nodes are none of those that were asked for.
    if (step.kind === 'await-pool' && step.hasToBeProven) continue
    const pool = stepResource(step).toLowerCase()
    if (healthyNodes !== undefined) counts.set(pool, healthyNodes)
    else if (state === 'failed') counts.delete(pool)
  }
  return counts.size === 0 ? undefined : [...counts.values()].reduce((sum, each) => sum + each, 0)
}

/** `2,994 of 3,000`, or the number alone where a formula decides how many there are. */
export function healthText(healthy: number, asked: number | undefined): string {
  return asked === undefined ? number(healthy) : `${number(healthy)} of ${number(asked)}`
}
