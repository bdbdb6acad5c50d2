import { Refusal, type SandboxRequest } from '../service.ts'
import type { Account } from './entities.ts'
import { at, type Json, listAt, textAt } from './json.ts'
import type { BatchParts } from './store.ts'

/** The account whose service is asked; its own settings may close the door. */
export function serviceAccount(request: SandboxRequest, parts: BatchParts): Account {
  const account = parts.store.accountAt(request.batchAccount ?? '')
  if (account === undefined) throw new Refusal(404, 'AccountNotFound', 'The specified account does not exist.')
  if (!letsIn(account.properties))
    throw new Refusal(403, 'PublicNetworkAccessDenied', 'Public network access is disabled on this Batch account.')
  const modes = account.properties['allowedAuthenticationModes']
  if (Array.isArray(modes) && !modes.includes('AAD')) {
    throw new Refusal(
      403,
      'AuthenticationFailed',
      'Server failed to authenticate the request: this account does not allow Microsoft Entra authentication.',
    )
  }
  return account
}

/** Whether a client from anywhere is let in: no rule names the address of a GitHub runner, but one may name all. */
function letsIn(properties: Json): boolean {
  if ((textAt(properties, 'publicNetworkAccess') ?? 'Enabled') !== 'Enabled') return false
  return letsAllIn(at(properties, 'networkProfile', 'accountAccess'))
}

function letsAllIn(access: unknown): boolean {
  if (textAt(access, 'defaultAction') !== 'Deny') return true
  return listAt(access, 'ipRules').some((rule) => textAt(rule, 'value') === '0.0.0.0/0')
}

/** Whether a private endpoint leads to the node management of the account. */
export function hasNodeEndpoint({ properties }: Pick<Account, 'properties'>): boolean {
  return listAt(properties, 'privateEndpointConnections').some(isForNodes)
}

/** Whether nodes can report to the account: by a private endpoint, or at its public address, where rules may name all. */
export function letsNodesReport(account: Pick<Account, 'properties'>): boolean {
  const { properties } = account
  if (hasNodeEndpoint(account)) return true
  if (textAt(properties, 'publicNetworkAccess') === 'Disabled') return false
  return letsAllIn(at(properties, 'networkProfile', 'nodeManagementAccess'))
}

function isForNodes(connection: unknown): boolean {
  const status = textAt(connection, 'properties', 'privateLinkServiceConnectionState', 'status')
  return status === 'Approved' && listAt(connection, 'properties', 'groupIds').includes('nodeManagement')
}

/** Address of the account's service, as the client knows it. */
export function baseOf(request: SandboxRequest, account: Account): string {
  return `https://${request.cloud.batchEndpoint(account.name, account.region)}`
}
