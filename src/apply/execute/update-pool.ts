import type { Pool } from '../../model/batch.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import { type JsonObject, type JsonValue, memberAt, sameJson } from '../../model/json.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { FieldChange, UpdatePool } from '../../model/step.ts'
import { isCovered } from '../../plan/pool-changes.ts'
import { withMetadata } from '../../plan/pool-definition.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'

/** Rounds against other writers before a person is asked. */
const MOST_ROUNDS = 5

const SCALE = 'properties.scaleSettings'

/** One PATCH, sent only while the pool still is what the plan started from, and while Azure can take it. */
export async function updatePool(step: UpdatePool, run: Execution): Promise<StepEnd> {
  const name = resourceName(step.poolId)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const pool = await readyPool(step, run)
    const open = step.changes.filter(
      (change) => step.retriesResize || !isCovered(change.to, valueAt(pool, change.path)),
    )
    if (open.length === 0) return { kind: 'succeeded', text: `Pool ${name} already is as asked.` }
    for (const change of open) checkFrom(step, change, pool)
    try {
      await run.ports.azure.updatePool(step.poolId, patchOf(step, open, pool), pool.etag)
      return { kind: 'succeeded', text: `Azure took the change of ${fieldsOf(open)} of pool ${name}.` }
    } catch (error) {
      // Someone was faster, or our own first attempt arrived and its answer did not: look again.
      if (!(error instanceof AzureError) || (error.status !== 412 && error.status !== 409)) throw error
      run.tell(step, `Azure answers ${error.code}; looking at the pool again.`)
      if (error.status === 409) await untilNextReading(run.ports, undefined)
    }
  }
  throw stale(step, 'it changed each time the change was to be sent')
}

/** The pool, once Azure can take the change: a new scale has to wait for the resize under way. */
async function readyPool(step: UpdatePool, run: Execution): Promise<Pool> {
  for (;;) {
    run.ports.signal.throwIfAborted()
    const reading = await run.ports.azure.readPool(step.poolId)
    const { observed } = reading
    if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
    if (observed.state === 'absent') throw stale(step, 'it is no longer there')
    const pool = observed.value
    if (pool.provisioningState === 'Deleting') throw stale(step, 'it is being deleted')
    const resizes = step.changes.some(({ path }) => path === SCALE)
    if (!resizes || pool.allocationState === 'Steady') return pool
    run.tell(step, `The pool is ${pool.allocationState.toLowerCase()}; its new scale has to wait for the end of that.`)
    await untilNextReading(run.ports, reading)
  }
}

function checkFrom(step: UpdatePool, { path, from }: FieldChange, pool: Pool): void {
  if (sameJson(from, valueAt(pool, path))) return
  throw stale(step, `its ${path.replace('properties.', '')} changed`)
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
    else properties[path.replace('properties.', '')] = to
  }
  const list = properties['metadata'] ?? pool.definition.properties['metadata']
  return { properties: { ...properties, metadata: withMetadata(list, step.metadata) }, ...(identity && { identity }) }
}

function valueAt(pool: Pool, path: string): JsonValue | undefined {
  if (path === 'identity') return pool.definition.identity
  return memberAt(pool.definition.properties, path.split('.').slice(1))
}

function fieldsOf(changes: readonly FieldChange[]): string {
  return changes.map(({ path }) => path.replace('properties.', '')).join(', ')
}

function stale(step: UpdatePool, what: string): UserError {
  return new UserError(
    'PlanIsStale',
    `Pool ${resourceName(step.poolId)} is no longer as it was when the plan was made: ${what}. Nothing was sent.`,
    'Run again: the new plan starts from the pool as it is now.',
  )
}
