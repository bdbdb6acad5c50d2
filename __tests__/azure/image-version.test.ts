import { describe, expect, it } from '@jest/globals'
import { changeBody, parseVersion, platformImageOf, versionBody } from '../../src/azure/image-version.ts'
import type { PublishImageVersion } from '../../src/model/image-step.ts'

const ID = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/galleries/farm/images/ubuntu/versions/1.0.0'
const IMAGE = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/images/build'

const STEP: PublishImageVersion = {
  id: 'publish-image-version 1.0.0',
  kind: 'publish-image-version',
  after: [],
  disruption: 'none',
  imageVersionId: ID,
  location: 'westeurope',
  source: { kind: 'managed-image', id: IMAGE },
  targetRegions: [
    { region: 'westeurope', regionalReplicaCount: 10 },
    { region: 'northeurope', regionalReplicaCount: 1, storageAccountType: 'Premium_LRS' },
  ],
  storageAccountType: 'Standard_ZRS',
  tags: { team: 'render' },
}

describe('versionBody', () => {
  it('says every default', () => {
    expect(versionBody(STEP)).toEqual({
      location: 'westeurope',
      tags: { team: 'render' },
      publishingProfile: {
        targetRegions: [
          { name: 'westeurope', regionalReplicaCount: 10, storageAccountType: 'Standard_ZRS' },
          { name: 'northeurope', regionalReplicaCount: 1, storageAccountType: 'Premium_LRS' },
        ],
        storageAccountType: 'Standard_ZRS',
        replicationMode: 'Full',
        excludeFromLatest: true,
      },
      storageProfile: { source: { id: IMAGE } },
      safetyProfile: { allowDeletionOfReplicatedLocations: false, blockDeletionBeforeEndOfLife: false },
    })
  })

  it('sends an end of life where there is one', () => {
    const body = versionBody({ ...STEP, endOfLifeDate: '2027-06-30T00:00:00Z' })
    expect(body.publishingProfile?.endOfLifeDate).toEqual(new Date('2027-06-30T00:00:00Z'))
  })
})

describe('parseVersion', () => {
  it('tells when it was published, and that it is held until its end of life', () => {
    const held = {
      location: 'westeurope',
      storageProfile: {},
      publishingProfile: { publishedDate: new Date('2026-09-01T10:00:00Z') },
      safetyProfile: { blockDeletionBeforeEndOfLife: true },
    }
    expect(parseVersion(ID, held)).toMatchObject({
      publishedDate: '2026-09-01T10:00:00.000Z',
      blockDeletionBeforeEndOfLife: true,
    })
  })

  const wire = {
    location: 'westeurope',
    provisioningState: 'Updating',
    tags: { team: 'render' },
    publishingProfile: {
      replicaCount: 2,
      storageAccountType: 'Standard_LRS',
      excludeFromLatest: true,
      replicationMode: 'Shallow',
      endOfLifeDate: new Date('2027-06-30T00:00:00Z'),
      targetRegions: [
        { name: 'West Europe', regionalReplicaCount: 3, storageAccountType: 'Standard_LRS', excludeFromLatest: false },
        { name: 'North Europe', encryption: { osDiskImage: { diskEncryptionSetId: '/des' } } },
        { name: 'East US', regionalReplicaCount: 1, storageAccountType: 'UltraNew_LRS' },
      ],
    },
    storageProfile: { source: { id: IMAGE } },
    replicationStatus: {
      summary: [
        { region: 'West Europe', state: 'Completed', progress: 100, details: '' },
        { region: 'North Europe', state: 'Replicating', progress: 40 },
        { region: 'East US', state: 'Postponed' },
      ],
    },
  }
  const version = parseVersion(ID, wire)

  it('normalises regions, and takes the count of the version where a region has none', () => {
    expect(version.targetRegions.map(({ region, regionalReplicaCount }) => [region, regionalReplicaCount])).toEqual([
      ['westeurope', 3],
      ['northeurope', 2],
      ['eastus', 1],
    ])
  })

  it('keeps what it does not know of a region, and sends it back', () => {
    const { publishingProfile } = changeBody({ targetRegions: version.targetRegions, tags: {} })
    expect(publishingProfile?.targetRegions).toEqual([
      { name: 'westeurope', regionalReplicaCount: 3, storageAccountType: 'Standard_LRS', excludeFromLatest: false },
      {
        name: 'northeurope',
        regionalReplicaCount: 2,
        encryption: { osDiskImage: { diskEncryptionSetId: '/des' } },
      },
      { name: 'eastus', regionalReplicaCount: 1, storageAccountType: 'UltraNew_LRS' },
    ])
  })

  it('takes a state of replication that is new for Unknown', () => {
    expect(version.replication).toEqual([
      { region: 'westeurope', state: 'Completed', progress: 100, details: '' },
      { region: 'northeurope', state: 'Replicating', progress: 40, details: '' },
      { region: 'eastus', state: 'Unknown', progress: 0, details: '' },
    ])
  })

  it('reads the rest', () => {
    expect(version).toMatchObject({
      id: ID,
      location: 'westeurope',
      provisioningState: 'Updating',
      source: { kind: 'managed-image', id: IMAGE },
      tags: { team: 'render' },
      endOfLifeDate: '2027-06-30T00:00:00.000Z',
      excludeFromLatest: true,
      replicationMode: 'Shallow',
      storageAccountType: 'Standard_LRS',
    })
  })

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(version))).toStrictEqual(version)
  })

  it('reads a version of which Azure says next to nothing', () => {
    expect(parseVersion(ID, { location: 'westeurope', storageProfile: {} })).toStrictEqual({
      id: ID,
      location: 'westeurope',
      provisioningState: 'Unknown',
      targetRegions: [],
      replication: [],
      tags: {},
      excludeFromLatest: false,
      replicationMode: 'Full',
    })
  })
})

describe('changeBody', () => {
  it('neither repeats the source nor anything else that cannot change', () => {
    const regions = [{ region: 'westeurope', regionalReplicaCount: 4 }]
    expect(changeBody({ targetRegions: regions, tags: { a: 'b' } })).toEqual({
      tags: { a: 'b' },
      publishingProfile: { targetRegions: [{ name: 'westeurope', regionalReplicaCount: 4 }] },
      storageProfile: {},
    })
  })
})

describe('platformImageOf', () => {
  const attribute = (name: string, value: string) => ({ name: `source_image_${name}`, value })
  const withAttributes = (platformAttributes: { name: string; value: string }[]) =>
    platformImageOf({ location: 'westeurope', storageProfile: {}, validationsProfile: { platformAttributes } })

  it('is named by the validation profile', () => {
    const named = [
      attribute('publisher', 'canonical'),
      attribute('offer', 'ubuntu-24_04-lts'),
      attribute('sku', 'server'),
    ]
    const image = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }
    expect(withAttributes(named)).toEqual(image)
    expect(withAttributes([...named, attribute('version', '24.04.1')])).toEqual({ ...image, version: '24.04.1' })
  })

  it('is not guessed from half a name', () => {
    expect(withAttributes([attribute('publisher', 'canonical')])).toBeUndefined()
    expect(platformImageOf({ location: 'westeurope', storageProfile: {} })).toBeUndefined()
  })
})
