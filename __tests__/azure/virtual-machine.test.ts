import type { VirtualMachine } from '@azure/arm-compute'
import { describe, expect, it } from '@jest/globals'
import { machineLink, withDataDisks } from '../../src/azure/virtual-machine.ts'
import type { LineageLink } from '../../src/model/lineage.ts'
import { computeId, DEFINITION, DISK, IMAGE, MACHINE, VERSION } from './names-of-its-own.ts'

/** What the SDK makes of an answer, with what only Azure sets. */
function link(machine: object): LineageLink {
  return machineLink(MACHINE, { location: 'West Europe', ...machine } as VirtualMachine)
}

const withStatuses = (...codes: string[]) => ({ instanceView: { statuses: codes.map((code) => ({ code })) } })
const withOsDisk = (osDisk: object, more: object = {}) => ({ storageProfile: { osDisk, ...more } })
const withImage = (imageReference: object) => ({
  storageProfile: { imageReference, osDisk: { managedDisk: { id: DISK } } },
})

describe('machineLink', () => {
  it('tells what a machine knows of itself', () => {
    const machine = {
      provisioningState: 'Succeeded',
      timeCreated: new Date('2026-11-24T09:00:00Z'),
      plan: { name: 'pro', publisher: 'vendor', product: 'renderer', promotionCode: 'x' },
      securityProfile: { securityType: 'TrustedLaunch' },
      storageProfile: {
        osDisk: { osType: 'Windows', caching: 'ReadWrite', diskSizeGB: 127, managedDisk: { id: DISK } },
        dataDisks: [{ lun: 0, diskSizeGB: 512 }, { lun: 5 }],
      },
      instanceView: { hyperVGeneration: 'V2', statuses: [{ code: 'PowerState/running' }], disks: [{ name: 'os' }] },
    }
    expect(link(machine)).toStrictEqual({
      id: MACHINE,
      kind: 'virtual-machine',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Succeeded',
      purchasePlan: { name: 'pro', publisher: 'vendor', product: 'renderer' },
      isCustomerEncrypted: false,
      dataDiskLuns: [0, 5],
      extensions: [],
      osType: 'Windows',
      osState: 'Specialized',
      hyperVGeneration: 'V2',
      securityType: 'TrustedLaunch',
      osDiskCaching: 'ReadWrite',
      osDiskGb: 127,
      largestDiskGb: 512,
      createdAt: '2026-11-24T09:00:00.000Z',
      powerState: 'running',
      next: DISK,
    })
  })

  it('leaves out what Azure does not say', () => {
    const nothing = { storageProfile: null, instanceView: null, plan: null, resources: null, securityProfile: null }
    expect(link(nothing)).toStrictEqual({
      id: MACHINE,
      kind: 'virtual-machine',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Unknown',
      purchasePlan: null,
      isCustomerEncrypted: false,
      dataDiskLuns: [],
      extensions: [],
    })
  })

  const facts: readonly (readonly [string, object, Partial<Record<keyof LineageLink, unknown>>])[] = [
    ['a generalized machine', withStatuses('OSState/generalized'), { osState: 'Generalized' }],
    ['one that Azure spells otherwise', withStatuses('osstate/Generalized'), { osState: 'Generalized' }],
    ['a machine of which Azure says no such thing', withStatuses('PowerState/stopped'), { osState: 'Specialized' }],
    ['its power state', withStatuses('ProvisioningState/x', 'PowerState/deallocated'), { powerState: 'deallocated' }],
    ['a standard machine', { securityProfile: { securityType: 'Standard' } }, { securityType: undefined }],
    ['encryption by the older way', withOsDisk({ encryptionSettings: { enabled: true } }), { isGuestEncrypted: true }],
    [
      'encryption by the newer way',
      { instanceView: { disks: [{ name: 'os', encryptionSettings: [{ enabled: true }] }] } },
      { isGuestEncrypted: true },
    ],
    [
      'nothing of encryption that was switched off, for its disk knows better',
      withOsDisk({ encryptionSettings: { enabled: false } }),
      { isGuestEncrypted: undefined },
    ],
    [
      'the encryption of a data disk apart',
      {
        ...withOsDisk({ name: 'os' }),
        instanceView: { disks: [{ name: 'os' }, { name: 'data', encryptionSettings: [{ enabled: true }] }] },
      },
      { isGuestEncrypted: undefined, encryptedDataDisk: 'data' },
    ],
    ['no word of encryption', withStatuses('PowerState/running'), { isGuestEncrypted: undefined }],
    [
      'a key of its own on a data disk',
      withOsDisk({}, { dataDisks: [{ lun: 0, managedDisk: { diskEncryptionSet: { id: '/des' } } }] }),
      { isCustomerEncrypted: true },
    ],
    ['an unmanaged disk', withOsDisk({ vhd: { uri: 'https://a/os.vhd' } }), { unfitDisk: 'unmanaged' }],
    ['an ephemeral disk', withOsDisk({ diffDiskSettings: { option: 'Local' } }), { unfitDisk: 'ephemeral' }],
    [
      'an Ultra disk',
      withOsDisk({}, { dataDisks: [{ lun: 0, managedDisk: { storageAccountType: 'UltraSSD_LRS' } }] }),
      { unfitDisk: 'ultra' },
    ],
  ]
  for (const [name, machine, expected] of facts) {
    it(`tells ${name}`, () => {
      const found = link(machine)
      for (const [fact, value] of Object.entries(expected)) {
        expect([fact, Object.entries(found).find(([key]) => key === fact)?.[1]]).toEqual([fact, value])
      }
    })
  }

  it('names every extension once, also one of which Azure tells only the ID', () => {
    const machine = {
      resources: [
        { id: `${MACHINE}/extensions/Monitor` },
        { name: 'Script', type: 'Microsoft.Compute/virtualMachines/extensions' },
        {
          name: 'schedule',
          type: 'Microsoft.Compute/virtualMachines/runCommands',
          id: `${MACHINE}/runCommands/schedule`,
        },
      ],
      instanceView: { extensions: [{ name: 'monitor' }, { name: 'Antimalware' }] },
    }
    expect(link(machine).extensions).toEqual(['monitor', 'Script', 'Antimalware'])
  })

  const ubuntu = { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }
  const origins: readonly (readonly [string, object, Partial<LineageLink>])[] = [
    [
      'the exact version of a marketplace image, with its disk to look at',
      withImage({ ...ubuntu, version: 'latest', exactVersion: '24.04.1' }),
      { baseImage: { ...ubuntu, version: '24.04.1' }, next: DISK },
    ],
    [
      'a marketplace image of which the version is not told',
      withImage({ ...ubuntu, version: 'latest' }),
      { baseImage: ubuntu, next: DISK },
    ],
    ['its disk, else a managed image', withImage({ id: IMAGE }), { next: DISK, otherwise: IMAGE }],
    ['its disk, else a gallery image version', withImage({ id: VERSION }), { next: DISK, otherwise: VERSION }],
    [
      'its disk, else the version that the latest was',
      withImage({ id: DEFINITION, exactVersion: '1.0.0' }),
      { next: DISK, otherwise: `${DEFINITION}/versions/1.0.0` },
    ],
    [
      'a gallery image version, where its disk is not managed',
      { storageProfile: { imageReference: { id: VERSION }, osDisk: { vhd: { uri: 'https://a/os.vhd' } } } },
      { next: VERSION },
    ],
    ['its disk, where it names no image', withOsDisk({ managedDisk: { id: DISK } }), { next: DISK }],
    [
      'its disk, where it names an image that cannot be looked at',
      withImage({ communityGalleryImageId: '/CommunityGalleries/farm-1/Images/ubuntu/Versions/1.0.0' }),
      { next: DISK },
    ],
    ['nothing, where its disk is not managed', withOsDisk({ vhd: { uri: 'https://a/os.vhd' } }), {}],
  ]
  for (const [name, machine, { baseImage, next, otherwise }] of origins) {
    it(`comes from ${name}`, () => {
      const found = link(machine)
      expect([found.baseImage, found.next, found.otherwise]).toEqual([baseImage, next, otherwise])
    })
  }

  it('goes on by an ID that it was asked for in another spelling', () => {
    const id = computeId('images/Shared').toUpperCase()
    expect(link(withImage({ id })).otherwise).toBe(id)
  })
})

