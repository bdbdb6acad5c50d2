import { describe, expect, it } from '@jest/globals'
import {
  at,
  BUILD,
  computeId,
  computeSandbox,
  GALLERY,
  GROUP_PUBLISHER,
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

  it('A virtual machine with an ephemeral OS disk is refused.', () => {
    const [builder] = SEED.virtualMachines ?? []
    const osDisk = { osType: 'Linux', diffDiskSettings: { option: 'Local' } }
    const storageProfile = {
      imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
      osDisk,
    }
    const properties = { ...builder?.properties, storageProfile }
    const ephemeral = { id: computeId('builds', 'virtualMachines/ephemeral'), location: 'westeurope', properties }
    const api = computeSandbox({ ...SEED, virtualMachines: [...(SEED.virtualMachines ?? []), ephemeral] })
    expect(at(api.put(VERSION, from({ source: { virtualMachineId: ephemeral.id } })), 'error.message')).toBe(
      `Source virtual machine '${ephemeral.id}' cannot contain an ephemeral OS disk.`,
    )
  })

  it('A VHD needs its storage account, and one that fits its URL.', () => {
    const api = computeSandbox()
    const put = (source: object, version?: string) =>
      told(api.put(VERSION, from({ osDiskImage: { source } }), version === undefined ? {} : { version }))
    expect(put({ uri: VHD.uri })).toBe('400 InvalidParameter')
    expect(put({ uri: VHD.uri, id: ACCOUNT })).toBe('400 InvalidParameter')
    expect(put({ ...VHD, storageAccountId: `${ACCOUNT}2` })).toBe('400 InvalidParameter')
    expect(put({ ...VHD, uri: `${VHD.uri}?sv=2024&sig=x` })).toBe('400 InvalidParameter')
    expect(put({ uri: VHD.uri, id: ACCOUNT }, '2022-03-03')).toBe('201')
  })
})
