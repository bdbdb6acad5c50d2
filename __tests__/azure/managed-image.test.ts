import type { Image } from '@azure/arm-compute'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { imageLink, managedImageBody } from '../../src/azure/managed-image.ts'
import type { ImageSource } from '../../src/model/image-source.ts'
import type { CreateManagedImage } from '../../src/model/image-step.ts'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { computeId, DATA_SNAPSHOT, DISK, IMAGE, MACHINE, SNAPSHOT, STORAGE_ACCOUNT, VHD } from './names-of-its-own.ts'

const MINUTE = 60_000
const FRESH = computeId('images/fresh')

const STEP: CreateManagedImage = {
  id: 'create-managed-image fresh',
  kind: 'create-managed-image',
  after: [],
  disruption: 'none',
  managedImageId: FRESH,
  location: 'westeurope',
  source: { kind: 'disks', osDisk: { id: SNAPSHOT }, dataDisks: [{ lun: 3, source: { id: DATA_SNAPSHOT } }] },
  osType: 'Linux',
  hyperVGeneration: 'V2',
  tags: { team: 'render' },
}

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

describe('managedImageBody', () => {
  it('is not asked to make an image of an image', () => {
    expect(() => managedImageBody({ ...STEP, source: { kind: 'managed-image', id: IMAGE } })).toThrow(
      'no managed image is made from a managed-image',
    )
  })
})

describe('createManagedImage', () => {
  it('gives back once Azure has accepted, and asks nothing more', async () => {
    await own.azure.createManagedImage(STEP)
    expect(own.requests()).toEqual([`PUT ${FRESH}`])
    expect(present(await own.azure.readLineageLink(FRESH)).provisioningState).toBe('Creating')
    own.served.sandbox.clock.advance(10 * MINUTE)
    expect(present(await own.azure.readLineageLink(FRESH)).provisioningState).toBe('Succeeded')
  })

  const sources: readonly (readonly [string, ImageSource])[] = [
    ['snapshots', STEP.source],
    ['a managed disk', { kind: 'disks', osDisk: { id: DISK }, dataDisks: [] }],
    ['a virtual machine', { kind: 'virtual-machine', id: MACHINE }],
  ]
  for (const [name, source] of sources) {
    it(`makes one from ${name}, and reads that back`, async () => {
      await own.azure.createManagedImage({ ...STEP, source })
      expect(present(await own.azure.readLineageLink(FRESH)).madeFrom).toEqual(source)
    })
  }

  it('makes one from a VHD, of which no image names the storage account', async () => {
    const source = { kind: 'disks', osDisk: { uri: VHD, storageAccountId: STORAGE_ACCOUNT }, dataDisks: [] } as const
    await own.azure.createManagedImage({ ...STEP, location: 'northeurope', source })
    expect(present(await own.azure.readLineageLink(FRESH))).not.toHaveProperty('madeFrom')
  })

  it("throws Azure's refusal", async () => {
    const gone = { ...STEP, source: { kind: 'virtual-machine', id: computeId('virtualMachines/gone') } } as const
    await expect(own.azure.createManagedImage(gone)).rejects.toMatchObject({ name: 'AzureError', status: 404 })
  })
})

describe('imageLink', () => {
  const link = (more: Partial<Image>) => imageLink(IMAGE, { location: 'West Europe', ...more })
  const osDisk = { osType: 'Windows', osState: 'Generalized', caching: 'ReadOnly' } as const

  it('tells what an image knows of itself', () => {
    const dataDisks = [{ lun: 4, diskSizeGB: 1024, diskEncryptionSet: { id: '/des' } }]
    expect(
      link({ provisioningState: 'Succeeded', hyperVGeneration: 'V1', storageProfile: { osDisk, dataDisks } }),
    ).toStrictEqual({
      id: IMAGE,
      kind: 'managed-image',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Succeeded',
      isCustomerEncrypted: true,
      dataDiskLuns: [4],
      osType: 'Windows',
      osState: 'Generalized',
      hyperVGeneration: 'V1',
      osDiskCaching: 'ReadOnly',
      largestDiskGb: 1024,
    })
  })

  it('goes on by the machine, else by its disk', () => {
    const found = link({
      sourceVirtualMachine: { id: MACHINE },
      storageProfile: { osDisk: { ...osDisk, managedDisk: { id: DISK } } },
    })
    expect(found).toMatchObject({ next: MACHINE, otherwise: DISK, madeFrom: { kind: 'virtual-machine', id: MACHINE } })
  })

  it('goes on by the snapshot or disk that it was made from', () => {
    const dataDisks = [{ lun: 3, managedDisk: { id: computeId('disks/data') } }]
    expect(link({ storageProfile: { osDisk: { ...osDisk, snapshot: { id: SNAPSHOT } }, dataDisks } })).toMatchObject({
      next: SNAPSHOT,
      madeFrom: {
        kind: 'disks',
        osDisk: { id: SNAPSHOT },
        dataDisks: [{ lun: 3, source: { id: computeId('disks/data') } }],
      },
    })
  })

  it('reads states and IDs as Azure shows them in its examples', () => {
    const found = link({
      provisioningState: 'created',
      storageProfile: { osDisk: { ...osDisk, snapshot: { id: SNAPSHOT.slice(1) } } },
    })
    expect(found).toMatchObject({
      provisioningState: 'Succeeded',
      next: SNAPSHOT,
      madeFrom: { osDisk: { id: SNAPSHOT } },
    })
  })

  it('does not say what it was made from where that is known in part', () => {
    const dataDisks = [{ lun: 3, blobUri: VHD }]
    const found = link({ storageProfile: { osDisk: { ...osDisk, managedDisk: { id: DISK } }, dataDisks } })
    expect(found).not.toHaveProperty('madeFrom')
    expect(found.next).toBe(DISK)
  })

  it('leaves out what Azure does not say', () => {
    const silent: Image = JSON.parse('{"location":"westeurope","storageProfile":null,"sourceVirtualMachine":null}')
    expect(imageLink(IMAGE, silent)).toStrictEqual({
      id: IMAGE,
      kind: 'managed-image',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Unknown',
      isCustomerEncrypted: false,
      dataDiskLuns: [],
    })
  })
})
