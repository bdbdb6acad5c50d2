import { readFile, writeFile } from 'node:fs/promises'
import { load } from 'js-yaml'

/** What action.yml says about inputs and outputs. */
export type Manifest = {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

/** README with its tables as action.yml has them. */
export function withTables(readme: string, manifest: Manifest): string {
  const inputs = Object.entries(manifest.inputs).map(([name, { description, default: value }]) =>
    row(`\`${name}\``, description, value === undefined ? '' : `\`${value}\``),
  )
  const outputs = Object.entries(manifest.outputs).map(([name, { description }]) => row(`\`${name}\``, description))
  const filled = between(readme, 'inputs', ['| input | | default |', '|---|---|---|', ...inputs])
  return between(filled, 'outputs', ['| output | |', '|---|---|', ...outputs])
}

/** action.yml, the one source of names, defaults and descriptions. */
export async function readManifest(): Promise<Manifest> {
  return load(await readFile('action.yml', 'utf8')) as Manifest
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}

/** `text` with the lines between `<!-- name -->` and `<!-- /name -->` replaced. Throws when there is no such place. */
export function between(text: string, name: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README.md has no place for ${name}`)
  return `${text.slice(0, from + start.length)}\n${lines.join('\n')}\n${text.slice(to)}`
}

/** `node tools/readme.ts` fills the tables in; with `--check` it only says whether they are as action.yml has them. */
async function main(checksOnly: boolean): Promise<void> {
  const readme = await readFile('README.md', 'utf8')
  const filled = withTables(readme, await readManifest())
  if (!checksOnly) await writeFile('README.md', filled)
  else if (filled !== readme) {
    console.error('The tables of README.md are not as action.yml has them. Run `node tools/readme.ts`.')
    process.exitCode = 1
  }
}

if (import.meta.main) await main(process.argv.includes('--check'))
