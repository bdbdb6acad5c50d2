import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { annotations } from '../../src/report/annotations.ts'
import { closingLines, type LogLine, logLines } from '../../src/report/log.ts'
import { outputs } from '../../src/report/outputs.ts'
import { pullRequestText } from '../../src/report/pull-request-text.ts'
import { type Course, summarize } from '../../src/report/summarize.ts'
import { summary } from '../../src/report/summary.ts'
import { STORIES } from './stories.ts'
import { PORTAL } from './story.ts'

const FOLDER = join('__tests__', 'report', 'golden')

/** Everything a run shows, in one text; the summary comes last and as it is. */
function shown(course: Course): string {
  const report = summarize(course)
  const { desired, startedAt, events } = course
  const log = events.flatMap((event, index) => logLines(event, { desired, startedAt, before: events.slice(0, index) }))
  const told = annotations(report).map(({ kind, title, message }) => `${kind} [${title}]\n${indented(message)}`)
  const { plan, ...values } = outputs(report, PORTAL)
  const isPreflight = report.outcome === 'planned' || report.outcome === 'blocked'
  return [
    ...fenced('Log', [...log, ...closingLines(report)].map(printed)),
    ...fenced('Annotations', told),
    ...fenced(
      'Outputs',
      Object.entries(values).map(([name, value]) => `${name}=${value}`),
    ),
    ...(isPreflight ? fenced('The plan output, broken into lines', [lines(plan)]) : []),
    '# Summary',
    '',
    summary(report, PORTAL),
    ...(desired.mode === 'plan' ? ['# Comment on the pull request', '', pullRequestText(report)] : []),
  ].join('\n')
}

function fenced(title: string, lines: readonly string[]): string[] {
  return [`# ${title}`, '', '```text', ...lines, '```', '']
}

/** For whoever compares two: the output itself is one line. */
function lines(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2)
}

function printed({ kind, text }: LogLine): string {
  return kind === 'info' ? text : `[${kind}]${text}`
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ')
}

describe('the report of a run', () => {
  for (const [name, course] of Object.entries(STORIES)) {
    it(`tells ${name.replaceAll('-', ' ')} as its golden file has it`, () => {
      const path = join(FOLDER, `${name}.md`)
      const text = shown(course)
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text)
      expect(text).toBe(readFileSync(path, 'utf8'))
    })
  }
})
