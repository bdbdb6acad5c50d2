import { number } from '../model/count.ts'
import type { Plan, PlannedPool } from '../model/plan.ts'
import type { Report } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import { isChange } from '../model/step.ts'
import { coreFormula, steadyCores, timeFormula } from './arithmetic.ts'
import { touchedTasks } from './disruption-words.ts'
import { downtimeWords } from './downtime.ts'
import { lineageChain, lineageEnd } from './lineage-text.ts'
import { code, prose } from './markdown.ts'
import { movesText } from './moves-text.ts'
import { section } from './section.ts'
import { table } from './table.ts'

/** Nodes, cores against quota, running tasks and time that the plan takes, each with its sum. */
export function figuresSection({ plan }: Report): string | undefined {
  if (plan === undefined) return undefined
  const rows = [
    ...plan.pools.flatMap((pool) => poolRows(pool, plan)),
    ...plan.cores.map((use) => [`Cores of ${code(resourceName(use.batchAccountId))}`, prose(coreFormula(use))]),
    ...(plan.timeBudget.minutes > 0 ? [['Time at most', prose(timeFormula(plan.timeBudget))]] : []),
  ]
  return rows.length === 0 ? undefined : section('What it takes', table(['', 'Planned'], rows))
}

function poolRows(pool: PlannedPool, plan: Plan): string[][] {
  const { steps } = plan
  const name = code(resourceName(pool.poolId))
  const downtime = downtimeWords(pool, steps)
  const tasks = touchedTasks(pool, steps)
  const moves = movesText(pool)
  const cores = steadyCores(pool, plan)
  return [
    [`Nodes of ${name}`, `${number(pool.nodes)} of ${code(pool.vmSize)}`],
    ...(downtime === undefined ? [] : [[`Downtime of ${name}`, prose(downtime)]]),
    ...(tasks === undefined
      ? []
      : [[`Running tasks on ${code(resourceName(pool.replacesPoolId ?? pool.poolId))}`, prose(tasks)]]),
    ...(cores === undefined ? [] : [[`Cores of ${name}`, prose(cores)]]),
    ...(moves === undefined ? [] : [[`Jobs of ${name}`, prose(moves)]]),
  ]
}

/** The chain from the source back to the marketplace, and why it ended; undefined where it was not asked for. */
export function lineageSection({ plan }: Report): string | undefined {
  if (plan?.lineage === undefined) return undefined
  const lines = [lineageChain(plan.lineage), lineageEnd(plan.lineage)].flatMap((text) => (text ? [prose(text)] : []))
  return section('Where the image comes from', lines.join('\n\n'))
}

/** How to apply exactly what was planned; undefined where that was not planned alone, or there is nothing to apply. */
export function applySection({ plan, outcome }: Report): string | undefined {
  if (outcome !== 'planned' || !plan?.steps.some(isChange)) return undefined
  const lines = ['mode: apply', `plan-hash: ${plan.hash}`]
  return section(
    'To apply exactly this',
    [
      'Run the same step with these inputs; it refuses, before any change, when the plan is no longer this one.',
      ['```yaml', ...lines, '```'].join('\n'),
    ].join('\n\n'),
  )
}
