import { readFile } from 'node:fs/promises'
import tls from 'node:tls'
import { ComputeManagementClient, type GalleryImageVersion } from '@azure/arm-compute'
import { ClientAssertionCredential } from '@azure/identity'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { BUILD, computeId, SEED, worldOf } from './compute-world.ts'

const MINUTE = 60_000

let served: ServedSandbox
let trusted: string[]

/** The client that a workflow would make, in a cloud of its own. */
function client(): ComputeManagementClient {
  const environment = served.environment('own-cloud')
  const credential = new ClientAssertionCredential(
    environment['AZURE_TENANT_ID'] ?? '',
    environment['AZURE_CLIENT_ID'] ?? '',
    () => idToken(environment),
    { authorityHost: served.url, disableInstanceDiscovery: true },
  )
  return new ComputeManagementClient(credential, environment['AZURE_SUBSCRIPTION_ID'] ?? '', {
    endpoint: served.url,
    credentials: { scopes: [`${served.url}/.default`] },
    retryOptions: { maxRetries: 0 },
  })
}

async function idToken(environment: Readonly<Record<string, string>>): Promise<string> {
  const url = `${environment['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=${encodeURIComponent('api://AzureADTokenExchange')}`
  const headers = { authorization: `Bearer ${environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` }
  const answer: unknown = await (await fetch(url, { headers })).json()
  if (typeof answer === 'object' && answer !== null && 'value' in answer) return String(answer.value)
  throw new Error('GitHub gave no token')
}

/** Polls once, lets time pass, and polls to the end: what waits in between is the test, not the client. */
async function settle<T>(
  poller: {
    submitted(): Promise<void>
    poll(): Promise<unknown>
    readonly isDone: boolean
    readonly result: T | undefined
  },
  minutes: number,
): Promise<T | undefined> {
  await poller.submitted()
  await poller.poll()
  expect(poller.isDone).toBe(false)
  served.sandbox.clock.advance(minutes * MINUTE)
  await poller.poll()
  expect(poller.isDone).toBe(true)
  return poller.result
}

const VERSION: GalleryImageVersion = {
  location: 'westeurope',
  publishingProfile: {
    storageAccountType: 'Standard_LRS',
    targetRegions: [
      { name: 'West Europe', regionalReplicaCount: 2 },
      { name: 'North Europe', regionalReplicaCount: 1 },
    ],
  },
  storageProfile: { source: { id: BUILD } },
  safetyProfile: { allowDeletionOfReplicatedLocations: false },
}

beforeAll(async () => {
  const replication = { ...SEED.sandbox?.replication, regions: { eastus: { failedAttempts: 1 } } }
  served = await startSandbox({
    world: worldOf({ ...SEED, sandbox: { ...SEED.sandbox, replication, pageSize: 3 } }),
    rate: 0,
  })
  trusted = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...trusted, await readFile(served.caFile, 'utf8')])
})

beforeEach(() => served.sandbox.reset())

afterAll(async () => {
  tls.setDefaultCACertificates(trusted)
  await served.close()
})

