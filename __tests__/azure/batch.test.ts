import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { BatchAccount, PoolDefinition } from '../../src/model/batch.ts'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { ACCOUNT, FOREIGN_SUBSCRIPTION, POOL, VERSION } from './names-of-its-own.ts'

const MINUTE = 60_000

let own: OwnCloud
let account: BatchAccount

beforeAll(async () => {
  own = await openOwnCloud()
  account = present(await own.azure.readBatchAccount(ACCOUNT))
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

function definition(nodes: number, more: PoolDefinition['properties'] = {}): PoolDefinition {
  return {
    properties: {
      vmSize: 'Standard_D2s_v5',
      deploymentConfiguration: {
        virtualMachineConfiguration: {
          imageReference: { id: VERSION },
          nodeAgentSkuId: 'batch.node.ubuntu 24.04',
          securityProfile: { encryptionAtHost: true },
        },
      },
      scaleSettings: { fixedScale: { targetDedicatedNodes: nodes, targetLowPriorityNodes: 1, resizeTimeout: 'PT30M' } },
      metadata: [{ name: 'team', value: 'render' }],
      upgradePolicy: { mode: 'manual' },
      ...more,
    },
    tags: { team: 'render' },
  }
}

describe('readBatchAccount', () => {
  it('reads what planning needs', () => {
    expect(account).toMatchObject({
      id: ACCOUNT,
      location: 'westeurope',
      accountEndpoint: `${new URL(own.served.url).host}/_batch/contosorenders.westeurope`,
      provisioningState: 'Succeeded',
      poolAllocationMode: 'BatchService',
      publicNetworkAccess: 'Enabled',
      quotas: {
        pools: 100,
        dedicatedCores: 20_000,
        spotCores: 5000,
        coresByFamily: [{ family: 'standardDSv5Family', cores: 20_000 }],
      },
    })
  })

  it('tells absent from unreadable', async () => {
    expect(await own.azure.readBatchAccount(`${ACCOUNT}x`)).toEqual({ observed: { state: 'absent' } })
    const closed = ACCOUNT.replace(/subscriptions\/[^/]+/, `subscriptions/${FOREIGN_SUBSCRIPTION}`)
    const { observed } = await own.azure.readBatchAccount(closed)
    expect(observed).toMatchObject({ state: 'unreadable', code: 'AuthorizationFailed' })
  })
})

describe('a pool', () => {
  it('is created with all that was asked, and read with all that it has', async () => {
    await own.azure.createPool(POOL, definition(4))
    const reading = await own.azure.readPool(POOL)
    const pool = present(reading)
    expect(pool).toMatchObject({
      id: POOL,
      etag: expect.stringMatching(/^W\/"/),
      provisioningState: 'Succeeded',
      allocationState: 'Resizing',
      currentDedicatedNodes: 0,
      currentSpotNodes: 0,
      resize: { startTime: expect.stringMatching(/^2026-11-24T09:00:00/), errors: [] },
      definition: { tags: { team: 'render' }, properties: { upgradePolicy: { mode: 'manual' } } },
    })
    expect(pool.definition.properties).toHaveProperty(
      'deploymentConfiguration.virtualMachineConfiguration.securityProfile.encryptionAtHost',
      true,
    )
    own.served.sandbox.clock.advance(30 * MINUTE)
    expect(present(await own.azure.readPool(POOL))).toMatchObject({
      allocationState: 'Steady',
      currentDedicatedNodes: 4,
      currentSpotNodes: 1,
    })
  })

  it('tells the wait that Azure asks for', async () => {
    await own.azure.createPool(POOL, definition(4))
    expect(await own.azure.readPool(POOL)).toHaveProperty('retryAfterMs', 15_000)
  })

  it('is absent until it is created', async () => {
    expect(await own.azure.readPool(POOL)).toEqual({ observed: { state: 'absent' } })
  })

  it('is never replaced by creating it again', async () => {
    await own.azure.createPool(POOL, definition(4))
    await expect(own.azure.createPool(POOL, definition(5))).rejects.toMatchObject({ name: 'AzureError', status: 412 })
    expect(present(await own.azure.readPool(POOL)).definition.properties).toHaveProperty(
      'scaleSettings.fixedScale.targetDedicatedNodes',
      4,
    )
  })

  it('is changed only in what is sent, and only while its ETag holds', async () => {
    await own.azure.createPool(POOL, definition(4))
    const { etag } = present(await own.azure.readPool(POOL))
    const metadata = [{ name: 'team', value: 'build' }]
    await own.azure.updatePool(POOL, { properties: { metadata } }, etag)
    const { definition: changed, etag: next } = present(await own.azure.readPool(POOL))
    expect(changed.properties).toMatchObject({ metadata, upgradePolicy: { mode: 'manual' } })
    expect(next).not.toBe(etag)
    const stale = own.azure.updatePool(POOL, { properties: { metadata: [] } }, etag)
    await expect(stale).rejects.toMatchObject({ name: 'AzureError', status: 412 })
  })

  it("is refused in Azure's words, with the facts beside them", async () => {
    const unknown = own.azure.createPool(POOL, definition(1, { vmSize: 'Standard_Nonsense' }))
    await expect(unknown).rejects.toMatchObject({
      name: 'AzureError',
      status: 400,
      code: expect.stringMatching(/./),
      message: expect.stringMatching(/./),
      requestId: expect.stringMatching(/./),
    })
  })
})

describe('listPools', () => {
  it('reads every pool of an account in one request, each with its ETag', async () => {
    await own.azure.createPool(POOL, definition(4))
    own.requests()
    const pools = present(await own.azure.listPools(ACCOUNT))
    expect(pools.map(({ id }) => id)).toEqual([`${ACCOUNT}/pools/busy-pool`, POOL])
    expect(pools[1]).toEqual(present(await own.azure.readPool(POOL)))
    expect(own.requests()[0]).toBe(`GET ${ACCOUNT}/pools`)
  })

  it('takes a pool that is listed without its ETag', async () => {
    const pool = { id: POOL, properties: { provisioningState: 'Succeeded', allocationState: 'Steady' } }
    own.served.sandbox.faults.add({
      match: { path: '/pools\\?' },
      effect: { kind: 'answer', status: 200, body: { value: [pool] } },
    })
    expect(present(await own.azure.listPools(ACCOUNT))).toMatchObject([{ id: POOL, etag: '' }])
  })

  it('tells absent from unreadable', async () => {
    expect(await own.azure.listPools(`${ACCOUNT}x`)).toEqual({ observed: { state: 'absent' } })
    const closed = ACCOUNT.replace(/subscriptions\/[^/]+/, `subscriptions/${FOREIGN_SUBSCRIPTION}`)
    expect((await own.azure.listPools(closed)).observed).toMatchObject({ code: 'AuthorizationFailed' })
  })
})

describe('countRunningTasks', () => {
  it('adds up what runs on the nodes of a pool', async () => {
    expect(present(await own.azure.countRunningTasks(account, 'busy-pool'))).toBe(7)
    expect(own.requests()).toEqual(['GET /_batch/contosorenders.westeurope/pools/busy-pool/nodes'])
  })

  it('is none where no node runs anything', async () => {
    await own.azure.createPool(POOL, definition(4))
    expect(present(await own.azure.countRunningTasks(account, 'render-pool'))).toBe(0)
  })

  it('follows every page, and asks for running nodes alone', async () => {
    const nodes = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ id: `tvm-${from + index}`, runningTasksCount: 2 }))
    const path = '/_batch/contosorenders.westeurope/pools/busy-pool/nodes'
    const page = (body: object) => ({
      match: { plane: 'batch', path: '/nodes\\?' } as const,
      effect: { kind: 'answer', status: 200, body } as const,
    })
    const link = `${own.served.url}${path}?$skiptoken=2`
    own.served.sandbox.faults.add(page({ value: nodes(0, 2), 'odata.nextLink': link }))
    own.served.sandbox.faults.add({ ...page({ value: nodes(2, 1) }), nth: 2 })
    expect(present(await own.azure.countRunningTasks(account, 'busy-pool'))).toBe(6)
    const [first] = own.served.sandbox.log.entries().filter(({ plane }) => plane === 'batch')
    const { searchParams } = new URL(first?.url ?? '')
    expect([searchParams.get('$filter'), searchParams.get('$select')]).toEqual([
      "state eq 'running'",
      'id,runningTasksCount',
    ])
  })

  it('takes a pool that is not there for absent', async () => {
    expect(await own.azure.countRunningTasks(account, 'other')).toEqual({ observed: { state: 'absent' } })
  })
})

