import { describe, expect, it } from '@jest/globals'
import type { ComputeSeed } from '../../sandbox/compute/seed.ts'
import {
  at,
  BUILD,
  computeId,
  computeSandbox,
  GALLERY,
  GROUP_PUBLISHER,
  OTHER_SUBSCRIPTION,
  SEED,
  SUBSCRIPTION,
  target,
  told,
  UBUNTU,
  VERSION,
  versionBody,
} from './compute-world.ts'

const MACHINE = computeId('builds', 'virtualMachines/builder')
const DISK = computeId('builds', 'disks/builder-os')
const SNAPSHOT = computeId('builds', 'snapshots/builder-os-snapshot')
const ACCOUNT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/builds/providers/Microsoft.Storage/storageAccounts/renderbuilds`
const VHD = { uri: 'https://renderbuilds.blob.core.windows.net/vhds/ubuntu.vhd', storageAccountId: ACCOUNT }

/** The seed and a machine like its builder, with other properties. */
function withMachine(name: string, properties: object): ComputeSeed {
  const [builder] = SEED.virtualMachines ?? []
  const id = computeId('builds', `virtualMachines/${name}`)
  const machine = { id, location: 'westeurope', properties: { ...builder?.properties, ...properties } }
  return { ...SEED, virtualMachines: [...(SEED.virtualMachines ?? []), machine] }
}

function from(storageProfile: object, more: object = {}) {
  return { ...versionBody({}, { storageProfile }), ...more }
}

describe('sources of an image version', () => {
  it('A version is made from a managed image, a gallery version, a virtual machine, a disk, a snapshot or a VHD.', () => {
    const sources = [
      { source: { id: BUILD } },
      { source: { id: `${UBUNTU}/versions/1.0.0` } },
      { source: { virtualMachineId: MACHINE } },
      { osDiskImage: { source: { id: DISK } } },
      { osDiskImage: { source: { id: SNAPSHOT }, hostCaching: 'ReadOnly' } },
      { osDiskImage: { source: VHD } },
    ]
    for (const storageProfile of sources) {
      const created = computeSandbox().put(VERSION, from(storageProfile))
      expect([created.status, at(created, 'properties.storageProfile')]).toMatchObject([201, storageProfile])
    }
    const withData = {
      osDiskImage: { source: { id: SNAPSHOT } },
      dataDiskImages: [{ lun: 3, source: { id: DISK } }],
    }
    expect(at(computeSandbox().put(VERSION, from(withData)), 'properties.storageProfile.dataDiskImages')).toEqual([
      { lun: 3, sizeInGB: 30, hostCaching: 'None', source: { id: DISK } },
    ])
  })

  it('A source that is not there, or is in another region, is refused.', () => {
    const api = computeSandbox()
    for (const name of ['none', 'elsewhere']) {
      const id = computeId('builds', `images/${name}`)
      const refused = api.put(VERSION, from({ source: { id } }))
      expect([told(refused), at(refused, 'error.message')]).toEqual([
        '404 ResourceNotFound',
        `Source '${id}' is not found. Please check source exists, and is in the same region as gallery image version being ` +
          'created.',
      ])
    }
    const blob = { uri: VHD.uri.replace('ubuntu', 'none'), storageAccountId: ACCOUNT }
    expect(told(api.put(VERSION, from({ osDiskImage: { source: blob } })))).toBe('404 ResourceNotFound')
    const community = { source: { communityGalleryImageId: '/CommunityGalleries/x/Images/y/Versions/1.0.0' } }
    expect(told(api.put(VERSION, from(community)))).toBe('404 ResourceNotFound')
  })

  it('A source named in the wrong field, or twice, is refused.', () => {
    const api = computeSandbox()
    const wrong = [
      { source: { id: DISK } },
      { source: { id: UBUNTU } },
      { source: { id: 'build-2' } },
      { source: { virtualMachineId: BUILD } },
      { source: { id: BUILD, virtualMachineId: MACHINE } },
      { source: { id: BUILD }, osDiskImage: { source: { id: DISK } } },
      { osDiskImage: { source: { id: BUILD } } },
      { dataDiskImages: [{ lun: 0, source: { id: DISK } }] },
      { osDiskImage: { source: { id: DISK } }, dataDiskImages: [{ lun: 0, source: { id: DISK } }] },
      {},
    ]
    for (const storageProfile of wrong) {
      expect(told(api.put(VERSION, from(storageProfile)))).toBe('400 InvalidParameter')
    }
    expect(told(api.put(VERSION, { location: 'westeurope' }))).toBe('400 InvalidParameter')
  })

  it('A virtual machine is named in the field that its api-version has for it.', () => {
    const api = computeSandbox()
    expect(told(api.put(VERSION, from({ source: { id: MACHINE } })))).toBe('400 InvalidParameter')
    const old = api.put(VERSION, from({ source: { id: MACHINE } }), { version: '2022-03-03' })
    expect([old.status, at(old, 'properties.storageProfile.source')]).toEqual([201, { id: MACHINE }])
    expect(at(api.get(VERSION), 'properties.storageProfile.source')).toEqual({ virtualMachineId: MACHINE })
  })

  it('A gallery version without a replica in the location of the new version is refused.', () => {
    const api = computeSandbox()
    const source = { source: { id: `${UBUNTU}/versions/1.0.0` } }
    const sweden = { location: 'swedencentral' }
    expect(told(api.put(VERSION, from(source, sweden)))).toBe('404 ResourceNotFound')
    expect(told(api.put(VERSION, from(source, { location: 'northeurope' })))).toBe('201')
  })

  it('A source of another operating system, state, generation, architecture or plan than the definition is refused.', () => {
    const api = computeSandbox()
    const message = (name: string, storageProfile: object = { source: { id: BUILD } }) =>
      at(api.put(`${GALLERY}/images/${name}/versions/1.0.0`, from(storageProfile)), 'error.message')
    expect(message('specialized')).toBe(
      `Cannot create Gallery Image Version from: '${BUILD}' since the OS State in the parent gallery image ` +
        "('Specialized') is not 'Generalized'.",
    )
    expect(message('windows')).toMatch(
      "has a different OS type ['Linux'] than the parent gallery image OS type ['Windows']",
    )
    expect(message('legacy')).toMatch("has a different Hypervisor generation ['V2'] than the parent gallery image")
    expect(message('arm', { source: { id: `${UBUNTU}/versions/1.0.0` } })).toMatch("CPU architecture ['x64']")
    expect(message('planned', { source: { virtualMachineId: MACHINE } })).toMatch("has a different plan ['null']")
    expect(message('empty', { source: { virtualMachineId: computeId('builds', 'virtualMachines/running') } })).toMatch(
      "('Generalized') is not 'Specialized'",
    )
  })

  it('A managed image feeds a second version only when the first has been replicated.', () => {
    const api = computeSandbox()
    api.put(VERSION, versionBody())
    const next = `${UBUNTU}/versions/3.0.0`
    expect(told(api.put(next, versionBody()))).toBe('409 Conflict')
    api.minutes(10)
    expect(told(api.put(next, versionBody()))).toBe('201')
  })

  it('A caller without the right on the source is refused with LinkedAuthorizationFailed.', () => {
    const api = computeSandbox()
    const refused = api.put(VERSION, versionBody(), { as: GROUP_PUBLISHER })
    expect([told(refused), at(refused, 'error.message')]).toEqual([
      '403 LinkedAuthorizationFailed',
      `The client '${GROUP_PUBLISHER}' with object id '${GROUP_PUBLISHER}' has permission to perform action ` +
        `'Microsoft.Compute/galleries/images/versions/write' on scope '${VERSION}'; however, it does not have permission ` +
        `to perform action(s) 'Microsoft.Compute/images/read' on the linked scope(s) '${BUILD}' (respectively) or the ` +
        'linked scope(s) are invalid.',
    ])
    const own = from({ source: { id: `${UBUNTU}/versions/1.0.0` } })
    expect(told(api.put(VERSION, own, { as: GROUP_PUBLISHER }))).toBe('201')
    const regions = { publishingProfile: { targetRegions: [target('westeurope', 3), target('northeurope')] } }
    expect(told(api.patch(`${UBUNTU}/versions/1.0.0`, { properties: regions }, { as: GROUP_PUBLISHER }))).toBe('200')
  })

  it('A virtual machine with an ephemeral, an unmanaged or an Ultra disk is refused.', () => {
    const message = (storageProfile: object) => {
      const api = computeSandbox(withMachine('odd', { storageProfile }))
      const refused = api.put(
        VERSION,
        from({ source: { virtualMachineId: computeId('builds', 'virtualMachines/odd') } }),
      )
      return `${told(refused)}: ${at(refused, 'error.message')}`.replace(/'[^']*virtualMachines[^']*'/, 'IT')
    }
    const imageReference = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }
    const managed = { osType: 'Linux', managedDisk: { id: DISK } }
    const profile = (osDisk: object, ...dataDisks: object[]) => ({ imageReference, osDisk, dataDisks })
    const ultra = { lun: 0, managedDisk: { id: 'ultra', storageAccountType: 'UltraSSD_LRS' } }
    expect(message(profile({ ...managed, diffDiskSettings: { option: 'Local' } }))).toBe(
      '400 InvalidParameter: Source virtual machine IT cannot contain an ephemeral OS disk.',
    )
    const unmanaged = '400 InvalidParameter: Source virtual machine IT must be created from Managed Disks.'
    expect(message(profile({ osType: 'Linux', vhd: { uri: VHD.uri } }))).toBe(unmanaged)
    expect(message(profile(managed, { lun: 0, vhd: { uri: VHD.uri } }))).toBe(unmanaged)
    expect(message(profile(managed, ultra))).toBe(
      "400 InvalidParameter: Source virtual machine IT cannot contain disk ['ultra'] stored in an UltraSSD account type.",
    )
  })

  it('An Ultra disk is no source of a version, whether it is a data disk that is given or one of a machine.', () => {
    const ultra = computeId('builds', 'disks/ultra')
    const fast = { id: ultra, location: 'westeurope', sku: { name: 'UltraSSD_LRS' }, properties: { diskSizeGB: 64 } }
    const storageProfile = {
      imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
      osDisk: { osType: 'Linux', managedDisk: { id: DISK } },
      dataDisks: [{ lun: 0, managedDisk: { id: ultra } }],
    }
    const seed = withMachine('odd', { storageProfile })
    const api = computeSandbox({ ...seed, disks: [...(seed.disks ?? []), fast] })
    const sources = [
      { source: { virtualMachineId: computeId('builds', 'virtualMachines/odd') } },
      { osDiskImage: { source: { id: DISK } }, dataDiskImages: [{ lun: 0, source: { id: ultra } }] },
    ]
    for (const source of sources) {
      const refused = api.put(VERSION, from(source))
      expect(told(refused)).toBe('400 InvalidParameter')
      expect(at(refused, 'error.message')).toContain('UltraSSD')
    }
  })

  it('A deallocated virtual machine does not tell of which type its disks are; the disks do.', () => {
    const type = (...codes: string[]) => {
      const statuses = codes.map((code) => ({ code }))
      const api = computeSandbox(withMachine('told', { instanceView: { hyperVGeneration: 'V2', statuses } }))
      const machine = api.get(computeId('builds', 'virtualMachines/told'))
      return at(machine, 'properties.storageProfile.osDisk.managedDisk.storageAccountType')
    }
    expect(type('PowerState/running')).toBe('Premium_LRS')
    expect(type('PowerState/deallocated')).toBeUndefined()
    const sku = { name: 'Premium_LRS' }
    const disk = { id: computeId('builds', 'disks/told'), location: 'westeurope', sku, properties: { diskSizeGB: 64 } }
    const api = computeSandbox({ ...SEED, disks: [...(SEED.disks ?? []), disk] })
    expect(at(api.get(disk.id), 'sku.name')).toBe('Premium_LRS')
  })

  it('A virtual machine that is not deallocated is refused.', () => {
    const put = (...codes: string[]) => {
      const statuses = ['OSState/generalized', ...codes].map((code) => ({ code }))
      const api = computeSandbox(withMachine('half', { instanceView: { hyperVGeneration: 'V2', statuses } }))
      return api.put(VERSION, from({ source: { virtualMachineId: computeId('builds', 'virtualMachines/half') } }))
    }
    for (const state of ['PowerState/running', 'PowerState/stopped', 'PowerState/deallocating']) {
      const refused = put(state)
      expect([told(refused), at(refused, 'error.message')]).toEqual([
        '409 OperationNotAllowed',
        "The operation 'Create Gallery Image Version' requires the Virtual Machine 'half' to be deallocated, and its power " +
          `state is '${state}'.`,
      ])
    }
    expect(told(put('PowerState/deallocated'))).toBe('201')
    expect(told(put())).toBe('201')
    const running = from({ source: { virtualMachineId: computeId('builds', 'virtualMachines/running') } })
    expect(told(computeSandbox().put(`${GALLERY}/images/specialized/versions/1.0.0`, running))).toBe(
      '409 OperationNotAllowed',
    )
  })

  it('A managed image that is still being made feeds no version.', () => {
    const api = computeSandbox()
    const image = computeId('builds', 'images/new')
    const properties = { sourceVirtualMachine: { id: MACHINE }, hyperVGeneration: 'V2' }
    expect(api.put(image, { location: 'westeurope', properties }).status).toBe(201)
    expect(told(api.put(VERSION, from({ source: { id: image } })))).toBe('409 Conflict')
    api.minutes(2)
    expect(told(api.put(VERSION, from({ source: { id: image } })))).toBe('201')
  })

  it('A source of another subscription is refused when it is encrypted with a key of its own, be it a data disk.', () => {
    const other = (name: string, properties: object) => ({
      id: computeId('builds', `snapshots/${name}`).replace(SUBSCRIPTION, OTHER_SUBSCRIPTION),
      location: 'westeurope',
      properties: { osType: 'Linux', hyperVGeneration: 'V2', diskSizeGB: 30, ...properties },
      sandbox: { boot: { nodeAgentSkuIds: ['batch.node.ubuntu 24.04'] } },
    })
    const plain = other('plain', { encryption: { type: 'EncryptionAtRestWithPlatformKey' } })
    const locked = other('locked', { encryption: { type: 'EncryptionAtRestWithCustomerKey' } })
    const api = computeSandbox({ ...SEED, snapshots: [...(SEED.snapshots ?? []), plain, locked] })
    const put = (osDisk: string, dataDisk: string) => {
      const dataDiskImages = [{ lun: 0, source: { id: dataDisk } }]
      return api.put(VERSION, from({ osDiskImage: { source: { id: osDisk } }, dataDiskImages }))
    }
    expect(at(put(locked.id, plain.id), 'error.message')).toMatch(
      `Encrypted source: '${locked.id}' is in a different subscription ID than the current gallery image version`,
    )
    expect(told(put(plain.id, locked.id))).toBe('400 InvalidParameter')
    expect(told(put(plain.id, SNAPSHOT))).toBe('201')
  })

  it('A VHD needs its storage account, and one that fits its URL.', () => {
    const api = computeSandbox()
    const put = (source: object, version?: string) =>
      told(api.put(VERSION, from({ osDiskImage: { source } }), version === undefined ? {} : { version }))
    expect(put({ uri: VHD.uri })).toBe('400 InvalidParameter')
    expect(put({ uri: VHD.uri, id: ACCOUNT })).toBe('400 InvalidParameter')
    expect(put({ ...VHD, storageAccountId: `${ACCOUNT}2` })).toBe('400 InvalidParameter')
    expect(put({ ...VHD, uri: `${VHD.uri}?sv=2024&sig=x` })).toBe('400 InvalidParameter')
    expect(put({ ...VHD, storageAccountId: ACCOUNT.replace('/builds/', '/images/') })).toBe('404 ResourceNotFound')
    expect(put({ uri: VHD.uri, id: ACCOUNT }, '2022-03-03')).toBe('201')
  })

  it('A VHD is read with the keys of its account, and only in the region of that.', () => {
    const api = computeSandbox()
    const vhd = { osDiskImage: { source: VHD } }
    const refused = api.put(VERSION, from(vhd), { as: GROUP_PUBLISHER })
    expect([told(refused), at(refused, 'error.message')]).toEqual([
      '403 LinkedAuthorizationFailed',
      expect.stringContaining(
        `perform action(s) 'Microsoft.Storage/storageAccounts/listKeys/action' on the linked scope(s) '${ACCOUNT}'`,
      ),
    ])
    expect(told(api.put(VERSION, from(vhd, { location: 'northeurope' })))).toBe('404 ResourceNotFound')
    const data = { osDiskImage: { source: { id: SNAPSHOT } }, dataDiskImages: [{ lun: 0, source: VHD }] }
    expect(told(api.put(VERSION, from(data)))).toBe('201')
  })

  it('The storage account of a VHD tells where it is.', () => {
    const api = computeSandbox()
    expect(api.get(ACCOUNT).body).toMatchObject({
      id: ACCOUNT,
      name: 'renderbuilds',
      type: 'Microsoft.Storage/storageAccounts',
      location: 'westeurope',
      properties: { primaryEndpoints: { blob: 'https://renderbuilds.blob.core.windows.net/' } },
    })
    expect(told(api.get(ACCOUNT, { as: GROUP_PUBLISHER }))).toBe('403 AuthorizationFailed')
    const none = api.get(`${ACCOUNT}2`)
    expect([told(none), at(none, 'error.message')]).toEqual([
      '404 ResourceNotFound',
      expect.stringContaining("The Resource 'Microsoft.Storage/storageAccounts/renderbuilds2' under resource group"),
    ])
  })
})
