import { memberAt } from '../model/json.ts'
import type { BatchAccount } from '../model/state.ts'
import { type ArmAnswer, textIn } from './arm.ts'

/** A Batch account from ARM's answer. Shape: Microsoft.Batch/batchAccounts, 2025-06-01. */
export function parseBatchAccount({ body }: ArmAnswer): BatchAccount {
  const modes = memberAt(body, ['properties', 'allowedAuthenticationModes'])
  const access = memberAt(body, ['properties', 'publicNetworkAccess'])
  return {
    id: textIn(body, 'id'),
    location: textIn(body, 'location'),
    accountEndpoint: textIn(body, 'properties', 'accountEndpoint'),
    provisioningState: textIn(body, 'properties', 'provisioningState'),
    poolAllocationMode: textIn(body, 'properties', 'poolAllocationMode'),
    // Accounts from before there was a choice are public.
    publicNetworkAccess: typeof access === 'string' ? access : 'Enabled',
    ...(Array.isArray(modes) && { allowedAuthenticationModes: modes.map(String) }),
  }
}
