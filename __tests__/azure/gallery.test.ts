import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { ImageSource } from '../../src/model/image-source.ts'
import type { CreateGallery, PublishImageVersion } from '../../src/model/image-step.ts'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import {
  computeId,
  DATA_SNAPSHOT,
  DEFINITION,
  DISK,
  FOREIGN_SUBSCRIPTION,
  GALLERY,
  IMAGE,
  MACHINE,
  SNAPSHOT,
  STORAGE_ACCOUNT,
  VERSION,
  VHD,
} from './names-of-its-own.ts'

const MINUTE = 60_000
const NEW_VERSION = `${DEFINITION}/versions/1.1.0`

const STEP: PublishImageVersion = {
  id: 'publish-image-version 1.1.0',
  kind: 'publish-image-version',
  after: [],
  disruption: 'none',
  imageVersionId: NEW_VERSION,
  location: 'westeurope',
  source: { kind: 'managed-image', id: IMAGE },
  targetRegions: [
    { region: 'westeurope', regionalReplicaCount: 2 },
    { region: 'northeurope', regionalReplicaCount: 1 },
  ],
  storageAccountType: 'Standard_LRS',
  endOfLifeDate: '2027-06-30T00:00:00Z',
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

describe('readGallery', () => {
  it('reads what is there', async () => {
    expect(present(await own.azure.readGallery(GALLERY))).toEqual({
      id: GALLERY,
      location: 'westeurope',
      provisioningState: 'Succeeded',
    })
  })

  it('takes 404 for absent', async () => {
    expect(await own.azure.readGallery(computeId('galleries/other'))).toEqual({ observed: { state: 'absent' } })
  })

  it("tells a refusal in Azure's words", async () => {
    const { observed } = await own.azure.readGallery(computeId('galleries/renders', FOREIGN_SUBSCRIPTION))
    expect(observed).toMatchObject({ state: 'unreadable', code: 'AuthorizationFailed' })
    expect(observed).toHaveProperty('reason', expect.stringContaining("'Microsoft.Compute/galleries/read'"))
  })
})

describe('listGalleries', () => {
  it('lists every gallery of the subscription, whichever resource group it is in', async () => {
    const galleries = present(await own.azure.listGalleries(computeId('galleries/fresh')))
    expect(galleries).toContainEqual({ id: GALLERY, location: 'westeurope', provisioningState: 'Succeeded' })
    expect(own.requests()).toEqual([
      expect.stringMatching(/^GET \/subscriptions\/[^/]+\/providers\/Microsoft.Compute\/galleries$/),
    ])
  })

  it("tells a refusal in Azure's words", async () => {
    const { observed } = await own.azure.listGalleries(computeId('galleries/fresh', FOREIGN_SUBSCRIPTION))
    expect(observed).toMatchObject({ state: 'unreadable', code: 'AuthorizationFailed' })
  })
})

describe('createGallery', () => {
  const galleryId = computeId('galleries/fresh')
  const step: CreateGallery = {
    id: 'create-gallery fresh',
    kind: 'create-gallery',
    after: [],
    disruption: 'none',
    galleryId,
    location: 'westeurope',
  }

  it('gives back once Azure has accepted, and asks nothing more', async () => {
    await own.azure.createGallery(step)
    expect(own.requests()).toEqual([`PUT ${galleryId}`])
    expect(present(await own.azure.readGallery(galleryId)).provisioningState).toBe('Creating')
    own.served.sandbox.clock.advance(10 * MINUTE)
    expect(present(await own.azure.readGallery(galleryId)).provisioningState).toBe('Succeeded')
  })

  it("throws Azure's refusal", async () => {
    const closed = { ...step, galleryId: computeId('galleries/fresh', FOREIGN_SUBSCRIPTION) }
    await expect(own.azure.createGallery(closed)).rejects.toMatchObject({
      name: 'AzureError',
      status: 403,
      code: 'AuthorizationFailed',
    })
  })
})

describe('readImageVersion', () => {
  it('reads regions, replication and source in one request', async () => {
    expect(present(await own.azure.readImageVersion(VERSION))).toMatchObject({
      id: VERSION,
      provisioningState: 'Succeeded',
      targetRegions: [{ region: 'westeurope', regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' }],
      replication: [{ region: 'westeurope', state: 'Completed', progress: 100, details: '' }],
      source: { kind: 'managed-image', id: computeId('images/ubuntu-render-2026-08') },
    })
    expect(own.requests()).toEqual([`GET ${VERSION}`])
  })
})

describe('createImageVersion', () => {
  it('gives back once Azure has accepted, and asks nothing more', async () => {
    await own.azure.createImageVersion(STEP)
    const waits = await own.azure.readImageVersion(NEW_VERSION)
    expect(present(waits)).toMatchObject({
      provisioningState: 'Creating',
      source: { kind: 'managed-image', id: IMAGE },
      tags: { team: 'render' },
      endOfLifeDate: '2027-06-30T00:00:00.000Z',
      targetRegions: [
        { region: 'westeurope', regionalReplicaCount: 2, storageAccountType: 'Standard_LRS' },
        { region: 'northeurope', regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' },
      ],
    })
    own.served.sandbox.clock.advance(45 * MINUTE)
    const done = present(await own.azure.readImageVersion(NEW_VERSION))
    expect(done.provisioningState).toBe('Succeeded')
    expect(done.replication.map(({ state }) => state)).toEqual(['Completed', 'Completed'])
    expect(own.requests()).toEqual([`PUT ${NEW_VERSION}`, `GET ${NEW_VERSION}`, `GET ${NEW_VERSION}`])
  })

  it('says the defaults that newer api-versions choose otherwise', async () => {
    await own.azure.createImageVersion(STEP)
    const { text } = own.served.sandbox.ask({
      method: 'GET',
      url: `https://management.azure.com${NEW_VERSION}?api-version=2025-03-03`,
      as: own.served.sandbox.world.applications[0]?.clientId ?? '',
    })
    expect(JSON.parse(text)).toMatchObject({
      properties: {
        publishingProfile: { storageAccountType: 'Standard_LRS', excludeFromLatest: true, replicationMode: 'Full' },
        safetyProfile: { allowDeletionOfReplicatedLocations: false, blockDeletionBeforeEndOfLife: false },
      },
    })
  })

  const sources: readonly (readonly [string, ImageSource, string])[] = [
    ['a gallery image version', { kind: 'gallery-image-version', id: VERSION }, 'westeurope'],
    ['a virtual machine', { kind: 'virtual-machine', id: MACHINE }, 'westeurope'],
    [
      'snapshots',
      { kind: 'disks', osDisk: { id: SNAPSHOT }, dataDisks: [{ lun: 3, source: { id: DATA_SNAPSHOT } }] },
      'westeurope',
    ],
    ['a managed disk', { kind: 'disks', osDisk: { id: DISK }, dataDisks: [] }, 'westeurope'],
    ['a VHD', { kind: 'disks', osDisk: { uri: VHD, storageAccountId: STORAGE_ACCOUNT }, dataDisks: [] }, 'northeurope'],
  ]
  for (const [name, source, location] of sources) {
    it(`makes one from ${name}, and reads it back`, async () => {
      await own.azure.createImageVersion({ ...STEP, source, location })
      expect(present(await own.azure.readImageVersion(NEW_VERSION)).source).toEqual(source)
    })
  }

  it("throws Azure's refusal", async () => {
    const elsewhere: PublishImageVersion = {
      ...STEP,
      source: { kind: 'managed-image', id: computeId('images/nowhere') },
    }
    await expect(own.azure.createImageVersion(elsewhere)).rejects.toMatchObject({ name: 'AzureError', status: 404 })
    const other = { ...STEP, imageVersionId: VERSION, targetRegions: STEP.targetRegions.slice(0, 1) }
    await expect(own.azure.createImageVersion(other)).rejects.toMatchObject({
      status: 409,
      code: 'PropertyChangeNotAllowed',
      message: "Changing property 'galleryImageVersion.properties.storageProfile.source.id' is not allowed.",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('keeps the facts beside the sentence, which the SDK loses', async () => {
    own.served.sandbox.faults.add({
      match: { method: 'PUT', path: '/versions/' },
      effect: {
        kind: 'answer',
        status: 400,
        body: {
          error: {
            code: 'InvalidTemplate',
            message: 'See details.',
            details: [{ code: 'InvalidParameter', message: 'regionalReplicaCount is out of range.' }],
          },
        },
      },
    })
    await expect(own.azure.createImageVersion(STEP)).rejects.toMatchObject({
      status: 400,
      code: 'InvalidTemplate',
      details: ['InvalidParameter: regionalReplicaCount is out of range.'],
    })
  })
})

describe('updateImageVersion', () => {
  it('adds regions and tags, and leaves the source alone', async () => {
    const { targetRegions } = present(await own.azure.readImageVersion(VERSION))
    await own.azure.updateImageVersion(VERSION, {
      targetRegions: [...targetRegions, { region: 'eastus', regionalReplicaCount: 3 }],
      tags: { team: 'render' },
    })
    expect(present(await own.azure.readImageVersion(VERSION))).toMatchObject({
      provisioningState: 'Updating',
      tags: { team: 'render' },
      source: { kind: 'managed-image', id: computeId('images/ubuntu-render-2026-08') },
      targetRegions: [
        { region: 'westeurope', regionalReplicaCount: 1 },
        { region: 'eastus', regionalReplicaCount: 3 },
      ],
    })
  })

  it('cannot drop a region of a version that this action made', async () => {
    await own.azure.createImageVersion(STEP)
    own.served.sandbox.clock.advance(45 * MINUTE)
    const less = { targetRegions: STEP.targetRegions.slice(0, 1), tags: {} }
    await expect(own.azure.updateImageVersion(NEW_VERSION, less)).rejects.toMatchObject({ name: 'AzureError' })
    expect(present(await own.azure.readImageVersion(NEW_VERSION)).targetRegions).toHaveLength(2)
  })
})

describe('listImageVersions', () => {
  it('lists every version, without replication', async () => {
    await own.azure.createImageVersion(STEP)
    const versions = present(await own.azure.listImageVersions(DEFINITION))
    expect(versions.map(({ id, replication }) => [id, replication])).toEqual([
      [VERSION, []],
      [NEW_VERSION, []],
    ])
  })

  it('takes a definition that is not there for absent', async () => {
    expect(await own.azure.listImageVersions(`${GALLERY}/images/other`)).toEqual({ observed: { state: 'absent' } })
  })
})

describe('deleteImageVersion', () => {
  it('begins a deletion, and leaves its end to whoever reads', async () => {
    await own.azure.deleteImageVersion(VERSION)
    expect(present(await own.azure.readImageVersion(VERSION))).toMatchObject({ provisioningState: 'Deleting' })
    own.served.sandbox.clock.advance(5 * MINUTE)
    expect(await own.azure.readImageVersion(VERSION)).toEqual({ observed: { state: 'absent' } })
  })

  it('takes a version that is gone, or on its way, for no mistake', async () => {
    await own.azure.deleteImageVersion(NEW_VERSION)
    await own.azure.deleteImageVersion(VERSION)
    await own.azure.deleteImageVersion(VERSION)
    expect(present(await own.azure.readImageVersion(VERSION))).toMatchObject({ provisioningState: 'Deleting' })
  })

  it("tells a refusal in Azure's words", async () => {
    await own.azure.createImageVersion(STEP)
    await expect(own.azure.deleteImageVersion(NEW_VERSION)).rejects.toMatchObject({ status: 409, code: 'Conflict' })
  })
})
