import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { isJsonObject, type JsonValue } from '../../src/model/json.ts'
import { planJson } from '../../src/report/plan-output.ts'
import { EXAMPLE, TAKEOVER } from './plan-example.ts'
import { STORIES } from './stories.ts'

const PAGE = 'docs/plan-output.md'
const page = readFileSync(PAGE, 'utf8')

type Member = { readonly path: string; readonly type: string; readonly isOptional: boolean }

/** Members as the page has them: a row for each. */
const documented: readonly Member[] = [...page.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm)].map(
  ([, path = '', type = '', missing]) => ({ path, type, isOptional: missing !== 'never' }),
)

/** Members as the type has them; the formatter puts one on each line. */
function declared(): Member[] {
  const trail: string[] = []
  return readFileSync('src/report/plan-format.ts', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name, optional, type = ''] = /^ +readonly (\w+)(\??): (.*)$/.exec(line) ?? []
      if (/^ +\}/.test(line)) trail.pop()
      if (name === undefined) return []
      const path = [...trail, name].join('.')
      if (type.endsWith('{')) trail.push(type.startsWith('readonly') ? `${name}[]` : name)
      return [{ path, type: typeWords(type), isOptional: optional === '?' }]
    })
}

function typeWords(type: string): string {
  if (type === 'readonly {') return 'list'
  if (type === 'readonly string[]') return 'list of strings'
  if (type === '{') return 'object'
  return ['number', '1'].includes(type) ? 'integer' : type === 'boolean' ? type : 'string'
}

/** Members that a value has, with the types they have in it. */
function membersOf(value: JsonValue | undefined, trail = ''): Omit<Member, 'isOptional'>[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => membersOf(item, `${trail}[]`))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, member]) => {
    const path = trail === '' ? name : `${trail}.${name}`
    return [{ path, type: typeOf(member) }, ...membersOf(member, path)]
  })
}

function typeOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return value.some((item) => typeof item === 'string') ? 'list of strings' : 'list'
  return isJsonObject(value) ? 'object' : Number.isInteger(value) ? 'integer' : typeof value
}

const plans = Object.values(STORIES).flatMap(({ plan }) => (plan ? [plan] : []))
const told = [EXAMPLE, TAKEOVER, ...plans].map((plan) => JSON.parse(planJson(plan)) as JsonValue)
const types = new Map(documented.map(({ path, type }) => [path, type]))

describe('docs/plan-output.md', () => {
  it('has the members that the type has, in its order', () => {
    expect(documented).toEqual(declared())
  })

  it('has each member that any plan has, of the same type', () => {
    const strangers = told.flatMap((output) =>
      // A list without items says nothing of their type.
      membersOf(output).filter(({ path, type }) => !types.get(path)?.startsWith(type)),
    )
    expect(strangers).toEqual([])
  })

  it('tells of no member that no plan has', () => {
    const seen = new Set(told.flatMap((output) => membersOf(output).map(({ path }) => path)))
    expect([...types.keys()].filter((path) => !seen.has(path))).toEqual([])
  })

  it('has an example as a plan gives it', () => {
    const json = JSON.stringify(JSON.parse(planJson(EXAMPLE)), null, 2)
    const shown = page.replace(
      /(?<=<!-- example -->\n)[\s\S]*(?=<!-- \/example -->)/,
      () => `\`\`\`json\n${json}\n\`\`\`\n`,
    )
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(PAGE, shown)
    expect(shown).toBe(readFileSync(PAGE, 'utf8'))
  })

  it('names every kind of step', () => {
    const kinds = ['image-step', 'pool-step'].flatMap((file) =>
      [...readFileSync(`src/model/${file}.ts`, 'utf8').matchAll(/readonly kind: '([a-z-]+)'/g)].map(([, kind]) => kind),
    )
    const [row = ''] = /^\| `steps\[\]\.kind` .*$/m.exec(page) ?? []
    expect(kinds.length).toBeGreaterThan(17)
    expect(kinds.filter((kind) => !row.includes(`\`${kind}\``))).toEqual([])
  })
})

describe('planJson', () => {
  it('is one line', () => {
    expect(planJson(EXAMPLE)).not.toMatch(/[\r\n]/)
  })

  it('is the same text for the same plan, whatever the order of its members', () => {
    const turned = Object.fromEntries(Object.entries(EXAMPLE).toReversed())
    expect(planJson({ ...EXAMPLE, ...turned })).toBe(planJson(EXAMPLE))
  })
})