describe('withDataDisks', () => {
  const id = `${DISK}-data`
  const disk = (more: Partial<LineageLink>) => {
    const value: LineageLink = {
      id,
      kind: 'disk',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Succeeded',
      ...more,
    }
    return { id, observed: { state: 'present', value } as const }
  }
  const machine = link({ storageProfile: { osDisk: { diskSizeGB: 30 } } })

  it('tells what the data disks of a machine say of themselves', () => {
    expect(withDataDisks(machine, [disk({ largestDiskGb: 512 }), disk({ unfitDisk: 'ultra' })])).toMatchObject({
      largestDiskGb: 512,
      unfitDisk: 'ultra',
    })
    expect(withDataDisks(machine, [disk({ isGuestEncrypted: true })]).encryptedDataDisk).toBe('builder-os-data')
  })

  it('leaves the machine as it is where they say nothing', () => {
    expect(withDataDisks(machine, [disk({ isGuestEncrypted: false })])).toStrictEqual(machine)
    expect(withDataDisks(machine, [{ id, observed: { state: 'absent' } }])).toStrictEqual(machine)
  })

  it('names one that could not be read', () => {
    const refused = { code: 'AuthorizationFailed', reason: 'No.' }
    const unread = { id, observed: { state: 'unreadable', ...refused } as const }
    expect(withDataDisks(machine, [unread]).unreadDataDisk).toEqual({ id, ...refused })
  })
})
