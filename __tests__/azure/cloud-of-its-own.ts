import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import type { TokenCredential } from '@azure/identity'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { checkWorld, loadWorld, type World } from '../../sandbox/world.ts'
import { createAzure } from '../../src/azure/azure.ts'
import type { Cloud } from '../../src/azure/cloud.ts'
import { createCredential } from '../../src/azure/credential.ts'
import { discoverCloud } from '../../src/azure/discover.ts'
import type { Patience } from '../../src/azure/pipeline.ts'
import type { Azure, Reading } from '../../src/model/ports.ts'

export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555'
/** A subscription in which the application may do nothing. */
export const FOREIGN_SUBSCRIPTION = '99999999-2222-4333-8444-555555555555'
/** A subscription in which the application may only read. */
export const SHARED_SUBSCRIPTION = '22222222-2222-4333-8444-555555555555'

/** Repeats without waiting. */
export const HURRIED: Patience = { maxRetries: 3, retryDelayMs: 1, throttledMs: 1 }

/** ID of a compute resource of the demo's resource group, or of another subscription. */
export function computeId(path: string, subscription = SUBSCRIPTION): string {
  return `/subscriptions/${subscription}/resourceGroups/rendering/providers/Microsoft.Compute/${path}`
}

export const GALLERY = computeId('galleries/renders')
export const DEFINITION = `${GALLERY}/images/ubuntu-render`
export const VERSION = `${DEFINITION}/versions/1.0.0`
export const IMAGE = computeId('images/ubuntu-render-2026-11')
export const ACCOUNT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rendering/providers/Microsoft.Batch/batchAccounts/contosorenders`
export const POOL = `${ACCOUNT}/pools/render-pool`

const BOOT = { boot: { nodeAgentSkuIds: ['batch.node.ubuntu 24.04'] } }
const OS_DISK = { osType: 'Linux', osState: 'Generalized', diskSizeGB: 30, storageAccountType: 'Standard_LRS' }

function image(name: string, machineId?: string) {
  const sourceVirtualMachine = machineId === undefined ? {} : { sourceVirtualMachine: { id: machineId } }
  return {
    id: computeId(`images/${name}`),
    location: 'westeurope',
    properties: { hyperVGeneration: 'V2', storageProfile: { osDisk: OS_DISK }, ...sourceVirtualMachine },
    sandbox: BOOT,
  }
}

function machine(id: string, imageReference: Readonly<Record<string, string>>) {
  const storageProfile = { imageReference, osDisk: { osType: 'Linux', createOption: 'FromImage' } }
  return { id, location: 'westeurope', properties: { storageProfile }, sandbox: BOOT }
}

/** The demo with more ways back to the marketplace, subscriptions that are shared or closed, and long start tasks. */
export async function ownWorld(): Promise<World> {
  const demo = await loadWorld('demo')
  const [group] = demo.resourceGroups
  const subscriptions = [FOREIGN_SUBSCRIPTION, SHARED_SUBSCRIPTION].map((subscriptionId) => ({
    subscriptionId,
    displayName: 'Contoso elsewhere',
    registeredProviders: ['Microsoft.Compute', 'Microsoft.Batch'],
  }))
  const closed = computeId('virtualMachines/closed', FOREIGN_SUBSCRIPTION)
  const shared = { ...image('shared'), id: computeId('images/shared', SHARED_SUBSCRIPTION) }
  const { compute } = demo
  return checkWorld({
    ...demo,
    subscriptions: [...demo.subscriptions, ...subscriptions],
    resourceGroups: [
      ...demo.resourceGroups,
      ...subscriptions.map(({ subscriptionId }) => ({ ...group, subscriptionId })),
    ],
    roleAssignments: [
      ...demo.roleAssignments,
      {
        clientId: demo.applications[0]?.clientId,
        role: 'Reader',
        scope: `/subscriptions/${SHARED_SUBSCRIPTION}`,
      },
    ],
    batch: { ...demo.batch, sandbox: { startTaskSeconds: 3600 } },
    compute: {
      ...compute,
      images: [
        ...(compute.images ?? []),
        image('orphan'),
        image('of-a-machine-that-is-gone', computeId('virtualMachines/gone')),
        image('of-a-closed-machine', closed),
        image('of-a-machine-from-the-gallery', computeId('virtualMachines/from-latest')),
        shared,
      ],
      virtualMachines: [
        ...(compute.virtualMachines ?? []),
        machine(closed, { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' }),
        machine(computeId('virtualMachines/from-latest'), { id: DEFINITION, exactVersion: '1.0.0' }),
      ],
    },
  })
}

/** A sandbox, and the adapters as a run has them. */
export type OwnCloud = {
  readonly served: ServedSandbox
  readonly cloud: Cloud
  readonly credential: TokenCredential
  readonly azure: Azure
  /** `METHOD path` of each request since the last call, tokens and the cloud's description left out. */
  requests(): readonly string[]
  close(): Promise<void>
}

/** Serves a world whose clock stands still, trusts it, and signs in as its first application. */
export async function openOwnCloud(): Promise<OwnCloud> {
  const served = await startSandbox({ world: await ownWorld(), rate: 0 })
  const distrust = trust(served)
  const cloud = await discoverCloud(served.url)
  const { tenantId, applications } = served.sandbox.world
  const identity = { tenantId, clientId: applications[0]?.clientId ?? '', cloud }
  const credential = createCredential(identity, async () => idToken(served), { patience: HURRIED })
  return {
    served,
    cloud,
    credential,
    azure: createAzure(cloud, credential, HURRIED),
    requests() {
      const entries = served.sandbox.log.entries()
      served.sandbox.log.clear()
      return entries
        .filter(({ plane }) => plane === 'arm' || plane === 'batch')
        .map(({ method, url }) => `${method} ${new URL(url).pathname}`)
    },
    async close() {
      distrust()
      await served.close()
    },
  }
}

/** Makes this process trust the sandbox; gives the way back. */
export function trust({ caFile }: ServedSandbox): () => void {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, readFileSync(caFile, 'utf8')])
  return () => tls.setDefaultCACertificates(before)
}

/** An ID token of the sandbox's GitHub, without the network. */
export function idToken({ sandbox }: ServedSandbox, audience = 'api://AzureADTokenExchange'): string {
  const { text } = sandbox.ask({
    method: 'GET',
    url: `https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0&audience=${encodeURIComponent(audience)}`,
    headers: { authorization: `Bearer ${sandbox.requestToken()}` },
  })
  const answer: unknown = JSON.parse(text)
  if (typeof answer === 'object' && answer !== null && 'value' in answer) return String(answer.value)
  throw new Error(text)
}

/** The value of a reading that has to be there. */
export function present<T>({ observed }: Reading<T>): T {
  if (observed.state === 'present') return observed.value
  throw new Error(JSON.stringify(observed))
}
