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
import {
  ALIEN_SUBSCRIPTION,
  FOREIGN_SUBSCRIPTION,
  SHARED_SUBSCRIPTION,
  YOUNG_SUBSCRIPTION,
} from './names-of-its-own.ts'
import { BUSY_POOL, FARM, SOURCES } from './sources-of-its-own.ts'

/** Repeats without waiting. */
export const HURRIED: Patience = { maxRetries: 3, retryDelayMs: 1, throttledMs: 1 }

const ALIEN = {
  subscriptionId: ALIEN_SUBSCRIPTION,
  displayName: 'Fabrikam',
  registeredProviders: ['Microsoft.Compute'],
  tenantId: '0d6f1c2e-6a0c-4c8e-9a54-5b4e8f0a7b11',
}

/** The demo with more to make images from, subscriptions that are shared, closed or young, a network, and long start tasks. */
export async function ownWorld(): Promise<World> {
  const demo = await loadWorld('demo')
  const [group] = demo.resourceGroups
  const subscriptions = [FOREIGN_SUBSCRIPTION, SHARED_SUBSCRIPTION, YOUNG_SUBSCRIPTION].map((subscriptionId) => ({
    subscriptionId,
    displayName: 'Contoso elsewhere',
    registeredProviders: subscriptionId === YOUNG_SUBSCRIPTION ? [] : ['Microsoft.Compute', 'Microsoft.Batch'],
  }))
  const assigned = (role: string, subscriptionId: string) => ({
    clientId: demo.applications[0]?.clientId,
    role,
    scope: `/subscriptions/${subscriptionId}`,
  })
  const { compute } = demo
  return checkWorld({
    ...demo,
    subscriptions: [...demo.subscriptions, ...subscriptions, ALIEN],
    resourceGroups: [
      ...demo.resourceGroups,
      ...subscriptions.map(({ subscriptionId }) => ({ ...group, subscriptionId })),
    ],
    roleAssignments: [
      ...demo.roleAssignments,
      assigned('Reader', SHARED_SUBSCRIPTION),
      assigned('Contributor', YOUNG_SUBSCRIPTION),
    ],
    batch: { ...demo.batch, pools: [BUSY_POOL], sandbox: { startTaskSeconds: 3600 } },
    compute: {
      ...compute,
      ...SOURCES,
      images: [...(compute.images ?? []), ...SOURCES.images],
      virtualMachines: [...(compute.virtualMachines ?? []), ...SOURCES.virtualMachines],
    },
    network: FARM,
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
