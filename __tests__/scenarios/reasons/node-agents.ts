import { expect } from '@jest/globals'
import type { Json } from '../worlds.ts'
import { fails, goesOn, refusesGrowth } from './ending.ts'
import { definitionIn, versionIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { poolOf } from './requests.ts'
import { AGENT, DEPLOY, POOL, version } from './runs.ts'

const OLD_AGENT = 'batch.node.ubuntu 22.04'
const UBUNTU = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }

/** The catalogue of a world that names supported images is those alone. */
const supportEnds = (day: string) => (world: Json) => {
  const image = { nodeAgentSKUId: AGENT['node-agent-sku'], imageReference: { ...UBUNTU, version: 'latest' } }
  world.batch.supportedImages = [
    { ...image, osType: 'linux', verificationType: 'verified', batchSupportEndOfLife: `${day}T00:00:00Z` },
  ]
}
/** Another image has the same node agent, and no end. */
const baseEnds = (day: string) => (world: Json) => {
  supportEnds(day)(world)
  const [ending] = world.batch.supportedImages
  const { batchSupportEndOfLife: _, ...other } = structuredClone(ending)
  other.imageReference.sku = 'minimal'
  world.batch.supportedImages.push(other)
}
/** The version comes from a VHD, behind which nothing can be found. */
const fromVhd = (world: Json) => {
  const [{ uri, storageAccountId }] = world.compute.blobs
  versionIn(world).properties.storageProfile = { osDiskImage: { source: { uri, storageAccountId } } }
}

/** Checks of the node agent SKU. */
export const NODE_AGENT_REASONS: readonly Reason[] = [
  {
    code: 'NodeAgentUnknown',
    of: 'an image that comes from a VHD',
    world: fromVhd,
    inputs: DEPLOY,
    bypassed: fails('InvalidPropertyValue', 'nodeAgentSkuId'),
  },
  {
    code: 'NodeAgentFromIdentifier',
    of: 'a definition that is named after another operating system than its VHD holds',
    world: (world) => {
      fromVhd(world)
      definitionIn(world).identifier = UBUNTU
      world.compute.blobs[0].sandbox.boot.nodeAgentSkuIds = ['batch.node.el 9']
    },
    inputs: DEPLOY,
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'NodeAgentNotSupported',
    of: 'a node agent SKU with a slip of the pen',
    inputs: { ...DEPLOY, 'node-agent-sku': 'batch.node.ubunto 24.04' },
    bypassed: fails('InvalidPropertyValue', 'The specified node agent SKU is not known'),
  },
  {
    code: 'NodeAgentOtherOs',
    of: 'the node agent SKU of Windows for an image of Linux',
    inputs: { ...DEPLOY, 'node-agent-sku': 'batch.node.windows amd64' },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'NodeAgentOtherImage',
    of: 'the node agent SKU of another system than the image was made from',
    inputs: { ...DEPLOY, 'node-agent-sku': 'batch.node.debian 12' },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'NodeAgentChanges',
    of: 'a pool whose node agent SKU is of an older system than its new image',
    world: (world) => {
      const properties = poolOf(version('0.9.0'), { scaleSettings: { fixedScale: {} } })
      properties.deploymentConfiguration.virtualMachineConfiguration.nodeAgentSkuId = OLD_AGENT
      world.batch.pools = [{ id: POOL, properties }]
    },
    inputs: DEPLOY,
    bypassed: {
      what: 'nodes never join with the one that it had',
      async see({ run }) {
        const { report } = await run({ 'node-agent-sku': OLD_AGENT, 'on-failure': 'stop' })
        expect(report.failures).toMatchObject([{ code: 'NodesUnusable' }])
      },
    },
  },
  {
    code: 'NodeAgentEnding',
    of: 'a node agent SKU whose support ends in 90 days',
    world: supportEnds('2027-02-22'),
    inputs: DEPLOY,
    bypassed: refusesGrowth({ days: 90, words: 'Batch has ended its support of this node agent SKU' }),
  },
  {
    code: 'NodeAgentEnded',
    of: 'a node agent SKU whose support has ended',
    world: supportEnds('2026-11-01'),
    inputs: DEPLOY,
    bypassed: fails('InvalidPropertyValue', 'Batch has ended its support of this node agent SKU'),
  },
  {
    code: 'BaseImageEnding',
    of: 'a marketplace image whose support ends in 90 days, and whose node agent goes on',
    world: baseEnds('2027-02-22'),
    inputs: DEPLOY,
    bypassed: goesOn('the run ends well, and nobody thinks of the day until it is there'),
  },
  {
    code: 'BaseImageEnded',
    of: 'a marketplace image whose support has ended, and whose node agent goes on',
    world: baseEnds('2026-11-01'),
    inputs: DEPLOY,
    bypassed: goesOn('the run ends well, and nodes go on starting from a system that nobody supports'),
  },
]
