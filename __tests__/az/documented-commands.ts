import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { FINDINGS } from '../../src/model/findings/catalog.ts'
import { commandsIn } from '../docs/az-lines.ts'
import { PAGES, textOf } from '../docs/pages.ts'

const run = promisify(execFile)

/** One help text takes a second or two of Python. */
const PATIENCE_MS = 60_000

/** What the installed Azure CLI says of a command; empty where a part of it that Debian ships cannot be loaded. */
async function helpOf(command: string): Promise<string> {
  const asked = run('az', [...command.split(' '), '--help'], { maxBuffer: 1 << 26 })
  const { stdout, stderr } = await asked.catch((error: { stdout: string; stderr: string }) => error)
  return stderr.includes('Traceback') ? '' : `${stdout}${stderr}`
}

const commands = commandsIn([...PAGES.map(textOf), ...Object.values(FINDINGS).map(({ remedy }) => remedy)])

let asked = 0

describe('a command that the pages or the findings name', () => {
  for (const [command, options] of commands) {
    it(
      `is one that Azure CLI has: az ${[command, ...options].join(' ')}`,
      async () => {
        const help = await helpOf(command)
        if (help === '') return
        asked += 1
        expect(help).toContain(`\n    az ${command} `)
        const known = new Set(help.match(/(?<=\s)--?[a-z][a-z-]*/g))
        expect(options.filter((option) => !known.has(option))).toEqual([])
      },
      PATIENCE_MS,
    )
  }

  it('could be looked up, mostly', () => {
    expect(asked).toBeGreaterThan(commands.size / 2)
  })
})
