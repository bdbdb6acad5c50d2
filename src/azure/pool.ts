import type { AzureReason, Pool, PoolDefinition } from '../model/batch.ts'
import { isJsonObject, type JsonObject, type JsonValue, memberAt } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import { type Arm, type ArmAnswer, listArm } from './arm.ts'
import { textAt, textIn } from './members.ts'

/** A pool from ARM's answer. Shape: Microsoft.Batch/batchAccounts/pools, 2025-06-01. */
export function parsePool({ body, headers }: ArmAnswer): Pool {
  const properties = objectAt(body, 'properties') ?? {}
  const startTime = memberAt(properties, ['resizeOperationStatus', 'startTime'])
  const autoScaleError = memberAt(properties, ['autoScaleRun', 'error'])
  return {
    id: textIn(body, 'id'),
    etag: headers.get('etag') ?? textIn(body, 'etag'),
    provisioningState: textIn(body, 'properties', 'provisioningState'),
    allocationState: allocationStateOf(properties['allocationState']),
    currentDedicatedNodes: countOf(properties['currentDedicatedNodes']),
    currentSpotNodes: countOf(properties['currentLowPriorityNodes']),
    ...(typeof startTime === 'string' && {
      resize: { startTime, errors: reasonsOf(memberAt(properties, ['resizeOperationStatus', 'errors'])) },
    }),
    ...(isJsonObject(autoScaleError) && { autoScaleError: reasonOf(autoScaleError) }),
    definition: definitionOf(body, properties),
  }
}

function definitionOf(body: JsonObject, properties: JsonObject): PoolDefinition {
  const identity = objectAt(body, 'identity')
  const tags = objectAt(body, 'tags')
  return {
    properties,
    ...(identity && { identity }),
    ...(tags && { tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)])) }),
  }
}

function objectAt(value: JsonObject, name: string): JsonObject | undefined {
  const found = value[name]
  return isJsonObject(found) ? found : undefined
}

/** Azure leaves counts out while a pool has none. */
function countOf(count: JsonValue | undefined): number {
  return typeof count === 'number' ? count : 0
}

/** A state that is not known yet counts as movement: nothing is decided on it. */
function allocationStateOf(state: JsonValue | undefined): Pool['allocationState'] {
  return state === 'Steady' || state === 'Stopping' ? state : 'Resizing'
}

function reasonsOf(errors: JsonValue | undefined): AzureReason[] {
  return (Array.isArray(errors) ? errors : []).filter(isJsonObject).map(reasonOf)
}

/** ARM keeps the facts of a resize error in `details`, with their names as codes. */
function reasonOf(error: JsonObject): AzureReason {
  const details = (Array.isArray(error['details']) ? error['details'] : []).filter(isJsonObject)
  return {
    code: String(error['code'] ?? 'Unknown'),
    message: String(error['message'] ?? ''),
    details: details.map(({ code, message }) => ({ name: String(code ?? ''), value: String(message ?? '') })),
  }
}

/** All pools of an account. In a list the ETag of a pool is in its body; where it is left out, it stays empty. */
export function listPools(arm: Arm, batchAccountId: string): Promise<Reading<readonly Pool[]>> {
  return listArm(arm, `${batchAccountId}/pools`, (items) =>
    items.map((body) => parsePool({ body, headers: { get: () => textAt(body, 'etag') ?? '' } })),
  )
}

/** Creates the pool, and only creates: `If-None-Match` makes a pool of that name a 412. */
export async function putPool(arm: Arm, id: string, { properties, identity, tags }: PoolDefinition): Promise<void> {
  const body = { properties, ...(identity && { identity }), ...(tags && { tags }) }
  await arm.send('PUT', id, { body, headers: { 'If-None-Match': '*' } })
}

/** Ends a resize where it stands. */
export async function stopResize(arm: Arm, id: string): Promise<void> {
  await arm.send('POST', `${id}/stopResize`)
}

/** Begins to delete the pool; gives back once Azure has accepted it. One that is gone is no mistake. */
export async function deletePool(arm: Arm, id: string): Promise<void> {
  await arm.remove(id)
}

/** Changes the pool that `etag` names. */
export async function patchPool(arm: Arm, id: string, patch: JsonObject, etag: string): Promise<void> {
  await arm.send('PATCH', id, { body: patch, headers: { 'If-Match': etag } })
}
