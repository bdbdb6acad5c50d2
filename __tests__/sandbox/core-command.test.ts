import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readArguments } from '../../sandbox/arguments.ts'
import { environmentFile } from '../../sandbox/environment.ts'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { CLIENT, SUBSCRIPTION, TENANT, worldOf } from './core-world.ts'

const NODE_ARGUMENTS = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--', 'sandbox/main.ts']

let served: ServedSandbox
let folder: string

beforeAll(async () => {
  served = await startSandbox({ world: worldOf(), rate: 0 })
  folder = await mkdtemp(join(tmpdir(), 'core-command-'))
})

afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

describe('the environment of a client', () => {
  it("Under Azure's own names a client gets proxy, CA, identity and a token for GitHub, and no inherited exemption keeps it from the proxy.", () => {
    const proxy = served.url.replace('https', 'http')
    expect(served.environment('azure-names')).toEqual({
      NODE_EXTRA_CA_CERTS: served.caFile,
      REQUESTS_CA_BUNDLE: served.caFile,
      SANDBOX_URL: served.url,
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: served.sandbox.requestToken(),
      GITHUB_API_URL: 'https://api.github.com',
      GITHUB_TOKEN: served.sandbox.githubToken(),
      AZURE_CLIENT_ID: CLIENT,
      AZURE_TENANT_ID: TENANT,
      AZURE_SUBSCRIPTION_ID: SUBSCRIPTION,
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
      HTTP_PROXY: proxy,
      http_proxy: proxy,
      NO_PROXY: '',
      no_proxy: '',
    })
  })

  it('For a cloud of its own a client gets the endpoints of Resource Manager and of GitHub instead, past any proxy.', () => {
    const environment = served.environment('own-cloud')
    expect(environment).toMatchObject({
      'INPUT_RESOURCE-MANAGER-ENDPOINT': served.url,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${served.url}/_github/idtoken?api-version=2.0`,
      GITHUB_API_URL: `${served.url}/api/v3`,
      NO_PROXY: 'localhost',
      no_proxy: 'localhost',
    })
    expect(Object.keys(environment)).not.toContain('HTTPS_PROXY')
  })

  it('The environment file is read by a shell just as it is.', async () => {
    const variables = { ...served.environment('own-cloud'), ODD: `it's "$HOME" \`x\`` }
    const file = join(folder, 'odd.env')
    await writeFile(file, environmentFile(variables))
    const script = `set -a; . ${file}; printf '%s|%s' "$ODD" "$SANDBOX_URL"`
    const { stdout } = await promisify(execFile)('sh', ['-c', script])
    expect(stdout).toBe(`${variables.ODD}|${served.url}`)
  })
})

describe('the command', () => {
  it('All wrong arguments are told at once.', () => {
    expect(readArguments(['--port', '99999', '--rate', 'fast', '--colour', 'red', 'stray', '--world'])).toEqual({
      ok: false,
      problems: [
        '--colour is not known',
        '"red" stands alone: every argument has a name',
        '"stray" stands alone: every argument has a name',
        '--world needs a value',
        '--port 99999: a port is a whole number from 0 to 65535',
        '--rate fast: a rate is a number, 0 or more',
      ],
    })
    expect(readArguments(['--rate', '60', '--env-file=x'])).toEqual({
      ok: true,
      arguments: { help: false, world: 'demo', port: 0, rate: 60, envFile: 'x' },
    })
  })

  it('It serves a world and writes the environment until it is told to end, and then ends cleanly.', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const file = join(folder, `${signal}.env`)
      const child = spawn(process.execPath, [...NODE_ARGUMENTS, '--rate', '60', '--env-file', file])
      let stdout = ''
      const ended = new Promise((resolve) => child.on('close', resolve))
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (data) => {
          stdout += data
          if (stdout.includes('Ctrl-C')) resolve()
        })
        child.on('close', () => resolve())
      })
      expect(await readFile(file, 'utf8')).toContain("NODE_EXTRA_CA_CERTS='")
      expect(stdout).toContain(`set -a; . ${file}`)
      expect(stdout).toMatch(/resource-manager-endpoint: https:\/\/localhost:\d+/)
      child.kill(signal)
      expect(await ended).toBe(0)
    }
  })

  it('It does not start with wrong arguments, a world that cannot be used, or a port that is taken.', async () => {
    const { port } = new URL(served.url)
    const attempts = [
      ['--port', 'x'],
      ['--world', 'no-such-world'],
      ['--port', port],
    ]
    const ends = await Promise.all(
      attempts.map((more) =>
        promisify(execFile)(process.execPath, [...NODE_ARGUMENTS, ...more]).then(
          () => 'started',
          ({ code, stderr }: { code: number; stderr: string }) => `${code} ${stderr}`,
        ),
      ),
    )
    expect(ends[0]).toMatch(/^2 - --port x: a port is a whole number/)
    expect(ends[1]).toMatch(/^2 - --world no-such-world is not a world:/)
    expect(ends[2]).toMatch(new RegExp(`^2 - --port ${port}: another program has it`))
  })
})
