import type { FieldDisruption } from './pool-step.ts'

/** Path of the scale of a pool in a change. */
export const SCALE = 'properties.scaleSettings'

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
