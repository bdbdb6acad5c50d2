import { isDeepStrictEqual } from 'node:util'
import type { SandboxRequest } from '../../service.ts'
import { currentNodes, isSteady } from '../allocation.ts'
import { isSince, SINCE_UPDATES } from '../api-versions.ts'
import type { Account, Pool } from '../entities.ts'
import { at, type Json, listAt, numberAt, textAt } from '../json.ts'
import { beingDeleted, beingResized, cannotBeUpdated, conflict, invalidValue, missingProperty } from '../refusals.ts'
import { sizeOf } from '../sizes.ts'
import type { BatchParts } from '../store.ts'
import { checkImage } from './image.ts'
import { checkScale } from './scale.ts'

/** What may change while there are nodes: azure-docs, batch-pool-update-properties. */
const ANY_TIME = new Set(['scaleSettings', 'startTask', 'metadata', 'applicationPackages'])

/** What may never be without a name of letters, digits, `-` and `_`, 64 at most. */
export function checkPoolName(name: string): void {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return
  const reason = 'A pool id has 1 to 64 letters, digits, hyphens and underscores.'
  throw invalidValue('id', name, reason)
}

/** Refuses properties that no pool can have. The image is looked at only where it is `new` or another than before. */
export function checkProperties(
  parts: BatchParts,
  request: SandboxRequest,
  pool: { readonly account: Account; readonly properties: Json; readonly before?: Json },
): void {
  const { account, properties, before } = pool
  const vmSize = textAt(properties, 'vmSize')
  if (vmSize === undefined) throw missingProperty('properties.vmSize')
  const size = sizeOf(parts, vmSize)
  if (size === undefined) {
    throw invalidValue('properties.vmSize', vmSize, `The VM size is not supported in ${account.region}.`)
  }
  const configuration = at(properties, 'deploymentConfiguration', 'virtualMachineConfiguration')
  if (configuration === undefined) throw missingProperty('properties.deploymentConfiguration')
  const isSame = isDeepStrictEqual(properties['deploymentConfiguration'], before?.['deploymentConfiguration'])
  if (!isSame) checkImage(parts, account, configuration, request)
  checkScale(properties['scaleSettings'])
  const slots = properties['taskSlotsPerNode'] === undefined ? 1 : numberAt(properties, 'taskSlotsPerNode')
  const most = Math.min(4 * size.cores, 256)
  if (slots < 1 || slots > most) {
    throw invalidValue('properties.taskSlotsPerNode', slots, `The value must be between 1 and ${most}.`)
  }
  if (listAt(properties, 'applicationPackages').length > 10) {
    throw invalidValue('properties.applicationPackages', undefined, 'A pool has at most 10 application packages.')
  }
  checkStartTask(properties['startTask'])
  for (const [index, entry] of listAt(properties, 'metadata').entries()) {
    if (!textAt(entry, 'name')) throw missingProperty(`properties.metadata[${index}].name`)
    if (textAt(entry, 'value') === undefined) throw missingProperty(`properties.metadata[${index}].value`)
  }
}

function checkStartTask(task: unknown): void {
  if (task === undefined) return
  if (!textAt(task, 'commandLine')) throw missingProperty('properties.startTask.commandLine')
  const retries = numberAt(task, 'maxTaskRetryCount')
  if (retries < -1) throw invalidValue('properties.startTask.maxTaskRetryCount', retries, 'The least value is -1.')
}

/** Refuses a further pool where the account's quota is used up. */
export function checkPoolQuota(parts: BatchParts, account: Account, now: number): void {
  const quota = numberAt(account.properties, 'poolQuota')
  if (parts.store.pools(account, now).length < quota) return
  throw conflict('PoolQuotaReached', 'The Batch account pool quota has been reached.', `The pool quota is ${quota}.`)
}

/** Refuses to change a pool that is going. */
export function checkThere(pool: Pool): void {
  if (pool.deletedAt !== undefined) throw beingDeleted()
}

/** Refuses a change of size while one is under way. */
export function checkSteady(pool: Pool, now: number): void {
  if (!isSteady(pool, now)) throw beingResized()
}

/** Refuses changes for which the pool must be empty and steady, and those that the api-version does not have. */
export function checkChanges(pool: Pool, next: Json, request: SandboxRequest): void {
  const names = new Set([...Object.keys(pool.properties), ...Object.keys(next)])
  const changed = [...names].filter((name) => !isDeepStrictEqual(pool.properties[name], next[name]))
  if (changed.includes('scaleSettings')) checkSteady(pool, request.now)
  const restricted = changed.find((name) => !ANY_TIME.has(name))
  if (restricted === undefined) return
  const path = `properties.${restricted}`
  if (!isSince(request.query, SINCE_UPDATES)) throw cannotBeUpdated(path, 'The property cannot be changed.')
  const nodes = currentNodes(pool, request.now, true) + currentNodes(pool, request.now, false)
  if (nodes > 0 || !isSteady(pool, request.now)) {
    throw cannotBeUpdated(path, `The pool must have no nodes and not be resizing; it has ${nodes}.`)
  }
}
