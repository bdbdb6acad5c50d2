import { memberAt } from '../model/json.ts'
import type { BatchAccount } from '../model/state.ts'
import type { ArmAnswer } from './arm.ts'

/** A Batch account from ARM's answer. Shape: Microsoft.Batch/batchAccounts, 2025-06-01. */
export function parseBatchAccount({ body }: ArmAnswer): BatchAccount {
  const text = (...path: string[]) => String(memberAt(body, path) ?? '')
  const modes = memberAt(body, ['properties', 'allowedAuthenticationModes'])
  return {
    id: text('id'),
    location: text('location'),
    accountEndpoint: text('properties', 'accountEndpoint'),
    provisioningState: text('properties', 'provisioningState'),
    poolAllocationMode: text('properties', 'poolAllocationMode'),
    publicNetworkAccess: text('properties', 'publicNetworkAccess') || 'Enabled',
    ...(Array.isArray(modes) && { allowedAuthenticationModes: modes.map(String) }),
  }
}
