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

  const az = async (...args: string[]): Promise<unknown> => {
    const environment = { PATH: process.env['PATH'], HOME: configuration, AZURE_CONFIG_DIR: configuration }
    const { stdout } = await run('az', [...args, '--output', 'json', '--only-show-errors'], {
      env: { ...environment, ...served.environment('azure-names'), AZURE_CORE_COLLECT_TELEMETRY: 'no' },
      maxBuffer: 1 << 26,
    })
    return stdout.trim() === '' ? undefined : JSON.parse(stdout)
  }
  const later = (minutes: number) => served.sandbox.clock.advance(minutes * 60_000)

  it(
    'signs in with a federated token',
    async () => {
      const [application] = served.sandbox.world.applications
      const { text } = served.sandbox.ask({
        method: 'GET',
        url: 'https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
        headers: { authorization: `Bearer ${served.sandbox.requestToken()}` },
      })
      const token = (JSON.parse(text) as { value: string }).value
      const tenant = served.sandbox.world.tenantId
      const accounts = await az(
        'login',
        '--service-principal',
        '-u',
        application?.clientId ?? '',
        '--tenant',
        tenant,
        '--federated-token',
        token,
      )
      expect(accounts).toMatchObject([{ id: '11111111-2222-4333-8444-555555555555', state: 'Enabled' }])
      // Batch wants a token of its own, bought with the same ID token, which lives for five minutes.
      expect(await az('batch', 'account', 'show', ...GROUP, '--name', 'contosorenders')).toMatchObject({
        name: 'contosorenders',
      })
      await az('batch', 'account', 'login', ...GROUP, '--name', 'contosorenders')
      expect(await az('batch', 'pool', 'list')).toEqual([])
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
      expect(await az('image', 'show', ...GROUP, '--name', 'ubuntu-render-2026-11')).toMatchObject({
        location: 'westeurope',
      })
      expect(await az('image', 'list', ...GROUP)).not.toHaveLength(0)
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
      await az('sig', 'image-version', 'delete', ...version)
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
    const { text } = served.sandbox.ask({
      method: 'GET',
      url: 'https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
      headers: { authorization: `Bearer ${served.sandbox.requestToken()}` },
    })
    const token = (JSON.parse(text) as { value: string }).value
    const [application] = served.sandbox.world.applications
    await az(
      'login',
      '--service-principal',
      '-u',
      application?.clientId ?? '',
      '--tenant',
      served.sandbox.world.tenantId,
      '--federated-token',
      token,
    )
    await az('batch', 'account', 'login', ...GROUP, '--name', 'contosorenders')
    await az('batch', 'pool', 'list')
  }, PATIENCE_MS)
  afterAll(async () => {
    await served.close()
    await rm(configuration, { recursive: true, force: true })
  })

  const az = async (...args: string[]): Promise<unknown> => {
    const environment = { PATH: process.env['PATH'], HOME: configuration, AZURE_CONFIG_DIR: configuration }
    const { stdout } = await run('az', [...args, '--output', 'json', '--only-show-errors'], {
      env: { ...environment, ...served.environment('azure-names'), AZURE_CORE_COLLECT_TELEMETRY: 'no' },
      maxBuffer: 1 << 26,
    })
    return stdout.trim() === '' ? undefined : JSON.parse(stdout)
  }
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
      await az('batch', 'job', 'disable', ...job, '--disable-tasks', 'requeue')
      later(1)
      await az('batch', 'job', 'set', ...job, '--pool-id', 'cli-pool', '--priority', '7')
      await az('batch', 'job', 'enable', ...job)
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
