import { describe, expect, it } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import { ACCOUNT, codeOf, openBatch, reasonOf, shortfall, size, withAccount } from './batch-cloud.ts'

const SOON = '2026-11-25T00:00:00Z'
const DAY = 24 * 60

const withSizes = ({ batch }: World) => ({
  batch: {
    ...batch,
    sizes: [
      size('Standard_D2s_v5', {}, { batchSupportEndOfLife: SOON }),
      size('Standard_D4s_v5', { vCPUs: '4' }),
      size('Standard_B2s', { LowPriorityCapable: 'False' }),
    ],
  },
})

const withAgents = ({ batch }: World) => {
  const image = (nodeAgentSKUId: string, sku: string, batchSupportEndOfLife?: string) => ({
    nodeAgentSKUId,
    imageReference: { publisher: 'canonical', offer: 'ubuntu', sku, version: 'latest' },
    osType: 'linux',
    verificationType: 'verified',
    ...(batchSupportEndOfLife && { batchSupportEndOfLife }),
  })
  const supportedImages = [
    image('batch.node.ubuntu 24.04', 'server', SOON),
    image('batch.node.ubuntu 24.04', 'server-gen1', SOON),
    image('batch.node.debian 12', '11', SOON),
    image('batch.node.debian 12', '12'),
  ]
  return { batch: { ...batch, supportedImages } }
}

const scale = (targetDedicatedNodes: number) => ({ scaleSettings: { fixedScale: { targetDedicatedNodes } } })
const onSize = (vmSize: string) => ({ properties: { vmSize } })

