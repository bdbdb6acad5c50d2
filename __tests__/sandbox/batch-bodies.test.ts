import { describe, expect, it } from '@jest/globals'
import { ACCOUNT, codeOf, GALLERY, openBatch } from './batch-cloud.ts'

const IDENTITY =
  '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers/Microsoft.ManagedIdentity/userAssignedIdentities/render'
const poolInfo = { poolId: 'p' }
const stranger = { nmae: 'x' }

describe('bodies that Batch does not take', () => {
  it('A job, a job schedule or a task with a member that Batch does not know is refused with 400.', () => {
    const cloud = openBatch()
    const schedule = { id: 'nightly', schedule: {}, jobSpecification: { poolInfo } }
    const bodies = [
      ['/jobs', { id: 'j', poolInfo }],
      ['/jobs/j/tasks', { id: 't', commandLine: '/bin/true' }],
      ['/jobschedules', schedule],
    ] as const
    for (const [path, body] of bodies) {
      const refused = cloud.service('POST', path, { ...body, ...stranger })
      expect([refused.status, codeOf(refused)]).toEqual([400, 'InvalidRequestBody'])
      expect(cloud.service('POST', path, body).status).toBe(201)
    }
  })

  it('A priority beyond -1000 to 1000, and a display name of more than 1,024 characters, are refused with 400.', () => {
    const cloud = openBatch()
    const [long, longest] = ['x'.repeat(1025), 'x'.repeat(1024)]
    const bodies = [
      ['/jobs', { id: 'j', poolInfo }],
      ['/jobs/j/tasks', { id: 't', commandLine: '/bin/true' }],
      ['/jobschedules', { id: 'nightly', schedule: {}, jobSpecification: { poolInfo } }],
    ] as const
    for (const [path, body] of bodies) {
      expect(codeOf(cloud.service('POST', path, { ...body, displayName: long }))).toBe('InvalidPropertyValue')
      expect(cloud.service('POST', path, { ...body, displayName: longest }).status).toBe(201)
    }
    expect(codeOf(cloud.put({ properties: { displayName: long } }))).toBe('InvalidPropertyValue')
    expect(cloud.put({ properties: { displayName: longest } }).status).toBe(200)
    const patched = (priority: unknown) => cloud.service('PATCH', '/jobs/j', { priority })
    expect([-1001, 1001, 'high'].map((priority) => codeOf(patched(priority)))).toEqual(
      Array(3).fill('InvalidPropertyValue'),
    )
    expect([-1000, 1000].map((priority) => patched(priority).status)).toEqual([200, 200])
    expect(codeOf(cloud.service('POST', '/jobs', { id: 'k', poolInfo, priority: 1001 }))).toBe('InvalidPropertyValue')
  })

  it('Data disks of a pool that share a LUN, or have none from 0 to 63, are refused with 400.', () => {
    const { put } = openBatch()
    const disks = (...luns: readonly unknown[]) => ({
      machine: { dataDisks: luns.map((lun) => ({ lun, diskSizeGB: 10 })) },
    })
    expect([disks(0, 0), disks(0, 64), disks(undefined)].map((ask) => codeOf(put(ask)))).toEqual(
      Array(3).fill('InvalidPropertyValue'),
    )
    expect(put(disks(0, 63)).status).toBe(200)
  })

  it('Metadata of a pool without a name or a value, and a user account without a name, are refused with MissingRequiredProperty.', () => {
    const { put } = openBatch()
    const refused = [
      [{ metadata: [{ name: 'a', value: '' }, { value: '1' }] }, 'properties.metadata[1].name'],
      [{ metadata: [{ name: 'a' }] }, 'properties.metadata[0].value'],
      [{ userAccounts: [{ password: 's3cret' }] }, 'properties.userAccounts[0].name'],
    ] as const
    for (const [properties, path] of refused) {
      const answer = put({ properties })
      expect([codeOf(answer), answer.text.includes(path)]).toEqual(['MissingRequiredProperty', true])
    }
    expect(put({ properties: { metadata: [{ name: 'a', value: '' }] } }).status).toBe(200)
  })

  it('An identity of a pool that is not user-assigned is refused with 400.', () => {
    const cloud = openBatch()
    const path = `${ACCOUNT}/pools/p`
    cloud.put({})
    const { text } = cloud.arm('GET', path)
    const { properties } = JSON.parse(text)
    const { vmSize, deploymentConfiguration } = properties
    const put = (identity: object) =>
      cloud.arm('PUT', path, { identity, properties: { vmSize, deploymentConfiguration } })
    expect(codeOf(put({ type: 'SystemAssigned' }))).toBe('InvalidPropertyValue')
    expect(put({ type: 'None' }).status).toBe(200)
    expect(put({ type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } }).status).toBe(200)
  })

  it('A configuration of Windows with a marketplace image is refused with 400 where the node agent SKU is for Linux.', () => {
    const { put } = openBatch()
    const machine = { imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' } }
    const answer = put({ machine: { ...machine, windowsConfiguration: { enableAutomaticUpdates: false } } })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'InvalidPropertyValue'])
    expect(answer.text).toContain('windowsConfiguration')
    expect(put({ machine }).status).toBe(200)
  })

  it('At the Batch service targets beside automatic scaling, and a formula without it, are refused with 400.', () => {
    const cloud = openBatch()
    const pool = {
      vmSize: 'standard_d2s_v5',
      virtualMachineConfiguration: {
        imageReference: { virtualMachineImageId: `${GALLERY}/images/ubuntu-render/versions/1.0.0` },
        nodeAgentSKUId: 'batch.node.ubuntu 24.04',
      },
    }
    const auto = { enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=1' }
    const post = (id: string, more: object) => cloud.service('POST', '/pools', { ...pool, id, ...more })
    expect(codeOf(post('a', { ...auto, targetDedicatedNodes: 1 }))).toBe('InvalidRequestBody')
    expect(codeOf(post('a', { ...auto, enableAutoScale: false }))).toBe('InvalidRequestBody')
    expect(post('a', { ...auto, resizeTimeout: 'PT15M' }).status).toBe(201)
    expect(post('b', { targetDedicatedNodes: 1 }).status).toBe(201)
  })
})
