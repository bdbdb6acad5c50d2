import { createHash } from 'node:crypto'
import { normalizeRegion } from '../../../src/model/resource-id.ts'
import type { Route, SandboxRequest } from '../../service.ts'
import { ACCOUNT_PATH, armAccount } from '../accounts.ts'
import { isManagementVersion } from '../api-versions.ts'
import type { Account } from '../entities.ts'
import type { Json } from '../json.ts'
import type { BatchParts } from '../store.ts'

const SUBSCRIPTION = '/subscriptions/:subscriptionId'
const LOCATION = `${SUBSCRIPTION}/providers/Microsoft.Batch/locations/:location`
const READ = 'Microsoft.Batch/batchAccounts/read'

/** Accounts, their keys, and what Batch has in a region. */
export function accountRoutes(parts: BatchParts): readonly Route[] {
  const arm = { plane: 'arm', apiVersions: isManagementVersion } as const
  const listed = (request: SandboxRequest) => {
    const group = request.params['resourceGroup']
    const scope = `/subscriptions/${request.params['subscriptionId']}/`
    const prefix = (group === undefined ? scope : `${scope}resourceGroups/${group}/`).toLowerCase()
    const own = [...parts.store.accounts.values()].filter(({ id }) => id.toLowerCase().startsWith(prefix))
    return { status: 200, body: { value: own.map((account) => told(account, request)) } }
  }
  return [
    {
      ...arm,
      method: 'GET',
      path: ACCOUNT_PATH,
      action: READ,
      handle: (request) => ({ status: 200, body: told(armAccount(parts, request), request) }),
    },
    {
      ...arm,
      method: 'GET',
      path: ACCOUNT_PATH.slice(0, -'/:account'.length),
      action: READ,
      handle: listed,
    },
    {
      ...arm,
      method: 'GET',
      path: `${SUBSCRIPTION}/providers/Microsoft.Batch/batchAccounts`,
      action: READ,
      handle: listed,
    },
    {
      ...arm,
      method: 'POST',
      path: `${ACCOUNT_PATH}/listKeys`,
      action: 'Microsoft.Batch/batchAccounts/listkeys/action',
      handle(request) {
        const { id, name } = armAccount(parts, request)
        return { status: 200, body: { accountName: name, primary: keyOf(`${id}/1`), secondary: keyOf(`${id}/2`) } }
      },
    },
    {
      ...arm,
      method: 'GET',
      path: `${LOCATION}/quotas`,
      action: 'Microsoft.Batch/locations/quotas/read',
      handle: () => ({ status: 200, body: { accountQuota: 3 } }),
    },
    {
      ...arm,
      method: 'GET',
      path: `${LOCATION}/virtualMachineSkus`,
      action: 'Microsoft.Batch/locations/virtualMachineSkus/read',
      handle: () => ({ status: 200, body: { value: parts.sizes.map(toldSize) } }),
    },
  ]
}

function told({ id, name, region, identity, tags, properties }: Account, { cloud }: SandboxRequest): Json {
  return {
    id,
    name,
    type: 'Microsoft.Batch/batchAccounts',
    location: normalizeRegion(region),
    identity: identity ?? { type: 'None' },
    ...(tags && { tags }),
    properties: { ...properties, accountEndpoint: cloud.batchEndpoint(name, region) },
  }
}

function toldSize({ capabilities, ...size }: BatchParts['sizes'][number]): Json {
  return { ...size, capabilities: Object.entries(capabilities).map(([name, value]) => ({ name, value })) }
}

/** A key of the right form; no operation takes it, for pools from galleries need tokens. */
function keyOf(seed: string): string {
  return createHash('sha512').update(seed).digest('base64')
}
