import { describe, expect, it } from '@jest/globals'
import {
  at,
  BUILD,
  computeId,
  computeSandbox,
  GALLERY,
  replication,
  target,
  told,
  UBUNTU,
  VERSION,
  versionBody,
} from './compute-world.ts'

const OLD = `${UBUNTU}/versions/1.0.0`
const REGIONS = 'properties.publishingProfile.targetRegions'

/** Body that keeps version 1.0.0 as it is. */
function sameBody(targetRegions = [target('West Europe', 2), target('North Europe')], safetyProfile?: object) {
  return {
    location: 'westeurope',
    properties: {
      publishingProfile: { targetRegions },
      storageProfile: { source: { id: computeId('builds', 'images/build-1') } },
      ...(safetyProfile && { safetyProfile }),
    },
  }
}

describe('creating an image version', () => {
  it('A version is created with 201 and is Creating until its last region is done.', () => {
    const api = computeSandbox()
    const created = api.put(VERSION, versionBody({ targetRegions: [target('westeurope'), target('northeurope')] }))
    expect([created.status, at(created, 'properties.provisioningState')]).toEqual([201, 'Creating'])
    api.minutes(19)
    expect(at(api.get(VERSION), 'properties.provisioningState')).toBe('Creating')
    api.minutes(1)
    expect(at(api.get(VERSION), 'properties.provisioningState')).toBe('Succeeded')
  })

  it('A version tells every default: storage, replica count, exclusion from latest, safety, disks of its source, regions by display name.', () => {
    const api = computeSandbox()
    const body = {
      location: 'West Europe',
      tags: { run: '42' },
      properties: { storageProfile: { source: { id: BUILD } } },
    }
    expect(api.put(VERSION, body, { version: '2022-03-03' }).body).toEqual({
      id: VERSION,
      name: '2.0.0',
      type: 'Microsoft.Compute/galleries/images/versions',
      location: 'westeurope',
      tags: { run: '42' },
      properties: {
        publishingProfile: {
          targetRegions: [
            {
              name: 'West Europe',
              regionalReplicaCount: 1,
              storageAccountType: 'Standard_LRS',
              excludeFromLatest: false,
            },
          ],
          replicaCount: 1,
          excludeFromLatest: false,
          publishedDate: '2026-11-24T09:00:00.000Z',
          storageAccountType: 'Standard_LRS',
          replicationMode: 'Full',
        },
        storageProfile: { source: { id: BUILD }, osDiskImage: { sizeInGB: 30, hostCaching: 'ReadWrite' } },
        safetyProfile: {
          allowDeletionOfReplicatedLocations: false,
          blockDeletionBeforeEndOfLife: false,
          reportedForPolicyViolation: false,
        },
        provisioningState: 'Creating',
      },
    })
  })

  it('Since 2025-03-03 replicas go to zone-redundant storage where the region has it and nothing else is said.', () => {
    const api = computeSandbox()
    const targetRegions = [
      target('westeurope'),
      target('ukwest'),
      target('northeurope', 1, { storageAccountType: 'Premium_LRS' }),
    ]
    const created = api.put(VERSION, versionBody({ storageAccountType: undefined, targetRegions }))
    expect(at(created, 'properties.publishingProfile.storageAccountStrategy')).toBe('PreferStandard_ZRS')
    const types = [0, 1, 2].map((nth) => at(created, `${REGIONS}.${nth}.storageAccountType`))
    expect(types).toEqual(['Standard_ZRS', 'Standard_LRS', 'Premium_LRS'])
    const older = api.get(VERSION, { version: '2022-03-03' })
    expect(at(older, 'properties.publishingProfile.storageAccountStrategy')).toBeUndefined()
    const early = versionBody({ storageAccountType: undefined, storageAccountStrategy: 'DefaultStandard_LRS' })
    expect(told(api.put(`${UBUNTU}/versions/3.0.0`, early, { version: '2022-03-03' }))).toBe('400 BadRequest')
    const both = versionBody({ storageAccountStrategy: 'DefaultStandard_LRS' })
    expect(told(api.put(`${UBUNTU}/versions/3.0.0`, both))).toBe('400 InvalidParameter')
  })

  it('A version name is three numbers, each within 32 bits.', () => {
    const api = computeSandbox()
    for (const name of ['1.0', '1.0.0.0', 'latest', '1.0.0-rc1', '1.0.2147483648', '1..2']) {
      expect(told(api.put(`${UBUNTU}/versions/${name}`, versionBody()))).toBe('400 InvalidParameter')
    }
    expect(told(api.put(`${UBUNTU}/versions/2026.1124.2147483647`, versionBody()))).toBe('201')
  })

  it('A replica count is between 1 and 100 in each region.', () => {
    const api = computeSandbox()
    const put = (count: number) => api.put(VERSION, versionBody({ targetRegions: [target('westeurope', count)] }))
    expect(told(put(0))).toBe('400 InvalidParameter')
    expect(at(put(101), 'error.message')).toBe(
      "The value '101' of parameter 'galleryImageVersion.properties.publishingProfile.targetRegions.regionalReplicaCount' " +
        "is out of range. The value must be between '1' and '100', inclusive.",
    )
    expect(told(put(1.5))).toBe('400 BadRequest')
    expect(told(api.put(VERSION, versionBody({ replicaCount: 0 })))).toBe('400 InvalidParameter')
    const more = { additionalReplicaSets: [{ storageAccountType: 'Premium_LRS', regionalReplicaCount: 60 }] }
    expect(told(api.put(VERSION, versionBody({ targetRegions: [target('westeurope', 60, more)] })))).toBe(
      '400 InvalidParameter',
    )
    expect(told(put(100))).toBe('201')
  })

  it('Target regions exist, are named once and include the location of the version.', () => {
    const api = computeSandbox()
    const put = (...names: string[]) =>
      api.put(VERSION, versionBody({ targetRegions: names.map((name) => target(name)) }))
    expect(told(put('westeurope', 'atlantis'))).toBe('400 LocationNotAvailableForResourceType')
    expect(at(put('westeurope', 'West Europe'), 'error.message')).toBe(
      'Duplicate regions are not allowed in target publishing regions.',
    )
    expect(at(put('northeurope'), 'error.message')).toBe(
      "Gallery image version publishing profile regions 'northeurope' must contain the location of image version " +
        "'westeurope'.",
    )
  })

  it('Zone-redundant storage is refused in a region without it.', () => {
    const api = computeSandbox()
    const zonal = { storageAccountType: 'Standard_ZRS' }
    const refused = api.put(VERSION, versionBody({ targetRegions: [target('westeurope'), target('ukwest', 1, zonal)] }))
    expect(at(refused, 'error.message')).toBe('ZRS storage account type is not supported in this region.')
    expect(told(api.put(VERSION, versionBody({ targetRegions: [target('westeurope', 1, zonal)] })))).toBe('201')
  })

  it('An end of life in the past is refused.', () => {
    const api = computeSandbox()
    expect(told(api.put(VERSION, versionBody({ endOfLifeDate: '2026-11-24T08:59:59Z' })))).toBe('400 InvalidParameter')
    expect(told(api.put(VERSION, versionBody({ endOfLifeDate: '2027-11-24' })))).toBe('201')
  })

  it('A shallow version has one replica in its own region, and never another.', () => {
    const api = computeSandbox()
    const put = (...targetRegions: object[]) =>
      told(api.put(VERSION, versionBody({ replicationMode: 'Shallow', targetRegions })))
    expect(put(target('westeurope', 2))).toBe('400 InvalidParameter')
    expect(put(target('westeurope'), target('northeurope'))).toBe('400 InvalidParameter')
    expect(put(target('westeurope'))).toBe('201')
    api.minutes(60)
    const patch = (...targetRegions: object[]) =>
      told(api.patch(VERSION, { properties: { publishingProfile: { targetRegions } } }))
    expect(patch(target('westeurope', 2))).toBe('400 InvalidParameter')
    expect(patch(target('westeurope'), target('northeurope'))).toBe('400 InvalidParameter')
    expect(patch(target('westeurope'))).toBe('200')
  })

  it('A version that is not there answers ResourceNotFound, and without its definition ParentResourceNotFound to a write.', () => {
    const api = computeSandbox()
    expect(at(api.get(VERSION), 'error.message')).toMatch(
      "The Resource 'Microsoft.Compute/galleries/farm/images/ubuntu/versions/2.0.0' under resource group 'images' was not",
    )
    expect(told(api.patch(VERSION, {}))).toBe('404 ResourceNotFound')
    const orphan = `${GALLERY}/images/none/versions/1.0.0`
    expect(told(api.put(orphan, versionBody()))).toBe('404 ParentResourceNotFound')
    expect(told(api.get(`${GALLERY}/images/none/versions`))).toBe('404 ParentResourceNotFound')
    expect(told(api.get(computeId('nowhere', 'galleries/farm')))).toBe('404 ResourceGroupNotFound')
  })
})

