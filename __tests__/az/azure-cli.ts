import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { loadWorld } from '../../sandbox/world.ts'

const run = promisify(execFile)

const GROUP = ['--resource-group', 'rendering']
const DEFINITION = [...GROUP, '--gallery-name', 'renders', '--gallery-image-definition', 'ubuntu-render']
const SUBSCRIPTION = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers'
const IMAGE = `${SUBSCRIPTION}/Microsoft.Compute/galleries/renders/images/ubuntu-render/versions/1.0.0`
const POOL = `https://management.azure.com${SUBSCRIPTION}/Microsoft.Batch/batchAccounts/contosorenders/pools/arm-pool?api-version=2025-06-01`

/** One command takes a second or two of Python; its story is told in order. */
const PATIENCE_MS = 120_000

/** Runs one command as a person would, with nothing set but the way to the sandbox. */
async function runAz(served: ServedSandbox, configuration: string, args: readonly string[]): Promise<unknown> {
  const { stdout } = await run('az', [...args, '--output', 'json', '--only-show-errors'], {
    env: {
      PATH: process.env['PATH'],
      HOME: configuration,
      AZURE_CONFIG_DIR: configuration,
      AZURE_CORE_COLLECT_TELEMETRY: 'no',
      ...served.environment('azure-names'),
    },
    maxBuffer: 1 << 26,
  })
  return stdout.trim() === '' ? undefined : JSON.parse(stdout)
}

/** Signs in with a fresh ID token, for both planes: az keeps it and sends it again, and it lives for five minutes. */
async function signIn(served: ServedSandbox, configuration: string): Promise<unknown> {
  const [application] = served.sandbox.world.applications
  const { text } = served.sandbox.ask({
    method: 'GET',
    url: 'https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
    headers: { authorization: `Bearer ${served.sandbox.requestToken()}` },
  })
  const token = (JSON.parse(text) as { value: string }).value
  const login = [
    'login',
    '--service-principal',
    '-u',
    application?.clientId ?? '',
    '--tenant',
    served.sandbox.world.tenantId,
  ]
  const accounts = await runAz(served, configuration, [...login, '--federated-token', token])
  await runAz(served, configuration, ['batch', 'account', 'login', ...GROUP, '--name', 'contosorenders'])
  await runAz(served, configuration, ['batch', 'pool', 'list'])
  return accounts
}

describe('Azure CLI against the sandbox, under the names of Azure itself', () => {
  let served: ServedSandbox
  let configuration: string

  beforeAll(async () => {
    served = await startSandbox({ world: await loadWorld('demo'), rate: 1 })
    configuration = await mkdtemp(join(tmpdir(), 'az-'))
  })
  afterAll(async () => {
    await served.close()
    await rm(configuration, { recursive: true, force: true })
  })

  const az = (...args: string[]) => runAz(served, configuration, args)
  const later = (minutes: number) => served.sandbox.clock.advance(minutes * 60_000)

  it(
    'signs in with a federated token',
    async () => {
      const accounts = await signIn(served, configuration)
      expect(accounts).toMatchObject([{ id: '11111111-2222-4333-8444-555555555555', state: 'Enabled' }])
      expect(await az('batch', 'account', 'show', ...GROUP, '--name', 'contosorenders')).toMatchObject({
        name: 'contosorenders',
      })
    },
    PATIENCE_MS,
  )

  it(
    'reads galleries and managed images',
    async () => {
      expect(await az('sig', 'image-definition', 'show', ...DEFINITION)).toMatchObject({
        osState: 'Generalized',
        hyperVGeneration: 'V2',
      })
      expect(await az('sig', 'image-definition', 'list', ...GROUP, '--gallery-name', 'renders')).toHaveLength(1)
      // The SDK that Debian ships with this CLI lacks the API version that the CLI asks of images by default.
      await az('cloud', 'set', '--name', 'AzureCloud', '--profile', '2020-09-01-hybrid')
      const image = await az('image', 'show', ...GROUP, '--name', 'ubuntu-render-2026-11')
      const images = await az('image', 'list', ...GROUP)
      await az('cloud', 'set', '--name', 'AzureCloud', '--profile', 'latest')
      expect(image).toMatchObject({ location: 'westeurope' })
      expect(images).not.toHaveLength(0)
    },
    PATIENCE_MS,
  )

  it(
    'publishes, lists, updates and deletes an image version',
    async () => {
      const version = [...DEFINITION, '--gallery-image-version', '2.0.0']
      const image = `${SUBSCRIPTION}/Microsoft.Compute/images/ubuntu-render-2026-11`
      await az(
        'sig',
        'image-version',
        'create',
        ...version,
        '--location',
        'westeurope',
        '--managed-image',
        image,
        '--target-regions',
        'westeurope=2',
        '--no-wait',
      )
      expect(await az('sig', 'image-version', 'show', ...version, '--expand', 'ReplicationStatus')).toMatchObject({
        provisioningState: 'Creating',
      })
      later(30)
      expect(await az('sig', 'image-version', 'show', ...version)).toMatchObject({ provisioningState: 'Succeeded' })
      expect(await az('sig', 'image-version', 'list', ...DEFINITION)).toHaveLength(2)
      await az(
        'sig',
        'image-version',
        'update',
        ...version,
        '--target-regions',
        'westeurope=2',
        'northeurope=1',
        '--no-wait',
      )
      later(20)
      const updated = (await az('sig', 'image-version', 'show', ...version)) as {
        publishingProfile: { targetRegions: unknown[] }
      }
      expect(updated.publishingProfile.targetRegions).toHaveLength(2)
      // The command waits for the end, a minute of Azure's time.
      served.sandbox.clock.setRate(60)
      await az('sig', 'image-version', 'delete', ...version)
      expect(await az('sig', 'image-version', 'list', ...DEFINITION)).toHaveLength(1)
    },
    PATIENCE_MS,
  )
})

