import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts'
import { loadWorld, type World } from '../../sandbox/world.ts'

const GROUP = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers'
const ACCOUNT = `${GROUP}/Microsoft.Batch/batchAccounts/contosorenders`
const VERSIONS = `${GROUP}/Microsoft.Compute/galleries/renders/images/ubuntu-render/versions`
const SERVICE = 'https://contosorenders.westeurope.batch.azure.com'
const MINUTE = 60_000

let demo: World
let sandbox: Sandbox
beforeAll(async () => {
  demo = await loadWorld('demo')
})
beforeEach(() => {
  sandbox = createSandbox({ world: demo })
})

/** The demo world with members of its first account changed. */
function withAccount(properties: Record<string, unknown>, behaviour: Record<string, unknown> = {}): Sandbox {
  const [first, ...others] = demo.batch.accounts ?? []
  if (first === undefined) throw new Error('the demo world has no account')
  const account = { ...first, properties: { ...first.properties, ...properties }, sandbox: behaviour }
  return createSandbox({ world: { ...demo, batch: { ...demo.batch, accounts: [account, ...others] } } })
}

function arm(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const url = `https://management.azure.com${path}?api-version=2025-06-01`
  return sandbox.ask({ method, url, headers, as: owner(), ...(body !== undefined && { body }) })
}

function service(method: string, path: string, body?: unknown) {
  const url = `${SERVICE}${path}${path.includes('?') ? '&' : '?'}api-version=2025-06-01`
  return sandbox.ask({ method, url, as: owner(), ...(body !== undefined && { body }) })
}

function owner(): string {
  return sandbox.world.applications[0]?.clientId ?? ''
}

