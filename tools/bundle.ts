import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { licenseTexts } from './licenses.ts'

const run = promisify(execFile)

/**
 * `node tools/bundle.ts` writes dist/; with `--check` it builds beside it and says what differs.
 * The browser sign-in and proxy Negotiate of the identity library are never reached here and stay out.
 */
async function bundle(folder: string): Promise<void> {
  await rm('build', { recursive: true, force: true })
  await run(join('node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json'])
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const ncc = join('node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
  await run(process.execPath, [
    ncc,
    'build',
    'build/index.js',
    '-o',
    folder,
    '-e',
    'open',
    '-e',
    'kerberos',
    '--no-cache',
  ])
  await rm('build', { recursive: true, force: true })
  await writeFile(join(folder, 'licenses.txt'), await licenseTexts())
}

async function differences(one: string, other: string): Promise<string[]> {
  const names = new Set([...(await readdir(one)), ...(await readdir(other).catch(() => []))])
  const read = (folder: string, name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined)
  const found: string[] = []
  for (const name of [...names].sort()) {
    if ((await read(one, name)) !== (await read(other, name))) found.push(name)
  }
  return found
}

if (process.argv.includes('--check')) {
  const fresh = join('out', 'dist')
  await bundle(fresh)
  const stale = await differences(fresh, 'dist')
  if (stale.length > 0) {
    console.error(`dist/ is not what the sources build: ${stale.join(', ')}. Run \`npm run build\` and commit dist/.`)
    process.exitCode = 1
  } else {
    console.log('dist/ is what the sources build.')
  }
} else {
  await bundle('dist')
}