describe('changing an image version', () => {
  it('Source, location, storage type and replication mode of a version never change.', () => {
    const api = computeSandbox()
    const other = { ...sameBody(), properties: { ...sameBody().properties, storageProfile: { source: { id: BUILD } } } }
    const refused = api.put(OLD, other)
    expect([told(refused), at(refused, 'error.message')]).toEqual([
      '409 PropertyChangeNotAllowed',
      "Changing property 'galleryImageVersion.properties.storageProfile.source.id' is not allowed.",
    ])
    expect(told(api.put(OLD, { ...sameBody(), location: 'northeurope' }))).toBe('409 InvalidResourceLocation')
    const patch = (publishingProfile: object) => told(api.patch(OLD, { properties: { publishingProfile } }))
    expect(patch({ storageAccountType: 'Premium_LRS' })).toBe('409 PropertyChangeNotAllowed')
    expect(patch({ storageAccountStrategy: 'PreferStandard_ZRS' })).toBe('409 PropertyChangeNotAllowed')
    expect(patch({ replicationMode: 'Shallow' })).toBe('409 PropertyChangeNotAllowed')
    const zonal = [target('westeurope', 2, { storageAccountType: 'Standard_ZRS' }), target('northeurope')]
    expect(patch({ targetRegions: zonal })).toBe('409 PropertyChangeNotAllowed')
    const cached = { osDiskImage: { hostCaching: 'None' } }
    expect(told(api.patch(OLD, { properties: { storageProfile: cached } }))).toBe('409 PropertyChangeNotAllowed')
    const disk = { dataDiskImages: [{ lun: 0, hostCaching: 'None' }] }
    expect(told(api.patch(OLD, { properties: { storageProfile: disk } }))).toBe('400 InvalidParameter')
  })

  it('Writing a version with what it has already answers 200 and copies nothing.', () => {
    const api = computeSandbox()
    const again = api.put(OLD, sameBody())
    expect([again.status, at(again, 'properties.provisioningState')]).toEqual([200, 'Updating'])
    expect(replication(api, OLD)).toEqual(['West Europe Completed 100', 'North Europe Completed 100'])
    api.minutes(1)
    expect(at(api.get(OLD), 'properties.provisioningState')).toBe('Succeeded')
  })

  it('While a version is being created or changed every other write is refused.', () => {
    const api = computeSandbox()
    api.put(VERSION, versionBody())
    expect(told(api.put(VERSION, versionBody()))).toBe('409 Conflict')
    expect(told(api.patch(VERSION, { tags: {} }))).toBe('409 Conflict')
    expect(told(api.remove(VERSION))).toBe('409 Conflict')
    api.minutes(10)
    expect(told(api.patch(VERSION, { tags: {} }))).toBe('200')
    expect(told(api.put(VERSION, versionBody()))).toBe('409 Conflict')
  })

  it('While a version is being deleted only the deletion may be asked for again.', () => {
    const api = computeSandbox()
    const first = api.remove(OLD)
    expect(first.status).toBe(202)
    const again = api.remove(OLD)
    expect(again.headers['azure-asyncoperation']).toBe(first.headers['azure-asyncoperation'])
    const refused = api.put(OLD, sameBody())
    expect([told(refused), at(refused, 'error.message')]).toEqual([
      '409 Conflict',
      "Operation 'Update Gallery Image Version' is not allowed on '1.0.0' since it is marked for deletion. You can only " +
        'retry the Delete operation (or wait for an ongoing one to complete).',
    ])
    api.minutes(2)
    expect(told(api.get(OLD))).toBe('404 ResourceNotFound')
    expect(told(api.put(OLD, sameBody()))).toBe('201')
  })

  it('A write that leaves a region out removes it.', () => {
    const api = computeSandbox()
    const changed = api.patch(OLD, { properties: { publishingProfile: { targetRegions: [target('westeurope', 2)] } } })
    expect([at(changed, `${REGIONS}.0.name`), at(changed, `${REGIONS}.1`)]).toEqual(['West Europe', undefined])
    expect(replication(api, OLD)).toEqual(['West Europe Completed 100'])
  })

  it('A write that leaves a region out is refused where that has been forbidden.', () => {
    const api = computeSandbox()
    const keep = { allowDeletionOfReplicatedLocations: false }
    expect(told(api.put(OLD, sameBody([target('westeurope', 2)], keep)))).toBe('409 OperationNotAllowed')
    api.put(OLD, sameBody(undefined, keep))
    api.minutes(1)
    expect(told(api.put(OLD, sameBody([target('westeurope', 2)])))).toBe('409 OperationNotAllowed')
    const allow = { allowDeletionOfReplicatedLocations: true }
    expect(told(api.put(OLD, sameBody([target('westeurope', 2)], allow)))).toBe('200')
  })

  it('A patch has no location and changes only what it names.', () => {
    const api = computeSandbox()
    expect(told(api.patch(OLD, { location: 'westeurope' }))).toBe('400 InvalidParameter')
    const changed = api.patch(OLD, {
      properties: { publishingProfile: { excludeFromLatest: true }, storageProfile: {} },
    })
    expect(at(changed, 'properties.publishingProfile.excludeFromLatest')).toBe(true)
    expect(at(changed, `${REGIONS}.0.regionalReplicaCount`)).toBe(2)
    expect(at(changed, `${REGIONS}.1.name`)).toBe('North Europe')
  })

  it('A region that exists with other storage than the profile says must be told with its own.', () => {
    const api = computeSandbox()
    const premium = target('northeurope', 1, { storageAccountType: 'Premium_LRS' })
    api.put(VERSION, versionBody({ targetRegions: [target('westeurope'), premium] }))
    api.minutes(30)
    const patch = (...targetRegions: object[]) =>
      api.patch(VERSION, { properties: { publishingProfile: { targetRegions } } })
    expect(at(patch(target('westeurope'), target('northeurope', 2)), 'error.message')).toBe(
      "Global storage account type 'Standard_LRS' does not match the storage account type 'Premium_LRS' of the existing " +
        "TargetRegion 'North Europe'.",
    )
    expect(told(patch(target('westeurope'), { ...premium, regionalReplicaCount: 2 }))).toBe('200')
  })

  it('A version that is held until its end of life is not deleted before.', () => {
    const api = computeSandbox()
    const held = { safetyProfile: { blockDeletionBeforeEndOfLife: true } }
    api.put(VERSION, versionBody({ endOfLifeDate: '2026-11-25T09:00:00Z' }, held))
    api.minutes(60)
    expect(told(api.remove(VERSION))).toBe('409 DeleteGalleryImageVersionBlockedBeforeEndOfLife')
    api.minutes(24 * 60)
    expect(told(api.remove(VERSION))).toBe('202')
  })
})

