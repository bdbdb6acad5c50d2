import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { parseVmSize } from '../../src/azure/vm-sizes.ts'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { FOREIGN_SUBSCRIPTION, SUBSCRIPTION } from './names-of-its-own.ts'

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

describe('listVmSizes', () => {
  it('reads what a region offers in one request', async () => {
    const sizes = present(await own.azure.listVmSizes(SUBSCRIPTION, 'westeurope'))
    expect(sizes.find(({ name }) => name === 'Standard_D2s_v5')).toEqual({
      name: 'Standard_D2s_v5',
      family: 'standardDSv5Family',
      cores: 2,
      hyperVGenerations: ['V1', 'V2'],
      architecture: 'x64',
      isSpotCapable: true,
    })
    expect(own.requests()).toEqual([
      `GET /subscriptions/${SUBSCRIPTION}/providers/Microsoft.Batch/locations/westeurope/virtualMachineSkus`,
    ])
  })

  it("tells a refusal in Azure's words", async () => {
    const { observed } = await own.azure.listVmSizes(FOREIGN_SUBSCRIPTION, 'westeurope')
    expect(observed).toMatchObject({ state: 'unreadable', code: 'AuthorizationFailed' })
  })
})

describe('parseVmSize', () => {
  const size = (capabilities: Readonly<Record<string, string>>, more: object = {}) =>
    parseVmSize({
      name: 'Standard_D2',
      familyName: 'standardDFamily',
      capabilities: Object.entries(capabilities).map(([name, value]) => ({ name, value })),
      ...more,
    })

  it('reads capabilities, which are all texts', () => {
    expect(
      size({ vCPUs: '8', HyperVGenerations: 'V1, V2', CpuArchitectureType: 'Arm64', LowPriorityCapable: 'False' }),
    ).toStrictEqual({
      name: 'Standard_D2',
      family: 'standardDFamily',
      cores: 8,
      hyperVGenerations: ['V1', 'V2'],
      architecture: 'Arm64',
      isSpotCapable: false,
    })
  })

  it('reads security types and disk controllers, where they are told', () => {
    const told = { ConfidentialComputingType: 'SNP', TrustedLaunchDisabled: 'True', DiskControllerTypes: 'SCSI, NVMe' }
    expect(size(told)).toMatchObject({
      isConfidential: true,
      isTrustedLaunchDisabled: true,
      diskControllers: ['SCSI', 'NVMe'],
    })
    expect(size({ TrustedLaunchDisabled: 'False' })).not.toHaveProperty('isTrustedLaunchDisabled')
    expect(size({ ConfidentialComputingType: 'SGX' })).not.toHaveProperty('isConfidential')
  })

  it('reads what a size is told not to have', () => {
    expect(
      size({ PremiumIO: 'False', EncryptionAtHostSupported: 'false', EphemeralOSDiskSupported: 'True' }).lacks,
    ).toEqual(['PremiumIO', 'EncryptionAtHostSupported'])
  })

  it('reads the size of the cache, where it is told', () => {
    expect(size({ CachedDiskBytes: '53687091200' }).cacheGb).toBe(50)
    expect(size({ CachedDiskBytes: '0' }).cacheGb).toBe(0)
    expect(size({})).not.toHaveProperty('cacheGb')
  })

  it('counts all cores of a size that runs with fewer, as quotas do', () => {
    expect(size({ vCPUs: '4', vCPUsAvailable: '2' }).cores).toBe(4)
  })

  it('says nothing of capabilities that are not told, or that make no sense', () => {
    const bare = { name: 'Standard_D2', family: 'standardDFamily' }
    expect(size({})).toStrictEqual(bare)
    expect(size({ vCPUs: 'many', LowPriorityCapable: 'perhaps' })).toStrictEqual(bare)
    expect(parseVmSize({ name: 'Standard_D2' })).toStrictEqual({ name: 'Standard_D2', family: '' })
  })

  it('reads the end of its support', () => {
    expect(size({}, { batchSupportEndOfLife: '2028-05-01T00:00:00Z' }).batchSupportEndOfLife).toBe(
      '2028-05-01T00:00:00.000Z',
    )
    expect(size({}, { batchSupportEndOfLife: 'soon' })).not.toHaveProperty('batchSupportEndOfLife')
  })
})
