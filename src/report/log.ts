import type { DesiredState } from '../model/desired.ts'
import type { Event, Failure } from '../model/event.ts'
import type { Finding } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import type { Report } from '../model/report.ts'
import type { Step } from '../model/step.ts'
import type { StepId } from '../model/step-base.ts'
import { duration } from './duration.ts'
import { headline } from './headline.ts'
import { logText } from './log-text.ts'
import { planLines, planTitle, stepLines } from './plan-lines.ts'
import { whyUndone } from './step-ending.ts'

/** One line of the log. `group` opens a fold that `endgroup` closes; annotations carry the other kinds. */
export type LogLine = {
  readonly kind: 'group' | 'endgroup' | 'info' | 'warning' | 'error' | 'notice'
  readonly text: string
}

/** What a line depends on besides its event. */
export type LogContext = {
  readonly desired: DesiredState
  /** ms since 1970; what elapsed times are counted from. */
  readonly startedAt: number
  /** All events before this one, in their order. */
  readonly before: readonly Event[]
}

/**
 * The lines for one event. Observing and planning are folded; applying is not, because a fold would hide the
 * progress of a run that someone watches. Errors and warnings are told as `info` here and once more as
 * annotations when the run ends, so that nothing is annotated twice.
 */
export function logLines(event: Event, context: LogContext): LogLine[] {
  if (event.kind === 'observed') return observedLines(event, context.before)
  const close: LogLine[] = isObserving(context.before) ? [{ kind: 'endgroup', text: '' }] : []
  return [...close, ...eventLines(event, context)]
}

/** What is said at the very end: how it ended and what Azure holds now. */
export function closingLines(report: Report): LogLine[] {
  const left = report.left.flatMap((sentence) => logText(sentence).map((line) => `  ${line}`))
  return infos(['', `${headline(report)}.`, 'What Azure holds now:', ...left])
}

function observedLines(event: Extract<Event, { kind: 'observed' }>, before: readonly Event[]): LogLine[] {
  const open: LogLine[] = isObserving(before) ? [] : [{ kind: 'group', text: 'Observe' }]
  const known = before.some(
    (other) => other.kind === 'observed' && other.subject === event.subject && other.text === event.text,
  )
  return known ? [] : [...open, ...infos(logText(`${event.subject}: ${event.text}`))]
}

function isObserving(before: readonly Event[]): boolean {
  const last = before.findLast(({ kind }) => kind === 'observed' || kind === 'planned' || kind === 'finished')
  return last?.kind === 'observed'
}

function eventLines(event: Exclude<Event, { kind: 'observed' }>, context: LogContext): LogLine[] {
  switch (event.kind) {
    case 'planned':
      return plannedLines(event.plan, context.desired)
    case 'found':
      return timed(event.at, context, 'found', findingText(event.finding))
    case 'rollback-started':
      return rollbackLines(event.steps, context.before)
    case 'finished':
      return []
    default:
      return toldLines(event, context)
  }
}

function plannedLines(plan: Plan, desired: DesiredState): LogLine[] {
  const applies = desired.mode === 'apply' && plan.steps.length > 0
  return [
    { kind: 'group', text: `Plan: ${planTitle(plan)}` },
    ...infos(planLines(plan, desired)),
    { kind: 'endgroup', text: '' },
    ...infos(applies ? ['Apply'] : []),
  ]
}

/** Why it is undone, and by which steps. */
function rollbackLines(steps: readonly Step[], before: readonly Event[]): LogLine[] {
  const why = whyUndone(before.flatMap((event) => (event.kind === 'step-failed' ? [event] : [])))
  return infos([`Roll back: ${logText(why).join(' ')}, so what was begun is undone`, ...stepLines(steps)])
}

type StepEvent = Extract<Event, { readonly stepId: StepId }>

function toldLines(event: StepEvent, context: LogContext): LogLine[] {
  const own = context.before.filter((other): other is StepEvent => 'stepId' in other && other.stepId === event.stepId)
  const began = own.find(({ kind }) => kind === 'step-started')
  const took = began === undefined ? '' : ` after ${duration(event.at - began.at)}`
  const say = (text: string) => timed(event.at, context, event.stepId, text)
  switch (event.kind) {
    case 'step-started':
      return say('begun.')
    case 'step-progressed': {
      const last = own.findLast(({ kind }) => kind === 'step-progressed')
      return last?.kind === 'step-progressed' && last.text === event.text ? [] : say(event.text)
    }
    case 'step-succeeded':
      return say(`done${took}. ${event.text}`)
    case 'step-unproven':
      return say(`not proven${took}. ${event.text}`)
    case 'step-skipped':
      return say(event.text)
    case 'step-failed':
      return say(`${event.failure.code === 'Cancelled' ? 'cut short' : 'failed'}${took}. ${failureText(event.failure)}`)
  }
}

function failureText({ code, message, remedy, requestId }: Failure): string {
  const request = requestId === undefined ? '' : ` (request ${requestId})`
  // Every step under way is cut short by the same; its remedy is told once, at the end.
  if (code === 'Cancelled') return message
  return `${code}: ${message}${request}\nRemedy: ${remedy}`
}

function findingText({ severity, code, message, remedy }: Finding): string {
  return `${severity} ${code}: ${message}\nRemedy: ${remedy}`
}

const ELAPSED_WIDTH = 9
const LONGEST_NAME = 44

/** Elapsed time, then the name, then the text, in columns; further lines are indented below. */
function timed(at: number, context: LogContext, name: string, text: string): LogLine[] {
  const names = context.before.flatMap(stepsOf).map(({ id }) => id.length)
  const width = Math.min(LONGEST_NAME, Math.max(name.length, ...names))
  const [first = '', ...more] = logText(text)
  const elapsed = `+${duration(at - context.startedAt)}`.padEnd(ELAPSED_WIDTH)
  const indent = ' '.repeat(ELAPSED_WIDTH + width + 2)
  const label = logText(name).join(' ').padEnd(width)
  return infos([`${elapsed} ${label} ${first}`, ...more.map((line) => `${indent}${line}`)])
}

function stepsOf(event: Event): readonly Step[] {
  if (event.kind === 'planned') return event.plan.steps
  return event.kind === 'rollback-started' ? event.steps : []
}

function infos(texts: readonly string[]): LogLine[] {
  return texts.map((text) => ({ kind: 'info', text }))
}
