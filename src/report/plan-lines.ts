import { count } from '../model/count.ts'
import type { DesiredState } from '../model/desired.ts'
import { enumeration } from '../model/enumeration.ts'
import type { Finding } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import { resourceName, sameResourceId } from '../model/resource-id.ts'
import { isChange, type Step } from '../model/step.ts'
import { coreFormula, replicaFormula, resizeTimeoutFormula, steadyCores, timeFormula } from './arithmetic.ts'
import { disruptionWords, stepDisruption, touchedTasks } from './disruption-words.ts'
import { downtimeWords } from './downtime.ts'
import { type LeafChange, stepChanges, takesOwnAway } from './field-changes.ts'
import { findingName, worstFirst } from './finding-words.ts'
import { intent } from './headline.ts'
import { keptLines } from './kept-versions.ts'
import { lineageText } from './lineage-text.ts'
import { logText } from './log-text.ts'
import { movesText } from './moves-text.ts'
import { stepText } from './step-text.ts'

/** Longest value of a field that the log shows, in characters; the job summary has more of it. */
const LONGEST_VALUE = 200

/** A plan in a few words: what it changes, or how many findings block it. */
export function planTitle(plan: Plan): string {
  const blockers = plan.findings.filter(isBlocker).length
  return blockers > 0 ? `blocked by ${count(blockers, 'finding')}` : intent({ plan })
}

/** A plan as lines of plain text. What blocks it comes first, else the steps; in mode plan each field is told. */
export function planLines(plan: Plan, desired: DesiredState): string[] {
  const findings = block('Findings', worstFirst(plan.findings).flatMap(findingLines))
  const blocked = plan.findings.some(isBlocker)
  return [
    ...(blocked ? findings : []),
    ...stepLines(plan.steps, 'Steps'),
    ...(desired.mode === 'plan' ? block('Changes', toldChanges(plan.steps).flatMap(changeLines)) : []),
    ...block('Image versions kept', keptLines(plan)),
    ...figureLines(plan, desired),
    ...(blocked ? [] : findings),
    ...(plan.steps.some(isChange) ? block('Plan hash', [plan.hash]) : []),
  ]
}

/** Steps with their numbers, below `title` where there is one. */
export function stepLines(steps: readonly Step[], title = ''): string[] {
  const lines = block(
    title,
    steps.map((step, index) => stepLine(step, index, steps)),
  )
  return title === '' ? lines.slice(1) : lines
}

/** `resize-timeout-minutes` as the workflow gave it for a pool. */
export function askedTimeout({ pools }: DesiredState, poolId: string): number | 'auto' {
  return pools.find((pool) => sameResourceId(pool.poolId, poolId))?.resizeTimeoutMinutes ?? 'auto'
}

/** What the plan rests on, each number with its arithmetic. */
function figureLines(plan: Plan, desired: DesiredState): string[] {
  const { lineage, replicas, pools, cores, timeBudget } = plan
  const ofPool = (text: (pool: Plan['pools'][number]) => string | undefined) =>
    pools.flatMap((pool) => {
      const told = text(pool)
      return told ? [`${resourceName(pool.poolId)}: ${told}`] : []
    })
  return [
    ...block('Made from', lineage === undefined ? [] : [lineageText(lineage)]),
    ...block(
      'Replicas',
      replicas.map((region) => `${region.region}: ${replicaFormula(region)}`),
    ),
    ...block('Cores at the peak', [
      ...cores.map((use) => `${resourceName(use.batchAccountId)}: ${coreFormula(use)}`),
      ...ofPool((pool) => steadyCores(pool, plan)),
    ]),
    ...block(
      'Downtime',
      ofPool((pool) => downtimeWords(pool, plan.steps)),
    ),
    ...block(
      'Running tasks',
      ofPool((pool) => touchedTasks(pool, plan.steps)),
    ),
    ...block('Jobs', ofPool(movesText)),
    ...block(
      'Resize timeout',
      ofPool((pool) => resizeTimeoutFormula(pool, askedTimeout(desired, pool.poolId))),
    ),
    ...block(
      'Node agent',
      ofPool(({ nodeAgentSkuId }) => nodeAgentSkuId),
    ),
    ...block('Time at most', timeBudget.minutes > 0 ? [timeFormula(timeBudget)] : []),
  ]
}

function toldChanges(steps: readonly Step[]): readonly Step[] {
  return steps.filter((step) => isChange(step) && !takesOwnAway(step, steps))
}

function stepLine(step: Step, index: number, steps: readonly Step[]): string {
  const before = step.after.map((id) => String(steps.findIndex((other) => other.id === id) + 1))
  const notes = [...(before.length > 0 ? [`after ${enumeration(before)}`] : []), stepDisruption(step)]
  const told = notes.filter((note) => note !== undefined).join('; ')
  return `${index + 1}. ${step.id}: ${stepText(step)}${told === '' ? '' : ` (${told})`}`
}

/** Where all fields of a step disturb alike, which is so for everything new, it is said once; of what goes, nothing is said. */
function changeLines(step: Step): string[] {
  const changes = stepChanges(step)
  const isAlike = new Set(changes.map(({ disruption }) => disruption)).size === 1
  const told = ({ disruption }: LeafChange) => ` (disruption: ${disruptionWords(disruption)})`
  const [first] = changes
  // A step that moves jobs, or makes another pool the current one, has no fields: the steps above tell it.
  if (first === undefined) return []
  return [
    `${step.id}${isAlike && step.kind !== 'delete-pool' ? told(first) : ''}`,
    ...changes.map((change) => `  ${fieldText(change)}${isAlike ? '' : told(change)}`),
  ]
}

function fieldText({ field, from, to }: LeafChange): string {
  if (from === undefined) return `${field}: ${shortened(to ?? '')}`
  return to === undefined ? `${field}: ${shortened(from)}, goes` : `${field}: ${shortened(from)} -> ${shortened(to)}`
}

function shortened(text: string): string {
  const line = logText(text).join(' ')
  return line.length <= LONGEST_VALUE
    ? line
    : `${line.slice(0, LONGEST_VALUE)} … (${line.length - LONGEST_VALUE} characters more)`
}

function findingLines(finding: Finding): string[] {
  const { severity, message, remedy } = finding
  return [`${severity} ${findingName(finding)}: ${message}`, `  Remedy: ${remedy}`]
}

function isBlocker({ severity }: Finding): boolean {
  return severity === 'blocker'
}

/** A titled block; lines inside a text are indented as its first. */
function block(title: string, texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => {
    const indent = text.slice(0, text.length - text.trimStart().length)
    return logText(text.trimStart()).map((line) => `  ${indent}${line}`)
  })
  return lines.length === 0 ? [] : [title, ...lines]
}
