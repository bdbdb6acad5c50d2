import type { AccountQuotas, BatchAccount } from '../model/batch.ts'
import { isJsonObject, type JsonObject, memberAt } from '../model/json.ts'
import type { ArmAnswer } from './arm.ts'
import { knownOf, numberAt, objectsAt, textAt, textIn, textsAt } from './members.ts'

/** A Batch account from ARM's answer. Shape: Microsoft.Batch/batchAccounts, 2025-06-01. */
export function parseBatchAccount({ body }: ArmAnswer): BatchAccount {
  const modes = memberAt(body, ['properties', 'allowedAuthenticationModes'])
  const poolAllocationMode = textIn(body, 'properties', 'poolAllocationMode')
  const endpoints = objectsAt(body, 'properties', 'privateEndpointConnections').flatMap(endpointsOf)
  return {
    id: textIn(body, 'id'),
    location: textIn(body, 'location'),
    accountEndpoint: textIn(body, 'properties', 'accountEndpoint'),
    provisioningState: textIn(body, 'properties', 'provisioningState'),
    poolAllocationMode,
    // Accounts from before there was a choice are public.
    publicNetworkAccess: textAt(body, 'properties', 'publicNetworkAccess') ?? 'Enabled',
    ...knownOf({
      accountAccess: accessOf(body, 'accountAccess'),
      nodeManagementAccess: accessOf(body, 'nodeManagementAccess'),
    }),
    ...(endpoints.length > 0 && { privateEndpoints: endpoints }),
    ...(Array.isArray(modes) && { allowedAuthenticationModes: modes.map(String) }),
    quotas: quotasOf(body, poolAllocationMode),
  }
}

function accessOf(body: JsonObject, profile: 'accountAccess' | 'nodeManagementAccess'): BatchAccount['accountAccess'] {
  const access = memberAt(body, ['properties', 'networkProfile', profile])
  if (!isJsonObject(access)) return undefined
  const rules = objectsAt(access, 'ipRules').map((rule) => textAt(rule, 'value'))
  const ipRules = rules.filter((value) => value !== undefined)
  return { defaultAction: textAt(access, 'defaultAction') ?? 'Allow', ipRules }
}

/** A connection that is not approved leads nowhere; one that does not tell its sub-resource may be any. */
function endpointsOf(connection: JsonObject): readonly string[] {
  const status = textAt(connection, 'properties', 'privateLinkServiceConnectionState', 'status') ?? 'Approved'
  if (status !== 'Approved') return []
  const groups = textsAt(connection, 'properties', 'groupIds')
  return groups.length === 0 ? [''] : groups
}

/** Pools in the user's own subscription are under its quotas, which Batch does not tell. */
function quotasOf(body: JsonObject, poolAllocationMode: string): AccountQuotas {
  const ofBatch = poolAllocationMode !== 'UserSubscription'
  const quota = (name: string) => numberAt(body, 'properties', name)
  const enforced = memberAt(body, ['properties', 'dedicatedCoreQuotaPerVMFamilyEnforced']) === true
  return {
    ...knownOf({
      pools: quota('poolQuota'),
      dedicatedCores: ofBatch ? quota('dedicatedCoreQuota') : undefined,
      spotCores: ofBatch ? quota('lowPriorityCoreQuota') : undefined,
    }),
    coresByFamily: ofBatch && enforced ? familiesOf(body) : [],
  }
}

function familiesOf(body: JsonObject): AccountQuotas['coresByFamily'] {
  return objectsAt(body, 'properties', 'dedicatedCoreQuotaPerVMFamily').map((each) => ({
    family: textIn(each, 'name'),
    cores: numberAt(each, 'coreQuota') ?? 0,
  }))
}
