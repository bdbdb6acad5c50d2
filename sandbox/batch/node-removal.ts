import type { SandboxRequest } from '../service.ts'
import { isSteady, nodesOf } from './allocation.ts'
import { deallocationOption } from './autoscale.ts'
import { durationMs } from './durations.ts'
import type { Pool } from './entities.ts'
import { at, listAt, textAt } from './json.ts'
import { occasionOf } from './occasion.ts'
import { beingResized, invalidBody, invalidValue, notFound } from './refusals.ts'
import { removeNodes } from './resize.ts'

/** Nodes that one request may name. */
const MOST_NODES = 100

/** Takes the nodes that a request names out of a pool that is steady. */
export function takeNodes(pool: Pool, request: SandboxRequest): void {
  const { body, now } = request
  if (!isSteady(pool, now)) throw beingResized()
  const ids = listAt(body, 'nodeList')
  if (ids.length === 0 || ids.length > MOST_NODES) throw invalidBody(`nodeList has to name 1 to ${MOST_NODES} nodes.`)
  const named = textAt(body, 'nodeDeallocationOption') ?? 'requeue'
  const option = deallocationOption(named)
  if (option === undefined || named !== named.toLowerCase())
    throw invalidValue('nodeDeallocationOption', named, 'There is no such option.')
  const timeoutMs = durationMs(at(body, 'resizeTimeout') ?? 'PT15M', 'resizeTimeout')
  if (timeoutMs < 5 * 60_000)
    throw invalidValue('resizeTimeout', at(body, 'resizeTimeout'), 'The value has to be at least 5 minutes.')
  const nodes = [...nodesOf(pool, now)].filter(({ id }) => ids.includes(id))
  if (nodes.length !== new Set(ids).size) throw notFound('Node')
  removeNodes(pool, nodes, { timeoutMs, deallocationOption: option }, occasionOf(request))
}
