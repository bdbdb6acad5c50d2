import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { runAction } from '../runner/runner.ts'
import { type ServedSandbox, startSandbox } from '../sandbox/server.ts'
import { loadWorld } from '../sandbox/world.ts'
import { TEN_FINDINGS, TEN_INPUTS, TEN_PROBLEMS } from './scenarios/ten-problems.ts'

/** Virtual ms per real ms: half an hour of Azure's time in two seconds. */
const RATE = 900

const PUBLISH = {
  'resource-group': 'rendering',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
}
const POOL = {
  'batch-account': 'contosorenders',
  'pool-id': 'render-pool',
  'vm-size': 'Standard_D2s_v5',
  'node-count': '3000',
}

describe('the committed bundle, started as a runner starts it', () => {
  let served: ServedSandbox
  beforeAll(async () => {
    served = await startSandbox({ world: await loadWorld('demo'), rate: RATE })
  })
  beforeEach(() => {
    served.sandbox.reset()
    served.sandbox.log.clear()
  })
  afterAll(() => served.close())

  it("publishes and creates the pool under Azure's own names, and leaves nothing to do", async () => {
    const step = {
      inputs: { ...PUBLISH, ...POOL, 'healthy-percent': '100' },
      environment: served.environment('azure-names'),
    }
    const first = await runAction(step)
    expect(first.stderr).toBe('')
    expect(first.outputs).toMatchObject({
      outcome: 'applied',
      changed: 'true',
      'image-version': '1.1.0',
      replicas: '{"westeurope":10}',
      'resize-timeout-minutes': '45',
      'node-agent-sku': 'batch.node.ubuntu 24.04',
      'healthy-nodes': '3000',
    })
    expect(first.exitCode).toBe(0)
    expect(first.summary).toContain('render-pool')
    const second = await runAction(step)
    expect(second.outputs).toMatchObject({ outcome: 'unchanged', changed: 'false' })
    expect(second.exitCode).toBe(0)
  })

  it('does the same in a cloud of its own', async () => {
    const inputs = { ...PUBLISH, ...POOL, 'node-count': '10', 'resource-manager-endpoint': served.url }
    const { outputs, stderr } = await runAction({ inputs, environment: served.environment('own-cloud') })
    expect(stderr).toBe('')
    expect(outputs).toMatchObject({ outcome: 'applied', replicas: '{"westeurope":1}', 'healthy-nodes': '10' })
  })

  const sovereign = [
    ['AzureUSGovernment', 'api://AzureADTokenExchangeUSGov', 'management.usgovcloudapi.net'],
    ['AzureChinaCloud', 'api://AzureADTokenExchangeChina', 'management.chinacloudapi.cn'],
  ] as const
  for (const [cloud, audience, host] of sovereign) {
    it(`runs in ${cloud} under the names of that cloud alone`, async () => {
      const demo = await loadWorld('demo')
      const applications = demo.applications.map((application) => ({
        ...application,
        federatedCredentials: application.federatedCredentials.map((each) => ({ ...each, audiences: [audience] })),
      }))
      const there = await startSandbox({ world: { ...demo, cloud, applications }, rate: RATE })
      try {
        const inputs = { ...PUBLISH, ...POOL, 'node-count': '10', environment: cloud }
        const { outputs } = await runAction({ inputs, environment: there.environment('azure-names') })
        expect(outputs['outcome']).toBe('applied')
        const hosts = new Set(there.sandbox.log.entries().map(({ url }) => new URL(url).host))
        expect(hosts).toContain(host)
        expect([...hosts].filter((name) => /azure\.com$|microsoftonline\.com$/.test(name))).toEqual([])
      } finally {
        await there.close()
      }
    })
  }

  it('plans without changing anything', async () => {
    const inputs = { ...PUBLISH, ...POOL, mode: 'plan' }
    const { outputs } = await runAction({ inputs, environment: served.environment('azure-names') })
    expect(outputs).toMatchObject({ outcome: 'planned', changed: 'false' })
    const writes = served.sandbox.log.entries().filter(({ method, plane }) => plane !== 'entra' && method !== 'GET')
    expect(writes).toEqual([])
  })

  it('finds more than ten planted problems at once, in at most 20 requests, and writes nothing', async () => {
    const there = await startSandbox({ world: loadWorld(TEN_PROBLEMS), rate: 1 })
    try {
      const { exitCode, outputs, stdout } = await runAction({
        inputs: TEN_INPUTS,
        environment: there.environment('azure-names'),
      })
      expect(exitCode).toBe(1)
      expect(outputs).toMatchObject({ outcome: 'blocked', changed: 'false' })
      for (const code of TEN_FINDINGS) expect(stdout).toContain(`blocker ${code}: `)
      const asked = there.sandbox.log.entries()
      expect(asked.length).toBeLessThanOrEqual(20)
      expect(asked.filter(({ method, plane }) => method !== 'GET' && plane !== 'entra')).toEqual([])
    } finally {
      await there.close()
    }
  })

  it('keeps the plan of a pull request as one comment, which the next run brings up to date', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'event-'))
    try {
      const event = join(folder, 'event.json')
      const head = { sha: '5f2c9d1e8b7a60413c2d5e6f708192a3b4c5d6e7', repo: { full_name: 'contoso/render-farm' } }
      await writeFile(event, JSON.stringify({ pull_request: { number: 17, head } }))
      const environment: Record<string, string> = {
        ...served.environment('azure-names'),
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: event,
      }
      const inputs = { ...PUBLISH, ...POOL, mode: 'plan', 'github-token': environment['GITHUB_TOKEN'] ?? '' }
      const first = await runAction({ inputs, environment })
      expect(first.stdout).toContain('The comment of pull request 17 is created')
      const second = await runAction({ inputs: { ...inputs, 'node-count': '10' }, environment })
      expect(second.stdout).toContain('The comment of pull request 17 is updated')
      const third = await runAction({ inputs: { ...inputs, 'node-count': '10' }, environment })
      expect(third.stdout).toContain('The comment of pull request 17 is unchanged')
      expect([first, second, third].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('rolls a pool to a new image in place, and back to the one before by making it anew', async () => {
    const environment = served.environment('azure-names')
    const small = { ...POOL, 'node-count': '2' }
    const run = (more: Readonly<Record<string, string>>) =>
      runAction({ inputs: { ...PUBLISH, ...small, ...more }, environment })
    const old = { source: '', 'image-version': '1.0.0' }
    expect((await run(old)).outputs).toMatchObject({ outcome: 'applied', 'image-version': '1.0.0' })
    expect((await run({})).outputs).toMatchObject({ outcome: 'blocked', changed: 'false' })
    const rolled = await run({ 'update-strategy': 'in-place', drain: 'requeue' })
    expect(rolled.outputs).toMatchObject({
      outcome: 'applied',
      'previous-image-version': '1.0.0',
      'healthy-nodes': '2',
    })
    const back = await run({ source: '', 'image-version': 'previous', 'update-strategy': 'recreate' })
    expect(back.outputs).toMatchObject({ outcome: 'applied', 'image-version': '1.0.0', 'healthy-nodes': '2' })
  })

  it('carries out the plan whose hash was reviewed, and no other', async () => {
    const environment = served.environment('azure-names')
    const inputs = { ...PUBLISH, ...POOL, 'node-count': '10' }
    const { outputs } = await runAction({ inputs: { ...inputs, mode: 'plan' }, environment })
    const reviewed = { 'plan-hash': outputs['plan-hash'] ?? '' }
    const other = await runAction({ inputs: { ...inputs, 'node-count': '20', ...reviewed }, environment })
    expect(other.outputs).toMatchObject({ outcome: 'blocked', changed: 'false' })
    expect(other.stdout).toContain('PlanChanged')
    const same = await runAction({ inputs: { ...inputs, ...reviewed }, environment })
    expect(same.outputs).toMatchObject({ outcome: 'applied' })
  })

  it('tells every wrong input as an annotation before any request leaves', async () => {
    const inputs = { ...PUBLISH, 'image-version': 'new', 'nodes-per-replica': '0' }
    const { exitCode, stdout } = await runAction({ inputs, environment: served.environment('azure-names') })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('::error title=Input image-version')
    expect(stdout).toContain('::error title=Input nodes-per-replica')
    expect(served.sandbox.log.entries()).toEqual([])
  })

  it('prints the lines to add when the job may not have an ID token', async () => {
    const { ACTIONS_ID_TOKEN_REQUEST_TOKEN: _, ...environment } = served.environment('azure-names')
    const { exitCode, stdout } = await runAction({ inputs: PUBLISH, environment })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('id-token: write')
  })

  it('names issuer, subject and audience when the federated credential does not fit', async () => {
    const environment = served.environment('azure-names', { ref: 'refs/heads/feature' })
    const { exitCode, stdout } = await runAction({ inputs: PUBLISH, environment })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('AADSTS700213')
    expect(stdout).toContain('repo:contoso/render-farm:ref:refs/heads/feature')
  })

  it('never prints a token', async () => {
    const { stdout } = await runAction({ inputs: PUBLISH, environment: served.environment('azure-names') })
    const printed = stdout.split('\n').filter((line) => /eyJ[A-Za-z0-9_-]{20}/.test(line))
    expect(printed.filter((line) => !line.startsWith('::add-mask::'))).toEqual([])
  })

  it('ends in time when the runner cancels it, and says that Azure goes on', async () => {
    const signals: (() => void)[] = []
    const result = await runAction({
      inputs: PUBLISH,
      environment: served.environment('azure-names'),
      onStart: (child) => signals.push(() => child.kill('SIGINT')),
      onLine: (line) => {
        if (line.includes('await-replication')) signals.pop()?.()
      },
    })
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('cancelled')
    expect(result.stdout).toContain('What Azure holds now')
  })
})

describe('dist', () => {
  it('holds the bundle, its chunks and the licences, and nothing else', () => {
    const strays = readdirSync('dist').filter((name) => !/^(\d+\.)?index\.js$|^licenses\.txt$/.test(name))
    expect(strays).toEqual([])
  })

  it('carries the licence of every package it may contain', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { dev?: boolean; optional?: boolean; version?: string }>
    }
    const licenses = readFileSync('dist/licenses.txt', 'utf8')
    const missing = Object.entries(lock.packages)
      .filter(([path, { dev, optional }]) => path !== '' && !dev && !optional)
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1)} ${version} (`)
      .filter((heading) => !licenses.includes(heading))
    expect(missing).toEqual([])
  })

  it('names no folder of the machine it was built on', () => {
    const text = readdirSync('dist')
      .map((name) => readFileSync(`dist/${name}`, 'utf8'))
      .join('')
    expect(text.includes(process.cwd())).toBe(false)
  })
})
