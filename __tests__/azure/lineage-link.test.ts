import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import {
  ALIEN_SUBSCRIPTION,
  computeId,
  DEFINITION,
  DISK,
  FOREIGN_SUBSCRIPTION,
  IMAGE,
  MACHINE,
  NETWORK,
  SHARED_SUBSCRIPTION,
  SNAPSHOT,
  STORAGE_ACCOUNT,
  VERSION,
  VHD,
} from './names-of-its-own.ts'

const UBUNTU = { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }
const IN_WEST_EUROPE = { location: 'westeurope', regions: ['westeurope'], provisioningState: 'Succeeded' }

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

describe('readLineageLink', () => {
  it('reads a managed image in one request', async () => {
    const machineId = computeId('virtualMachines/image-builder')
    expect(present(await own.azure.readLineageLink(IMAGE))).toEqual({
      id: IMAGE,
      kind: 'managed-image',
      ...IN_WEST_EUROPE,
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      osDiskCaching: 'ReadWrite',
      largestDiskGb: 30,
      osDiskGb: 30,
      isCustomerEncrypted: false,
      dataDiskLuns: [],
      madeFrom: { kind: 'virtual-machine', id: machineId },
      next: machineId,
    })
    expect(own.requests()).toEqual([`GET ${IMAGE}`])
  })

  it('reads a virtual machine with its instance view, and beside it the data disks whose type it does not tell', async () => {
    expect(present(await own.azure.readLineageLink(MACHINE))).toEqual({
      id: MACHINE,
      kind: 'virtual-machine',
      ...IN_WEST_EUROPE,
      osType: 'Linux',
      osState: 'Generalized',
      powerState: 'deallocated',
      hyperVGeneration: 'V2',
      osDiskCaching: 'ReadOnly',
      purchasePlan: null,
      isCustomerEncrypted: false,
      dataDiskLuns: [2],
      extensions: ['AzureMonitorLinuxAgent'],
      largestDiskGb: 30,
      next: DISK,
    })
    expect(own.requests()).toEqual([
      `GET ${MACHINE}`,
      `GET ${MACHINE.replace('virtualMachines/builder', 'disks/builder-data')}`,
    ])
  })

  it('reads a managed disk in one request', async () => {
    expect(present(await own.azure.readLineageLink(DISK))).toEqual({
      id: DISK,
      kind: 'disk',
      ...IN_WEST_EUROPE,
      osType: 'Linux',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      largestDiskGb: 30,
      osDiskGb: 30,
      purchasePlan: null,
      isGuestEncrypted: false,
      isCustomerEncrypted: false,
      baseImage: { ...UBUNTU, version: '24.04.202611010' },
    })
    expect(own.requests()).toEqual([`GET ${DISK}`])
  })

  it('reads a snapshot in one request', async () => {
    expect(present(await own.azure.readLineageLink(SNAPSHOT))).toMatchObject({ kind: 'snapshot', next: DISK })
    expect(own.requests()).toEqual([`GET ${SNAPSHOT}`])
  })

  it('reads a gallery image version with the facts of its definition', async () => {
    expect(present(await own.azure.readLineageLink(VERSION))).toEqual({
      id: VERSION,
      kind: 'gallery-image-version',
      ...IN_WEST_EUROPE,
      regions: [],
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      purchasePlan: null,
      osDiskCaching: 'ReadWrite',
      largestDiskGb: 30,
      osDiskGb: 30,
      dataDiskLuns: [],
      publishedAt: '2026-11-24T09:00:00.000Z',
      baseImage: UBUNTU,
    })
    expect(own.requests().toSorted()).toEqual([`GET ${DEFINITION}`, `GET ${VERSION}`])
  })

  it('goes on by the source of a version without a validation profile', async () => {
    own.served.sandbox.faults.add({
      match: { method: 'GET', path: 'ValidationProfile' },
      effect: {
        kind: 'answer',
        status: 200,
        body: { location: 'westeurope', properties: { storageProfile: { source: { id: IMAGE } } } },
      },
    })
    const link = present(await own.azure.readLineageLink(VERSION))
    expect([link.baseImage, link.next, link.osType]).toEqual([undefined, IMAGE, 'Linux'])
  })

  it('tells of a version that a disk of it is encrypted with a set in one of its regions', async () => {
    const disk = { lun: 2, diskEncryptionSetId: '/des' }
    const targetRegions = [{ name: 'West Europe' }, { name: 'North Europe', encryption: { dataDiskImages: [disk] } }]
    const properties = { publishingProfile: { targetRegions }, storageProfile: { source: { id: IMAGE } } }
    own.served.sandbox.faults.add({
      match: { method: 'GET', path: 'ValidationProfile' },
      effect: { kind: 'answer', status: 200, body: { location: 'westeurope', properties } },
    })
    expect(present(await own.azure.readLineageLink(VERSION)).isCustomerEncrypted).toBe(true)
  })

  it('leaves out what a definition says that cannot be read', async () => {
    own.served.sandbox.faults.add({
      match: { method: 'GET', path: '/images/ubuntu-render\\?' },
      effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'No.' },
    })
    const link = present(await own.azure.readLineageLink(VERSION))
    expect(link).toMatchObject({ kind: 'gallery-image-version', baseImage: UBUNTU })
    expect(link).not.toHaveProperty('osType')
    expect(link).not.toHaveProperty('purchasePlan')
  })

  it('follows a machine to the version of the gallery that it was made from', async () => {
    const link = present(await own.azure.readLineageLink(computeId('virtualMachines/from-latest')))
    expect(link.next).toBe(VERSION)
  })

  it('reads across subscriptions', async () => {
    const id = computeId('images/shared', SHARED_SUBSCRIPTION)
    expect(present(await own.azure.readLineageLink(id)).id).toBe(id)
  })

  const types = [
    'images/other',
    'virtualMachines/other',
    'disks/other',
    'snapshots/other',
    'galleries/renders/images/ubuntu-render/versions/9.9.9',
  ]
  for (const path of types) {
    it(`tells absent from unreadable for ${path}`, async () => {
      expect(await own.azure.readLineageLink(computeId(path))).toEqual({ observed: { state: 'absent' } })
      const closed = computeId(path, FOREIGN_SUBSCRIPTION)
      expect((await own.azure.readLineageLink(closed)).observed).toMatchObject({
        state: 'unreadable',
        code: 'AuthorizationFailed',
      })
    })
  }

  it("tells in Azure's words that a subscription belongs to another tenant", async () => {
    const alien = computeId('images/other', ALIEN_SUBSCRIPTION)
    const storage = STORAGE_ACCOUNT.replace(/subscriptions\/[^/]+/, `subscriptions/${ALIEN_SUBSCRIPTION}`)
    for (const reading of [own.azure.readLineageLink(alien), own.azure.readVhd(VHD, storage)]) {
      expect((await reading).observed).toMatchObject({
        state: 'unreadable',
        code: 'InvalidAuthenticationTokenTenant',
        reason: expect.stringContaining('wrong issuer'),
      })
    }
  })

  it('is not asked for anything else', async () => {
    await expect(own.azure.readLineageLink(NETWORK)).rejects.toThrow(`no lineage leads over ${NETWORK}`)
    await expect(own.azure.readLineageLink(DEFINITION)).rejects.toThrow('no lineage leads over')
  })
})

describe('readVhd', () => {
  it('takes the region of a VHD from its storage account, in one request', async () => {
    expect(present(await own.azure.readVhd(VHD, STORAGE_ACCOUNT))).toEqual({
      id: VHD,
      kind: 'vhd',
      location: 'northeurope',
      regions: ['northeurope'],
      provisioningState: 'Succeeded',
      blobEndpoint: new URL('/', VHD).href,
    })
    expect(own.requests()).toEqual([`GET ${STORAGE_ACCOUNT}`])
  })

  it('tells absent from unreadable', async () => {
    expect(await own.azure.readVhd(VHD, `${STORAGE_ACCOUNT}x`)).toEqual({ observed: { state: 'absent' } })
    const closed = STORAGE_ACCOUNT.replace(/subscriptions\/[^/]+/, `subscriptions/${FOREIGN_SUBSCRIPTION}`)
    expect((await own.azure.readVhd(VHD, closed)).observed).toMatchObject({ code: 'AuthorizationFailed' })
  })
})
