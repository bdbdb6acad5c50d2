import { DEMO_INPUTS } from '../story.ts'
import { idOf } from '../worlds.ts'

/** Inputs of a run. */
export type Inputs = Readonly<Record<string, string>>

const NO_POOL = { 'batch-account': '', 'pool-id': '', 'vm-size': '', 'node-count': '' }

/** Makes a pool of 2 nodes from the image version that is there. */
export const DEPLOY: Inputs = { ...DEMO_INPUTS, 'image-version': '1.0.0', source: '', 'node-count': '2' }

/** Makes an image version of a managed image, and nothing else. */
export const PUBLISH: Inputs = { ...DEMO_INPUTS, ...NO_POOL }

/** Makes an image version of a managed image, and a pool of 2 nodes from it. */
export const BOTH: Inputs = { ...DEMO_INPUTS, 'node-count': '2' }

/** Node agent SKU of the image, for runs that cannot find it themselves. */
export const AGENT: Inputs = { 'node-agent-sku': 'batch.node.ubuntu 24.04' }

/** ID of something of Microsoft.Compute in the resource group of the worlds. */
export const compute = (path: string) => idOf(`Microsoft.Compute/${path}`)

/** ID of a version of the image definition. */
export const version = (number: string) => compute(`galleries/renders/images/ubuntu-render/versions/${number}`)

/** ID of a managed image of the worlds, by its month. */
export const image = (month: string) => compute(`images/ubuntu-render-${month}`)

/** The virtual machine that images are built on. */
export const MACHINE = compute('virtualMachines/image-builder')

/** The Batch account of the pool. */
export const ACCOUNT = idOf('Microsoft.Batch/batchAccounts/contosorenders')

/** The pool of the runs. */
export const POOL = `${ACCOUNT}/pools/render-pool`

/** The subnet that nodes may join. */
export const SUBNET = idOf('Microsoft.Network/virtualNetworks/render-net/subnets/nodes')