describe('listSupportedImages', () => {
  it('reads node agents and the images they run on', async () => {
    const images = present(await own.azure.listSupportedImages(account))
    expect(images).toContainEqual(
      expect.objectContaining({
        nodeAgentSkuId: 'batch.node.ubuntu 24.04',
        osType: 'linux',
        verified: true,
        image: expect.objectContaining({ publisher: expect.stringMatching(/canonical/i), offer: 'ubuntu-24_04-lts' }),
      }),
    )
    expect(own.requests()).toEqual(['GET /_batch/contosorenders.westeurope/supportedimages'])
  })
})

describe('readNodeCounts', () => {
  it('adds dedicated and spot nodes, spelled as in the node list', async () => {
    await own.azure.createPool(POOL, definition(4))
    own.served.sandbox.clock.advance(30 * MINUTE)
    const { total, byState } = present(await own.azure.readNodeCounts(account, 'render-pool'))
    expect(total).toBe(5)
    expect(byState).toMatchObject({ idle: 5, starttaskfailed: 0, waitingforstarttask: 0, upgradingos: 0 })
    expect(byState).not.toHaveProperty('total')
  })

  it('has none of a pool that the service does not list', async () => {
    expect((await own.azure.readNodeCounts(account, 'other')).observed).toEqual({ state: 'absent' })
  })

  it('keeps states that are newer than the SDK', async () => {
    own.served.sandbox.faults.add({
      match: { path: '/nodecounts' },
      effect: {
        kind: 'answer',
        status: 200,
        body: { value: [{ poolId: 'p', dedicated: { idle: 1, dreaming: 2, total: 3 }, lowPriority: { total: 0 } }] },
      },
    })
    expect(present(await own.azure.readNodeCounts(account, 'p'))).toEqual({
      total: 3,
      byState: { idle: 1, dreaming: 2 },
    })
  })
})