describe('what pools may ask for', () => {
  it('A VM size whose support has ended is refused for a new pool, for one that changes to it, and for one that grows.', () => {
    const { put, patch, later } = openBatch(withSizes)
    expect(put({ dedicated: 1 }).status).toBe(200)
    expect(put({ name: 'other', ...onSize('Standard_D4s_v5') }).status).toBe(200)
    later(DAY)
    const refused = put({ name: 'new' })
    expect([codeOf(refused), reasonOf(refused)]).toEqual([
      'InvalidPropertyValue',
      'Batch has ended its support of this VM size on 2026-11-25.',
    ])
    expect(codeOf(put({ name: 'other' }))).toBe('InvalidPropertyValue')
    expect(codeOf(patch(scale(2)))).toBe('InvalidPropertyValue')
    expect(patch(scale(0)).status).toBe(200)
  })

  it('A node agent SKU whose support has ended for each of its images is refused alike.', () => {
    const { put, patch, later } = openBatch(withAgents)
    expect(put({ dedicated: 1 }).status).toBe(200)
    later(DAY)
    const refused = put({ name: 'new' })
    expect([codeOf(refused), reasonOf(refused)]).toEqual([
      'InvalidPropertyValue',
      'Batch has ended its support of this node agent SKU.',
    ])
    expect(codeOf(patch(scale(2)))).toBe('InvalidPropertyValue')
    expect(patch({ metadata: [{ name: 'a', value: 'b' }] }).status).toBe(200)
    expect(put({ name: 'new', agent: 'batch.node.debian 12' }).status).toBe(200)
  })

  it('Spot nodes of a VM size that is not capable of them are refused, or fail at allocation where a formula asks for them.', () => {
    const { put, pool, later } = openBatch(withSizes)
    expect(codeOf(put({ spot: 1, ...onSize('Standard_B2s') }))).toBe('InvalidPropertyValue')
    expect(put({ dedicated: 1, ...onSize('Standard_B2s') }).status).toBe(200)
    const autoScale = { formula: '$TargetLowPriorityNodes=1;' }
    put({ name: 'q', properties: { vmSize: 'Standard_B2s', scaleSettings: { autoScale } } })
    later(5)
    expect(shortfall(pool('q'))).toEqual([
      "AllocationFailed: BadRequest: The VM size 'Standard_B2s' does not support Spot priority.",
    ])
  })

  it('A node has at most four task slots for each core.', () => {
    const { put } = openBatch()
    expect(put({ properties: { taskSlotsPerNode: 8 } }).status).toBe(200)
    expect(codeOf(put({ name: 'q', properties: { taskSlotsPerNode: 9 } }))).toBe('InvalidPropertyValue')
  })

  it('A pool with inter-node communication holds up to 100 nodes of both kinds together.', () => {
    const { put, pool, later } = openBatch()
    const properties = { interNodeCommunication: 'Enabled' }
    expect(codeOf(put({ dedicated: 60, spot: 41, properties }))).toBe('InvalidPropertyValue')
    expect(put({ dedicated: 60, spot: 40, properties }).status).toBe(200)
    const formula = '$TargetDedicatedNodes=60;$TargetLowPriorityNodes=41;'
    put({ name: 'q', properties: { ...properties, scaleSettings: { autoScale: { formula } } } })
    later(5)
    expect(pool('q')).toMatchObject({ currentDedicatedNodes: 60, currentLowPriorityNodes: 40 })
    expect(shortfall(pool('q'))[0]).toContain('CommunicationEnabledPoolReachedMaxVMCount')
  })

  it('In the mode UserSubscription a pool with inter-node communication holds up to 80 nodes.', () => {
    const { put, pool, later } = openBatch(withAccount({ poolAllocationMode: 'UserSubscription' }))
    const properties = { interNodeCommunication: 'Enabled' }
    expect(codeOf(put({ dedicated: 81, properties }))).toBe('InvalidPropertyValue')
    expect(put({ dedicated: 80, properties }).status).toBe(200)
    put({
      name: 'q',
      properties: { ...properties, scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes=81;' } } },
    })
    later(5)
    expect([pool('p'), pool('q')].map(({ currentDedicatedNodes }) => currentDedicatedNodes)).toEqual([80, 80])
  })

  it('Each public IP address that a pool brings serves 100 dedicated or 100 spot nodes, and AllocationFailed tells of the others.', () => {
    const { put, pool, later } = openBatch(
      withAccount({
        dedicatedCoreQuota: 1000,
        lowPriorityCoreQuota: 1000,
        dedicatedCoreQuotaPerVMFamilyEnforced: false,
      }),
    )
    const given = (provision: string, ...ipAddressIds: string[]) => ({
      networkConfiguration: { publicIPAddressConfiguration: { provision, ipAddressIds } },
    })
    const counts = (name: string) => [pool(name).currentDedicatedNodes, pool(name).currentLowPriorityNodes]
    put({ dedicated: 150, spot: 50, properties: given('UserManaged', '/one', '/two') })
    put({ name: 'q', dedicated: 100, spot: 100, properties: given('UserManaged', '/three', '/four') })
    put({ name: 'r', dedicated: 101, spot: 101, properties: given('BatchManaged') })
    later(30)
    expect([counts('p'), counts('q'), counts('r')]).toEqual([
      [150, 0],
      [100, 100],
      [101, 101],
    ])
    expect(shortfall(pool('p'))[0]).toContain('the public IP addresses of the pool do not suffice for its nodes')
  })

  it('A pool gets no node while another pool has one of the public IP addresses that it brings.', () => {
    const { put, arm, pool, later } = openBatch()
    const given = (...names: string[]) => ({
      networkConfiguration: {
        publicIPAddressConfiguration: { provision: 'UserManaged', ipAddressIds: names.map((name) => `/ips/${name}`) },
      },
    })
    put({ dedicated: 1, properties: given('one', 'two') })
    put({ name: 'q', dedicated: 1, properties: given('three', 'TWO') })
    put({ name: 'r', dedicated: 1, properties: given('four') })
    later(5)
    expect(['p', 'q', 'r'].map((name) => pool(name).currentDedicatedNodes)).toEqual([1, 0, 1])
    expect(shortfall(pool('q'))[0]).toContain('public IP address TWO is in use')
    arm('DELETE', `${ACCOUNT}/pools/p`)
    later(5)
    put({ name: 's', dedicated: 1, properties: given('one') })
    later(5)
    expect(pool('s').currentDedicatedNodes).toBe(1)
  })

  it('Cores that other pools of the account hold or are to hold count against its quotas.', () => {
    const { put, pool, later } = openBatch(withAccount({ dedicatedCoreQuota: 10 }))
    put({ dedicated: 3 })
    put({ name: 'q', dedicated: 3 })
    later(5)
    expect([pool('p').currentDedicatedNodes, pool('q').currentDedicatedNodes]).toEqual([3, 2])
    expect(shortfall(pool('q'))[0]).toContain('AccountCoreQuotaReached')
  })

  it('Cores that the region does not have end a resize with AllocationFailed and the nodes that came.', () => {
    const { put, pool, later } = openBatch(({ batch }) => {
      const [first, ...others] = batch.accounts ?? []
      return {
        batch: { ...batch, accounts: [{ ...first, sandbox: { capacity: { standardDSv5Family: 4 } } }, ...others] },
      }
    })
    expect(put({ account: ACCOUNT, dedicated: 3 }).status).toBe(200)
    later(5)
    expect(pool().currentDedicatedNodes).toBe(2)
    expect(shortfall(pool())[0]).toContain('insufficient capacity for the requested VM size in the region')
  })

  it('A start task that says anything is refused with MissingRequiredProperty without a command line.', () => {
    const { put, patch } = openBatch()
    expect(codeOf(put({ properties: { startTask: { waitForSuccess: true } } }))).toBe('MissingRequiredProperty')
    expect(put({ properties: { startTask: {} } }).status).toBe(200)
    expect(codeOf(patch({ startTask: { maxTaskRetryCount: 2 } }))).toBe('MissingRequiredProperty')
    expect(patch({ startTask: { commandLine: '/bin/true', maxTaskRetryCount: 2 } }).status).toBe(200)
    expect(patch({ startTask: {} }).status).toBe(200)
  })

  it('A container registry with a user name is refused with MissingRequiredProperty by each write that does not bring its password.', () => {
    const { put, patch, arm, later } = openBatch()
    const withRegistry = (registry: object, image = 'dock') => ({
      containerConfiguration: {
        type: 'DockerCompatible',
        containerImageNames: [image],
        containerRegistries: [{ registryServer: 'contoso.azurecr.io', ...registry }],
      },
    })
    expect(codeOf(put({ machine: withRegistry({ username: 'render' }) }))).toBe('MissingRequiredProperty')
    expect(put({ machine: withRegistry({ username: 'render', password: 'hunter2' }) }).status).toBe(200)
    later(1)
    const { deploymentConfiguration } = JSON.parse(arm('GET', `${ACCOUNT}/pools/p`).text).properties
    const machine = deploymentConfiguration.virtualMachineConfiguration
    const read = { ...machine, ...withRegistry({ username: 'render' }, 'dock:2') }
    const refused = patch({ deploymentConfiguration: { virtualMachineConfiguration: read } })
    expect(codeOf(refused)).toBe('MissingRequiredProperty')
    expect(patch(scale(1)).status).toBe(200)
    const identityReference = { resourceId: '/subscriptions/s/identity' }
    expect(put({ name: 'q', machine: withRegistry({ identityReference }) }).status).toBe(200)
  })
})
