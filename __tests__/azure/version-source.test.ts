import type { GalleryImageVersionStorageProfile } from '@azure/arm-compute'
import { describe, expect, it } from '@jest/globals'
import { sourceOf, storageProfileOf } from '../../src/azure/version-source.ts'
import type { ImageSource } from '../../src/model/image-source.ts'

const compute = (path: string) => `/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/${path}`
const IMAGE = compute('images/build')
const VERSION = compute('galleries/farm/images/ubuntu/versions/1.0.0')
const MACHINE = compute('virtualMachines/builder')
const DISK = compute('disks/os')
const SNAPSHOT = compute('snapshots/os')
const COMMUNITY = '/CommunityGalleries/farm-1/Images/ubuntu/Versions/1.0.0'
const ACCOUNT = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/builds'
const VHD = 'https://builds.blob.core.windows.net/vhds/os.vhd'
const DATA_VHD = 'https://builds.blob.core.windows.net/vhds/data.vhd'

/** Each source beside the field that Azure wants for it. */
const fields: readonly (readonly [string, ImageSource, GalleryImageVersionStorageProfile])[] = [
  ['a managed image', { kind: 'managed-image', id: IMAGE }, { source: { id: IMAGE } }],
  ['a gallery image version', { kind: 'gallery-image-version', id: VERSION }, { source: { id: VERSION } }],
  ['a virtual machine', { kind: 'virtual-machine', id: MACHINE }, { source: { virtualMachineId: MACHINE } }],
  ['a community image', { kind: 'community-image', id: COMMUNITY }, { source: { communityGalleryImageId: COMMUNITY } }],
  [
    'a managed disk',
    { kind: 'disks', osDisk: { id: DISK }, dataDisks: [] },
    { osDiskImage: { source: { id: DISK }, hostCaching: 'ReadWrite' } },
  ],
  [
    'a snapshot with a data disk',
    { kind: 'disks', osDisk: { id: SNAPSHOT }, dataDisks: [{ lun: 1, source: { id: compute('disks/data') } }] },
    {
      osDiskImage: { source: { id: SNAPSHOT }, hostCaching: 'ReadWrite' },
      dataDiskImages: [{ lun: 1, source: { id: compute('disks/data') }, hostCaching: 'None' }],
    },
  ],
  [
    'VHDs',
    {
      kind: 'disks',
      osDisk: { uri: VHD, storageAccountId: ACCOUNT },
      dataDisks: [{ lun: 0, source: { uri: DATA_VHD, storageAccountId: ACCOUNT } }],
    },
    {
      osDiskImage: { source: { uri: VHD, storageAccountId: ACCOUNT }, hostCaching: 'ReadWrite' },
      dataDiskImages: [{ lun: 0, source: { uri: DATA_VHD, storageAccountId: ACCOUNT }, hostCaching: 'None' }],
    },
  ],
]

describe('storageProfileOf', () => {
  for (const [name, source, field] of fields) {
    it(`puts ${name} into the field that Azure wants`, () => {
      expect(storageProfileOf(source)).toStrictEqual(field)
    })
  }
})

const told = (storageProfile: GalleryImageVersionStorageProfile) => sourceOf({ location: 'westeurope', storageProfile })

describe('sourceOf', () => {
  for (const [name, source, field] of fields) {
    it(`reads ${name} back`, () => {
      expect(told(field)).toStrictEqual(source)
    })
  }

  const others: readonly (readonly [string, GalleryImageVersionStorageProfile, ImageSource | undefined])[] = [
    [
      'the whole image, whose disks are listed without sources',
      { source: { id: IMAGE }, osDiskImage: { hostCaching: 'ReadWrite' }, dataDiskImages: [{ lun: 0 }] },
      { kind: 'managed-image', id: IMAGE },
    ],
    ['a machine as old versions name it', { source: { id: MACHINE } }, { kind: 'virtual-machine', id: MACHINE }],
    [
      'a VHD as old versions name its account',
      { osDiskImage: { source: { id: ACCOUNT, uri: VHD } } },
      { kind: 'disks', osDisk: { uri: VHD, storageAccountId: ACCOUNT }, dataDisks: [] },
    ],
    [
      'a VHD without its account',
      { osDiskImage: { source: { uri: VHD } } },
      { kind: 'disks', osDisk: { uri: VHD, storageAccountId: '' }, dataDisks: [] },
    ],
    ['nothing where only data disks are named', { dataDiskImages: [{ lun: 0, source: { id: DISK } }] }, undefined],
    ['nothing where nothing is named', { source: {}, osDiskImage: { source: {} } }, undefined],
    ['nothing where what is named is of another type', { source: { id: compute('galleries/farm') } }, undefined],
  ]
  for (const [name, storageProfile, source] of others) {
    it(`reads ${name}`, () => {
      expect(told(storageProfile)).toEqual(source)
    })
  }

  it('reads what Azure spells as null', () => {
    const bare = JSON.parse('{"source":null,"osDiskImage":null,"dataDiskImages":null}')
    expect(told(bare)).toBeUndefined()
  })
})
