import { describe, expect, it } from '@jest/globals'
import type { ComputeSeed, SeedResource } from '../../sandbox/compute/seed.ts'
import type { ImageFacts } from '../../sandbox/service.ts'
import { bareCompute, MINUTE, START } from './compute-service.ts'
import { BUILD, computeId, GALLERY, SEED, UBUNTU, versionBody } from './compute-world.ts'

const OLD = `${UBUNTU}/versions/1.0.0`
const MADE = `${UBUNTU}/versions/2.0.0`
const MACHINE = computeId('builds', 'virtualMachines/builder')
const DISK = computeId('builds', 'disks/builder-os')
const SNAPSHOT = computeId('builds', 'snapshots/builder-os-snapshot')
const ENCRYPTED = { encryptionSettingsCollection: { enabled: true, encryptionSettingsVersion: '1.1' } }
const EXTENSION = {
  name: 'monitor',
  properties: { publisher: 'Microsoft.Azure.Monitor', type: 'AzureMonitorLinuxAgent' },
}

/** The seed with members of one resource changed, wherever it is listed. */
function changed(id: string, change: (resource: SeedResource) => SeedResource, seed: ComputeSeed = SEED): ComputeSeed {
  const all = (resources: readonly SeedResource[] = []) => resources.map((one) => (one.id === id ? change(one) : one))
  return {
    ...seed,
    imageDefinitions: all(seed.imageDefinitions),
    images: all(seed.images),
    virtualMachines: all(seed.virtualMachines),
    disks: all(seed.disks),
    snapshots: all(seed.snapshots),
  }
}

function withProperties(id: string, properties: object, seed: ComputeSeed = SEED): ComputeSeed {
  return changed(id, (one) => ({ ...one, properties: { ...one.properties, ...properties } }), seed)
}

function withOsDisk(id: string, members: object, seed: ComputeSeed = SEED): ComputeSeed {
  return changed(
    id,
    (one) => {
      const storageProfile = Object(one.properties?.['storageProfile'])
      const osDisk = { ...storageProfile.osDisk, ...members }
      return { ...one, properties: { ...one.properties, storageProfile: { ...storageProfile, osDisk } } }
    },
    seed,
  )
}

/** The version that a body makes, once it is replicated. */
function made(seed: ComputeSeed, storageProfile: object): ImageFacts | undefined {
  const { images, send } = bareCompute(seed)
  expect(send('PUT', MADE, versionBody({}, { storageProfile })).status).toBe(201)
  return images.imageFacts(MADE, 'westeurope', START + 60 * MINUTE)
}

