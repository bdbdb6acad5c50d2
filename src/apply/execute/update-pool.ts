import type { Pool } from '../../model/batch.ts'
import { AzureError } from '../../model/errors.ts'
import { isJsonObject, type JsonObject, type JsonValue, memberAt, sameJson } from '../../model/json.ts'
import { ORIGIN_PREFIX } from '../../model/origin.ts'
import { fieldName, SCALE } from '../../model/pool-field.ts'
import type { FieldChange, UpdatePool } from '../../model/pool-step.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { isCovered, sameMember, sameScale } from '../../plan/pool/pool-changes.ts'
import { metadataValue, withMetadata } from '../../plan/pool/pool-definition.ts'
import type { Execution } from '../execution.ts'
import { MOST_ROUNDS, untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { send } from '../send.ts'
import { presentPool, stalePool } from './pool-reading.ts'

const METADATA = 'properties.metadata'

/** One PATCH, sent only while the pool still is what the plan started from, and while Azure can take it. */
export async function updatePool(step: UpdatePool, run: Execution): Promise<StepEnd> {
  const name = resourceName(step.poolId)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const pool = await readyPool(step, run)
    const open = step.changes.filter((change) => step.retriesResize || !isMade(change, pool))
    const forgets = (step.forgets ?? []).filter((entry) => hasEntry(pool, entry))
    if (open.length === 0 && forgets.length === 0) {
      // What was refused once and is there all the same was written by the attempt whose answer was lost.
      if (round > 0) run.sent.add(step.id)
      return { kind: 'succeeded', text: `Pool ${name} already is as asked.` }
    }
    for (const change of open) checkFrom(step, change, pool, run)
    try {
      await send(step, run, () => run.ports.azure.updatePool(step.poolId, patchOf(step, open, pool), pool.etag))
      if (open.some(({ path }) => path === SCALE))
        run.resizesBefore.set(resourceKey(step.poolId), pool.resize?.startTime)
      return { kind: 'succeeded', text: `Azure took the change of ${fieldsOf(open)} of pool ${name}.` }
    } catch (error) {
      // Someone was faster, or our own first attempt arrived and its answer did not: look again.
      if (!(error instanceof AzureError) || (error.status !== 412 && error.status !== 409)) throw error
      run.tell(step, `Azure answers ${error.code}; looking at the pool again.`)
      if (error.status === 409) await untilNextReading(run.ports, undefined)
    }
  }
  throw stalePool(step.poolId, 'it changed each time the change was to be sent')
}

/** Whether the pool has what is asked, as Azure spells it. */
function isMade({ path, to }: FieldChange, pool: Pool): boolean {
  const held = valueAt(pool, path)
  return path === SCALE ? sameScale(held, to) : isCovered(to, held, fieldName(path))
}

/** The pool, once Azure can take the change: a new scale has to wait for the resize under way. */
async function readyPool(step: UpdatePool, run: Execution): Promise<Pool> {
  for (;;) {
    const { pool, reading } = await presentPool(step.poolId, run)
    const resizes = step.changes.some(({ path }) => path === SCALE)
    if (!resizes || pool.allocationState === 'Steady') return pool
    run.tell(step, `The pool is ${pool.allocationState.toLowerCase()}; its new scale has to wait for the end of that.`)
    await untilNextReading(run.ports, reading)
  }
}

/** What the plan started from has to be there still. */
function checkFrom(step: UpdatePool, { path, from }: FieldChange, pool: Pool, run: Execution): void {
  const held = valueAt(pool, path)
  if (isAsBefore(path, from, held) || (step.isUndo && isOwnWork(step, path, held, run))) return
  throw stalePool(step.poolId, `its ${fieldName(path)} changed`)
}

/** An undo starts from what this run itself has written; a scale that somebody else has set is theirs. */
function isOwnWork({ poolId }: UpdatePool, path: string, held: JsonValue | undefined, run: Execution): boolean {
  const left = run.stoppedScales.get(resourceKey(poolId))
  return path !== SCALE || (left !== undefined && sameScale(held, left))
}

/** A resize timeout belongs to a resize, and the action's own metadata to its runs: neither is a change of the pool. */
function isAsBefore(path: string, from: JsonValue | undefined, held: JsonValue | undefined): boolean {
  if (path === SCALE && from !== undefined) return sameScale(held, from)
  return path === METADATA ? sameJson(withoutOwn(from), withoutOwn(held)) : sameMember(from, held, fieldName(path))
}

function withoutOwn(list: JsonValue | undefined): JsonValue {
  const items: readonly JsonValue[] = Array.isArray(list) ? list : []
  return items.filter((item) => !isJsonObject(item) || !String(item['name']).startsWith(ORIGIN_PREFIX))
}

function patchOf(
  step: UpdatePool,
  changes: readonly FieldChange[],
  pool: Pool,
): { properties: JsonObject; identity?: JsonObject } {
  const properties: { [name: string]: JsonValue } = {}
  let identity: JsonObject | undefined
  for (const { path, to } of changes) {
    if (path === 'identity') identity = to as JsonObject
    else properties[fieldName(path)] = to
  }
  const list = properties['metadata'] ?? pool.definition.properties['metadata']
  return {
    properties: { ...properties, metadata: withMetadata(list, step.metadata, step.forgets) },
    ...(identity && { identity }),
  }
}

function valueAt(pool: Pool, path: string): JsonValue | undefined {
  if (path === 'identity') return pool.definition.identity
  return memberAt(pool.definition.properties, path.split('.').slice(1))
}

function hasEntry({ definition }: Pool, name: string): boolean {
  return metadataValue(definition.properties['metadata'], name) !== undefined
}

/** Where somebody else has made the change already, only what the action itself notes is left to write. */
function fieldsOf(changes: readonly FieldChange[]): string {
  if (changes.length === 0) return 'metadata'
  return changes.map(({ path }) => fieldName(path)).join(', ')
}