function definition(nodes: number, more: Record<string, unknown> = {}, fixed: Record<string, unknown> = {}) {
  const imageReference = { id: `${VERSIONS}/1.0.0` }
  return {
    properties: {
      vmSize: 'Standard_D2s_v5',
      deploymentConfiguration: {
        virtualMachineConfiguration: { imageReference, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
      },
      scaleSettings: { fixedScale: { targetDedicatedNodes: nodes, ...fixed } },
      ...more,
    },
  }
}

const POOL = `${ACCOUNT}/pools/p`
const put = (nodes: number, more: Record<string, unknown> = {}, fixed: Record<string, unknown> = {}) =>
  arm('PUT', POOL, definition(nodes, more, fixed))
const pool = () => JSON.parse(arm('GET', POOL).text).properties
const codeOf = (reply: { text: string }) => JSON.parse(reply.text).error?.code ?? JSON.parse(reply.text).code
const later = (minutes: number) => sandbox.clock.advance(minutes * MINUTE)
const resizeErrors = () => (pool().resizeOperationStatus.errors ?? []).map(({ code }: { code: string }) => code)
const states = () =>
  JSON.parse(service('GET', '/pools/p/nodes?$select=state').text).value.map(({ state }: { state: string }) => state)

describe('accounts and pools', () => {
  it('An account tells the address of its Batch service as the cloud that was asked names it.', () => {
    expect(JSON.parse(arm('GET', ACCOUNT).text).properties.accountEndpoint).toBe(
      'contosorenders.westeurope.batch.azure.com',
    )
  })

  it('A pool made on one plane is shown on the other in the spelling of that plane.', () => {
    put(2)
    expect(JSON.parse(service('GET', '/pools/p').text)).toMatchObject({
      allocationState: 'resizing',
      virtualMachineConfiguration: {
        nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        imageReference: { virtualMachineImageId: `${VERSIONS}/1.0.0` },
      },
    })
  })

  it('A PUT or PATCH whose If-Match names another state is refused with 412.', () => {
    const { etag } = JSON.parse(put(0).text)
    expect(arm('PATCH', POOL, { properties: { metadata: [] } }, { 'If-Match': etag }).status).toBe(200)
    expect(arm('PATCH', POOL, { properties: { metadata: [] } }, { 'If-Match': etag }).status).toBe(412)
  })

  it('A PUT with If-None-Match makes a pool and never changes one.', () => {
    const only = { 'If-None-Match': '*' }
    expect(arm('PUT', POOL, definition(0), only).status).toBe(200)
    expect(arm('PUT', POOL, definition(0), only).status).toBe(412)
  })

  it('A property that the api-version does not know, or dropped, is refused with 400.', () => {
    for (const name of [
      'vmSise',
      'targetNodeCommunicationMode',
      'resourceTags',
      'certificates',
      'applicationLicenses',
    ]) {
      expect(put(0, { [name]: {} }).status).toBe(400)
    }
  })

  it('A resize timeout under 5 minutes is refused with 400.', () => {
    expect(put(1, {}, { resizeTimeout: 'PT4M' }).status).toBe(400)
  })

  it('A scale that is both fixed and automatic is refused with 400.', () => {
    const scaleSettings = {
      fixedScale: { targetDedicatedNodes: 1 },
      autoScale: { formula: '$TargetDedicatedNodes=1;' },
    }
    expect(put(0, { scaleSettings }).status).toBe(400)
  })

  it('A VM size or a node agent SKU that Batch does not know is refused with 400.', () => {
    expect(put(0, { vmSize: 'Standard_Z1' }).status).toBe(400)
    const virtualMachineConfiguration = {
      imageReference: { id: `${VERSIONS}/1.0.0` },
      nodeAgentSkuId: 'batch.node.beos',
    }
    expect(put(0, { deploymentConfiguration: { virtualMachineConfiguration } }).status).toBe(400)
  })

  it('An image without a replica in the region of the account is refused with 404 GalleryImageNotFound.', () => {
    const north = `${GROUP}/Microsoft.Batch/batchAccounts/contosorendersnorth/pools/p`
    const reply = arm('PUT', north, definition(1))
    expect([reply.status, codeOf(reply)]).toEqual([404, 'GalleryImageNotFound'])
  })

  it('A managed image is refused with 400, as pools from them are retired.', () => {
    const imageReference = { id: `${GROUP}/Microsoft.Compute/images/ubuntu-render-2026-11` }
    const virtualMachineConfiguration = { imageReference, nodeAgentSkuId: 'batch.node.ubuntu 24.04' }
    expect(put(0, { deploymentConfiguration: { virtualMachineConfiguration } }).status).toBe(400)
  })

  it('A caller without the right to start from the image is refused with 403 LinkedAuthorizationFailed.', () => {
    const [assignment, ...others] = demo.roleAssignments
    if (assignment === undefined) throw new Error('the demo world has no role assignment')
    const batchOnly = { ...assignment, role: 'Azure Batch Data Contributor' }
    sandbox = createSandbox({ world: { ...demo, roleAssignments: [batchOnly, ...others] } })
    expect(codeOf(put(1))).toBe('LinkedAuthorizationFailed')
  })

  it('The quota of pools is kept with 409 PoolQuotaReached.', () => {
    sandbox = withAccount({ poolQuota: 1 })
    put(0)
    expect(codeOf(arm('PUT', `${ACCOUNT}/pools/q`, definition(0)))).toBe('PoolQuotaReached')
  })
})

describe('allocation', () => {
  it('A pool is Resizing until its nodes are there, then Steady.', () => {
    put(10)
    expect(pool()).toMatchObject({ allocationState: 'Resizing', currentDedicatedNodes: 0 })
    later(3)
    expect(pool()).toMatchObject({ allocationState: 'Steady', currentDedicatedNodes: 10 })
  })

  it('A node is creating, then starting, then idle.', () => {
    put(1)
    sandbox.clock.advance(31_000)
    expect(states()).toEqual(['creating'])
    later(1)
    expect(states()).toEqual(['starting'])
    later(10)
    expect(states()).toEqual(['idle'])
  })

  it('A start task that fails leaves its node in starttaskfailed with the exit code.', () => {
    put(1, { startTask: { commandLine: "/bin/sh -c 'exit 7'", waitForSuccess: true } })
    later(10)
    const [node] = JSON.parse(service('GET', '/pools/p/nodes').text).value
    expect(node).toMatchObject({ state: 'starttaskfailed', startTaskInfo: { exitCode: 7, result: 'failure' } })
  })

  it('Node counts are ten seconds old, the node list is exact.', () => {
    put(1)
    sandbox.clock.advance(35_000)
    const [counts] = JSON.parse(service('GET', "/nodecounts?$filter=poolId eq 'p'").text).value
    expect(counts.dedicated.total).toBe(0)
    expect(states()).toHaveLength(1)
  })

  it('Too few replicas for the nodes make the resize time out with AllocationTimedout and the nodes that came.', () => {
    put(3000, {}, { resizeTimeout: 'PT30M' })
    later(31)
    expect(resizeErrors()).toEqual(['AllocationTimedout'])
    expect(pool().currentDedicatedNodes).toBeGreaterThan(0)
  })

  it('Errors of a resize stay until the next one.', () => {
    put(3000, {}, { resizeTimeout: 'PT30M' })
    later(600)
    expect(resizeErrors()).toEqual(['AllocationTimedout'])
    arm('PATCH', POOL, { properties: { scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } } } })
    later(5)
    expect(resizeErrors()).toEqual([])
  })

  /** Asks for ten nodes where the account has cores for two. */
  const fallShort = (properties: Record<string, unknown>, fixed: Record<string, unknown> = {}) => {
    sandbox = withAccount(properties)
    put(10, {}, fixed)
    later(5)
    expect(pool().currentDedicatedNodes + pool().currentLowPriorityNodes).toBe(2)
    return resizeErrors()
  }

  it('Dedicated cores beyond the quota of the account end a resize with AccountCoreQuotaReached.', () => {
    expect(fallShort({ dedicatedCoreQuota: 4 })).toEqual(['AccountCoreQuotaReached'])
  })

  it('Cores beyond the quota of the VM family end a resize with AccountVMSeriesCoreQuotaReached.', () => {
    const dedicatedCoreQuotaPerVMFamily = [{ name: 'standardDSv5Family', coreQuota: 4 }]
    expect(fallShort({ dedicatedCoreQuotaPerVMFamily })).toEqual(['AccountVMSeriesCoreQuotaReached'])
  })

  it('Spot cores beyond their quota end a resize with AccountLowPriorityCoreQuotaReached.', () => {
    const spot = { targetDedicatedNodes: 0, targetLowPriorityNodes: 10 }
    expect(fallShort({ lowPriorityCoreQuota: 4 }, spot)).toEqual(['AccountLowPriorityCoreQuotaReached'])
  })

  it('An image of another generation than the VM size ends a resize with AllocationFailed in the words of Compute.', () => {
    put(1, { vmSize: 'Standard_D2_v2' })
    later(5)
    expect(resizeErrors()).toEqual(['AllocationFailed'])
    expect(JSON.stringify(pool().resizeOperationStatus.errors)).toContain('Hypervisor Generation')
  })

  it('A smaller scale takes nodes away, which are leavingpool for a minute.', () => {
    put(3)
    later(10)
    arm('PATCH', POOL, { properties: { scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } } } })
    expect(states().sort()).toEqual(['idle', 'leavingpool', 'leavingpool'])
    later(2)
    expect(states()).toEqual(['idle'])
  })

  it('A scale written while the pool is Resizing is refused with 409 PoolBeingResized.', () => {
    put(10)
    expect(
      codeOf(arm('PATCH', POOL, { properties: { scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } } } })),
    ).toBe('PoolBeingResized')
  })

  it('Image and VM size change only while the pool holds no node; else it is refused with PropertyCannotBeUpdated.', () => {
    put(1)
    later(10)
    expect(codeOf(arm('PATCH', POOL, { properties: { vmSize: 'Standard_D4s_v5' } }))).toBe('PropertyCannotBeUpdated')
    arm('PATCH', POOL, { properties: { scaleSettings: { fixedScale: { targetDedicatedNodes: 0 } } } })
    later(5)
    expect(arm('PATCH', POOL, { properties: { vmSize: 'Standard_D4s_v5' } }).status).toBe(200)
  })

  it('A formula that the sandbox cannot evaluate is kept and its error is told.', () => {
    put(0, { scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes=$x;' } } })
    expect(pool().autoScaleRun.error.code).toBe('AutoScalingFormulaEvaluationError')
  })

  it('A deletion is accepted with 202, refuses other writes meanwhile, and ends after a minute.', () => {
    put(0)
    expect(arm('DELETE', POOL).status).toBe(202)
    expect(codeOf(arm('PATCH', POOL, { properties: { metadata: [] } }))).toBe('PoolBeingDeleted')
    later(2)
    expect(arm('GET', POOL).status).toBe(404)
  })
})

