import { normalizeRegion, resourceName, sameResourceId } from '../../../src/model/resource-id.ts'
import type { Route, SandboxRequest } from '../../service.ts'
import { isStorageVersion } from '../api-versions.ts'
import type { Blob } from '../entities.ts'
import type { ComputeParts } from '../parts.ts'
import { resourceNotFound } from '../refusals.ts'

const GROUP = '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup'

/** Storage accounts: those in which the world has VHDs, as far as an image can tell. */
export function storageAccountRoutes({ store }: ComputeParts): readonly Route[] {
  return [
    {
      plane: 'arm',
      method: 'GET',
      path: `${GROUP}/providers/Microsoft.Storage/storageAccounts/:name`,
      action: 'Microsoft.Storage/storageAccounts/read',
      apiVersions: isStorageVersion,
      handle: (request) => {
        const id = accountId(request)
        const blob = store.blobs.find(({ storageAccountId }) => sameResourceId(storageAccountId, id))
        if (blob === undefined) throw resourceNotFound(id)
        return { status: 200, body: accountAnswer(blob) }
      },
    },
  ]
}

function accountId({ params }: SandboxRequest): string {
  const group = `/subscriptions/${params['subscriptionId']}/resourceGroups/${params['resourceGroup']}`
  return `${group}/providers/Microsoft.Storage/storageAccounts/${params['name']}`
}

function accountAnswer({ storageAccountId, uri, location }: Blob): Readonly<Record<string, unknown>> {
  const region = normalizeRegion(location)
  return {
    id: storageAccountId,
    name: resourceName(storageAccountId),
    type: 'Microsoft.Storage/storageAccounts',
    location: region,
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    properties: {
      provisioningState: 'Succeeded',
      primaryLocation: region,
      statusOfPrimary: 'available',
      primaryEndpoints: { blob: new URL('/', uri).href },
    },
  }
}
