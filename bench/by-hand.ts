import { type ServedSandbox, startSandbox } from '../sandbox/server.ts'
import type { World } from '../sandbox/world.ts'

const PROVIDERS = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers'
const SOURCE = `${PROVIDERS}/Microsoft.Compute/images/ubuntu-render-2026-11`

/** Resource ID of a pool of the account. */
export const poolId = (name: string) => `${PROVIDERS}/Microsoft.Batch/batchAccounts/contosorenders/pools/${name}`

/** The pool that is made or rolled. */
export const POOL = 'render-pool'

const poolUrl = (name: string) => `https://management.azure.com${poolId(name)}?api-version=2025-06-01`
const serviceUrl = (path: string) => `https://contosorenders.westeurope.batch.azure.com${path}?api-version=2025-06-01`
const HEALTHY = "&$select=id,virtualMachineInfo&$filter=state eq 'idle' or state eq 'running'"

/** What can be done to Azure past the action; what is waited for is seen in the second in which it is so. */
export type Hand = {
  /** Makes a version of a managed image, with so many replicas in its one region, and waits until they are there. */
  publish(number: string, regionalReplicaCount: number): void
  createPool(number: string, nodes: number, name?: string): void
  patchPool(properties: unknown): void
  /** Deletes the pool, and waits until its ID is free. */
  deletePool(): void
  /** Waits until the pool rests without a node. */
  untilEmpty(): void
  /** Waits until the pool rests, and so many nodes are idle or running. */
  untilHealthy(nodes: number, name?: string): void
  /** Waits until so many nodes are idle or running and show that image version. */
  untilUpgraded(number: string, nodes: number): void
  /** Moves a job to another pool once its running tasks have ended. */
  moveJob(id: string, name: string): void
}

/** The virtual time Azure itself needs: `work` done by a client that looks every second and never waits longer. */
export async function timeByHand(world: World, work: (hand: Hand) => void): Promise<number> {
  const served = await startSandbox({ world, rate: 0 })
  try {
    const began = served.sandbox.clock.now()
    work(handOn(served))
    return served.sandbox.clock.now() - began
  } finally {
    await served.close()
  }
}

function handOn(served: ServedSandbox): Hand {
  const until = (holds: () => boolean) => {
    while (!holds()) served.sandbox.clock.advance(1000)
  }
  const writePool = (method: string, properties: unknown, name = POOL) =>
    send(served, method, poolUrl(name), { properties })
  const restsWith = (text: string, name = POOL) => {
    const pool = send(served, 'GET', poolUrl(name)).text
    return pool.includes('"allocationState":"Steady"') && pool.includes(text)
  }
  return {
    publish: (number, replicas) => {
      const url = `https://management.azure.com${version(number)}?api-version=2025-12-03`
      send(served, 'PUT', url, versionOf(replicas))
      until(() => send(served, 'GET', `${url}&$expand=ReplicationStatus`).text.includes('"state":"Completed"'))
    },
    createPool: (number, nodes, name) => writePool('PUT', poolOf(number, nodes), name),
    patchPool: (properties) => writePool('PATCH', properties),
    deletePool: () => {
      send(served, 'DELETE', poolUrl(POOL))
      until(() => send(served, 'GET', poolUrl(POOL)).status === 404)
    },
    untilEmpty: () => until(() => restsWith('"currentDedicatedNodes":0')),
    untilHealthy: (nodes, name = POOL) => until(() => restsWith('', name) && healthyNodes(served, name) >= nodes),
    untilUpgraded: (number, nodes) => until(() => healthyNodes(served, POOL, version(number)) >= nodes),
    moveJob: (id, poolName) => {
      const job = serviceUrl(`/jobs/${id}`)
      send(served, 'POST', serviceUrl(`/jobs/${id}/disable`), { disableTasks: 'wait' })
      until(() => send(served, 'GET', job).text.includes('"state":"disabled"'))
      send(served, 'PATCH', job, { poolInfo: { poolId: poolName } })
      send(served, 'POST', serviceUrl(`/jobs/${id}/enable`))
    },
  }
}

function version(number: string): string {
  return `${PROVIDERS}/Microsoft.Compute/galleries/renders/images/ubuntu-render/versions/${number}`
}

function versionOf(regionalReplicaCount: number): unknown {
  const targetRegions = [{ name: 'westeurope', regionalReplicaCount }]
  const publishingProfile = { targetRegions, storageAccountType: 'Standard_LRS' }
  return { location: 'westeurope', properties: { publishingProfile, storageProfile: { source: { id: SOURCE } } } }
}

/** Properties of a pool from that image version. */
export function poolOf(number: string, nodes: number) {
  return { vmSize: 'Standard_D2s_v5', ...imageOf(number), ...scaleTo(nodes) }
}

/** Properties of a pool whose nodes Azure upgrades by itself to the latest version, once their tasks have ended. */
export function rollingPoolOf(nodes: number) {
  const virtualMachineConfiguration = {
    imageReference: { id: version('').replace(/\/versions\/$/, '') },
    nodeAgentSkuId: 'batch.node.ubuntu 24.04',
  }
  const automaticOSUpgradePolicy = { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: true }
  return {
    vmSize: 'Standard_D2s_v5',
    deploymentConfiguration: { virtualMachineConfiguration },
    upgradePolicy: { mode: 'automatic', automaticOSUpgradePolicy },
    ...scaleTo(nodes),
  }
}

/** Of these, the image. */
export function imageOf(number: string) {
  const virtualMachineConfiguration = {
    imageReference: { id: version(number) },
    nodeAgentSkuId: 'batch.node.ubuntu 24.04',
  }
  return { deploymentConfiguration: { virtualMachineConfiguration } }
}

/** Of these, the scale. */
export function scaleTo(targetDedicatedNodes: number, more: Readonly<Record<string, string>> = {}) {
  return { scaleSettings: { fixedScale: { targetDedicatedNodes, resizeTimeout: 'PT45M', ...more } } }
}

/** Nodes that are idle or running; of those, the ones that show an image version. */
function healthyNodes(served: ServedSandbox, name: string, imageVersionId = ''): number {
  let [count, link]: [number, string | undefined] = [0, `${serviceUrl(`/pools/${name}/nodes`)}${HEALTHY}`]
  while (link !== undefined) {
    const page = JSON.parse(send(served, 'GET', link).text) as { value: unknown[]; 'odata.nextLink'?: string }
    count += page.value.filter((node) => JSON.stringify(node).includes(imageVersionId)).length
    link = page['odata.nextLink']
  }
  return count
}

/** Asks as the identity of the workflow. Throws where Azure refuses; what is read may be absent. */
function send({ sandbox }: ServedSandbox, method: string, url: string, body?: unknown) {
  const as = sandbox.world.applications[0]?.clientId ?? ''
  const { status, text } = sandbox.ask({ method, url, as, ...(body !== undefined && { body }) })
  if (status >= 300 && !(method === 'GET' && status === 404)) throw new Error(text)
  return { status, text }
}