describe('requirements of Batch on an image', () => {
  const withExtension = changed(MACHINE, (one) => ({ ...one, resources: [EXTENSION] }))
  const chains = [
    {
      of: 'a managed image of an encrypted machine',
      seed: withOsDisk(MACHINE, { encryptionSettings: { enabled: true } }),
    },
    { of: 'a managed image of a machine with an encrypted disk', seed: withProperties(DISK, ENCRYPTED) },
    { of: 'a managed image of a machine with an extension', seed: withExtension },
    {
      of: 'a disk that is encrypted',
      seed: withProperties(DISK, ENCRYPTED),
      storageProfile: { osDiskImage: { source: { id: DISK } } },
    },
    {
      of: 'a snapshot of an encrypted disk',
      seed: withProperties(DISK, ENCRYPTED),
      storageProfile: { osDiskImage: { source: { id: SNAPSHOT } } },
    },
    {
      of: 'a snapshot that is encrypted',
      seed: withProperties(SNAPSHOT, ENCRYPTED),
      storageProfile: { osDiskImage: { source: { id: SNAPSHOT } } },
    },
    {
      of: 'a machine with an extension',
      seed: withExtension,
      storageProfile: { source: { virtualMachineId: MACHINE } },
    },
    { of: 'a gallery version of such an image', seed: withExtension, storageProfile: { source: { id: OLD } } },
  ]
  it('Nodes never join from an image whose OS disk was encrypted in the guest, or whose machine had extensions.', () => {
    for (const { of, seed, storageProfile = { source: { id: BUILD } } } of chains) {
      expect([of, made(seed, storageProfile)?.boot.outcome]).toEqual([of, 'never-joins'])
      expect([of, made(SEED, storageProfile)?.boot.outcome]).toEqual([of, 'healthy'])
    }
    const viewed = withProperties(MACHINE, {
      instanceView: { statuses: [{ code: 'OSState/generalized' }], extensions: [{ name: 'monitor' }] },
    })
    expect(made(viewed, { source: { id: BUILD } })?.boot.outcome).toBe('never-joins')
    const unencrypted = withProperties(DISK, { encryptionSettingsCollection: { enabled: false } })
    expect(made(unencrypted, { source: { id: BUILD } })?.boot.outcome).toBe('healthy')
  })

  it('Nodes never join from an image with a data disk that was encrypted in the guest.', () => {
    const assets = computeId('builds', 'disks/assets')
    const copy = computeId('builds', 'snapshots/assets')
    const properties = { diskSizeGB: 64, creationData: { createOption: 'Empty' }, ...ENCRYPTED }
    const dataDisks = [{ lun: 0, managedDisk: { id: assets } }]
    const resource = (id: string, more: object = {}) => ({
      id,
      location: 'westeurope',
      properties: { ...properties, ...more },
    })
    const profile = Object(SEED.virtualMachines?.find(({ id }) => id === MACHINE)?.properties?.['storageProfile'])
    const outcome = (more: object, storageProfile: object) => {
      const seed = withProperties(MACHINE, { storageProfile: { ...profile, dataDisks } })
      const disks = [...(seed.disks ?? []), resource(assets, more)]
      const snapshots = [...(seed.snapshots ?? []), resource(copy, more)]
      return made({ ...seed, disks, snapshots }, storageProfile)?.boot.outcome
    }
    const single = {
      osDiskImage: { source: { id: SNAPSHOT } },
      dataDiskImages: [{ lun: 0, source: { id: copy } }],
    }
    for (const storageProfile of [{ source: { virtualMachineId: MACHINE } }, single]) {
      expect(outcome({}, storageProfile)).toBe('never-joins')
      expect(outcome({ encryptionSettingsCollection: { enabled: false } }, storageProfile)).toBe('healthy')
    }
  })

  it('What the world says of a nearer source wins over what its origin would come to.', () => {
    const boot = { outcome: 'healthy', bootSeconds: 90 } as const
    const saved = changed(BUILD, (one) => ({ ...one, sandbox: { boot } }), withProperties(DISK, ENCRYPTED))
    expect(made(saved, { source: { id: BUILD } })?.boot).toMatchObject(boot)
    const further = changed(DISK, (one) => ({ ...one, sandbox: { boot } }), withExtension)
    expect(made(further, { source: { id: BUILD } })?.boot.outcome).toBe('never-joins')
  })

  it('How nodes boot is settled when an image or a version is made, whatever becomes of its source.', () => {
    const { images, send } = bareCompute(withProperties(SNAPSHOT, ENCRYPTED))
    const image = computeId('builds', 'images/classic')
    const osDisk = { osType: 'Linux', osState: 'Generalized', snapshot: { id: SNAPSHOT } }
    const body = { location: 'westeurope', properties: { hyperVGeneration: 'V2', storageProfile: { osDisk } } }
    expect(send('PUT', image, body).status).toBe(201)
    const later = START + 10 * MINUTE
    expect(send('PUT', MADE, versionBody({}, { storageProfile: { source: { id: image } } }), later).status).toBe(201)
    expect(send('DELETE', image, undefined, later + 30 * MINUTE).status).toBe(202)
    expect(images.imageFacts(MADE, 'westeurope', later + 90 * MINUTE)?.boot.outcome).toBe('never-joins')
  })

  it('Nodes boot slower where the OS disk is not cached for reading and writing.', () => {
    const seconds = (seed: ComputeSeed, storageProfile: object = { source: { id: BUILD } }) =>
      made(seed, storageProfile)?.boot.bootSeconds
    expect(seconds(SEED)).toBe(150)
    expect(seconds(withOsDisk(BUILD, { caching: 'ReadOnly' }))).toBe(210)
    const snapshot = { source: { id: SNAPSHOT } }
    expect(seconds(SEED, { osDiskImage: snapshot })).toBe(210)
    expect(seconds(SEED, { osDiskImage: { ...snapshot, hostCaching: 'ReadWrite' } })).toBe(150)
    const quick = changed(SNAPSHOT, (one) => ({ ...one, sandbox: { boot: { bootSeconds: 33 } } }))
    expect(seconds(quick, { osDiskImage: snapshot })).toBe(46)
    const [version] = SEED.imageVersions ?? []
    if (version === undefined) throw new Error('the seed has no version')
    const own = { ...withOsDisk(computeId('builds', 'images/build-1'), { caching: 'None' }) }
    const facts = (seed: ComputeSeed) => bareCompute(seed).images.imageFacts(OLD, 'westeurope', START)
    expect(facts(own)?.boot.bootSeconds).toBe(210)
    const told = { ...own, imageVersions: [{ ...version, sandbox: { boot: { bootSeconds: 60 } } }] }
    expect(facts(told)?.boot.bootSeconds).toBe(60)
  })
})

describe('purchase plans behind an image', () => {
  const plan = { name: 'Pro', publisher: 'Contoso', product: 'Render' }
  const bought = changed(MACHINE, (one) => ({ ...one, plan }))

  it('Batch sees the plan of the definition, and that of the marketplace image behind it where the chain tells.', () => {
    const plans = (facts: ImageFacts | undefined) => [facts?.purchasePlan, facts?.basePurchasePlan]
    expect(plans(made(SEED, { source: { id: BUILD } }))).toEqual(['', ''])
    expect(plans(made(bought, { source: { id: BUILD } }))).toEqual(['', 'contoso/render/pro'])
    const onDisk = withProperties(DISK, { purchasePlan: plan })
    expect(plans(made(onDisk, { osDiskImage: { source: { id: SNAPSHOT } } }))).toEqual(['', 'contoso/render/pro'])
    const [blob] = SEED.blobs ?? []
    const vhd = { uri: blob?.uri, storageAccountId: blob?.storageAccountId }
    expect(plans(made(SEED, { osDiskImage: { source: vhd } }))).toEqual(['', undefined])
    const { images, send } = bareCompute(bought)
    const planned = `${GALLERY}/images/planned/versions/1.0.0`
    expect(
      send('PUT', planned, versionBody({}, { storageProfile: { source: { virtualMachineId: MACHINE } } })).status,
    ).toBe(201)
    expect(plans(images.imageFacts(planned, 'westeurope', START))).toEqual(['contoso/render/pro', 'contoso/render/pro'])
  })

  it('A managed image does not tell the plan of its machine, so that Azure refuses no definition for it.', () => {
    const { send } = bareCompute(bought)
    const version = (definition: string) => `${GALLERY}/images/${definition}/versions/1.0.0`
    expect(send('PUT', version('planned'), versionBody()).status).toBe(201)
    const fromMachine = versionBody({}, { storageProfile: { source: { virtualMachineId: MACHINE } } })
    expect(() => send('PUT', version('empty'), fromMachine)).toThrow(
      /has a different plan \['\{"name":"Pro".*\['null'\]/,
    )
    expect(send('PUT', MADE, versionBody(), START + 60 * MINUTE).status).toBe(201)
  })
})
