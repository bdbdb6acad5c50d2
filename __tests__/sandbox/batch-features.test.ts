import { describe, expect, it } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import { codeOf, openBatch, shortfall, size, withAccount, withImages } from './batch-cloud.ts'

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

  it('Disk encryption of a Linux image is refused with 400 on a VM size without encryption at host, and in the mode UserSubscription.', () => {
    const machine = { diskEncryptionConfiguration: { targets: ['TemporaryDisk'] } }
    const { put } = openBatch(withPoorSize)
    expect(codeOf(put({ machine, properties: { vmSize: 'Standard_B2s' } }))).toBe('InvalidPropertyValue')
    expect(put({ machine }).status).toBe(200)
    expect(put({ name: 'q', properties: { vmSize: 'Standard_B2s' } }).status).toBe(200)
    const users = openBatch(withAccount({ poolAllocationMode: 'UserSubscription' }))
    expect(codeOf(users.put({ machine }))).toBe('InvalidPropertyValue')
    expect(users.put({}).status).toBe(200)
  })

  it('An OS disk smaller than that of the image, or an ephemeral one larger than the cache of the VM size, gives no node.', () => {
    const cloud = openBatch(({ batch }) => ({
      batch: { ...batch, sizes: [size('Standard_D2s_v5', { CachedDiskBytes: String(50 * 2 ** 30) })] },
    }))
    const ephemeralOSDiskSettings = { placement: 'CacheDisk' }
    const disks = {
      small: { diskSizeGB: 20 },
      large: { diskSizeGB: 64 },
      cached: { ephemeralOSDiskSettings },
      full: { ephemeralOSDiskSettings, diskSizeGB: 50 },
      over: { ephemeralOSDiskSettings, diskSizeGB: 51 },
    }
    for (const [name, osDisk] of Object.entries(disks)) {
      expect(cloud.put({ name, machine: { osDisk }, dedicated: 1 }).status).toBe(200)
    }
    cloud.later(10)
    const counts = Object.keys(disks).map((name) => [name, cloud.pool(name).currentDedicatedNodes])
    expect(Object.fromEntries(counts)).toEqual({ small: 0, large: 1, cached: 1, full: 1, over: 0 })
    expect(shortfall(cloud.pool('small'))[0]).toContain(
      'smaller than the size of the corresponding disk in the VM image: 30 GB',
    )
    expect(shortfall(cloud.pool('over'))[0]).toContain('Ephemeral VM with size greater than 50 GB is not allowed')
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
