import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parseInputs } from '../../src/inputs/inputs.ts'
import { between, readManifest, withTables } from '../../tools/readme.ts'
import { COMPLETE, NOW, PUBLISH_ONLY, parse } from './workflow.ts'

describe('action.yml', () => {
  it('names exactly the inputs that are read', async () => {
    const asked = new Set<string>()
    const raw = (name: string) => {
      asked.add(name)
      return COMPLETE[name] ?? ''
    }
    await parseInputs({ raw, environment: {}, now: NOW })
    expect([...asked].sort()).toEqual(Object.keys((await readManifest()).inputs).sort())
  })

  it('has the defaults that are taken when the runner fills nothing in', async () => {
    const { inputs } = await readManifest()
    const defaults = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']))
    expect(await parse({ ...defaults, ...COMPLETE })).toEqual(await parse({}))
  })

  it('has no default that speaks of a pool in a run without one', async () => {
    const { inputs } = await readManifest()
    const defaults = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']))
    expect(await parse({ ...defaults, ...COMPLETE, ...PUBLISH_ONLY })).toEqual(await parse(PUBLISH_ONLY))
  })

  it('describes every input and output in whole sentences', async () => {
    const { inputs, outputs } = await readManifest()
    const incomplete = Object.entries({ ...inputs, ...outputs }).filter(
      ([, { description }]) => !/\.$/.test(description),
    )
    expect(incomplete).toEqual([])
  })
})

describe('the tables of README.md', () => {
  it('are what action.yml says', async () => {
    const readme = readFileSync('README.md', 'utf8')
    expect(withTables(readme, await readManifest())).toBe(readme)
  })

  it('keep a bar inside a cell', () => {
    const empty = '<!-- inputs -->\n<!-- /inputs -->\n<!-- outputs -->\n<!-- /outputs -->\n'
    const table = withTables(empty, { inputs: { one: { description: 'a|b', default: 'c' } }, outputs: {} })
    expect(table).toContain('| `one` | a\\|b | `c` |\n')
  })

  it('have a place, or it is said that there is none', () => {
    expect(() => between('nothing', 'inputs', [])).toThrow('README.md has no place for inputs')
  })
})
