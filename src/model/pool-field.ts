import type { FieldDisruption } from './pool-step.ts'

/** Path of the scale of a pool in a change. */
export const SCALE = 'properties.scaleSettings'

/** Where a pool describes the machines of its nodes. */
export const MACHINE = ['deploymentConfiguration', 'virtualMachineConfiguration'] as const

/** Where a pool names its node agent SKU. */
export const NODE_AGENT = [...MACHINE, 'nodeAgentSkuId'] as const

/** Where a pool names the security type of its machines. */
export const SECURITY_TYPE = [...MACHINE, 'securityProfile', 'securityType'] as const

/**
 * Members of a pool that Azure changes at any node count; every other one only while the pool holds no node.
 * Source: learn.microsoft.com/azure/batch/batch-pool-update-properties.
 */
const CHANGEABLE_WITH_NODES = new Set([
  SCALE,
  'properties.startTask',
  'properties.metadata',
  'properties.applicationPackages',
])

/** What Azure demands before it changes a member of an existing pool; `path` such as `properties.vmSize`. */
export function fieldDisruption(path: string): FieldDisruption {
  return CHANGEABLE_WITH_NODES.has(path) ? 'none' : 'needs-zero-nodes'
}

/** What people call a member: its path without `properties.`. */
export function fieldName(path: string): string {
  return path.replace('properties.', '')
}
