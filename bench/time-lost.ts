import { openStory } from '../__tests__/scenarios/story.ts'
import { type ServedSandbox, startSandbox } from '../sandbox/server.ts'
import type { World } from '../sandbox/world.ts'

const SUBSCRIPTION = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers'
const VERSION = `${SUBSCRIPTION}/Microsoft.Compute/galleries/renders/images/ubuntu-render/versions/1.1.0`
const POOL = `${SUBSCRIPTION}/Microsoft.Batch/batchAccounts/contosorenders/pools/render-pool`

const INPUTS = {
  'resource-group': 'rendering',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'batch-account': 'contosorenders',
  'pool-id': 'render-pool',
  'vm-size': 'Standard_D2s_v5',
  'node-count': '3000',
  'healthy-percent': '100',
}

/** Virtual time of a first run over the time Azure itself needs for the same: replication, allocation, boot. */
export async function timeLostRatio(world: World): Promise<number> {
  const story = await openStory(world)
  try {
    const { report, durationMs } = await story.run(INPUTS)
    if (report.outcome !== 'applied') throw new Error(JSON.stringify(report.failures))
    return durationMs / (await azureTime(world))
  } finally {
    await story.close()
  }
}

/** The same requests by hand, each sent in the very second in which it can be, by a client that looks every second. */
async function azureTime(world: World): Promise<number> {
  const served = await startSandbox({ world, rate: 0 })
  try {
    const began = served.sandbox.clock.now()
    put(served, `${VERSION}?api-version=2025-12-03`, {
      location: 'westeurope',
      properties: {
        publishingProfile: {
          targetRegions: [{ name: 'westeurope', regionalReplicaCount: 10 }],
          storageAccountType: 'Standard_LRS',
        },
        storageProfile: { source: { id: `${SUBSCRIPTION}/Microsoft.Compute/images/ubuntu-render-2026-11` } },
      },
    })
    until(served, () =>
      get(served, `${VERSION}?api-version=2025-12-03&$expand=ReplicationStatus`).includes('"state":"Completed"'),
    )
    put(served, `${POOL}?api-version=2025-06-01`, {
      properties: {
        vmSize: 'Standard_D2s_v5',
        deploymentConfiguration: {
          virtualMachineConfiguration: { imageReference: { id: VERSION }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: 3000, resizeTimeout: 'PT45M' } },
      },
    })
    const nodes =
      "https://contosorenders.westeurope.batch.azure.com/pools/render-pool/nodes?api-version=2025-06-01&$select=id&$filter=state eq 'idle'"
    until(served, () => {
      const pool = get(served, `${POOL}?api-version=2025-06-01`)
      if (!pool.includes('"allocationState":"Steady"')) return false
      return idleNodes(served, nodes) >= 3000
    })
    return served.sandbox.clock.now() - began
  } finally {
    await served.close()
  }
}

function until({ sandbox }: ServedSandbox, holds: () => boolean): void {
  while (!holds()) sandbox.clock.advance(1000)
}

function idleNodes(served: ServedSandbox, first: string): number {
  let [count, link]: [number, string | undefined] = [0, first]
  while (link !== undefined) {
    const page = JSON.parse(get(served, link)) as { value: unknown[]; 'odata.nextLink'?: string }
    count += page.value.length
    link = page['odata.nextLink']
  }
  return count
}

function caller({ sandbox }: ServedSandbox): string {
  return sandbox.world.applications[0]?.clientId ?? ''
}

function urlOf(path: string): string {
  return path.startsWith('/') ? `https://management.azure.com${path}` : path
}

function get(served: ServedSandbox, path: string): string {
  return served.sandbox.ask({ method: 'GET', url: urlOf(path), as: caller(served) }).text
}

function put(served: ServedSandbox, path: string, body: unknown): void {
  const { status, text } = served.sandbox.ask({ method: 'PUT', url: urlOf(path), body, as: caller(served) })
  if (status >= 300) throw new Error(text)
}
