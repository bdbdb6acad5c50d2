import { number } from '../model/count.ts'
import type { Failure } from '../model/event.ts'
import type { Finding } from '../model/finding.ts'
import type { AwaitPool, BakePool, FollowUpgrade } from '../model/pool-step.ts'
import type { Report, StepResult } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'
import { stepDisruption } from './disruption-words.ts'
import { duration } from './duration.ts'
import { IGNORED, worstFirst } from './finding-words.ts'
import { healthText } from './healthy-nodes.ts'
import { bullets, code, details, prose, unbroken } from './markdown.ts'
import { resultSign, resultWords } from './result-words.ts'
import { section } from './section.ts'
import { stepOfFailure, whyNotBegun, whyUndone } from './step-ending.ts'
import { forgivenText, healthyNodesNeeded, stepText } from './step-text.ts'
import { table } from './table.ts'

/** What went wrong, in Azure's words, with the remedy; undefined when nothing did. */
export function failuresSection(report: Report): string | undefined {
  const { failures } = report
  if (failures.length === 0) return undefined
  const shown = failures.slice(0, 20).map((failure) => failureText(failure, report))
  const rest = failures.length - shown.length
  const more = rest > 0 ? [`${rest} more are left out here.`] : []
  return section(
    failures.every(({ code: name }) => name === 'Cancelled') ? 'Why it ended' : 'What went wrong',
    [...shown, ...more].join('\n\n'),
  )
}

function failureText(failure: Failure, report: Report): string {
  const { code: name, message, remedy, requestId } = failure
  const origin = stepOfFailure(failure, report)
  const where = origin === undefined ? '' : ` in ${code(origin)}`
  const quote = [`**${prose(name)}**${where}`, '', prose(message, 4000)].map((line) => `> ${line}`).join('\n')
  const request = requestId === undefined ? '' : `\n\nAzure's request ID: ${code(requestId)}`
  return `${quote}\n\n**What to do:** ${prose(remedy)}${request}`
}

/** Findings, the worst first, with their remedies; undefined when there are none. */
export function findingsSection({ plan }: Report): string | undefined {
  const findings = worstFirst(plan?.findings ?? [])
  if (findings.length === 0) return undefined
  const rows = findings.map(({ severity, isIgnored, code: name, subject, message, remedy }) => [
    unbroken(`${SEVERITY_SIGNS[severity]} ${severity}`),
    `**${prose(name)}**<br>${code(resourceName(subject))}${isIgnored ? `<br>${IGNORED}` : ''}`,
    `${prose(message)}<br>**What to do:** ${prose(remedy)}`,
  ])
  return section('Findings', table(['', 'Finding', 'What is so, and what to do'], rows))
}

const SEVERITY_SIGNS: Readonly<Record<Finding['severity'], string>> = { blocker: '⛔', warning: '⚠️', note: 'ℹ️' }

/** What Azure holds now. */
export function leftSection({ left }: Report): string {
  return section('What Azure holds now', bullets(left.map((sentence) => prose(sentence))))
}

/** Nodes healthy of those asked for, pool by pool; undefined where no pool was waited for. */
export function healthSection({ steps, rollback }: Report): string | undefined {
  const rows = [...steps, ...rollback].flatMap((result) =>
    isWatch(result.step) && wasBegun(result)
      ? [healthRow(result, result.step, rollback.includes(result) ? ', undone' : '')]
      : [],
  )
  if (rows.length === 0) return undefined
  return section('Health', table(['Pool', 'Healthy', 'Needed', 'Last seen'], rows))
}

type PoolWatch = AwaitPool | BakePool | FollowUpgrade

function isWatch(step: Step): step is PoolWatch {
  return step.kind === 'await-pool' || step.kind === 'bake-pool' || step.kind === 'follow-upgrade'
}

const WATCHES = { 'await-pool': '', 'bake-pool': ', watched', 'follow-upgrade': ', upgraded' } as const

function healthRow(result: StepResult, step: PoolWatch, when: string): string[] {
  const asked = step.kind === 'follow-upgrade' ? undefined : step.targetNodes
  const proven = result.healthyNodes === undefined ? 'not proven' : healthText(result.healthyNodes, asked)
  return [
    `${code(resourceName(step.poolId))}${WATCHES[step.kind]}${when}`,
    unbroken(`${resultSign(result)} ${proven}`),
    unbroken(soughtText(step)),
    prose(result.text) || '–',
  ]
}

/** What a pool has to be for its wait, and its watch, to end well. */
function soughtText(step: PoolWatch): string {
  if (step.kind === 'follow-upgrade')
    return `all on ${resourceName(step.imageVersionId)}, ${step.healthyPercent} % healthy`
  if (step.kind === 'bake-pool') return `${forgivenText(step.maxFailedNodes)} bad`
  const needed = healthyNodesNeeded(step)
  if (step.until === 'steady') return 'steady only'
  return needed === undefined ? `${step.healthyPercent} %` : `${number(needed)} (${step.healthyPercent} %)`
}

function wasBegun({ startedAt }: StepResult): boolean {
  return startedAt !== undefined
}

/** All steps with how they went and how long they took; undefined when the plan has none. */
export function stepsSection(report: Report): string | undefined {
  const { steps, outcome } = report
  if (steps.length === 0) return undefined
  if (outcome === 'planned') {
    return section(
      'Steps',
      table(
        ['Step', 'What it would do'],
        steps.map(({ step }) => [code(step.id), prose([stepText(step), ...disturbing(step)].join('; '))]),
      ),
    )
  }
  return section('Steps', resultsBody(steps, report))
}

/** Why what was begun was undone, by which steps, and how they went; undefined where nothing was undone. */
export function undoneSection(report: Report): string | undefined {
  const { steps, rollback } = report
  if (rollback.length === 0) return undefined
  const failed = steps.flatMap(({ step, failure }) => (failure === undefined ? [] : [{ stepId: step.id, failure }]))
  const why = `These steps were to undo what was begun, because ${whyUndone(failed)}.`
  return section('What was undone', `${prose(why)}\n\n${resultsBody(rollback, report)}`)
}

function resultsBody(steps: readonly StepResult[], { startedAt, endedAt }: Report): string {
  const rows = steps.map((result) => [
    `${resultSign(result)}&nbsp;${code(result.step.id)}`,
    unbroken(resultWords(result)),
    result.startedAt === undefined ? '–' : unbroken(`+${duration(result.startedAt - startedAt)}`),
    result.startedAt === undefined ? '–' : unbroken(duration((result.endedAt ?? endedAt) - result.startedAt)),
    prose(lastWords(result, steps)),
  ])
  const body = table(['Step', 'State', 'Began', 'Took', 'Last told'], rows)
  const purposes = bullets(steps.map(({ step }) => `${code(step.id)}: ${prose(stepText(step))}`))
  return `${body}\n\n${details('What each step is for', purposes)}`
}

function disturbing(step: Step): string[] {
  const disruption = stepDisruption(step)
  return disruption === undefined ? [] : [disruption]
}

function lastWords(result: StepResult, steps: readonly StepResult[]): string {
  if (result.startedAt === undefined && result.state !== 'unproven') return `Not begun: ${whyNotBegun(result, steps)}.`
  return result.failure === undefined || result.failure.code === 'Cancelled'
    ? result.text
    : `${result.failure.code}${result.text === '' ? '' : `; before that: ${result.text}`}`
}