describe('the Batch service', () => {
  it('A list of nodes is filtered by state and paged by links that lead on.', () => {
    put(5)
    later(10)
    const first = JSON.parse(service('GET', "/pools/p/nodes?maxresults=3&$filter=state eq 'idle'").text)
    expect(first.value).toHaveLength(3)
    const next = sandbox.ask({ method: 'GET', url: first['odata.nextLink'], as: owner() })
    expect(JSON.parse(next.text).value).toHaveLength(2)
    expect(
      JSON.parse(service('GET', "/pools/p/nodes?$filter=state ne 'idle' and state ne 'running'").text).value,
    ).toEqual([])
  })

  it('A filter on anything but the pool is refused for node counts.', () => {
    expect(service('GET', "/nodecounts?$filter=state eq 'idle'").status).toBe(400)
  })

  it('An account that is closed to the public network refuses its Batch service with 403.', () => {
    sandbox = withAccount({ publicNetworkAccess: 'Disabled' })
    expect(service('GET', '/pools').status).toBe(403)
  })

  it('An account that does not allow Entra sign-in refuses tokens at its Batch service with 403.', () => {
    sandbox = withAccount({ allowedAuthenticationModes: ['SharedKey'] })
    expect(service('GET', '/pools').status).toBe(403)
  })

  it('A job moves to another pool only while it is disabled.', () => {
    service('POST', '/jobs', { id: 'j', poolInfo: { poolId: 'p' } })
    expect(service('PATCH', '/jobs/j', { poolInfo: { poolId: 'q' } }).status).toBe(409)
    service('POST', '/jobs/j/disable', { disableTasks: 'requeue' })
    expect(service('PATCH', '/jobs/j', { poolInfo: { poolId: 'q' } }).status).toBe(409)
    later(1)
    expect(service('PATCH', '/jobs/j', { poolInfo: { poolId: 'q' } }).status).toBe(200)
  })

  it('A query that would choose among pools, or expand jobs, is refused with 400, not ignored.', () => {
    expect(service('GET', "/pools?$filter=state eq 'active'").status).toBe(400)
    expect(service('GET', '/jobs?$expand=stats').status).toBe(400)
  })

  it('The ETag that the Batch service gives is taken by its If-Match, and no other.', () => {
    put(0)
    const change = (etag: string) =>
      sandbox.ask({
        method: 'PATCH',
        url: `${SERVICE}/pools/p?api-version=2025-06-01`,
        headers: { 'If-Match': etag },
        body: { metadata: [] },
        as: owner(),
      }).status
    const etag = service('GET', '/pools/p').headers['etag'] ?? ''
    expect([change(etag), change(etag)]).toEqual([200, 412])
  })
})
