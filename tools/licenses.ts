import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

type LockEntry = {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
}

/** Licence texts of every package the bundle may contain, by name; the same on every machine. */
export async function licenseTexts(): Promise<string> {
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, LockEntry> }
  const bundled = Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.optional)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const texts = await Promise.all(bundled.map(([path, entry]) => describe(path, entry)))
  return [...new Set(texts)].join(`\n${'-'.repeat(80)}\n\n`)
}

async function describe(path: string, { version = '', license = 'see text' }: LockEntry): Promise<string> {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const files = (await readdir(path)).filter((file) => /^(licen[cs]e|notice|thirdpartynotices?)/i.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(path, file), 'utf8')))
  return `${name} ${version} (${license})\n\n${texts.map((text) => `${text.replaceAll('\r\n', '\n').trim()}\n`).join('\n')}`
}
