import type { BatchAccount } from '../model/batch.ts'
import type { Preflight } from '../model/observed.ts'
import type { Ports } from '../model/ports.ts'
import { normalizeRegion, parseResourceId, resourceName } from '../model/resource-id.ts'
import type { Inquiry } from '../plan/draft/inquiry.ts'
import { byId, byKey } from './reading.ts'

/** Reads all that an inquiry asks for, in parallel, each thing once. */
export async function observePreflight(inquiry: Inquiry, { azure }: Pick<Ports, 'azure'>): Promise<Preflight> {
  const [
    supportedImages,
    vmSizes,
    accountPools,
    subnets,
    permissions,
    registrations,
    regions,
    imageVersions,
    jobs,
    jobSchedules,
    canaries,
    runningTasks,
    nodeImages,
    versions,
    galleries,
    definitions,
  ] = await Promise.all([
    byKey(inquiry.supportedImages, idOf, (account) => azure.listSupportedImages(account)),
    byKey(inquiry.vmSizes, idOf, ({ id, location }) =>
      azure.listVmSizes(subscriptionOf(id), normalizeRegion(location)),
    ),
    byKey(inquiry.accountPools, idOf, ({ id }) => azure.listPools(id)),
    byId(inquiry.subnetIds, (id) => azure.readSubnet(id)),
    byId(inquiry.scopes, (scope) => azure.readPermissions(scope)),
    byKey(inquiry.registrations, subscriptionScope, (id) => azure.readRegistration(id, 'Microsoft.Batch')),
    byKey(inquiry.regions, subscriptionScope, (id) => azure.listRegions(id)),
    byId(inquiry.imageVersionIds, (id) => azure.readImageVersion(id)),
    byKey(inquiry.jobs, idOf, (account) => azure.listJobs(account)),
    byKey(inquiry.jobs, idOf, (account) => azure.listJobSchedules(account)),
    byId(inquiry.canaryIds, (id) => azure.readPool(id)),
    byKey(
      inquiry.runningTasks,
      ({ poolId }) => poolId,
      ({ account, poolId }) => azure.countRunningTasks(account, resourceName(poolId)),
    ),
    byKey(
      inquiry.nodeImages,
      ({ desired }) => desired.poolId,
      ({ account, desired }) => azure.listNodeImages(account, resourceName(desired.poolId)),
    ),
    byId(inquiry.versionsOf, (id) => azure.listImageVersions(id)),
    byId(inquiry.galleriesBeside, (id) => azure.listGalleries(id)),
    byId(inquiry.definitionsOf, (id) => azure.listImageDefinitions(id)),
  ])
  return {
    supportedImages,
    vmSizes,
    accountPools,
    subnets,
    permissions,
    registrations,
    regions,
    imageVersions,
    jobs,
    jobSchedules,
    canaries,
    runningTasks,
    nodeImages,
    versions,
    galleries,
    definitions,
  }
}

function idOf({ id }: BatchAccount): string {
  return id
}

function subscriptionOf(id: string): string {
  return parseResourceId(id)?.subscriptionId ?? ''
}

function subscriptionScope(subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}`
}
