import type { Finding } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import { resourceName, sameResourceId } from '../model/resource-id.ts'
import type { DesiredState } from '../model/state.ts'
import type { Step } from '../model/step.ts'
import { replicaFormula, resizeTimeoutFormula } from './arithmetic.ts'
import { count } from './count.ts'
import { enumeration } from './enumeration.ts'
import { intent } from './headline.ts'
import { logText } from './log-text.ts'
import { stepText } from './step-text.ts'

/** A plan in a few words: what it changes, or how many findings block it. */
export function planTitle(plan: Plan): string {
  const blockers = plan.findings.filter(({ severity }) => severity === 'blocker').length
  return blockers > 0 ? `blocked by ${count(blockers, 'finding')}` : intent({ plan })
}

/** A plan as lines of plain text: steps, replicas and resize timeouts with their arithmetic, findings. */
export function planLines(plan: Plan, desired: DesiredState): string[] {
  return [
    ...block(
      'Steps',
      plan.steps.flatMap((step, index) => logText(stepLine(step, index, plan.steps))),
    ),
    ...block(
      'Replicas',
      plan.replicas.map((region) => `${region.region}: ${replicaFormula(region)}`),
    ),
    ...block(
      'Resize timeout',
      plan.pools.map(
        (pool) => `${resourceName(pool.poolId)}: ${resizeTimeoutFormula(pool, askedTimeout(desired, pool.poolId))}`,
      ),
    ),
    ...block(
      'Node agent',
      plan.pools
        .filter(({ nodeAgentSkuId }) => nodeAgentSkuId !== '')
        .map(({ poolId, nodeAgentSkuId }) => `${resourceName(poolId)}: ${nodeAgentSkuId}`),
    ),
    ...block('Findings', plan.findings.flatMap(findingLines)),
  ]
}

/** `resize-timeout-minutes` as the workflow gave it for a pool. */
export function askedTimeout({ pools }: DesiredState, poolId: string): number | 'auto' {
  return pools.find((pool) => sameResourceId(pool.poolId, poolId))?.resizeTimeoutMinutes ?? 'auto'
}

function stepLine(step: Step, index: number, steps: readonly Step[]): string {
  const before = step.after.map((id) => String(steps.findIndex((other) => other.id === id) + 1))
  const after = before.length > 0 ? ` (after ${enumeration(before)})` : ''
  return `${index + 1}. ${step.id}: ${stepText(step)}${after}`
}

function findingLines({ severity, code, message, remedy }: Finding): string[] {
  return [...logText(`${severity} ${code}: ${message}`), ...logText(`Remedy: ${remedy}`).map((line) => `  ${line}`)]
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]
}
