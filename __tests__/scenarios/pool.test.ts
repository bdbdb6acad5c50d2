import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { loadWorld, type World } from '../../sandbox/world.ts'
import { DEMO_INPUTS, openStory, type Story } from './story.ts'
import { CLOSED } from './worlds.ts'

const RESOURCES = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers'
const POOL = `https://management.azure.com${RESOURCES}/Microsoft.Batch/batchAccounts/contosorenders/pools/render-pool?api-version=2025-06-01`
const SMALL = { ...DEMO_INPUTS, 'node-count': '10' }

/** The demo world with what a story needs otherwise. */
function changed(world: World, change: (copy: { compute: Json; batch: Json }) => void): World {
  const copy = structuredClone(world) as Json
  change(copy)
  return copy
}

// biome-ignore lint/suspicious/noExplicitAny: a world is plain JSON that a story bends as it likes
type Json = any

describe('creating a pool', () => {
  let story: Story
  beforeAll(async () => {
    story = await openStory('demo')
  })
  beforeEach(() => story.served.sandbox.reset())
  afterAll(() => story.close())

  const owner = () => story.served.sandbox.world.applications[0]?.clientId ?? ''
  const ask = (method: string, body?: unknown, headers: Record<string, string> = {}) =>
    story.served.sandbox.ask({ method, url: POOL, as: owner(), headers, ...(body !== undefined && { body }) })
  const pool = () => JSON.parse(ask('GET').text)
  const writes = (requests: readonly string[]) => requests.filter((request) => !request.startsWith('GET'))

  it('uses the exact version, the agent of the base image, and says which commit made it', async () => {
    const { report } = await story.run(DEMO_INPUTS)
    expect(report.outcome).toBe('applied')
    const { properties } = pool()
    const configuration = properties.deploymentConfiguration.virtualMachineConfiguration
    expect(configuration.imageReference.id).toMatch(/versions\/1\.1\.0$/)
    expect(configuration.nodeAgentSkuId).toBe('batch.node.ubuntu 24.04')
    expect(properties.scaleSettings.fixedScale).toMatchObject({ targetDedicatedNodes: 3000, resizeTimeout: 'PT45M' })
    const metadata = Object.fromEntries(
      properties.metadata.map(({ name, value }: Record<string, string>) => [name, value]),
    )
    expect(metadata['sig-batch-pool-commit']).toBe('9f2c1e7ab34d5608c1f0e2d3b4a5968778695a4b')
  })

  it('begins once its own region is replicated, while another region still is not', async () => {
    const { events } = await story.run({ ...SMALL, 'target-regions': 'eastus=5' })
    const at = (stepId: string, kind: string) =>
      events.find((event) => 'stepId' in event && event.stepId === stepId && event.kind === kind)?.at ?? 0
    expect(at('create-pool render-pool', 'step-started')).toBeLessThan(at('await-replication eastus', 'step-succeeded'))
  })

  it('is not tried again when the answer to the first attempt was lost', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'PUT', path: '/pools/' },
      effect: { kind: 'reset', after: true },
    })
    const { report } = await story.run(SMALL)
    expect(report.outcome).toBe('applied')
    expect(pool().properties.currentDedicatedNodes).toBe(10)
  })

  it('asks again for some minutes while Azure does not find the image yet', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'PUT', path: '/pools/' },
      count: 3,
      effect: {
        kind: 'answer',
        status: 404,
        code: 'GalleryImageNotFound',
        message: 'The gallery image is not available in westeurope region.',
      },
    })
    const { report, log } = await story.run(SMALL)
    expect(report.outcome).toBe('applied')
    expect(log).toContain('Azure still answers GalleryImageNotFound')
  })

  it('refuses a pool that someone else made meanwhile', async () => {
    const { report } = await story.run(SMALL, {
      onEvent: (event) => {
        if (event.kind !== 'step-started' || event.stepId !== 'await-replication westeurope') return
        const image = `${RESOURCES}/Microsoft.Compute/galleries/renders/images/ubuntu-render/versions/1.0.0`
        const configuration = { imageReference: { id: image }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' }
        ask('PUT', {
          properties: {
            vmSize: 'Standard_D4s_v5',
            deploymentConfiguration: { virtualMachineConfiguration: configuration },
          },
        })
      },
    })
    expect(report.outcome).toBe('failed')
    expect(report.failures.map(({ code }) => code)).toEqual(['PlanIsStale'])
    expect(pool().properties.vmSize).toBe('Standard_D4s_v5')
  })

  it('leaves nothing to do, and says so in at most 15 requests', async () => {
    await story.run(DEMO_INPUTS)
    const { report, requests } = await story.run(DEMO_INPUTS, { runId: '1002' })
    expect(report.outcome).toBe('unchanged')
    expect(writes(requests)).toEqual([])
    expect(requests.length).toBeLessThanOrEqual(12)
  })

  it('raises the replicas before the pool grows', async () => {
    await story.run(SMALL)
    const { requests } = await story.run({ ...SMALL, 'node-count': '900' })
    expect(writes(requests).map((request) => request.replace(/.*\/(\w+)\/[\w.-]+$/, '$1'))).toEqual([
      'versions',
      'pools',
    ])
    expect(pool().properties.currentDedicatedNodes).toBe(900)
  })

  it('changes what was asked and nothing else', async () => {
    await story.run({ ...SMALL, 'pool-properties': 'metadata: [{name: team, value: render}]\ndisplayName: Frames' })
    const before = pool().properties
    const { report } = await story.run({ ...SMALL, 'start-task': '/bin/true' })
    expect(report.outcome).toBe('applied')
    const after = pool().properties
    expect(after.startTask.commandLine).toBe('/bin/true')
    expect(after.displayName).toBe('Frames')
    expect(after.metadata).toEqual(expect.arrayContaining([{ name: 'team', value: 'render' }]))
    expect(after.scaleSettings).toEqual(before.scaleSettings)
  })

  it('lets tasks finish when a pool shrinks', async () => {
    await story.run(SMALL)
    await story.run({ ...SMALL, 'node-count': '4' })
    expect(pool().properties.resizeOperationStatus.nodeDeallocationOption).toBe('TaskCompletion')
    expect(pool().properties.currentDedicatedNodes).toBe(4)
  })

  it('reports that a new image needs a rollout while the pool has nodes, and changes nothing', async () => {
    await story.run(SMALL)
    const newer = { ...SMALL, 'image-version': '1.2.0', source: 'ubuntu-render-2026-12' }
    const { report, requests } = await story.run(newer)
    expect(report.outcome).toBe('blocked')
    expect(report.plan?.findings.map(({ code }) => code)).toEqual(['PoolNeedsRollout'])
    expect(writes(requests)).toEqual([])
  })

  it('puts a new image onto a pool in place when it has no nodes', async () => {
    await story.run({ ...SMALL, 'node-count': '0' })
    const newer = { ...SMALL, 'image-version': '1.2.0', source: 'ubuntu-render-2026-12' }
    const { report } = await story.run(newer)
    expect(report.outcome).toBe('applied')
    const { properties } = pool()
    expect(properties.deploymentConfiguration.virtualMachineConfiguration.imageReference.id).toMatch(/1\.2\.0$/)
    expect(properties.currentDedicatedNodes).toBe(10)
  })

  it('is stopped by a stale plan when the scale changed under it', async () => {
    await story.run(SMALL)
    const { report } = await story.run(
      { ...SMALL, 'node-count': '900' },
      {
        onEvent: (event) => {
          if (event.kind !== 'step-started' || event.stepId !== 'await-replication westeurope') return
          ask('PATCH', { properties: { scaleSettings: { fixedScale: { targetDedicatedNodes: 3 } } } })
        },
      },
    )
    expect(report.failures.map(({ code }) => code)).toEqual(['PlanIsStale'])
  })

  it('follows a formula up to its ceiling, without a resize timeout', async () => {
    const { report } = await story.run({
      ...SMALL,
      'node-count': '600',
      'autoscale-formula': '$TargetDedicatedNodes=7;',
    })
    expect(report.outcome).toBe('applied')
    expect(report.plan?.replicas[0]?.regionalReplicaCount).toBe(2)
    expect(report.plan?.pools[0]?.resizeTimeoutMinutes).toBeUndefined()
    expect(pool().properties.currentDedicatedNodes).toBe(7)
  })

  it('tells a start task that fails with its exit code, and blames it', async () => {
    const { report } = await story.run({ ...SMALL, 'start-task': "/bin/sh -c 'exit 3'" })
    expect(report.outcome).toBe('failed')
    expect(report.failures[0]).toMatchObject({
      code: 'StartTaskFailed',
      message: expect.stringContaining('exit code 3'),
    })
  })

  it('wants the nodes that an earlier resize did not bring', async () => {
    await story.run(SMALL)
    const { etag } = pool()
    ask(
      'PATCH',
      { properties: { scaleSettings: { fixedScale: { targetDedicatedNodes: 20, resizeTimeout: 'PT5M' } } } },
      { 'If-Match': etag },
    )
    ask('GET')
    story.served.sandbox.ask({ method: 'POST', url: POOL.replace('?', '/stopResize?'), as: owner() })
    story.served.sandbox.clock.advance(60_000)
    const { report } = await story.run({ ...SMALL, 'node-count': '20' })
    expect(report.outcome).toBe('applied')
    expect(pool().properties.currentDedicatedNodes).toBe(20)
  })

  it('goes on through throttling and lost connections', async () => {
    const { faults } = story.served.sandbox
    const soon = { 'retry-after-ms': '5' }
    faults.add({
      match: { plane: 'arm', method: 'GET' },
      nth: 3,
      effect: { kind: 'answer', status: 429, code: 'TooManyRequests', headers: soon },
    })
    faults.add({
      match: { plane: 'batch' },
      nth: 2,
      count: 2,
      effect: { kind: 'answer', status: 503, code: 'ServerBusy', headers: soon },
    })
    expect((await story.run(SMALL)).report.outcome).toBe('applied')
  })
})

