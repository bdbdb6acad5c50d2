import { Refusal, type Route, type SandboxRequest } from '../service.ts'
import type { Account } from './entities.ts'
import { textAt } from './json.ts'
import { conflict } from './refusals.ts'
import type { BatchParts } from './store.ts'

/** Path of a subscription's Batch resources. */
export const SUBSCRIPTION_PATH = '/subscriptions/:subscriptionId/providers/Microsoft.Batch'

/** Path of a resource group's Batch resources. */
export const GROUP_PATH = '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup/providers/Microsoft.Batch'

/** Path of one account. */
export const ACCOUNT_PATH = `${GROUP_PATH}/batchAccounts/:account`

/** Dates of the management plane that clients still send. */
const isArmVersion = (version: string) => /^20(19|2[0-9])-\d\d-\d\d$/.test(version)

/** An operation of Resource Manager on Batch; `action` without its namespace. */
export function armRoute(method: Route['method'], path: string, action: string, handle: Route['handle']): Route {
  return { plane: 'arm', method, path, action: `Microsoft.Batch/${action}`, apiVersions: isArmVersion, handle }
}

/** The account in the request. */
export function accountOf(request: SandboxRequest, parts: BatchParts): Account {
  const { subscriptionId = '', resourceGroup = '', account = '' } = request.params
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Batch/batchAccounts/${account}`
  const found = parts.store.account(id)
  if (found !== undefined) return found
  throw new Refusal(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.Batch/batchAccounts/${account}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  )
}

/** Refuses to write pools of an account that is being made, is going, or has failed. */
export function requireReady({ properties }: Account): void {
  const state = textAt(properties, 'provisioningState')
  if (state === 'Succeeded') return
  throw conflict(
    'OperationInvalidForCurrentState',
    'The operation is not allowed in the current state of the account.',
    `The provisioningState of the account is ${state}.`,
  )
}
