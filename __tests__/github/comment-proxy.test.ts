import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { loadWorld } from '../../sandbox/world.ts'

const PROGRAM = fileURLToPath(new URL('./commenting-program.ts', import.meta.url))
/** A server that nobody knows. */
const NOWHERE = 'github.invalid'

let served: ServedSandbox
let folder: string

beforeAll(async () => {
  const demo = await loadWorld('demo')
  served = await startSandbox({ world: { ...demo, repository: { ...demo.repository, pullRequests: [7] } }, rate: 1 })
  folder = await mkdtemp(join(tmpdir(), 'event-'))
  await writeFile(join(folder, 'event.json'), '{"pull_request":{"number":7}}')
})
beforeEach(() => served.sandbox.reset())
afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

async function comment(more: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const { PATH = '' } = process.env
  const job = {
    GITHUB_REPOSITORY: 'contoso/render-farm',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
  }
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', PROGRAM],
    { env: { PATH, ...job, ...served.environment('azure-names'), ...more } },
  )
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

const asked = () => served.sandbox.log.entries().map(({ url }) => url)

describe('a process that keeps a comment', () => {
  it('reaches GitHub through HTTPS_PROXY, and ends by itself', async () => {
    expect(await comment()).toMatchObject({ kind: 'created', url: expect.stringContaining('https://github.com/') })
    const comments = 'https://api.github.com/repos/contoso/render-farm/issues/7/comments'
    expect(asked()).toEqual([`${comments}?per_page=100&page=1`, comments])
  })

  it('asks the server that GITHUB_API_URL names', async () => {
    const kept = await comment({ GITHUB_API_URL: `https://${NOWHERE}/api/v3` })
    expect(kept).toMatchObject({
      kind: 'not-kept',
      message: expect.stringMatching(/^No answer came from GitHub: .*Prox/),
    })
    expect(asked()).toEqual([expect.stringContaining(NOWHERE)])
  })

  it('passes by the proxy where NO_PROXY names that server', async () => {
    const kept = await comment({ GITHUB_API_URL: `https://${NOWHERE}/api/v3`, NO_PROXY: NOWHERE, no_proxy: NOWHERE })
    expect(kept).toMatchObject({ message: expect.stringMatching(/^No answer came from GitHub: .*github\.invalid/) })
    expect(asked()).toEqual([])
  })
})
