import type { BatchAccount } from '../../model/batch.ts'
import { enumeration } from '../../model/enumeration.ts'

/** Whether the account takes tokens of Microsoft Entra at its Batch service; where it names no modes, it takes all. */
export function allowsEntra({ allowedAuthenticationModes: modes }: BatchAccount): boolean {
  return modes === undefined || modes.some((mode) => mode.toLowerCase() === 'aad')
}

/** Ways of signing in that an account allows, in words. */
export function modeWords({ allowedAuthenticationModes: modes = [] }: BatchAccount): string {
  return enumeration(modes) || 'none'
}

/** Whom the network rules of the account keep from its Batch service, in words; undefined where they keep out nobody. */
export function shutOut({ publicNetworkAccess, accountAccess }: BatchAccount): string | undefined {
  if (publicNetworkAccess === 'SecuredByPerimeter') return 'all that its network security perimeter does not let in'
  if (publicNetworkAccess !== 'Enabled') return 'all addresses of the public internet'
  return accountAccess?.defaultAction === 'Deny' ? 'every address that no rule names' : undefined
}

/** Whether a refusal of the Batch service is what the account is set to, and will not pass. */
export function mayRefuse(account: BatchAccount): boolean {
  return !allowsEntra(account) || shutOut(account) !== undefined
}

/** Whether no node can reach the node management of the account: its public address is closed, and no private endpoint leads there. */
export function shutsOutNodes(account: BatchAccount): boolean {
  const { publicNetworkAccess, nodeManagementAccess: rules } = account
  const isBarred = rules?.defaultAction === 'Deny' && rules.ipRules.length === 0
  return !hasNodeEndpoint(account) && (publicNetworkAccess === 'Disabled' || isBarred)
}

/** Whether a private endpoint leads to the node management of the account, or may. */
export function hasNodeEndpoint({ privateEndpoints = [] }: BatchAccount): boolean {
  return privateEndpoints.some((name) => name === '' || name.toLowerCase() === 'nodemanagement')
}
