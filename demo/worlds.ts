import { loadWorld, type World } from '../sandbox/world.ts'

const NODES = 20

const PROVIDERS = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers'
const VERSION = `${PROVIDERS}/Microsoft.Compute/galleries/renders/images/ubuntu-render/versions/1.0.0`

/** The studio of the demo with a pool at work: a task on each of its 20 nodes, and twice as many that wait. The image of December is bad. */
export function worldAtWork(): World {
  const { batch, compute, ...world } = loadWorld('demo')
  const tasks = Array.from({ length: 3 * NODES }, (_, index) => ({
    id: `frame-${String(index + 1).padStart(3, '0')}`,
    commandLine: "/bin/sh -c 'sleep 900'",
  }))
  const jobs = [{ account: 'contosorenders', id: 'film', poolInfo: { poolId: 'render-pool' }, tasks }]
  const images = compute.images?.map((image) =>
    image.id.endsWith('2026-12') ? { ...image, sandbox: { boot: { outcome: 'never-joins' } } } : image,
  )
  const pools = [
    { id: `${PROVIDERS}/Microsoft.Batch/batchAccounts/contosorenders/pools/render-pool`, properties: POOL },
  ]
  return { ...world, batch: { ...batch, pools, jobs }, compute: { ...compute, images } } as World
}

const POOL = {
  vmSize: 'Standard_D2s_v5',
  deploymentConfiguration: {
    virtualMachineConfiguration: { imageReference: { id: VERSION }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
  },
  scaleSettings: { fixedScale: { targetDedicatedNodes: NODES } },
  metadata: [{ name: 'sig-batch-pool-repository', value: 'contoso/render-farm' }],
}
