import type { StepResult } from '../model/report.ts'
import { stepResource } from '../model/step.ts'
import { number } from './count.ts'

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
  const counts = lasting.flatMap(({ healthyNodes }) => (healthyNodes === undefined ? [] : [healthyNodes]))
  return counts.length === 0 ? undefined : counts.reduce((sum, each) => sum + each, 0)
}

/** `2,994 of 3,000`, or the number alone where a formula decides how many there are. */
export function healthText(healthy: number, asked: number | undefined): string {
  return asked === undefined ? number(healthy) : `${number(healthy)} of ${number(asked)}`
}
