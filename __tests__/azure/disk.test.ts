import type { Disk } from '@azure/arm-compute'
import { describe, expect, it } from '@jest/globals'
import { diskLink } from '../../src/azure/disk.ts'
import type { LineageLink } from '../../src/model/lineage.ts'
import { computeId, DISK, IMAGE, SNAPSHOT, VERSION } from './names-of-its-own.ts'
import { MARKETPLACE_ID } from './sources-of-its-own.ts'

function link(disk: object): LineageLink {
  return diskLink(DISK, 'disk', { location: 'West Europe', ...disk } as Disk)
}

describe('diskLink', () => {
  it('tells what a disk knows of itself', () => {
    const plan = { name: 'pro', publisher: 'vendor', product: 'renderer' }
    const disk = {
      provisioningState: 'Succeeded',
      osType: 'Windows',
      hyperVGeneration: 'V2',
      purchasePlan: plan,
      supportedCapabilities: { architecture: 'Arm64', acceleratedNetwork: true, diskControllerTypes: 'SCSI, NVMe' },
      securityProfile: { securityType: 'TrustedLaunch' },
      encryptionSettingsCollection: { enabled: true },
      encryption: { type: 'EncryptionAtRestWithCustomerKey' },
      diskSizeGB: 30,
      timeCreated: new Date('2026-11-24T09:00:00Z'),
      uniqueId: 'a395e9c1',
      creationData: { createOption: 'Copy', sourceUniqueId: 'd633885d' },
    }
    expect(link(disk)).toStrictEqual({
      id: DISK,
      kind: 'disk',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Succeeded',
      purchasePlan: plan,
      isGuestEncrypted: true,
      isCustomerEncrypted: true,
      osType: 'Windows',
      hyperVGeneration: 'V2',
      architecture: 'Arm64',
      securityType: 'TrustedLaunch',
      diskControllers: 'SCSI, NVMe',
      largestDiskGb: 30,
      osDiskGb: 30,
      createdAt: '2026-11-24T09:00:00.000Z',
      uniqueId: 'a395e9c1',
      nextUniqueId: 'd633885d',
    })
  })

  it('leaves out what Azure does not say', () => {
    expect(link({ creationData: null, encryption: null, purchasePlan: null })).toStrictEqual({
      id: DISK,
      kind: 'disk',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Unknown',
      purchasePlan: null,
      isGuestEncrypted: false,
      isCustomerEncrypted: false,
    })
  })

  const encryptions = [
    ['EncryptionAtRestWithPlatformKey', false],
    ['EncryptionAtRestWithCustomerKey', true],
    ['EncryptionAtRestWithPlatformAndCustomerKeys', true],
  ] as const
  for (const [type, isCustomerEncrypted] of encryptions) {
    it(`${isCustomerEncrypted ? 'has' : 'has not'} a key of the customer with ${type}`, () => {
      expect(link({ encryption: { type } }).isCustomerEncrypted).toBe(isCustomerEncrypted)
    })
  }

  it('is no source on Ultra', () => {
    expect(link({ sku: { name: 'UltraSSD_LRS' } }).unfitDisk).toBe('ultra')
    expect(link({ sku: { name: 'Premium_LRS' } })).not.toHaveProperty('unfitDisk')
  })

  it('calls a disk confidential, however it is encrypted', () => {
    const securityType = 'ConfidentialVM_DiskEncryptedWithPlatformKey'
    expect(link({ securityProfile: { securityType } }).securityType).toBe('ConfidentialVM')
  })

  const unfinished: readonly (readonly [string, object, string | undefined])[] = [
    [
      'how far the copy of a snapshot is',
      { creationData: { createOption: 'CopyStart' }, completionPercent: 37 },
      'its copy is at 37 %',
    ],
    [
      'nothing of a copy that is done',
      { creationData: { createOption: 'CopyStart' }, completionPercent: 100 },
      undefined,
    ],
    [
      'nothing of a copy in its own region',
      { creationData: { createOption: 'Copy' }, completionPercent: 5 },
      undefined,
    ],
    [
      'why a copy ended',
      {
        creationData: { createOption: 'CopyStart' },
        completionPercent: 60,
        copyCompletionError: { errorCode: 'CopySourceNotFound', errorMessage: 'The source is gone.' },
      },
      'its copy ended with CopySourceNotFound: The source is gone.',
    ],
    ['that an upload is awaited', { diskState: 'ReadyToUpload' }, 'its disk state is ReadyToUpload'],
    ['nothing of a disk that is attached', { diskState: 'Attached' }, undefined],
  ]
  for (const [name, disk, expected] of unfinished) {
    it(`tells ${name}`, () => {
      expect(link(disk).unfinished).toBe(expected)
    })
  }

  const ubuntu = { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: '24.04.202611010' }
  const origins: readonly (readonly [string, object, Partial<LineageLink>])[] = [
    ['the marketplace', { createOption: 'FromImage', imageReference: { id: MARKETPLACE_ID } }, { baseImage: ubuntu }],
    ['a managed image', { createOption: 'FromImage', imageReference: { id: IMAGE } }, { next: IMAGE }],
    [
      'a gallery image version',
      { createOption: 'FromImage', galleryImageReference: { id: VERSION } },
      { next: VERSION },
    ],
    ['the snapshot that was copied', { createOption: 'Copy', sourceResourceId: SNAPSHOT }, { next: SNAPSHOT }],
    [
      'a restore point, which cannot be looked at',
      {
        createOption: 'Restore',
        sourceResourceId: computeId('restorePointCollections/c/restorePoints/p/diskRestorePoints/d'),
      },
      {},
    ],
    ['a VHD, which knows nothing', { createOption: 'Import', sourceUri: 'https://a/os.vhd' }, {}],
    ['nothing', { createOption: 'Empty' }, {}],
  ]
  for (const [name, creationData, { baseImage, next }] of origins) {
    it(`comes from ${name}`, () => {
      const found = link({ creationData })
      expect([found.baseImage, found.next]).toEqual([baseImage, next])
    })
  }
})
