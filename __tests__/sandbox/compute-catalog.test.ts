import { describe, expect, it } from '@jest/globals'
import type { ComputeSeed } from '../../sandbox/compute/seed.ts'
import { bareCompute, MINUTE, START } from './compute-service.ts'
import { at, computeId, computeSandbox, GALLERY, replication, SEED, told, UBUNTU } from './compute-world.ts'

const OLD = `${UBUNTU}/versions/1.0.0`
function version(name: string, profile: object, more: object = {}) {
  const source = { id: computeId('builds', 'images/build-1') }
  const publishingProfile = { storageAccountType: 'Standard_LRS', ...profile }
  return {
    id: `${UBUNTU}/versions/${name}`,
    location: 'westeurope',
    properties: { publishingProfile, storageProfile: { source } },
    ...more,
  }
}

describe('what Batch sees of an image', () => {
  it('Batch sees the replicas that are ready in its region at that instant.', () => {
    const { images, send } = bareCompute(SEED)
    expect(images.imageFacts(OLD, 'westeurope', START)).toEqual({
      imageVersionId: OLD,
      osDiskGb: 30,
      location: 'westeurope',
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      securityType: 'Standard',
      diskControllers: ['SCSI'],
      purchasePlan: '',
      basePurchasePlan: '',
      readyReplicas: 2,
      boot: { outcome: 'healthy', bootSeconds: 150, nodeAgentSkuIds: ['batch.node.ubuntu 24.04'] },
    })
    expect(images.imageFacts(OLD, 'eastus', START)?.readyReplicas).toBe(0)
    const targetRegions = [{ name: 'westeurope', regionalReplicaCount: 4 }]
    send('PATCH', OLD, { properties: { publishingProfile: { targetRegions } } }, START)
    const ready = [0, 1, 2].map(
      (minutes) => images.imageFacts(OLD, 'West Europe', START + minutes * MINUTE)?.readyReplicas,
    )
    expect(ready).toEqual([2, 3, 4])
    expect(images.imageFacts(computeId('builds', 'images/build-1'), 'westeurope', START)).toBeUndefined()
  })

  it('A definition stands for its latest version: highest by number, usable in the region, not excluded there.', () => {
    const west = { targetRegions: [{ name: 'westeurope' }] }
    const { images } = bareCompute({
      ...SEED,
      imageVersions: [
        version('9.0.0', west),
        version('10.0.0', {
          targetRegions: [{ name: 'westeurope' }, { name: 'northeurope', excludeFromLatest: true }],
        }),
        version('11.0.0', { ...west, excludeFromLatest: true }),
        version('12.0.0', west, { sandbox: { writtenMinutesAgo: 1 } }),
        version('8.0.0', { targetRegions: [{ name: 'westeurope' }, { name: 'northeurope' }] }),
      ],
    })
    const latest = (region: string) => images.imageFacts(UBUNTU, region, START)?.imageVersionId
    expect(latest('westeurope')).toBe(`${UBUNTU}/versions/10.0.0`)
    expect(latest('northeurope')).toBe(`${UBUNTU}/versions/8.0.0`)
    expect(latest('eastus')).toBeUndefined()
    expect(images.imageFacts(UBUNTU, 'westeurope', START + 60 * MINUTE)?.imageVersionId).toBe(
      `${UBUNTU}/versions/12.0.0`,
    )
  })

  it('A region that says nothing of its own is excluded from latest when its version is, also by a later patch that copies nothing.', () => {
    const own = { name: 'northeurope', excludeFromLatest: false }
    const publishing = { targetRegions: [{ name: 'westeurope' }, own], excludeFromLatest: true }
    const { images, send } = bareCompute({ ...SEED, imageVersions: [version('9.0.0', publishing)] })
    const id = `${UBUNTU}/versions/9.0.0`
    const seen = (after: number) => {
      const { body } = send('GET', id, undefined, START + after)
      const told = [...JSON.stringify(body).matchAll(/"excludeFromLatest":(true|false)/g)].map(([, value]) => value)
      return [...told, images.imageFacts(UBUNTU, 'westeurope', START + after)?.imageVersionId]
    }
    const say = (excludeFromLatest: boolean, after: number) =>
      send('PATCH', id, { properties: { publishingProfile: { excludeFromLatest } } }, START + after)
    expect(seen(0)).toEqual(['true', 'false', 'true', undefined])
    say(false, 0)
    expect(seen(0)).toEqual(['false', 'false', 'false', id])
    say(true, MINUTE)
    expect(seen(MINUTE)).toEqual(['true', 'false', 'true', undefined])
  })

  it('Nodes boot as the nearest source says, and the node agent follows from the marketplace image.', () => {
    const [image, ...images] = SEED.images ?? []
    if (image === undefined) throw new Error('the seed has no image')
    const sick = { ...image, sandbox: { boot: { outcome: 'never-joins' as const, bootSeconds: 300 } } }
    const boot = (seed: ComputeSeed) => bareCompute(seed).images.imageFacts(OLD, 'westeurope', START)?.boot
    expect(boot({ ...SEED, images: [sick, ...images] })).toEqual({
      outcome: 'never-joins',
      bootSeconds: 300,
      nodeAgentSkuIds: ['batch.node.ubuntu 24.04'],
    })
    const seeded = version('1.0.0', {}, { sandbox: { boot: { outcome: 'start-task-fails', nodeAgentSkuIds: ['a'] } } })
    expect(boot({ ...SEED, images: [sick, ...images], imageVersions: [seeded] })).toEqual({
      outcome: 'start-task-fails',
      bootSeconds: 300,
      nodeAgentSkuIds: ['a'],
    })
  })

  it('A version that is being deleted is none.', () => {
    const { images, send } = bareCompute(SEED)
    send('DELETE', OLD, undefined, START)
    expect(images.imageFacts(OLD, 'westeurope', START)).toBeUndefined()
    expect(images.imageFacts(UBUNTU, 'westeurope', START)).toBeUndefined()
  })
})

