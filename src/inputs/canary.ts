import type { Canary } from '../model/desired.ts'
import type { PoolInputs } from '../model/inputs.ts'
import { INT32_MAX, type Reader } from './reader.ts'

/** The runner fills it in. */
const USUAL_MINUTES = 15

/** A day: who needs longer tests an image before it is published. */
const LONGEST_MINUTES = 1440

/** The pool that a new image is tried on first; undefined where none is asked for, or in a run without a pool. */
export function readCanary(reader: Reader, pool: PoolInputs | undefined): Canary | undefined {
  const nodes = reader.integer('canary-nodes', [1, INT32_MAX])
  const command = reader.text('smoke-command')
  const timeoutMinutes = reader.integer('smoke-timeout-minutes', [1, LONGEST_MINUTES]) ?? USUAL_MINUTES
  if (pool === undefined) return undefined
  if (command === undefined && timeoutMinutes !== USUAL_MINUTES) {
    reader.wrong('smoke-timeout-minutes', 'is of use only with smoke-command', `${timeoutMinutes}`)
  }
  if (reader.text('canary-nodes') === undefined) {
    if (command !== undefined) reader.wrong('smoke-command', 'is of use only with canary-nodes, on which it is run')
    return undefined
  }
  if (nodes === undefined) return undefined
  tellContradictions(reader, nodes, pool)
  return { nodes, ...(command !== undefined && { smoke: { command, timeoutMinutes } }) }
}

/** A pool that is to hold no nodes for now gets some later, and an image that is tried before is of use then. */
function tellContradictions(reader: Reader, nodes: number, { scale }: PoolInputs): void {
  const wait = reader.text('wait')
  if (wait === 'steady' || wait === 'none') {
    reader.wrong('canary-nodes', `is of use only with wait healthy: with ${wait} no node is looked at`, `${nodes}`)
  }
  const most = scale.kind === 'autoscale' ? scale.maximumNodes : scale.targetDedicatedNodes + scale.targetSpotNodes
  if (most > 0 && nodes > most) {
    reader.wrong('canary-nodes', `has to be at most ${most}, the nodes of the pool that they go before`, `${nodes}`)
  }
}
