import type { ComputeSeed } from '../../sandbox/compute/seed.ts'
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts'
import type { WireReply } from '../../sandbox/wire.ts'
import { checkWorld, type World } from '../../sandbox/world.ts'

export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555'

/** A second subscription of the same tenant, in which the contributor may do the same. */
export const OTHER_SUBSCRIPTION = '22222222-2222-4333-8444-555555555555'

/** Contributor of both subscriptions. */
export const PUBLISHER = '7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d'

/** Contributor of the resource group `images` alone. */
export const GROUP_PUBLISHER = '2f6e5d4c-3b2a-4190-8f7e-6d5c4b3a2910'

/** Reader of the subscription. */
export const READER = '9c8b7a69-5847-4635-a241-302f1e0d9c8b'

/** Id of a compute resource in a group of the subscription. */
export function computeId(group: string, path: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.Compute/${path}`
}

export const GALLERY = computeId('images', 'galleries/farm')
export const UBUNTU = `${GALLERY}/images/ubuntu`
export const VERSION = `${UBUNTU}/versions/2.0.0`
export const BUILD = computeId('builds', 'images/build-2')

const BOOT = { boot: { nodeAgentSkuIds: ['batch.node.windows amd64'] } }

function definition(name: string, properties: Readonly<Record<string, unknown>>) {
  const identifier = { publisher: 'contoso', offer: 'render', sku: name }
  return {
    id: `${GALLERY}/images/${name}`,
    location: 'westeurope',
    properties: { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier, ...properties },
  }
}

function managedImage(name: string, location: string, machine = 'builder') {
  return {
    id: computeId('builds', `images/${name}`),
    location,
    properties: {
      sourceVirtualMachine: { id: computeId('builds', `virtualMachines/${machine}`) },
      hyperVGeneration: 'V2',
      storageProfile: {
        osDisk: {
          osType: 'Linux',
          osState: 'Generalized',
          diskSizeGB: 30,
          caching: 'ReadWrite',
          managedDisk: { id: computeId('builds', 'disks/builder-os') },
        },
      },
    },
  }
}

function machine(name: string, properties: Readonly<Record<string, unknown>>, statuses: readonly string[]) {
  return {
    id: computeId('builds', `virtualMachines/${name}`),
    location: 'westeurope',
    properties: {
      storageProfile: {
        imageReference: {
          publisher: 'canonical',
          offer: 'ubuntu-24_04-lts',
          sku: 'server',
          version: 'latest',
          exactVersion: '24.04.202611010',
        },
        osDisk: {
          osType: 'Linux',
          caching: 'ReadWrite',
          diskSizeGB: 30,
          managedDisk: { id: computeId('builds', 'disks/builder-os'), storageAccountType: 'Premium_LRS' },
        },
      },
      instanceView: { hyperVGeneration: 'V2', statuses: statuses.map((code) => ({ code })) },
      ...properties,
    },
  }
}

/** What every test of compute starts from. */
export const SEED: ComputeSeed = {
  galleries: [{ id: GALLERY, location: 'westeurope', properties: { description: 'Images of the render farm' } }],
  imageDefinitions: [
    definition('ubuntu', {}),
    definition('legacy', { hyperVGeneration: 'V1' }),
    definition('windows', { osType: 'Windows' }),
    definition('specialized', { osState: 'Specialized' }),
    definition('arm', { architecture: 'Arm64' }),
    definition('planned', { purchasePlan: { name: 'pro', publisher: 'contoso', product: 'render' } }),
    definition('empty', {}),
  ],
  imageVersions: [
    {
      id: `${UBUNTU}/versions/1.0.0`,
      location: 'westeurope',
      properties: {
        publishingProfile: {
          storageAccountType: 'Standard_LRS',
          targetRegions: [
            { name: 'West Europe', regionalReplicaCount: 2 },
            { name: 'North Europe', regionalReplicaCount: 1 },
          ],
        },
        storageProfile: { source: { id: computeId('builds', 'images/build-1') } },
      },
    },
  ],
  images: [
    managedImage('build-1', 'westeurope'),
    managedImage('build-2', 'westeurope'),
    managedImage('elsewhere', 'northeurope'),
  ],
  virtualMachines: [
    machine('builder', {}, ['OSState/generalized', 'ProvisioningState/succeeded', 'PowerState/deallocated']),
    machine('running', {}, ['ProvisioningState/succeeded', 'PowerState/running']),
    machine('trusted', { securityProfile: { securityType: 'TrustedLaunch' } }, ['OSState/generalized']),
  ],
  disks: [
    {
      id: computeId('builds', 'disks/builder-os'),
      location: 'westeurope',
      properties: {
        osType: 'Linux',
        hyperVGeneration: 'V2',
        diskSizeGB: 30,
        creationData: {
          createOption: 'FromImage',
          imageReference: {
            id: `/Subscriptions/${SUBSCRIPTION}/Providers/Microsoft.Compute/Locations/westeurope/Publishers/canonical/ArtifactTypes/VMImage/Offers/ubuntu-24_04-lts/Skus/server/Versions/24.04.202611010`,
          },
        },
      },
    },
    {
      id: computeId('builds', 'disks/huge'),
      location: 'westeurope',
      properties: { osType: 'Linux', hyperVGeneration: 'V2', diskSizeGB: 2520 },
      sandbox: BOOT,
    },
  ],
  snapshots: [
    {
      id: computeId('builds', 'snapshots/builder-os-snapshot'),
      location: 'westeurope',
      properties: {
        osType: 'Linux',
        hyperVGeneration: 'V2',
        diskSizeGB: 30,
        creationData: { createOption: 'Copy', sourceResourceId: computeId('builds', 'disks/builder-os') },
      },
    },
  ],
  blobs: [
    {
      uri: 'https://renderbuilds.blob.core.windows.net/vhds/ubuntu.vhd',
      storageAccountId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/builds/providers/Microsoft.Storage/storageAccounts/renderbuilds`,
      location: 'westeurope',
      sizeInGB: 40,
      sandbox: { boot: { nodeAgentSkuIds: ['batch.node.ubuntu 22.04'] } },
    },
  ],
  sandbox: {
    replication: {
      queuedSeconds: 0,
      firstCopyMinutes: 10,
      minutesPerGigabyte: 0,
      betweenReplicasMinutes: 1,
    },
  },
}

