import { describe, expect, it } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import { codeOf, openBatch, shortfall, size, withImages } from './batch-cloud.ts'

const withPoorSize = ({ batch }: World) => {
  const told = ['PremiumIO', 'EphemeralOSDiskSupported', 'EncryptionAtHostSupported', 'AcceleratedNetworkingEnabled']
  const poor = size('Standard_B2s', Object.fromEntries(told.map((name) => [name, 'False'])))
  return { batch: { ...batch, sizes: [size('Standard_D2s_v5'), poor] } }
}

describe('what a VM size or an image does not have', () => {
  it('A VM size that has no premium disks, ephemeral OS disks, encryption at host or accelerated networking gives no node to a pool that asks for them.', () => {
    const cloud = openBatch(withPoorSize)
    const wishes = [
      { machine: { osDisk: { managedDisk: { storageAccountType: 'Premium_LRS' } } } },
      { machine: { osDisk: { ephemeralOSDiskSettings: { placement: 'CacheDisk' } } } },
      { machine: { securityProfile: { encryptionAtHost: true } } },
      { properties: { networkConfiguration: { enableAcceleratedNetworking: true } } },
    ]
    for (const [index, { machine = {}, properties = {} }] of wishes.entries()) {
      const ask = (name: string, vmSize: string) => ({
        name,
        machine,
        properties: { ...properties, vmSize },
        dedicated: 1,
      })
      for (const [name, vmSize] of [
        [`poor-${index}`, 'Standard_B2s'],
        [`rich-${index}`, 'Standard_D2s_v5'],
      ] as const) {
        expect(cloud.put(ask(name, vmSize)).status).toBe(200)
        cloud.later(10)
        expect([name, cloud.pool(name).currentDedicatedNodes]).toEqual([name, name.startsWith('rich') ? 1 : 0])
      }
    }
    expect(shortfall(cloud.pool('poor-0'))[0]).toContain('VM size does not support storage account type')
    expect(shortfall(cloud.pool('poor-3'))[0]).toContain('VMSizeIsNotPermittedToEnableAcceleratedNetworkingForVmss')
  })

  it('A setting for Windows alone is refused with 400 where the image holds Linux.', () => {
    const cloud = openBatch(withImages({ windows: { osType: 'Windows' } }))
    const windowsConfiguration = { enableAutomaticUpdates: false }
    const user = { name: 'render', password: 'Secret-1', windowsUserConfiguration: { loginMode: 'Batch' } }
    const onWindows = { image: 'windows', agent: 'batch.node.windows amd64' }
    expect(codeOf(cloud.put({ machine: { windowsConfiguration } }))).toBe('InvalidPropertyValue')
    expect(codeOf(cloud.put({ properties: { userAccounts: [user] } }))).toBe('InvalidPropertyValue')
    const fine = cloud.put({ ...onWindows, machine: { windowsConfiguration }, properties: { userAccounts: [user] } })
    expect(fine.status).toBe(200)
  })
})
