import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import {
  computeId,
  DEFINITION,
  FOREIGN_SUBSCRIPTION,
  IMAGE,
  type OwnCloud,
  openOwnCloud,
  present,
  SHARED_SUBSCRIPTION,
  VERSION,
} from './cloud-of-its-own.ts'

const UBUNTU = { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

describe('readSource', () => {
  it('reads a managed image in one request; a version is made in its region alone', async () => {
    expect(present(await own.azure.readSource(IMAGE))).toEqual({
      id: IMAGE,
      kind: 'managed-image',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Succeeded',
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
    })
    expect(own.requests()).toEqual([`GET ${IMAGE}`])
  })

  it('reads an image of another subscription', async () => {
    const id = computeId('images/shared', SHARED_SUBSCRIPTION)
    expect(present(await own.azure.readSource(id)).id).toBe(id)
  })

  it('offers of a gallery version the regions that hold it', async () => {
    const { targetRegions } = present(await own.azure.readImageVersion(VERSION))
    const more = [...targetRegions, { region: 'eastus', regionalReplicaCount: 1 }]
    await own.azure.updateImageVersion(VERSION, { targetRegions: more, tags: {} })
    own.requests()
    expect(present(await own.azure.readSource(VERSION))).toEqual({
      id: VERSION,
      kind: 'gallery-image-version',
      location: 'westeurope',
      regions: ['westeurope'],
      provisioningState: 'Updating',
    })
    expect(own.requests()).toEqual([`GET ${VERSION}`])
    own.served.sandbox.clock.advance(45 * 60_000)
    expect(present(await own.azure.readSource(VERSION)).regions).toEqual(['westeurope', 'eastus'])
  })

  it('tells absent from unreadable', async () => {
    expect(await own.azure.readSource(computeId('images/other'))).toEqual({ observed: { state: 'absent' } })
    const closed = computeId('images/other', FOREIGN_SUBSCRIPTION)
    expect((await own.azure.readSource(closed)).observed).toMatchObject({
      state: 'unreadable',
      code: 'AuthorizationFailed',
    })
  })
})

describe('readBaseImage', () => {
  it('finds it by the machine that a managed image was captured from', async () => {
    expect(await own.azure.readBaseImage(IMAGE)).toMatchObject(UBUNTU)
    expect(own.requests()).toEqual([`GET ${IMAGE}`, `GET ${computeId('virtualMachines/image-builder')}`])
  })

  it('finds it in the validation profile of a gallery version', async () => {
    expect(await own.azure.readBaseImage(VERSION)).toMatchObject(UBUNTU)
    expect(own.requests()).toEqual([`GET ${VERSION}`])
  })

  it('finds it by the source of a gallery version without such a profile', async () => {
    own.served.sandbox.faults.add({
      match: { method: 'GET', path: 'ValidationProfile' },
      effect: {
        kind: 'answer',
        status: 200,
        body: { location: 'westeurope', properties: { storageProfile: { source: { id: IMAGE } } } },
      },
    })
    expect(await own.azure.readBaseImage(VERSION)).toMatchObject(UBUNTU)
    expect(own.requests()).toHaveLength(3)
  })

  it('goes on from a machine that was itself made from the gallery', async () => {
    expect(await own.azure.readBaseImage(computeId('images/of-a-machine-from-the-gallery'))).toMatchObject(UBUNTU)
    expect(own.requests().at(-1)).toBe(`GET ${DEFINITION}/versions/1.0.0`)
  })

  for (const name of ['orphan', 'of-a-machine-that-is-gone', 'of-a-closed-machine']) {
    it(`ends where it cannot go on: ${name}`, async () => {
      expect(await own.azure.readBaseImage(computeId(`images/${name}`))).toBeUndefined()
    })
  }

  it('ends after a few links that lead in a circle', async () => {
    own.served.sandbox.faults.add({
      match: { method: 'GET', path: 'ValidationProfile' },
      count: 0,
      effect: {
        kind: 'answer',
        status: 200,
        body: { location: 'westeurope', properties: { storageProfile: { source: { id: VERSION } } } },
      },
    })
    expect(await own.azure.readBaseImage(VERSION)).toBeUndefined()
    expect(own.requests()).toHaveLength(5)
  })
})
