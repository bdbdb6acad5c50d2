import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { annotations } from '../../src/report/annotations.ts'
import { closingLines, type LogLine, logLines } from '../../src/report/log.ts'
import { outputs } from '../../src/report/outputs.ts'
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
  const values = Object.entries(outputs(report, PORTAL)).map(([name, value]) => `${name}=${value}`)
  return [
    ...fenced('Log', [...log, ...closingLines(report)].map(printed)),
    ...fenced('Annotations', told),
    ...fenced('Outputs', values),
    '# Summary',
    '',
    summary(report, PORTAL),
  ].join('\n')
}

function fenced(title: string, lines: readonly string[]): string[] {
  return [`# ${title}`, '', '```text', ...lines, '```', '']
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
