import { describe, expect, it } from '@jest/globals'
import {
  at,
  BUILD,
  computeId,
  computeSandbox,
  GALLERY,
  OTHER_SUBSCRIPTION,
  SEED,
  SUBSCRIPTION,
  told,
  UBUNTU,
  versionBody,
} from './compute-world.ts'

const MACHINE = computeId('builds', 'virtualMachines/builder')
const DISK = computeId('builds', 'disks/builder-os')
const SNAPSHOT = computeId('builds', 'snapshots/builder-os-snapshot')
const VHD = {
  uri: 'https://renderbuilds.blob.core.windows.net/vhds/ubuntu.vhd',
  storageAccountId: computeId('builds', '').replace(
    /Microsoft\.Compute.*/,
    'Microsoft.Storage/storageAccounts/renderbuilds',
  ),
}

const osDisk = (source: object) => ({ osDiskImage: { source } })

describe('what a source is in', () => {
  it('A definition that supports trusted launch or confidential machines takes a VHD, a managed image or a gallery version, and refuses machines, disks and snapshots.', () => {
    const put = (type: string, storageProfile: object) => {
      const api = computeSandbox()
      const definition = `${GALLERY}/images/secure`
      const made = api.put(definition, {
        location: 'westeurope',
        properties: {
          osType: 'Linux',
          osState: 'Generalized',
          hyperVGeneration: 'V2',
          architecture: 'x64',
          identifier: { publisher: 'contoso', offer: 'render', sku: 'secure' },
          features: [{ name: 'SecurityType', value: type }],
        },
      })
      expect(made.status).toBe(201)
      api.minutes(1)
      return api.put(`${definition}/versions/1.0.0`, versionBody({}, { storageProfile }))
    }
    const types = ['TrustedLaunchSupported', 'ConfidentialVMSupported', 'TrustedLaunchAndConfidentialVmSupported']
    const taken = [{ source: { id: BUILD } }, { source: { id: `${UBUNTU}/versions/1.0.0` } }, osDisk(VHD)]
    const refused = [{ source: { virtualMachineId: MACHINE } }, osDisk({ id: DISK }), osDisk({ id: SNAPSHOT })]
    for (const type of types) {
      expect(taken.map((profile) => told(put(type, profile)))).toEqual(['201', '201', '201'])
      for (const profile of refused) {
        expect(told(put(type, profile))).toBe('400 InvalidParameter')
        expect(at(put(type, profile), 'error.message')).toContain(`security type '${type}' is not supported for`)
      }
    }
    expect(refused.map((profile) => told(put('TrustedLaunch', profile)))).toEqual(['201', '201', '201'])
  })

  it('A disk that has a disk encryption set in one target region has to have one in every target region.', () => {
    const put = (...encryptions: object[]) => {
      const targetRegions = ['westeurope', 'northeurope'].map((name, index) => ({ name, ...encryptions[index] }))
      return computeSandbox().put(`${UBUNTU}/versions/2.0.0`, versionBody({ targetRegions }))
    }
    const os = { encryption: { osDiskImage: { diskEncryptionSetId: '/des' } } }
    const data = { encryption: { dataDiskImages: [{ lun: 1, diskEncryptionSetId: '/des' }] } }
    expect(told(put(os, {}))).toBe('400 InvalidParameter')
    expect(at(put({}, data), 'error.message')).toBe(
      "A disk encryption set is required for disk 'LUN 1' in target region 'westeurope' since disk encryption set '/des' is " +
        "used for the corresponding disk in region 'northeurope'",
    )
    expect([told(put(os, os)), told(put({}, {}))]).toEqual(['201', '201'])
  })

  it('A machine, a managed image or a gallery version of another subscription is refused when any of its disks has a disk encryption set.', () => {
    const boot = { boot: { nodeAgentSkuIds: ['batch.node.ubuntu 24.04'] } }
    const elsewhere = (path: string, properties: Readonly<Record<string, unknown>>) => ({
      id: computeId('builds', path).replace(SUBSCRIPTION, OTHER_SUBSCRIPTION),
      location: 'westeurope',
      properties,
      sandbox: boot,
    })
    const statuses = ['OSState/generalized', 'PowerState/deallocated'].map((code) => ({ code }))
    const put = (isSealed: boolean) => {
      const sealed = isSealed && { diskEncryptionSet: { id: '/des' } }
      const machine = elsewhere('virtualMachines/other', {
        storageProfile: {
          osDisk: { osType: 'Linux', managedDisk: { id: DISK } },
          dataDisks: [{ lun: 0, managedDisk: { id: DISK, ...sealed } }],
        },
        instanceView: { hyperVGeneration: 'V2', statuses },
      })
      const osDisk = { osType: 'Linux', osState: 'Generalized' }
      const storageProfile = { osDisk, dataDisks: [{ lun: 0, ...sealed }] }
      const image = elsewhere('images/other', { hyperVGeneration: 'V2', storageProfile })
      const [ubuntu] = SEED.imageDefinitions ?? []
      const made = { ...ubuntu?.properties }
      const targetRegions = [
        { name: 'westeurope', encryption: { osDiskImage: isSealed ? { diskEncryptionSetId: '/des' } : {} } },
      ]
      const version = elsewhere('galleries/other/images/u/versions/1.0.0', {
        publishingProfile: { targetRegions },
        storageProfile: { source: { id: image.id } },
      })
      const api = computeSandbox({
        ...SEED,
        virtualMachines: [...(SEED.virtualMachines ?? []), machine],
        images: [...(SEED.images ?? []), image],
        galleries: [...(SEED.galleries ?? []), elsewhere('galleries/other', {})],
        imageDefinitions: [...(SEED.imageDefinitions ?? []), elsewhere('galleries/other/images/u', made)],
        imageVersions: [...(SEED.imageVersions ?? []), version],
      })
      const whole = [{ virtualMachineId: machine.id }, { id: image.id }, { id: version.id }]
      return whole.map((source, index) =>
        told(api.put(`${UBUNTU}/versions/2.0.${index}`, versionBody({}, { storageProfile: { source } }))),
      )
    }
    expect(put(true)).toEqual(['400 InvalidParameter', '400 InvalidParameter', '400 InvalidParameter'])
    expect(put(false)).toEqual(['201', '201', '201'])
  })

  it('A snapshot that is still being copied from another region, and a disk that waits for its upload, are refused as sources.', () => {
    const put = (properties: object) => {
      const id = computeId('builds', 'snapshots/copy')
      const boot = { boot: { nodeAgentSkuIds: ['batch.node.ubuntu 24.04'] } }
      const entry = {
        id,
        location: 'westeurope',
        properties: { osType: 'Linux', hyperVGeneration: 'V2', ...properties },
      }
      const api = computeSandbox({ ...SEED, snapshots: [...(SEED.snapshots ?? []), { ...entry, sandbox: boot }] })
      const image = api.put(computeId('builds', 'images/of-it'), {
        location: 'westeurope',
        properties: {
          hyperVGeneration: 'V2',
          storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', snapshot: { id } } },
        },
      })
      const version = api.put(`${UBUNTU}/versions/2.0.0`, versionBody({}, { storageProfile: osDisk({ id }) }))
      return [told(version), told(image)]
    }
    const creationData = { createOption: 'CopyStart', sourceResourceId: SNAPSHOT }
    const refused = ['409 OperationNotAllowed', '409 OperationNotAllowed']
    expect(put({ creationData, completionPercent: 37 })).toEqual(refused)
    expect(put({ creationData, completionPercent: 100 })).toEqual(['201', '201'])
    expect(put({ creationData: { createOption: 'Upload' }, diskState: 'ReadyToUpload' })).toEqual(refused)
    expect(put({ creationData: { createOption: 'Upload' }, diskState: 'Unattached' })).toEqual(['201', '201'])
  })
})