describe('reading an image version', () => {
  it('The marketplace image that a version comes from is told once the version is done.', () => {
    const api = computeSandbox()
    api.put(VERSION, versionBody())
    const read = () => at(api.get(VERSION, { query: '&$expand=ValidationProfile' }), 'properties.validationsProfile')
    expect(read()).toBeUndefined()
    api.minutes(10)
    expect(read()).toMatchObject({
      platformAttributes: [
        { name: 'source_image_publisher', value: 'canonical' },
        { name: 'source_image_offer', value: 'ubuntu-24_04-lts' },
        { name: 'source_image_sku', value: 'server' },
        { name: 'source_image_version', value: '24.04.202611010' },
      ],
    })
    expect(at(api.get(VERSION), 'properties.validationsProfile')).toBeUndefined()
  })

  it('An expansion that does not exist is refused.', () => {
    const api = computeSandbox()
    expect(told(api.get(OLD, { query: '&$expand=Everything' }))).toBe('400 InvalidParameter')
    const early = { version: '2022-03-03', query: '&$expand=ValidationProfile' }
    expect(told(api.get(OLD, early))).toBe('400 InvalidParameter')
  })

  it('UEFI settings are told only when they are asked for.', () => {
    const api = computeSandbox()
    const uefiSettings = { signatureTemplateNames: ['MicrosoftUefiCertificateAuthorityTemplate'] }
    api.put(VERSION, versionBody({}, { securityProfile: { uefiSettings } }))
    expect(at(api.get(VERSION), 'properties.securityProfile')).toBeUndefined()
    const expanded = api.get(VERSION, { query: '&$expand=UefiSettings' })
    expect(at(expanded, 'properties.securityProfile')).toEqual({ uefiSettings })
  })
})
