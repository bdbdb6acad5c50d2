import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize, sep } from 'node:path'
import { describe, expect, it } from '@jest/globals'

type Module = { readonly path: string; readonly text: string; readonly imports: readonly string[] }

const BEFORE_DRAFT = ['image', 'rights', 'pool', 'prune', 'health', 'rollout', 'undo'].map(
  (name) => `src/plan/${name}/`,
)

/** What a part may import besides itself and Node; a trailing `/` means a folder of this project. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/model/': [],
  'src/plan/': ['src/model/'],
  'src/plan/image/': ['src/model/'],
  'src/plan/rights/': ['src/model/'],
  'src/plan/pool/': ['src/model/', 'src/plan/image/'],
  'src/plan/prune/': ['src/model/', 'src/plan/image/', 'src/plan/pool/'],
  'src/plan/health/': ['src/model/', 'src/plan/rights/'],
  'src/plan/rollout/': ['src/model/', 'src/plan/image/', 'src/plan/pool/', 'src/plan/health/'],
  'src/plan/undo/': ['src/model/', 'src/plan/image/', 'src/plan/pool/', 'src/plan/rollout/'],
  'src/plan/draft/': ['src/model/', ...BEFORE_DRAFT],
  'src/plan/checks/': ['src/model/', ...BEFORE_DRAFT, 'src/plan/draft/'],
  'src/report/': ['src/model/', 'src/plan/health/remedies.ts'],
  'src/inputs/': ['src/model/', 'js-yaml'],
  'src/azure/': ['src/model/', '@azure/', '@azure-rest/'],
  'src/github/': ['src/model/', '@actions/'],
  'src/apply/': ['src/model/', 'src/plan/'],
  'src/run.ts': ['src/model/', 'src/plan/', 'src/apply/', 'src/report/summarize.ts'],
  'sandbox/': ['src/model/resource-id.ts', 'selfsigned'],
  'runner/': ['js-yaml'],
}

const FORBIDDEN_NAMES = new Set(['index', 'utils', 'util', 'helpers', 'helper', 'common', 'types', 'constants', 'misc'])

function modulesUnder(folder: string): Module[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = join(folder, name).split(sep).join('/')
      const text = readFileSync(path, 'utf8')
      const found = [...text.matchAll(/^(?:import|export)[^'"]*?from '([^']+)'|import\('([^']+)'\)/gm)].map(
        ([, from, lazy]) => from ?? lazy ?? '',
      )
      return { path, text, imports: found.map((specifier) => resolved(path, specifier)) }
    })
}

function resolved(importer: string, specifier: string): string {
  return specifier.startsWith('.')
    ? normalize(join(dirname(importer), specifier))
        .split(sep)
        .join('/')
    : specifier
}

const src = modulesUnder('src')
const sandbox = modulesUnder('sandbox')
const modules = [...src, ...sandbox, ...modulesUnder('runner')]

describe('the house', () => {
  for (const [part, allowed] of Object.entries(MAY_IMPORT)) {
    it(`lets ${part} import only ${allowed.join(', ') || 'itself'}`, () => {
      const strangers = modules
        .filter(({ path }) => path.startsWith(part))
        .flatMap(({ path, imports }) =>
          imports
            .filter(
              (name) => !name.startsWith('node:') && ![part, ...allowed].some((prefix) => name.startsWith(prefix)),
            )
            .map((name) => `${path} imports ${name}`),
        )
      expect(strangers).toEqual([])
    })
  }

  it('reads the environment of the process in src/index.ts alone', () => {
    const readers = src.filter(({ text }) => text.includes('process.env')).map(({ path }) => path)
    expect(readers).toEqual(['src/index.ts'])
  })

  it('speaks to @azure/batch in one file', () => {
    const speakers = modules.filter(({ imports }) => imports.includes('@azure/batch')).map(({ path }) => path)
    expect(speakers).toEqual(['src/azure/batch-service.ts'])
  })

  it('knows of no sandbox in src', () => {
    const knowing = src.filter(({ text }) => /sandbox/i.test(text)).map(({ path }) => path)
    expect(knowing).toEqual([])
  })

  it('has no default export, no cast through unknown and no barrel in src and sandbox', () => {
    const offenders = modules
      .filter(({ text }) => /export default|<any>|\bas any\b|as unknown as|export \* from/.test(text))
      .map(({ path }) => path)
    expect(offenders).toEqual([])
  })

  it('names files by their subject', () => {
    const vague = modules
      .filter(({ path }) => FORBIDDEN_NAMES.has(basename(path, '.ts')))
      .map(({ path }) => path)
      .filter((path) => path !== 'src/index.ts' && !/^sandbox\/\w+\/index\.ts$/.test(path))
    expect(vague).toEqual([])
  })

  it('has no import cycle', () => {
    const imports = new Map(modules.map((module) => [module.path, module.imports]))
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (path: string, trail: readonly string[]) => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' > '))
      if (done.has(path) || trail.includes(path)) return
      for (const next of imports.get(path) ?? []) visit(next, [...trail, path])
      done.add(path)
    }
    for (const { path } of modules) visit(path, [])
    expect(cycles).toEqual([])
  })

  it('gives every exported name of src a docstring', () => {
    const bare = src.flatMap(({ path, text }) => {
      const lines = text.split('\n')
      return lines.flatMap((line, index) =>
        /^export (async )?(function|const|class|interface|type) /.test(line) &&
        !/\*\/\s*$|^\/\//.test(lines[index - 1] ?? '')
          ? [`${path}:${index + 1}`]
          : [],
      )
    })
    expect(bare).toEqual([])
  })
})
