import type { Report, StepResult } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'

/** Steps drawn at most; the table of steps holds the rest. */
const MOST_BARS = 40

/** Mermaid writes the name of a section beside the bars, and over them when it is longer, in characters. */
const LONGEST_SECTION = 13

const DAY_MS = 24 * 60 * 60_000

/**
 * A Mermaid gantt of the steps that were begun, counted from the start of the run; undefined without one. Only
 * plain syntax is used. Times are written as a day without a clock change, so that every time zone shows the same.
 */
export function timeline(report: Report): string | undefined {
  const begun = [...report.steps, ...report.rollback]
    .filter(({ startedAt }) => startedAt !== undefined)
    .slice(0, MOST_BARS)
  if (begun.length === 0) return undefined
  const axis = report.endedAt - report.startedAt < DAY_MS ? '%H:%M' : 'day %d %H:%M'
  const sections = Map.groupBy(begun, sectionOf)
  const lines = [...sections].flatMap(([section, steps]) => [
    `    section ${section}`,
    ...steps.map((step) => `    ${bar(step, report)}`),
  ])
  return [
    '```mermaid',
    'gantt',
    '    dateFormat YYYY-MM-DD HH:mm:ss',
    `    axisFormat ${axis}`,
    '    todayMarker off',
    ...lines,
    '```',
  ].join('\n')
}

function bar({ step, state, startedAt = 0, endedAt }: StepResult, report: Report): string {
  const from = startedAt - report.startedAt
  // Mermaid draws nothing for a bar without length.
  const to = Math.max((endedAt ?? report.endedAt) - report.startedAt, from + 1000)
  const tag = TAGS[state]
  return `${label(step.id)} :${tag === undefined ? '' : `${tag}, `}${instant(from)}, ${instant(to)}`
}

const TAGS: Readonly<Partial<Record<StepResult['state'], string>>> = {
  succeeded: 'done',
  failed: 'crit',
  running: 'active',
  unproven: 'active',
}

function sectionOf({ step }: StepResult): string {
  const name = label(sectionName(step))
  // Pools of one name differ in their ends: `render-pool-1-1-0`, `render-pool-canary`.
  return name.length <= LONGEST_SECTION ? name : `${name.slice(0, 4)}..${name.slice(6 - LONGEST_SECTION)}`
}

function sectionName(step: Step): string {
  switch (step.kind) {
    case 'register-provider':
      return 'subscription'
    case 'create-gallery':
    case 'create-image-definition':
      return 'gallery'
    case 'create-managed-image':
      return 'managed image'
    case 'publish-image-version':
    case 'update-image-version':
    case 'await-replication':
    case 'set-latest':
    case 'delete-image-version':
      return `image ${resourceName(step.imageVersionId)}`
    case 'create-pool':
    case 'update-pool':
    case 'drain-pool':
    case 'delete-pool':
    case 'await-pool':
    case 'bake-pool':
    case 'smoke-pool':
    case 'move-jobs':
    case 'switch-pool':
    case 'follow-upgrade':
      return resourceName(step.poolId)
  }
}

/** Signs that mean something to Mermaid are left out. */
function label(text: string): string {
  return text.replace(/[^A-Za-z0-9 ._()-]/g, ' ')
}

function instant(ms: number): string {
  return new Date(Date.UTC(2000, 0, 1) + ms).toISOString().slice(0, 19).replace('T', ' ')
}
