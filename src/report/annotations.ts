import type { Failure } from '../model/event.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import { findingName, worstFirst } from './finding-words.ts'
import { stepOfFailure } from './step-ending.ts'

/** An annotation of the job; lines of `message` are parted by `\n`. */
export type Annotation = { readonly kind: 'error' | 'warning'; readonly title: string; readonly message: string }

/** GitHub shows ten annotations of a kind for one step and drops the others. */
const MOST_OF_A_KIND = 10

const LONGEST_MESSAGE = 4000

/** One annotation for each failure, blocker, warning and unproven wait; the last says how many are left out. */
export function annotations(report: Report): Annotation[] {
  const findings = findingAnnotations(report.plan?.findings ?? [])
  const all = [
    ...report.failures.map((failure) => failureAnnotation(failure, stepOfFailure(failure, report))),
    ...findings,
    ...[...report.steps, ...report.rollback]
      .filter(({ state }) => state === 'unproven')
      .map(({ step, text }): Annotation => annotation('warning', `${step.id}: not proven`, text)),
  ]
  return [...capped(all, 'error'), ...capped(all, 'warning')]
}

/** Annotations for findings, and for mistakes in inputs, which are findings whose subject is the input; notes have none. */
export function findingAnnotations(findings: readonly Finding[]): Annotation[] {
  return worstFirst(findings)
    .filter(({ severity }) => severity !== 'note')
    .map((finding) =>
      annotation(
        finding.severity === 'blocker' ? 'error' : 'warning',
        `${resourceName(finding.subject)}: ${findingName(finding)}`,
        `${finding.message}\nRemedy: ${finding.remedy}`,
      ),
    )
}

/** The annotation for what went wrong outside any plan, or in the step named. */
export function failureAnnotation(failure: Failure, stepId?: string): Annotation {
  const { code, message, remedy, requestId } = failure
  const request = requestId === undefined ? [] : [`Azure's request ID: ${requestId}`]
  const title = stepId === undefined ? code : `${stepId}: ${code}`
  return annotation('error', title, [message, `Remedy: ${remedy}`, ...request].join('\n'))
}

function annotation(kind: Annotation['kind'], title: string, message: string): Annotation {
  const shown = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)} …` : message
  return { kind, title: title.slice(0, 200), message: shown }
}

function capped(all: readonly Annotation[], kind: Annotation['kind']): Annotation[] {
  const own = all.filter((each) => each.kind === kind)
  if (own.length <= MOST_OF_A_KIND) return own
  const shown = own.slice(0, MOST_OF_A_KIND - 1)
  const message = `${own.length - shown.length} more are told in the log and in the job summary.`
  return [...shown, annotation(kind, kind === 'error' ? 'More errors' : 'More warnings', message)]
}
