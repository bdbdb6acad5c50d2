import { readFile, writeFile } from 'node:fs/promises'
import { load } from 'js-yaml'

type Manifest = {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

/** README with its tables as action.yml has them. */
export function withTables(readme: string, manifest: Manifest): string {
  const inputs = Object.entries(manifest.inputs).map(
    ([name, { description, default: value }]) =>
      `| \`${name}\` | ${cell(description)} | ${value === undefined ? '' : `\`${value}\``} |`,
  )
  const outputs = Object.entries(manifest.outputs).map(
    ([name, { description }]) => `| \`${name}\` | ${cell(description)} |`,
  )
  const filled = between(readme, 'inputs', ['| input | | default |', '|---|---|---|', ...inputs])
  return between(filled, 'outputs', ['| output | |', '|---|---|', ...outputs])
}

/** action.yml, the one source of names and descriptions. */
export async function readManifest(): Promise<Manifest> {
  return load(await readFile('action.yml', 'utf8')) as Manifest
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

/** `text` with the lines between `<!-- name -->` and `<!-- /name -->` replaced. */
export function between(text: string, name: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README.md has no place for ${name}`)
  return `${text.slice(0, from + start.length)}\n${lines.join('\n')}\n${text.slice(to)}`
}

if (import.meta.main) {
  await writeFile('README.md', withTables(await readFile('README.md', 'utf8'), await readManifest()))
}