describe('@azure/arm-compute', () => {
  it('publishes a version and follows its replication', async () => {
    const { galleryImageVersions } = client()
    const name = ['images', 'farm', 'ubuntu', '2.0.0'] as const
    const poller = galleryImageVersions.createOrUpdate(...name, VERSION, { updateIntervalInMs: 1 })
    await poller.submitted()
    const half = await galleryImageVersions.get(...name, { expand: 'ReplicationStatus' })
    expect(half.provisioningState).toBe('Creating')
    expect(half.replicationStatus?.summary).toMatchObject([
      { region: 'West Europe', state: 'Replicating', progress: 0 },
      { region: 'North Europe', state: 'Unknown' },
    ])
    const done = await settle(poller, 30)
    expect(done?.provisioningState).toBe('Succeeded')
    expect(done?.publishingProfile?.publishedDate).toEqual(new Date('2026-11-24T09:00:00Z'))
    const base = await galleryImageVersions.get(...name, { expand: 'ValidationProfile' })
    expect(base.validationsProfile?.platformAttributes?.[0]).toEqual({
      name: 'source_image_publisher',
      value: 'canonical',
    })
  })

  it('changes, lists and deletes versions', async () => {
    const { galleryImageVersions } = client()
    const name = ['images', 'farm', 'ubuntu', '1.0.0'] as const
    const targetRegions = [
      { name: 'westeurope', regionalReplicaCount: 3 },
      { name: 'northeurope', regionalReplicaCount: 1 },
    ]
    await settle(galleryImageVersions.update(...name, { publishingProfile: { targetRegions } }), 5)
    const names: (string | undefined)[] = []
    for await (const version of galleryImageVersions.listByGalleryImage('images', 'farm', 'ubuntu'))
      names.push(version.name)
    expect(names).toEqual(['1.0.0'])
    await settle(galleryImageVersions.delete(...name), 5)
    await expect(galleryImageVersions.get(...name)).rejects.toMatchObject({ statusCode: 404, code: 'ResourceNotFound' })
  })

  it('is told why a region failed', async () => {
    const { galleryImageVersions } = client()
    const eastus = { ...VERSION, publishingProfile: { targetRegions: [{ name: 'West Europe' }, { name: 'East US' }] } }
    const poller = galleryImageVersions.createOrUpdate('images', 'farm', 'ubuntu', '2.0.0', eastus)
    await poller.submitted()
    served.sandbox.clock.advance(30 * MINUTE)
    await expect(poller.poll()).rejects.toThrow(
      /ReplicationJobsNotCompleted.*\{region:East US, detail:Failed with internal/,
    )
  })

  it('is refused with the code and words of Azure', async () => {
    const { galleryImageVersions } = client()
    const other = { ...VERSION, storageProfile: { source: { id: computeId('builds', 'images/build-2') } } }
    const refused = galleryImageVersions.createOrUpdate('images', 'farm', 'ubuntu', '1.0.0', other).submitted()
    await expect(refused).rejects.toMatchObject({
      statusCode: 409,
      code: 'PropertyChangeNotAllowed',
      message: "Changing property 'galleryImageVersion.properties.storageProfile.source.id' is not allowed.",
    })
  })

  it('creates a gallery and a definition, and pages through definitions', async () => {
    const { galleries, galleryImages } = client()
    const gallery = await settle(galleries.createOrUpdate('images', 'other', { location: 'westeurope' }), 5)
    expect(gallery?.identifier?.uniqueName).toMatch(/-OTHER$/)
    const definition = await settle(
      galleryImages.createOrUpdate('images', 'other', 'linux', {
        location: 'westeurope',
        osType: 'Linux',
        osState: 'Generalized',
        identifier: { publisher: 'contoso', offer: 'render', sku: 'linux' },
      }),
      5,
    )
    expect(definition).toMatchObject({ hyperVGeneration: 'V2', features: [{ value: 'TrustedLaunchSupported' }] })
    const names: (string | undefined)[] = []
    for await (const { name } of galleryImages.listByGallery('images', 'farm')) names.push(name)
    expect(names).toEqual(['ubuntu', 'legacy', 'windows', 'specialized', 'arm', 'planned', 'empty'])
  })

  it('captures a managed image and walks back to the marketplace', async () => {
    const { images, virtualMachines, disks, snapshots } = client()
    const id = computeId('builds', 'virtualMachines/builder')
    const body = { location: 'westeurope', sourceVirtualMachine: { id }, hyperVGeneration: 'V2' }
    const image = await settle(images.createOrUpdate('builds', 'captured', body), 5)
    expect(image?.storageProfile?.osDisk).toMatchObject({ osState: 'Generalized', osType: 'Linux' })
    const machine = await virtualMachines.get('builds', 'builder', { expand: 'instanceView' })
    expect(machine.storageProfile?.imageReference?.offer).toBe('ubuntu-24_04-lts')
    expect(machine.instanceView?.statuses?.[0]?.code).toBe('OSState/generalized')
    expect((await virtualMachines.instanceView('builds', 'running')).statuses?.[1]?.code).toBe('PowerState/running')
    expect((await disks.get('builds', 'builder-os')).creationData?.imageReference?.id).toMatch(
      '/Offers/ubuntu-24_04-lts/',
    )
    expect((await snapshots.get('builds', 'builder-os-snapshot')).creationData?.createOption).toBe('Copy')
  })
})
