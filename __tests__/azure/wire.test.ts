import { ComputeManagementClient } from '@azure/arm-compute'
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline'
import { describe, expect, it } from '@jest/globals'
import type { Compute } from '../../src/azure/compute.ts'
import { createGallery, createImageVersion } from '../../src/azure/gallery.ts'
import { createImageDefinition } from '../../src/azure/image-definition.ts'
import { createManagedImage } from '../../src/azure/managed-image.ts'
import type { ImageSource } from '../../src/model/image-source.ts'
import {
  computeId,
  DATA_SNAPSHOT,
  DEFINITION,
  DISK,
  GALLERY,
  IMAGE,
  MACHINE,
  SNAPSHOT,
  STORAGE_ACCOUNT,
  SUBSCRIPTION,
  VERSION,
  VHD,
} from './names-of-its-own.ts'

/** Everything that is sent, as it goes over the wire; the answer is that it is accepted. */
async function sentBy(write: (compute: Compute) => Promise<void>): Promise<unknown> {
  const bodies: unknown[] = []
  const httpClient: HttpClient = {
    async sendRequest(request) {
      bodies.push(JSON.parse(String(request.body)))
      return { request, status: 201, headers: createHttpHeaders(), bodyAsText: '{}' }
    },
  }
  const credential = { getToken: async () => ({ token: 'none', expiresOnTimestamp: Date.now() + 3_600_000 }) }
  const client = new ComputeManagementClient(credential, SUBSCRIPTION, { httpClient })
  await write({ clientOf: () => client })
  expect(bodies).toHaveLength(1)
  return bodies[0]
}

const STEP = { after: [], disruption: 'none', location: 'westeurope' } as const

describe('a gallery', () => {
  it('is written as its place alone', async () => {
    const step = { ...STEP, id: 'create-gallery renders', kind: 'create-gallery', galleryId: GALLERY } as const
    expect(await sentBy((compute) => createGallery(compute, step))).toEqual({ location: 'westeurope' })
  })
})

describe('an image definition', () => {
  it('is written with everything that never changes', async () => {
    const step = {
      ...STEP,
      id: 'create-image-definition ubuntu-render',
      kind: 'create-image-definition',
      imageDefinitionId: DEFINITION,
      to: {
        osType: 'Linux',
        hyperVGeneration: 'V2',
        architecture: 'Arm64',
        securityType: 'TrustedLaunchSupported',
        publisher: 'Contoso',
        offer: 'render',
        sku: 'ubuntu-2404',
        purchasePlan: { name: 'pro', publisher: 'vendor', product: 'renderer' },
      },
    } as const
    expect(await sentBy((compute) => createImageDefinition(compute, step))).toEqual({
      location: 'westeurope',
      properties: {
        osType: 'Linux',
        osState: 'Generalized',
        hyperVGeneration: 'V2',
        architecture: 'Arm64',
        features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }],
        identifier: { publisher: 'Contoso', offer: 'render', sku: 'ubuntu-2404' },
        purchasePlan: { name: 'pro', publisher: 'vendor', product: 'renderer' },
      },
    })
  })
})

const SNAPSHOTS: ImageSource = {
  kind: 'disks',
  osDisk: { id: SNAPSHOT },
  dataDisks: [{ lun: 1, source: { id: DATA_SNAPSHOT } }],
}
const BLOB: ImageSource = { kind: 'disks', osDisk: { uri: VHD, storageAccountId: STORAGE_ACCOUNT }, dataDisks: [] }

describe('an image version', () => {
  const community = '/CommunityGalleries/farm-1/Images/ubuntu/Versions/1.0.0'
  const profiles: readonly (readonly [string, ImageSource, object])[] = [
    ['a managed image', { kind: 'managed-image', id: IMAGE }, { source: { id: IMAGE } }],
    ['another version', { kind: 'gallery-image-version', id: VERSION }, { source: { id: VERSION } }],
    ['a virtual machine', { kind: 'virtual-machine', id: MACHINE }, { source: { virtualMachineId: MACHINE } }],
    [
      'a community image',
      { kind: 'community-image', id: community },
      { source: { communityGalleryImageId: community } },
    ],
    [
      'snapshots',
      SNAPSHOTS,
      {
        osDiskImage: { source: { id: SNAPSHOT }, hostCaching: 'ReadWrite' },
        dataDiskImages: [{ lun: 1, source: { id: DATA_SNAPSHOT }, hostCaching: 'None' }],
      },
    ],
    [
      'a VHD',
      BLOB,
      { osDiskImage: { source: { uri: VHD, storageAccountId: STORAGE_ACCOUNT }, hostCaching: 'ReadWrite' } },
    ],
  ]
  for (const [name, source, storageProfile] of profiles) {
    it(`is written from ${name}`, async () => {
      const step = {
        ...STEP,
        id: 'publish-image-version 1.1.0',
        kind: 'publish-image-version',
        imageVersionId: `${DEFINITION}/versions/1.1.0`,
        source,
        targetRegions: [{ region: 'westeurope', regionalReplicaCount: 2 }],
        storageAccountType: 'Standard_LRS',
        endOfLifeDate: '2027-06-30T00:00:00Z',
        tags: { team: 'render' },
      } as const
      expect(await sentBy((compute) => createImageVersion(compute, step))).toEqual({
        location: 'westeurope',
        tags: { team: 'render' },
        properties: {
          publishingProfile: {
            targetRegions: [{ name: 'westeurope', regionalReplicaCount: 2, storageAccountType: 'Standard_LRS' }],
            excludeFromLatest: true,
            endOfLifeDate: '2027-06-30T00:00:00.000Z',
            storageAccountType: 'Standard_LRS',
            replicationMode: 'Full',
          },
          storageProfile,
          safetyProfile: { allowDeletionOfReplicatedLocations: false, blockDeletionBeforeEndOfLife: false },
        },
      })
    })
  }
})

describe('a managed image', () => {
  const common = { location: 'westeurope', tags: { team: 'render' } }
  const osDisk = { osType: 'Linux', osState: 'Generalized', caching: 'ReadWrite' }
  const ofDisks = (disk: object, dataDisks: readonly object[] = []) => ({
    storageProfile: { osDisk: { ...osDisk, ...disk }, dataDisks, zoneResilient: false },
  })
  const bodies: readonly (readonly [string, ImageSource, object])[] = [
    [
      'snapshots',
      SNAPSHOTS,
      ofDisks({ snapshot: { id: SNAPSHOT } }, [{ lun: 1, caching: 'None', snapshot: { id: DATA_SNAPSHOT } }]),
    ],
    ['a managed disk', { kind: 'disks', osDisk: { id: DISK }, dataDisks: [] }, ofDisks({ managedDisk: { id: DISK } })],
    ['a VHD', BLOB, ofDisks({ blobUri: VHD })],
    ['a virtual machine', { kind: 'virtual-machine', id: MACHINE }, { sourceVirtualMachine: { id: MACHINE } }],
  ]
  for (const [name, source, properties] of bodies) {
    it(`is written from ${name}`, async () => {
      const step = {
        ...STEP,
        id: 'create-managed-image fresh',
        kind: 'create-managed-image',
        managedImageId: computeId('images/fresh'),
        source,
        osType: 'Linux',
        hyperVGeneration: 'V2',
        tags: { team: 'render' },
      } as const
      expect(await sentBy((compute) => createManagedImage(compute, step))).toEqual({
        ...common,
        properties: { ...properties, hyperVGeneration: 'V2' },
      })
    })
  }
})
