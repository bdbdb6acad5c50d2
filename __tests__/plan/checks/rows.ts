import { expect, it } from '@jest/globals'
import type { Question } from '../../../src/model/draft.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { type Change, question } from './question.ts'

/**
 * A fact, what a check tells of it (codes, each with words of its message behind a colon), and how the fact differs from a
 * sound run.
 */
export type Row = readonly [fact: string, told: readonly string[], change?: Change]

/** One test for each row: the check tells exactly what the row says, in whole sentences. */
export function rows(check: (question: Question) => readonly Finding[], list: readonly Row[]): void {
  for (const [fact, told, change] of list) {
    const codes = told.map((text) => text.split(':')[0] ?? '')
    it(`${codes.length === 0 ? 'says nothing' : `tells ${codes.join(' and ')}`} of ${fact}`, () => {
      const findings = check(question(change))
      expect(findings.map(({ code }) => code)).toEqual(codes)
      for (const [index, finding] of findings.entries()) {
        expect(finding.message).toContain(told[index]?.split(': ').slice(1).join(': ') ?? '')
        expectWhole(finding)
      }
    })
  }
}

/** Whole sentences (some begin with the name of a region or an input), every fact filled in. */
function expectWhole({ message, remedy, subject }: Finding): void {
  for (const text of [message, remedy]) {
    expect(text).toMatch(/^\S.*[.]`?$/s)
    expect(text).not.toMatch(/\{\w+\}|undefined|NaN|\[object|\(\)| {2}|\.\./)
  }
  expect(subject).not.toBe('')
}
