import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { closingLines } from '../../src/report/log.ts'
import type { Told } from './story.ts'

const FOLDER = join('__tests__', 'scenarios', 'golden')

/** Holds the log of runs, one after the other, against its golden file; `UPDATE_GOLDEN=1` writes it. */
export function expectTranscript(name: string, ...runs: readonly Told[]): void {
  const path = join(FOLDER, `${name}.txt`)
  const text = `${runs.map(printed).join('\n\n')}\n`
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}

function printed({ log, report }: Told): string {
  const lines = [...log.split('\n'), ...closingLines(report).map(({ text }) => text)]
  return lines.map((line) => line.trimEnd()).join('\n')
}
