import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'

const DOCS = 'docs/sandbox'
const TESTS = '__tests__/sandbox'

/** Numbered sentences of a page: `- C7 It is so.`, also where one goes on in the next line. */
function sentencesOf(page: string): readonly { readonly number: string; readonly sentence: string }[] {
  const text = readFileSync(`${DOCS}/${page}`, 'utf8').replace(/\n {2}(?=\S)/g, ' ')
  return [...text.matchAll(/^- ([A-Z]\d+) (.+)$/gm)].map(([, number = '', sentence = '']) => ({ number, sentence }))
}

/** Names of the tests in files that begin with the page's name. */
function testsOf(page: string): readonly string[] {
  const prefix = page.replace(/\.md$/, '')
  return readdirSync(TESTS)
    .filter((file) => file.startsWith(prefix) && file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(`${TESTS}/${file}`, 'utf8').matchAll(/^ *it\(\s*(['"`])(.+?)\1,/gm)])
    .map(([, , name = '']) => name.replaceAll("\\'", "'"))
}

describe('the pages of the sandbox', () => {
  for (const page of readdirSync(DOCS)) {
    it(`${page} says in numbered sentences only what a test of that name proves`, () => {
      const sentences = sentencesOf(page)
      expect(sentences.length).toBeGreaterThan(0)
      const tests = testsOf(page)
      const unproven = sentences.filter(({ sentence }) => tests.filter((name) => name === sentence).length !== 1)
      expect(unproven).toEqual([])
      const [letter = ''] = sentences[0]?.number ?? ''
      expect(sentences.map(({ number }) => number)).toEqual(sentences.map((_, index) => `${letter}${index + 1}`))
    })
  }
})