describe('Azure CLI and Batch in the sandbox', () => {
  let served: ServedSandbox
  let configuration: string
  beforeAll(async () => {
    served = await startSandbox({ world: await loadWorld('demo'), rate: 1 })
    configuration = await mkdtemp(join(tmpdir(), 'az-'))
    await signIn(served, configuration)
  }, PATIENCE_MS)
  afterAll(async () => {
    await served.close()
    await rm(configuration, { recursive: true, force: true })
  })

  const az = (...args: string[]) => runAz(served, configuration, args)
  const later = (minutes: number) => served.sandbox.clock.advance(minutes * 60_000)
  const pool = ['--pool-id', 'cli-pool']

  it(
    'creates, shows, lists and resizes a pool of a gallery image, and lists its nodes',
    async () => {
      await az(
        ...['batch', 'pool', 'create', '--id', 'cli-pool', '--vm-size', 'Standard_D2s_v5', '--image', IMAGE],
        ...['--node-agent-sku-id', 'batch.node.ubuntu 24.04', '--target-dedicated-nodes', '2'],
      )
      later(10)
      expect(await az('batch', 'pool', 'show', ...pool)).toMatchObject({
        allocationState: 'steady',
        currentDedicatedNodes: 2,
      })
      await az('batch', 'pool', 'resize', ...pool, '--target-dedicated-nodes', '3')
      later(10)
      expect(await az('batch', 'pool', 'list')).toMatchObject([{ id: 'cli-pool', currentDedicatedNodes: 3 }])
      expect(await az('batch', 'node', 'list', ...pool)).toMatchObject([
        { state: 'idle' },
        { state: 'idle' },
        { state: 'idle' },
      ])
    },
    PATIENCE_MS,
  )

  it(
    'creates, disables, repoints and enables a job',
    async () => {
      const job = ['--job-id', 'frames']
      await az('batch', 'job', 'create', '--id', 'frames', ...pool)
      // Debian's CLI knows no value for --disable-tasks; the request is the one that `job disable` sends.
      const disable = `https://contosorenders.westeurope.batch.azure.com/jobs/frames/disable?api-version=2022-10-01.16.0`
      const body = [
        '--body',
        JSON.stringify({ disableTasks: 'requeue' }),
        '--resource',
        'https://batch.core.windows.net/',
      ]
      await az('rest', '--method', 'post', '--url', disable, ...body)
      later(1)
      await az('batch', 'job', 'set', ...job, '--pool-id', 'cli-pool', '--priority', '7')
      await az('batch', 'job', 'enable', ...job)
      later(1)
      expect(await az('batch', 'job', 'show', ...job)).toMatchObject({ state: 'active', priority: 7 })
    },
    PATIENCE_MS,
  )

  it(
    'writes and reads a pool on the plane of Resource Manager',
    async () => {
      const body = {
        properties: {
          vmSize: 'Standard_D2s_v5',
          deploymentConfiguration: {
            virtualMachineConfiguration: { imageReference: { id: IMAGE }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
          },
        },
      }
      await az('rest', '--method', 'put', '--url', POOL, '--body', JSON.stringify(body))
      expect(await az('rest', '--method', 'get', '--url', POOL)).toMatchObject({
        name: 'arm-pool',
        properties: { vmSize: 'Standard_D2s_v5' },
      })
    },
    PATIENCE_MS,
  )

  it(
    'deletes a pool',
    async () => {
      await az('batch', 'pool', 'delete', ...pool, '--yes')
      later(5)
      expect(await az('batch', 'pool', 'list')).toMatchObject([{ id: 'arm-pool' }])
    },
    PATIENCE_MS,
  )
})
