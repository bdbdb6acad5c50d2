import { Refusal, type SandboxRequest } from '../service.ts'
import { countStates, isSteady } from './allocation.ts'
import type { Account, Pool } from './entities.ts'
import { at, listAt, textAt } from './json.ts'
import { notFound } from './refusals.ts'
import type { BatchParts } from './store.ts'

/** Path of an account with `:names`. */
export const ACCOUNT_PATH =
  '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup/providers/Microsoft.Batch/batchAccounts/:account'

/** Path of a pool of Resource Manager with `:names`. */
export const POOL_PATH = `${ACCOUNT_PATH}/pools/:pool`

/** The account that a request to Resource Manager names. Refuses with 404. */
export function armAccount(parts: BatchParts, { params }: SandboxRequest): Account {
  const name = params['account'] ?? ''
  const group = `/subscriptions/${params['subscriptionId']}/resourceGroups/${params['resourceGroup']}`
  const account = parts.store.account(`${group}/providers/Microsoft.Batch/batchAccounts/${name}`)
  if (account !== undefined) return account
  throw new Refusal(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.Batch/batchAccounts/${name}' under resource group '${params['resourceGroup']}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  )
}

/** The pool that a request names in an account; one that is being deleted still is there. Refuses with 404. */
export function poolIn(parts: BatchParts, account: Account, request: SandboxRequest): Pool {
  const pool = parts.store.pool(account, request.params['pool'] ?? '', request.now)
  if (pool === undefined) throw notFound('Pool')
  return pool
}

/** The account whose endpoint was asked. Refuses where the account does not take calls from here, or not with tokens. */
export function serviceAccount(parts: BatchParts, request: SandboxRequest): Account {
  const account = parts.store.accountAt(request.batchAccount ?? '')
  if (account === undefined) throw new Refusal(404, 'AccountNotFound', 'The specified account does not exist.')
  const { properties } = account
  const isClosed =
    (textAt(properties, 'publicNetworkAccess') ?? 'Enabled') !== 'Enabled' ||
    textAt(at(properties, 'networkProfile', 'accountAccess'), 'defaultAction') === 'Deny'
  if (isClosed) {
    throw new Refusal(403, 'AuthorizationFailure', 'This request is not authorized to perform this operation.', {
      details: [{ code: 'Reason', message: 'The account does not allow access from public networks.' }],
    })
  }
  const modes = listAt(properties, 'allowedAuthenticationModes')
  if (modes.length > 0 && !modes.includes('AAD')) {
    throw new Refusal(
      403,
      'AuthenticationFailed',
      'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
      {
        details: [{ code: 'AuthenticationErrorDetail', message: 'The account does not allow Microsoft Entra tokens.' }],
      },
    )
  }
  return account
}

/**
 * Headers of a GET. Azure sends none; where virtual time is fast, a client that waits in its own time is told when to
 * ask again as long as something is under way.
 */
export function waitingHeaders(parts: BatchParts, pools: readonly Pool[], now: number): Record<string, string> {
  const isWaiting = pools.some((pool) => pool.deletedAt !== undefined || !isSteady(pool, now) || isGrowingUp(pool, now))
  return parts.clock.isFast && isWaiting ? parts.clock.retryAfter(15) : {}
}

const SETTLED = new Set(['idle', 'starttaskfailed', 'unusable'])

function isGrowingUp(pool: Pool, now: number): boolean {
  return [true, false].some((isDedicated) =>
    [...countStates(pool, now, isDedicated).keys()].some((state) => !SETTLED.has(state)),
  )
}
