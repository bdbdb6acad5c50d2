import type { PoolScale } from '../model/desired.ts'
import type { PoolInputs } from '../model/inputs.ts'
import type { JsonObject } from '../model/json.ts'
import { resourceKey } from '../model/resource-id.ts'
import { INT32_MAX, type Reader } from './reader.ts'
import { IDENTITY, isResource, SUBNET } from './resource-type.ts'

/** Inputs that say something only about a pool. */
const POOL_INPUTS = [
  'vm-size',
  'node-count',
  'spot-node-count',
  'start-task',
  'start-task-elevated',
  'task-slots-per-node',
  'subnet-id',
  'identity',
  'autoscale-formula',
  'autoscale-interval-minutes',
  'pool-properties',
  'node-agent-sku',
  'resize-timeout-minutes',
  'update-strategy',
  'drain',
  'drain-timeout-minutes',
  'drain-deadline',
  'job-move',
  'keep-old-pool',
  'on-failure',
  'bake-minutes',
  'max-failed-nodes',
  'canary-nodes',
  'smoke-command',
  'smoke-timeout-minutes',
] as const

const AUTO = 'auto'

/** Defaults that the runner fills in, so they say nothing. */
const FILLED_IN: Readonly<Record<string, string>> = {
  'node-agent-sku': AUTO,
  'resize-timeout-minutes': AUTO,
  'update-strategy': 'fail',
  drain: 'taskcompletion',
  'drain-deadline': 'fail',
  'job-move': 'wait',
  'keep-old-pool': 'false',
  'on-failure': 'rollback',
  'bake-minutes': '0',
  'max-failed-nodes': '2%',
  'smoke-timeout-minutes': '15',
}

/** What the workflow says about the pool; undefined in a run that only publishes. */
export function readPool(
  reader: Reader,
  batchAccountId: string | undefined,
  properties: JsonObject,
): PoolInputs | undefined {
  const poolName = reader.matching(
    'pool-id',
    /^[A-Za-z0-9_-]{1,64}$/,
    'has to be 1 to 64 letters, digits, hyphens and underscores',
  )
  if (!isAsked(reader)) return undefined
  const vmSize = reader.matching(
    'vm-size',
    /^[A-Za-z0-9_]{1,64}$/,
    'has to be the name of a VM size, such as Standard_D2s_v5',
  )
  if (reader.text('vm-size') === undefined) reader.wrong('vm-size', 'is needed for a pool')
  const scale = readScale(reader)
  const startTask = readStartTask(reader)
  const taskSlotsPerNode = reader.integer('task-slots-per-node', [1, 256])
  const subnetId = readSubnet(reader)
  return {
    batchAccountId: batchAccountId ?? '',
    poolName: poolName ?? '',
    vmSize: vmSize ?? '',
    scale,
    nodeAgentSkuId: readNodeAgent(reader),
    ...(startTask && { startTask }),
    ...(taskSlotsPerNode !== undefined && { taskSlotsPerNode }),
    ...(subnetId !== undefined && { subnetId }),
    identityIds: readIdentities(reader),
    resizeTimeoutMinutes: readResizeTimeout(reader),
    properties,
  }
}

/** Whether the inputs speak of a pool at all; a pool needs both its account and its name. */
function isAsked(reader: Reader): boolean {
  const [account, pool] = [reader.text('batch-account'), reader.text('pool-id')]
  if (account !== undefined && pool === undefined) reader.wrong('pool-id', 'is needed, because batch-account is given')
  if (pool !== undefined && account === undefined) reader.wrong('batch-account', 'is needed, because pool-id is given')
  if (account !== undefined || pool !== undefined) return true
  for (const input of POOL_INPUTS) {
    const value = reader.text(input)
    if (value !== undefined && value.toLowerCase() !== FILLED_IN[input]) {
      reader.wrong(input, 'says something about a pool, and neither batch-account nor pool-id is given')
    }
  }
  return false
}

function readScale(reader: Reader): PoolScale {
  const nodes = reader.integer('node-count', [0, INT32_MAX])
  const spot = reader.integer('spot-node-count', [0, INT32_MAX])
  const formula = reader.text('autoscale-formula')
  const interval = reader.integer('autoscale-interval-minutes', [5, 10_080])
  if (formula === undefined) {
    if (interval !== undefined) {
      reader.wrong('autoscale-interval-minutes', 'is of use only with autoscale-formula', `${interval}`)
    }
    if (reader.text('node-count') === undefined && reader.text('spot-node-count') === undefined) {
      reader.wrong('node-count', 'is needed for a pool (0 is allowed)')
    }
    return { kind: 'fixed', targetDedicatedNodes: nodes ?? 0, targetSpotNodes: spot ?? 0 }
  }
  if (spot !== undefined) {
    reader.wrong(
      'spot-node-count',
      'cannot stand beside autoscale-formula, which would ignore it: set $TargetLowPriorityNodes in the formula',
      `${spot}`,
    )
  }
  if (reader.text('node-count') === undefined) {
    reader.wrong(
      'node-count',
      'is needed beside autoscale-formula: the most nodes it may ask for, which sizes the replicas',
    )
  }
  return {
    kind: 'autoscale',
    formula,
    ...(interval !== undefined && { evaluationIntervalMinutes: interval }),
    maximumNodes: nodes ?? 0,
  }
}

function readStartTask(reader: Reader): PoolInputs['startTask'] {
  const commandLine = reader.text('start-task')
  const elevated = reader.boolean('start-task-elevated')
  if (commandLine === undefined) {
    if (elevated !== undefined) reader.wrong('start-task-elevated', 'is of use only with start-task')
    return undefined
  }
  return { commandLine, ...(elevated !== undefined && { elevated }) }
}

function readNodeAgent(reader: Reader): string {
  const rule = 'has to be auto or the ID of a node agent SKU, such as batch.node.ubuntu 24.04'
  return reader.matching('node-agent-sku', /^(auto|batch\.node\.\S.*)$/, rule) ?? AUTO
}

function readSubnet(reader: Reader): string | undefined {
  const value = reader.text('subnet-id')
  if (value === undefined || isResource(value, SUBNET)) return value
  reader.wrong('subnet-id', 'has to be the resource ID of a subnet', value)
  return undefined
}

/** The same identity twice is one identity. */
function readIdentities(reader: Reader): string[] {
  const ids = new Map<string, string>()
  for (const id of reader.list('identity')) {
    if (!isResource(id, IDENTITY)) reader.wrong('identity', 'has to list resource IDs of user-assigned identities', id)
    if (!ids.has(resourceKey(id))) ids.set(resourceKey(id), id)
  }
  return [...ids.values()]
}

/** Batch takes 5 minutes and more. */
function readResizeTimeout(reader: Reader): number | 'auto' {
  const value = reader.text('resize-timeout-minutes') ?? AUTO
  if (value === AUTO) return AUTO
  if (reader.text('autoscale-formula') !== undefined) {
    reader.wrong('resize-timeout-minutes', 'cannot stand beside autoscale-formula: Azure ignores it there', value)
  }
  const minutes = Number(value)
  if (/^\d+$/.test(value) && minutes >= 5 && minutes <= INT32_MAX) return minutes
  reader.wrong('resize-timeout-minutes', 'has to be auto or a whole number of at least 5', value)
  return AUTO
}
