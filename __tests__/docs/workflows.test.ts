import { describe, expect, it } from '@jest/globals'
import { FINDING_CODES, FINDINGS, isFinal } from '../../src/model/findings/catalog.ts'
import { readManifest } from '../../tools/readme.ts'
import { blocksOf, PAGES, spansOf, textOf } from './pages.ts'
import { givenInputs, parsed } from './workflows.ts'

/** Words in code letters that look like inputs with a value and are members of a workflow or of a pool. */
const OF_OTHERS = new Set(['id-token', 'pull-requests', 'runs-on'])

/** Inputs of the action that a sentence gives a value, such as `create-gallery: true`. */
function inputsInSentences(text: string): string[] {
  return spansOf(text)
    .flatMap((span) => /^([a-z]+(?:-[a-z]+)+): /.exec(span)?.slice(1) ?? [])
    .filter((name) => !OF_OTHERS.has(name))
}

/** Outputs of the action that a page names. */
function outputsIn(text: string): string[] {
  const inWorkflows = [...text.matchAll(/steps\.\w+\.outputs\.([\w-]+)/g)]
  const inSentences = [...text.matchAll(/[Oo]utputs? `([\w-]+)`/g)]
  return [...inWorkflows, ...inSentences].map(([, name = '']) => name)
}

/** Codes that a page tells to ignore. */
function ignoredIn(text: string): string[] {
  return [...text.matchAll(/ignore-findings: ([A-Z][\w, ]*\w)/g)].flatMap(([, codes = '']) => codes.split(/, */))
}

for (const path of PAGES) {
  const text = textOf(path)

  describe(path, () => {
    it('gives the action only inputs that it has', async () => {
      const { inputs } = await readManifest()
      const given = [...blocksOf(text, 'yaml').map(parsed).flatMap(givenInputs), ...inputsInSentences(text)]
      expect(given.filter((name) => !(name in inputs))).toEqual([])
    })

    it('names only outputs that there are', async () => {
      const { outputs } = await readManifest()
      expect(outputsIn(text).filter((name) => !(name in outputs))).toEqual([])
    })

    it('ignores only findings that can be ignored', () => {
      const known = FINDING_CODES.filter((code) => FINDINGS[code].severity === 'blocker' && !isFinal(code))
      expect(ignoredIn(text).filter((code) => !known.some((each) => each === code))).toEqual([])
    })
  })
}
