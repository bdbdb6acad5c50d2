import { normalizeRegion } from '../../../src/model/resource-id.ts'
import { Refusal, type Route, type SandboxReply, type SandboxRequest } from '../../service.ts'
import { accountAnswer } from '../answers.ts'
import { ACCOUNT_PATH, accountOf, armRoute, GROUP_PATH, SUBSCRIPTION_PATH } from '../arm-request.ts'
import type { Account } from '../entities.ts'
import type { Json } from '../json.ts'
import { pageReply } from '../paging.ts'
import { refuseListQuery } from '../refusals.ts'
import type { SeedSize } from '../seed.ts'
import type { BatchParts } from '../store.ts'

/** Batch accounts, and what a region offers them. */
export function accountRoutes(parts: BatchParts): readonly Route[] {
  const list = (request: SandboxRequest) => accounts(request, parts)
  return [
    armRoute('GET', ACCOUNT_PATH, 'batchAccounts/read', (request) => ({
      status: 200,
      body: accountAnswer(accountOf(request, parts), request),
    })),
    armRoute('GET', `${GROUP_PATH}/batchAccounts`, 'batchAccounts/read', list),
    armRoute('GET', `${SUBSCRIPTION_PATH}/batchAccounts`, 'batchAccounts/read', list),
    armRoute('POST', `${ACCOUNT_PATH}/listKeys`, 'batchAccounts/listkeys/action', (request) =>
      keys(accountOf(request, parts)),
    ),
    armRoute('GET', `${SUBSCRIPTION_PATH}/locations/:location/quotas`, 'locations/quotas/read', (request) => {
      checkLocation(request, 'locations/quotas', parts)
      return { status: 200, body: { accountQuota: 3 } }
    }),
    armRoute(
      'GET',
      `${SUBSCRIPTION_PATH}/locations/:location/virtualMachineSkus`,
      'locations/virtualMachineSkus/read',
      (request) => {
        checkLocation(request, 'locations/virtualMachineSkus', parts)
        refuseListQuery(request.query)
        return pageReply(request, parts.sizes, sizeAnswer)
      },
    ),
  ]
}

/** Resource Manager itself knows in which regions a provider is. */
function checkLocation({ params: { location = '' }, query }: SandboxRequest, type: string, parts: BatchParts): void {
  if (parts.regions.includes(normalizeRegion(location))) return
  throw new Refusal(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '${location}' and API version '${query.get('api-version')}' for type '${type}'. The supported locations are ', ${parts.regions.join(', ')}'.`,
  )
}

function accounts(request: SandboxRequest, { store }: BatchParts): SandboxReply {
  const { subscriptionId = '', resourceGroup } = request.params
  const prefix =
    `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup === undefined ? '' : `${resourceGroup}/`}`.toLowerCase()
  const own = [...store.accounts.values()].filter(({ id }) => id.toLowerCase().startsWith(prefix))
  return { status: 200, body: { value: own.map((account) => accountAnswer(account, request)) } }
}

function keys({ name }: Account): SandboxReply {
  const key = (kind: string) => Buffer.from(`${name} ${kind} key, which opens nothing`.padEnd(64)).toString('base64')
  return { status: 200, body: { accountName: name, primary: key('primary'), secondary: key('secondary') } }
}

function sizeAnswer({ name, familyName, capabilities, batchSupportEndOfLife }: SeedSize): Json {
  return {
    name,
    familyName,
    capabilities: Object.entries(capabilities).map(([key, value]) => ({ name: key, value })),
    ...(batchSupportEndOfLife && { batchSupportEndOfLife }),
  }
}