describe('listNodeImages', () => {
  it('tells the image version of every node, on every page', async () => {
    await own.azure.createPool(POOL, definition(1100))
    own.served.sandbox.clock.advance(30 * MINUTE)
    const nodes = present(await own.azure.listNodeImages(account, 'render-pool'))
    expect(nodes).toHaveLength(1101)
    const versions = new Set(nodes.map(({ imageVersionId = '' }) => imageVersionId.split('/').at(-1)))
    expect([...versions]).toEqual(['1.0.0'])
  })

  it('takes a node that names the definition, a marketplace image or nothing for one that tells none', async () => {
    const about = (virtualMachineImageId?: string) => ({ imageReference: { virtualMachineImageId } })
    const value = [
      about('/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/b'),
      about(),
      {},
    ]
    own.served.sandbox.faults.add({
      match: { path: '/nodes\\?' },
      effect: {
        kind: 'answer',
        status: 200,
        body: {
          value: value.map((virtualMachineInfo, index) => ({ id: `n${index}`, state: 'idle', virtualMachineInfo })),
        },
      },
    })
    expect(present(await own.azure.listNodeImages(account, 'render-pool'))).toEqual(
      ['n0', 'n1', 'n2'].map((id) => ({ id, state: 'idle' })),
    )
  })
})