function application(clientId: string, objectId: string, branch?: string) {
  const credential = {
    name: `on ${branch}`,
    issuer: 'https://token.actions.githubusercontent.com',
    subject: `repo:contoso/render-farm:ref:refs/heads/${branch}`,
    audiences: ['api://AzureADTokenExchange'],
  }
  return { clientId, objectId, displayName: objectId, federatedCredentials: branch === undefined ? [] : [credential] }
}

/** The world around a compute seed. */
export function worldOf(compute: ComputeSeed): World {
  const group = (name: string, subscriptionId = SUBSCRIPTION) => ({ subscriptionId, name, location: 'westeurope' })
  const scope = `/subscriptions/${SUBSCRIPTION}`
  return checkWorld({
    description: 'A gallery and what images are made from',
    startTime: '2026-11-24T09:00:00Z',
    tenantId: '5b4e8f0a-6a0c-4c8e-9a54-0d6f1c2e7b11',
    applications: [
      application(PUBLISHER, 'publisher', 'main'),
      application(GROUP_PUBLISHER, 'group publisher'),
      application(READER, 'reader'),
    ],
    repository: {
      name: 'contoso/render-farm',
      id: '712345678',
      ownerId: '6154722',
      visibility: 'private',
      workflowFile: '.github/workflows/publish.yml',
      run: {
        workflow: 'Publish image',
        ref: 'refs/heads/main',
        sha: '5f2c9d1e8b7a60413c2d5e6f708192a3b4c5d6e7',
        eventName: 'push',
        actor: 'mona',
        actorId: '583231',
        runId: '1',
        runNumber: '1',
        runAttempt: '1',
      },
    },
    subscriptions: [
      {
        subscriptionId: SUBSCRIPTION,
        displayName: 'Contoso Rendering',
        registeredProviders: ['Microsoft.Compute', 'Microsoft.Batch'],
      },
      { subscriptionId: OTHER_SUBSCRIPTION, displayName: 'Contoso Builds', registeredProviders: [] },
    ],
    resourceGroups: [group('images'), group('builds'), group('builds', OTHER_SUBSCRIPTION)],
    roleAssignments: [
      { clientId: PUBLISHER, role: 'Contributor', scope },
      { clientId: PUBLISHER, role: 'Contributor', scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
      { clientId: GROUP_PUBLISHER, role: 'Contributor', scope: `${scope}/resourceGroups/images` },
      { clientId: READER, role: 'Reader', scope },
    ],
    regions: ['westeurope', 'northeurope', 'swedencentral', 'ukwest', 'eastus'],
    compute,
    batch: {},
  })
}

/** A request to Resource Manager; the api-version is that of galleries or, for other resources, of compute or disks. */
export type Ask = {
  readonly body?: unknown
  readonly as?: string
  readonly version?: string
  readonly query?: string
}

/** A sandbox with short words for what the tests of compute do. */
export type ComputeSandbox = {
  readonly sandbox: Sandbox
  get(id: string, ask?: Ask): WireReply
  put(id: string, body: unknown, ask?: Ask): WireReply
  patch(id: string, body: unknown, ask?: Ask): WireReply
  remove(id: string, ask?: Ask): WireReply
  /** Follows a URL that the sandbox gave. */
  follow(url: string | undefined, as?: string): WireReply
  minutes(count: number): void
}

/** A fresh sandbox over `seed`. */
export function computeSandbox(seed: ComputeSeed = SEED): ComputeSandbox {
  const sandbox = createSandbox({ world: worldOf(seed) })
  const ask = (method: string, id: string, { body, as = PUBLISHER, version, query = '' }: Ask = {}): WireReply => {
    const url = `https://management.azure.com${id}?api-version=${version ?? versionFor(id)}${query}`
    return sandbox.ask({ method, url, as, ...(body !== undefined && { body }) })
  }
  return {
    sandbox,
    get: (id, options) => ask('GET', id, options),
    put: (id, body, options) => ask('PUT', id, { ...options, body }),
    patch: (id, body, options) => ask('PATCH', id, { ...options, body }),
    remove: (id, options) => ask('DELETE', id, options),
    follow: (url = '', as = PUBLISHER) => sandbox.ask({ method: 'GET', url, as }),
    minutes: (count) => sandbox.clock.advance(count * 60_000),
  }
}

/** An api-version that the resource of an id has. */
export function versionFor(id: string): string {
  if (/\/galleries(\/|$)/i.test(id)) return '2025-12-03'
  if (/\/storageAccounts(\/|$)/i.test(id)) return '2024-01-01'
  if (/\/(disks|snapshots)(\/|$)/i.test(id)) return '2026-03-02'
  return /\/skus$/i.test(id) ? '2021-07-01' : '2026-04-01'
}

/** A member deep inside an answer, by its path: `properties.publishingProfile.targetRegions.0.name`. */
export function at(reply: WireReply, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null
      ? Object.entries(value).find(([name]) => name === key)?.[1]
      : value
  }, reply.body)
}

/** Status and code of a refusal, or status alone. */
export function told(reply: WireReply): string {
  const code = at(reply, 'error.code')
  return typeof code === 'string' ? `${reply.status} ${code}` : String(reply.status)
}

/** Body of a version made from `build-2` in West Europe. */
export function versionBody(
  profile: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    location: 'westeurope',
    properties: {
      publishingProfile: { storageAccountType: 'Standard_LRS', ...profile },
      storageProfile: { source: { id: BUILD } },
      ...more,
    },
  }
}

/** One of `targetRegions`. */
export function target(name: string, regionalReplicaCount = 1, more: Readonly<Record<string, unknown>> = {}) {
  return { name, regionalReplicaCount, ...more }
}

/** State and progress of every region of a version: `West Europe Replicating 50`. */
export function replication(api: ComputeSandbox, id = VERSION): readonly string[] {
  const summary = at(api.get(id, { query: '&$expand=ReplicationStatus' }), 'properties.replicationStatus.summary')
  if (!Array.isArray(summary)) return []
  return summary.map(({ region, state, progress }) => `${region} ${state} ${progress}`)
}