describe('seeds of compute', () => {
  it('A world may start in the middle of a publish, or with a failed region.', () => {
    const targetRegions = [{ name: 'westeurope' }, { name: 'northeurope' }]
    const young = version('2.0.0', { targetRegions }, { sandbox: { writtenMinutesAgo: 15 } })
    const broken = version('3.0.0', { targetRegions }, { sandbox: { failedRegions: ['North Europe'] } })
    const api = computeSandbox({ ...SEED, imageVersions: [young, broken] })
    expect(replication(api, young.id)).toEqual(['West Europe Completed 100', 'North Europe Replicating 50'])
    expect(told(api.patch(young.id, {}))).toBe('409 Conflict')
    expect(replication(api, broken.id)).toEqual(['West Europe Completed 100', 'North Europe Failed 0'])
    const expanded = api.get(broken.id, { query: '&$expand=ReplicationStatus' })
    expect(at(expanded, 'properties.replicationStatus.summary.1.details')).toBe('Failed with internal server error.')
    expect(api.get(broken.id).body).toMatchObject({ properties: { provisioningState: 'Failed' } })
    api.minutes(5)
    expect(api.get(young.id).body).toMatchObject({ properties: { provisioningState: 'Succeeded' } })
  })

  it('Mistakes in a world are told all at once, with the id that each is in.', () => {
    const orphan = { ...version('1.0.0', {}), id: `${GALLERY}/images/none/versions/1.0.0` }
    const unknown = { id: computeId('builds', 'images/bare'), location: 'westeurope', properties: {} }
    const misspelt = { ...unknown, id: computeId('builds', 'disks/x'), sandbox: JSON.parse('{ "bot": {} }') }
    const lost = { ...unknown, id: computeId('builds', 'snapshots/y'), location: 'atlantis' }
    const replication = { regions: { atlantis: { failedAttempts: 1 } } }
    const seed: ComputeSeed = {
      galleries: [{ id: UBUNTU, location: 'westeurope' }],
      imageVersions: [orphan],
      images: [unknown],
      disks: [misspelt],
      snapshots: [lost],
      blobs: ['westeurope', 'northeurope'].map((location) => ({
        uri: `https://vhds.blob.core.windows.net/all/${location}.vhd`,
        storageAccountId: computeId('builds', 'disks/x').replace('Compute/disks', 'Storage/storageAccounts'),
        location,
      })),
      sandbox: { replication },
    }
    const load = () => bareCompute(seed)
    expect(load).toThrow("sandbox.replication.regions names 'atlantis', which is no region of this world")
    expect(load).toThrow(`${UBUNTU}: galleries[0] is not a Microsoft.Compute/galleries`)
    expect(load).toThrow(`${orphan.id}: its image definition does not exist`)
    expect(load).toThrow(`${unknown.id}: its base image is not known, so it must say sandbox.boot.nodeAgentSkuIds`)
    expect(load).toThrow(`${misspelt.id}: Could not find member 'bot' on object of type 'sandbox'`)
    expect(load).toThrow(`${lost.id}: its location 'atlantis' is no region of this world`)
    expect(load).toThrow("blobs[1] is in 'northeurope' and another VHD of its storage account in 'westeurope'")
  })
})
