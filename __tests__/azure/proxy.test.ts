import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { ownWorld } from './cloud-of-its-own.ts'

const PROGRAM = fileURLToPath(new URL('./reading-program.ts', import.meta.url))
/** Where nothing listens. */
const DEAD_PROXY = 'http://localhost:1'

let served: ServedSandbox

beforeAll(async () => {
  served = await startSandbox({ world: await ownWorld(), rate: 1 })
})
beforeEach(() => served.sandbox.reset())
afterAll(() => served.close())

async function read(environment: Readonly<Record<string, string>>): Promise<unknown> {
  const { PATH = '' } = process.env
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', PROGRAM],
    { env: { PATH, ...environment } },
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

const hosts = () => {
  const answered = served.sandbox.log.entries().filter(({ plane }) => plane !== 'refused')
  return [...new Set(answered.map(({ url }) => new URL(url).hostname))].sort()
}

describe("a process under Azure's own names", () => {
  it('reaches everything through HTTPS_PROXY, with no setting of its own', async () => {
    expect(await read(served.environment('azure-names'))).toEqual({
      refusal: 'ResourceNotFound',
      gallery: 'present',
      accountEndpoint: 'contosorenders.westeurope.batch.azure.com',
      images: 'present',
      refused: {
        state: 'unreadable',
        code: 'Http403',
        reason: "The answer was 403 without a word of Azure's: a proxy or firewall may have given it instead of Azure.",
      },
    })
    expect(hosts()).toEqual([
      'contosorenders.westeurope.batch.azure.com',
      'login.microsoftonline.com',
      'management.azure.com',
      'pipelines.actions.githubusercontent.com',
    ])
  })

  it('ends when it has done its work, and asks after no operation', async () => {
    await read(served.environment('azure-names'))
    const writes = served.sandbox.log.entries().filter(({ method, plane }) => plane === 'arm' && method !== 'GET')
    expect(writes.map(({ method, status }) => `${method} ${status}`)).toEqual(['PATCH 200', 'PUT 404'])
    expect(served.sandbox.log.entries().filter(({ url }) => /operations/i.test(url))).toEqual([])
  })

  it('asks for one ID token and two access tokens, and nobody whether the authority is one of Microsoft', async () => {
    await read(served.environment('azure-names'))
    const entries = served.sandbox.log.entries().filter(({ plane }) => plane === 'github' || plane === 'entra')
    expect(entries.map(({ method, plane }) => `${method} ${plane}`)).toEqual(['GET github', 'POST entra', 'POST entra'])
  })
})

describe('a process in a cloud of its own', () => {
  it('passes by the proxy where NO_PROXY names the host', async () => {
    const environment = { ...served.environment('own-cloud'), HTTPS_PROXY: DEAD_PROXY, NO_PROXY: 'localhost' }
    expect(await read(environment)).toMatchObject({ gallery: 'present', images: 'present' })
  })

  it('tells where it went when the proxy is not there', async () => {
    const environment = { ...served.environment('own-cloud'), HTTPS_PROXY: DEAD_PROXY, NO_PROXY: '', no_proxy: '' }
    const { error } = (await read(environment)) as { error?: string }
    expect(error).toContain('No answer came from localhost')
    expect(error).toContain('ECONNREFUSED')
  })
})