describe('listUnhealthyNodes', () => {
  it('follows every page', async () => {
    const startTask = { commandLine: '/bin/true', waitForSuccess: true }
    await own.azure.createPool(POOL, definition(2300, { startTask }))
    own.served.sandbox.clock.advance(25 * MINUTE)
    const pool = present(await own.azure.readPool(POOL))
    own.requests()
    const nodes = present(await own.azure.listUnhealthyNodes(account, 'render-pool'))
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(pool.currentDedicatedNodes + pool.currentSpotNodes)
    expect(nodes.length).toBeGreaterThan(1000)
    expect(nodes.find(({ state }) => state === 'waitingforstarttask')?.startTask?.state).toBe('running')
    const path = 'GET /_batch/contosorenders.westeurope/pools/render-pool/nodes'
    expect(own.requests()).toEqual(Array(Math.ceil(nodes.length / 1000)).fill(path))
  })

  it('leaves out idle and running nodes', async () => {
    await own.azure.createPool(POOL, definition(4))
    own.served.sandbox.clock.advance(30 * MINUTE)
    expect(present(await own.azure.listUnhealthyNodes(account, 'render-pool'))).toEqual([])
  })

  it('tells why a node is not healthy', async () => {
    const node = {
      id: 'tvm-1',
      state: 'starttaskfailed',
      isDedicated: false,
      errors: [{ code: 'DiskFull', message: 'The disk is full.', errorDetails: [{ name: 'Disk', value: 'os' }] }],
      startTaskInfo: {
        state: 'completed',
        startTime: '2026-11-24T09:00:00Z',
        retryCount: 0,
        exitCode: 1,
        result: 'failure',
        failureInfo: { category: 'usererror', code: 'FailureExitCode', message: 'Exited with 1', details: [] },
      },
    }
    own.served.sandbox.faults.add({
      match: { path: '/nodes\\?' },
      effect: { kind: 'answer', status: 200, body: { value: [node, { id: 'tvm-2', state: 'dreaming' }] } },
    })
    expect(present(await own.azure.listUnhealthyNodes(account, 'render-pool'))).toEqual([
      {
        id: 'tvm-1',
        state: 'starttaskfailed',
        isDedicated: false,
        errors: [{ code: 'DiskFull', message: 'The disk is full.', details: [{ name: 'Disk', value: 'os' }] }],
        startTask: {
          state: 'completed',
          exitCode: 1,
          result: 'failure',
          failure: { category: 'usererror', code: 'FailureExitCode', message: 'Exited with 1', details: [] },
        },
      },
      { id: 'tvm-2', state: 'dreaming', isDedicated: true, errors: [] },
    ])
  })

  it('takes a pool that is not there for absent', async () => {
    expect(await own.azure.listUnhealthyNodes(account, 'other')).toEqual({ observed: { state: 'absent' } })
  })
})

describe('the Batch service', () => {
  it('is asked in the api-version and with the token that are its own', async () => {
    own.served.sandbox.log.clear()
    await own.azure.readNodeCounts(account, 'render-pool')
    const [entry] = own.served.sandbox.log.entries().filter(({ plane }) => plane === 'batch')
    expect(new URL(entry?.url ?? '').searchParams.get('api-version')).toBe('2025-06-01')
    expect(entry?.status).toBe(200)
  })

  it('is unreadable, in its own words, where it refuses', async () => {
    own.served.sandbox.faults.add({
      match: { plane: 'batch' },
      effect: { kind: 'answer', status: 403, code: 'PublicNetworkAccessDenied', message: 'Public access is disabled.' },
    })
    const { observed } = await own.azure.readNodeCounts(account, 'render-pool')
    expect(observed).toEqual({
      state: 'unreadable',
      code: 'PublicNetworkAccessDenied',
      reason: 'Public access is disabled.',
    })
  })

  it('is unreadable where it cannot be reached', async () => {
    const gone = { ...account, id: `${ACCOUNT}-gone`, accountEndpoint: 'localhost:1/_batch/gone.westeurope' }
    const { observed } = await own.azure.readNodeCounts(gone, 'render-pool')
    expect(observed).toMatchObject({ state: 'unreadable', code: 'ECONNREFUSED' })
    expect(observed).toHaveProperty('reason', expect.stringContaining('No answer came from localhost:1'))
  })
})
