import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { loadWorld } from '../../sandbox/world.ts'
import { requestIdToken } from '../../src/github/id-token.ts'

const AUDIENCE = 'api://AzureADTokenExchange'
const NAMES = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'NO_PROXY', 'no_proxy'] as const

let served: ServedSandbox
let trusted: string[]
/** What the toolkit tells the runner; it would end up in the report of the tests. */
let printed: string
const write = process.stdout.write
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]))

beforeAll(async () => {
  served = await startSandbox({ world: await loadWorld('demo'), rate: 0 })
  trusted = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...trusted, readFileSync(served.caFile, 'utf8')])
  // The toolkit reads the environment of the process itself.
  for (const name of NAMES) process.env[name] = served.environment('own-cloud')[name] ?? ''
})
beforeEach(() => {
  served.sandbox.reset()
  printed = ''
  process.stdout.write = (text: string | Uint8Array) => {
    printed += String(text)
    return true
  }
})
afterEach(() => {
  process.stdout.write = write
})
afterAll(async () => {
  for (const name of NAMES) {
    const value = before[name]
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  tls.setDefaultCACertificates(trusted)
  await served.close()
})

const ask = () => requestIdToken(AUDIENCE, process.env, [1, 1])
const tries = () => served.sandbox.log.entries().filter(({ plane }) => plane === 'github').length

describe('requestIdToken', () => {
  it('gets a token for the audience', async () => {
    const token = await ask()
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
    expect(JSON.parse(payload)).toMatchObject({
      aud: AUDIENCE,
      sub: 'repo:contoso/render-farm:ref:refs/heads/main',
      iss: 'https://token.actions.githubusercontent.com',
    })
    expect(tries()).toBe(1)
    expect(printed).toContain(`::add-mask::${token}`)
  })

  it('prints the lines to add where the job may not ask', async () => {
    for (const missing of NAMES.slice(0, 2)) {
      const environment = { ...process.env, [missing]: undefined }
      await expect(requestIdToken(AUDIENCE, environment)).rejects.toMatchObject({
        name: 'UserError',
        code: 'IdTokenNotPermitted',
        remedy: expect.stringContaining('permissions:\n  id-token: write\n  contents: read'),
      })
    }
    expect(tries()).toBe(0)
  })

  it('says that a pull request from a fork gets none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'event-'))
    const file = join(folder, 'event.json')
    try {
      await writeFile(file, '{"pull_request":{"number":7,"head":{"repo":{"full_name":"stranger/render-farm"}}}}')
      const job = {
        GITHUB_REPOSITORY: 'contoso/render-farm',
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: file,
      }
      await expect(requestIdToken(AUDIENCE, job)).rejects.toMatchObject({
        code: 'IdTokenNotPermitted',
        remedy: expect.stringContaining('from a fork gets no ID token'),
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('asks again after a 429 and after a connection that is cut', async () => {
    const match = { plane: 'github' } as const
    served.sandbox.faults.add({ match, effect: { kind: 'answer', status: 429 } })
    served.sandbox.faults.add({ match, nth: 2, effect: { kind: 'reset' } })
    expect(await ask()).toMatch(/^ey/)
    expect(tries()).toBe(3)
  })

  it("gives up after three, with GitHub's words", async () => {
    const effect = { kind: 'answer', status: 429, message: 'API rate limit exceeded.' } as const
    served.sandbox.faults.add({ match: { plane: 'github' }, count: 0, effect })
    await expect(ask()).rejects.toMatchObject({
      code: 'IdTokenNotIssued',
      message: expect.stringMatching(/^GitHub did not issue an ID token\. It says: .*Error Code : 429/),
    })
    expect(tries()).toBe(3)
  })

  it('does not ask again where GitHub refuses', async () => {
    served.sandbox.faults.add({ match: { plane: 'github' }, effect: { kind: 'answer', status: 403 } })
    await expect(ask()).rejects.toMatchObject({ code: 'IdTokenNotIssued' })
    expect(tries()).toBe(1)
  })
})
