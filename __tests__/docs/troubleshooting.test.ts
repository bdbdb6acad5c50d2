import { describe, expect, it } from '@jest/globals'
import { failureOf } from '../../src/apply/failure.ts'
import { Cancelled } from '../../src/model/errors.ts'
import { FINDING_CODES, FINDINGS, type FindingCode, isFinal } from '../../src/model/findings/catalog.ts'
import { bakeFailure, nodesFailure, resizeFailure, upgradeFailure } from '../../src/plan/health/blame.ts'
import { remedyFor } from '../../src/plan/health/remedies.ts'
import { entriesOf, filled, headingOf, patternOf } from './entries.ts'
import { textOf } from './pages.ts'
import { entraNumbersIn, errorsOf, failureCodesOf } from './told.ts'

const PAGE = textOf('docs/troubleshooting.md')
const ENTRIES = entriesOf(PAGE)
const ERRORS = errorsOf('src')

function lineOf(code: FindingCode): string {
  const { severity } = FINDINGS[code]
  if (severity !== 'blocker') return `**\`${code}\`** · ${severity} · stops no run`
  const ignoring = isFinal(code) ? 'cannot be ignored' : `\`ignore-findings: ${code}\` makes it a warning`
  return `**\`${code}\`** · blocker · ${ignoring}`
}

function entriesFor(code: string) {
  return ENTRIES.filter((entry) => entry.code === code)
}

describe('the entry of a finding in docs/troubleshooting.md', () => {
  for (const code of FINDING_CODES) {
    it(`of ${code} is headed by its message, and tells severity and whether it can be ignored`, () => {
      const entries = entriesFor(code).map(({ heading, line }) => ({ heading, line }))
      expect(entries).toEqual([{ heading: headingOf(FINDINGS[code].message), line: lineOf(code) }])
    })
  }

  it('has some sentences below', () => {
    expect(ENTRIES.filter(({ body }) => body.split(/[.:](?:\s|$)/).length < 3).map(({ code }) => code)).toEqual([])
  })
})

describe('the entry of an error in docs/troubleshooting.md', () => {
  for (const code of new Set(ERRORS.map((error) => error.code))) {
    it(`of ${code} is headed by a message that it is told with`, () => {
      const headings = entriesFor(code).map(({ heading }) => filled(heading))
      const told = ERRORS.filter((error) => error.code === code)
      expect(headings).toHaveLength(1)
      expect(headings.filter((heading) => told.some(({ message }) => message.test(heading)))).toEqual(headings)
    })
  }

  const broken = { id: 'tvm-1', state: 'unusable', isDedicated: true, errors: [] }
  const failed = { id: 'tvm-1', state: 'starttaskfailed', isDedicated: true, errors: [] }
  for (const { code, message } of [
    nodesFailure('render-pool', [broken], 0, 10, false),
    nodesFailure('render-pool', [failed], 0, 10, false),
    resizeFailure('render-pool', [], 4, 10),
    bakeFailure({ poolName: 'render-pool', minutes: 12, reason: '2 nodes went bad' }, [broken], false),
    upgradeFailure(
      { poolName: 'render-pool', reason: '2 nodes went bad', versions: '5 nodes show 1.0.0' },
      [broken],
      false,
    ),
    failureOf(new Cancelled('The job was cancelled.')),
    failureOf(new Error('no such thing')),
  ]) {
    it(`of ${code} is headed by its message`, () => {
      const [line = ''] = message.split('\n')
      expect(entriesFor(code).map(({ heading }) => patternOf(heading).test(line))).toEqual([true])
    })
  }

  it('is there for every code that a failure is given', () => {
    expect(failureCodesOf('src').filter((code) => entriesFor(code).length !== 1)).toEqual([])
  })

  it('is not there for a code that nothing is told with', () => {
    const known = new Set<string>([...FINDING_CODES, ...ERRORS.map(({ code }) => code), ...failureCodesOf('src')])
    expect(ENTRIES.map(({ code }) => code).filter((code) => !known.has(code) && code !== 'AADSTS')).toEqual([])
  })
})

describe('the tables of docs/troubleshooting.md', () => {
  const numbers = ['src/azure/sign-in.ts', 'src/azure/federation.ts'].flatMap(entraNumbersIn)

  for (const number of new Set(numbers)) {
    it(`have one row for AADSTS${number}`, () => {
      expect([...PAGE.matchAll(/^\| AADSTS(\d+) \|/gm)].filter(([, told]) => told === number)).toHaveLength(1)
    })
  }

  it('have no row for a number that the action does not know', () => {
    const told = [...PAGE.matchAll(/^\| AADSTS(\d+) \|/gm)].map(([, number = '']) => number)
    expect(told.filter((number) => !numbers.includes(number))).toEqual([])
  })

  it('have rows only for codes of Azure whose remedy the action knows', () => {
    const rows = PAGE.split('\n').filter((line) => line.startsWith('| `'))
    const codes = rows.flatMap((row) =>
      [...(row.split(' | ')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, code = '']) => code),
    )
    expect(codes.length).toBeGreaterThan(0)
    expect(codes.filter((code) => remedyFor(code, '') === undefined)).toEqual([])
  })

  it('send to entries that are there', () => {
    const named = [...PAGE.matchAll(/\b[Ss]ee `(\w+)`/g)].map(([, code = '']) => code)
    expect(named.filter((code) => entriesFor(code).length === 0)).toEqual([])
  })
})