describe('a pool that does not become healthy', () => {
  let demo: World
  beforeAll(async () => {
    demo = await loadWorld('demo')
  })

  const endOf = async (world: World, inputs: Readonly<Record<string, string>>) => {
    const story = await openStory(world)
    try {
      return (await story.run(inputs)).report
    } finally {
      await story.close()
    }
  }

  it('blames the quota when the account has too few cores', async () => {
    const world = changed(demo, ({ batch }) => {
      batch.accounts[0].properties.dedicatedCoreQuota = 12
    })
    const report = await endOf(world, { ...SMALL, 'ignore-findings': 'CoreQuotaShort' })
    expect(report.outcome).toBe('failed')
    expect(report.failures[0]).toMatchObject({
      code: 'AccountCoreQuotaReached',
      message: expect.stringContaining('quota of the account is to blame'),
    })
  })

  it('blames the capacity when the region has no more machines', async () => {
    const world = changed(demo, ({ batch }) => {
      batch.accounts[0].sandbox = { capacity: { standardDSv5Family: 8 } }
    })
    expect((await endOf(world, SMALL)).failures[0]?.message).toContain('capacity of the region is to blame')
  })

  it('blames the image when it is of another generation than the VM size', async () => {
    const report = await endOf(demo, {
      ...SMALL,
      'vm-size': 'Standard_D2_v2',
      'ignore-findings': 'VmSizeGenerationDiffers, CoreQuotaShort',
    })
    expect(report.failures[0]).toMatchObject({
      code: 'AllocationFailed',
      message: expect.stringContaining('image is to blame'),
    })
  })

  it('blames the image when no node ever joins', async () => {
    const world = changed(demo, ({ compute }) => {
      for (const image of compute.images) image.sandbox = { boot: { outcome: 'never-joins' } }
    })
    const report = await endOf(world, SMALL)
    expect(report.failures[0]).toMatchObject({
      code: 'NodesUnusable',
      message: expect.stringContaining('image is to blame'),
    })
  })

  it('is applied without proof when the Batch service of the account is closed', async () => {
    const world = changed(demo, ({ batch }) => {
      Object.assign(batch.accounts[0].properties, CLOSED)
    })
    const report = await endOf(world, { ...SMALL, 'node-agent-sku': 'batch.node.ubuntu 24.04' })
    expect(report.outcome).toBe('applied-unproven')
  })

  it('is found before anything is changed when replicas beyond what Azure keeps would be needed', async () => {
    const report = await endOf(demo, { ...SMALL, 'node-count': '31000' })
    expect(report.outcome).toBe('blocked')
    expect(report.plan?.findings[0]).toMatchObject({
      code: 'TooManyReplicas',
      remedy: expect.stringContaining('nodes-per-replica: 310'),
    })
  })

  it('is found before anything is changed when its start task has no command', async () => {
    const report = await endOf(demo, { ...SMALL, 'pool-properties': 'startTask: {maxTaskRetryCount: 2}' })
    expect(report.plan?.findings.map(({ code }) => code)).toEqual(['StartTaskWithoutCommand'])
  })

  it('names the right that is missing', async () => {
    const world = changed(demo, (copy) => {
      const assignments = (copy as Json).roleAssignments
      assignments[0].role = 'Reader'
    })
    const report = await endOf(world, { ...SMALL, 'ignore-findings': 'RightMissing' })
    expect(report.outcome).toBe('failed')
    expect(report.failures[0]).toMatchObject({
      code: 'AuthorizationFailed',
      message: expect.stringContaining('Microsoft.Compute/galleries/images/versions/write'),
    })
  })
})
