import type { TokenCredential } from '@azure/identity'
import type { BatchAccount } from '../model/batch.ts'
import type { JsonObject } from '../model/json.ts'
import type { Azure } from '../model/ports.ts'
import { resourceKey } from '../model/resource-id.ts'
import { createArm, readArm } from './arm.ts'
import { parseBatchAccount } from './batch-account.ts'
import type { BatchAccess } from './batch-rest.ts'
import type { BatchService } from './batch-service.ts'
import { createBatchTasks } from './batch-tasks.ts'
import type { Cloud } from './cloud.ts'
import { createCompute } from './compute.ts'
import {
  createGallery,
  createImageVersion,
  deleteImageVersion,
  listGalleries,
  listImageVersions,
  readGallery,
  readImageVersion,
  updateImageVersion,
} from './gallery.ts'
import { createImageDefinition, listImageDefinitions, readImageDefinition } from './image-definition.ts'
import { readLineageLink } from './lineage-link.ts'
import { createManagedImage } from './managed-image.ts'
import { readPermissions } from './permissions.ts'
import { PATIENCE, type Patience } from './pipeline.ts'
import { deletePool, listPools, parsePool, patchPool, putPool, stopResize } from './pool.ts'
import { readSubnet } from './subnet.ts'
import { listRegions, readRegistration, registerProvider } from './subscription.ts'
import { readVhd } from './vhd.ts'
import { listVmSizes } from './vm-sizes.ts'

/** Azure over HTTPS, in one cloud, as one identity. */
export function createAzure(cloud: Cloud, credential: TokenCredential, patience: Patience = PATIENCE): Azure {
  const compute = createCompute(cloud, credential, patience)
  const arm = createArm(cloud, credential, patience)
  const services = new Map<string, Promise<BatchService>>()
  const serviceOf = (account: BatchAccount): Promise<BatchService> => {
    const key = resourceKey(account.id)
    const service = services.get(key) ?? loadBatchService({ account, scope: cloud.batchScope, credential, patience })
    services.set(key, service)
    return service
  }
  return {
    readGallery: (id) => readGallery(compute, id),
    readImageDefinition: (id) => readImageDefinition(compute, id),
    listGalleries: (id) => listGalleries(compute, id),
    listImageDefinitions: (id) => listImageDefinitions(compute, id),
    readImageVersion: (id) => readImageVersion(compute, id),
    listImageVersions: (id) => listImageVersions(compute, id),
    readLineageLink: (id) => readLineageLink(compute, id),
    readVhd: (uri, storageAccountId) => readVhd(arm, uri, storageAccountId),
    createGallery: (step) => createGallery(compute, step),
    createImageDefinition: (step) => createImageDefinition(compute, step),
    createManagedImage: (step) => createManagedImage(compute, step),
    createImageVersion: (step) => createImageVersion(compute, step),
    updateImageVersion: (id, change) => updateImageVersion(compute, id, change),
    deleteImageVersion: (id) => deleteImageVersion(compute, id),
    readBatchAccount: (id) => readArm(arm, id, parseBatchAccount),
    readPool: (id) => readArm(arm, id, parsePool),
    listPools: (batchAccountId) => listPools(arm, batchAccountId),
    listVmSizes: (subscriptionId, region) => listVmSizes(arm, subscriptionId, region),
    readSubnet: (id) => readSubnet(arm, id),
    readPermissions: (scope) => readPermissions(arm, scope),
    readRegistration: (subscriptionId, namespace) => readRegistration(arm, subscriptionId, namespace),
    registerProvider: (subscriptionId, namespace) => registerProvider(arm, subscriptionId, namespace),
    listRegions: (subscriptionId) => listRegions(arm, subscriptionId),
    createPool: (id, definition) => putPool(arm, id, definition),
    stopResize: (id) => stopResize(arm, id),
    deletePool: (id) => deletePool(arm, id),
    updatePool: (id, patch: JsonObject, etag) => patchPool(arm, id, patch, etag),
    listSupportedImages: async (account) => (await serviceOf(account)).listSupportedImages(),
    readNodeCounts: async (account, poolName) => (await serviceOf(account)).readNodeCounts(poolName),
    countRunningTasks: async (account, poolName) => (await serviceOf(account)).countRunningTasks(poolName),
    listNodeImages: async (account, poolName) => (await serviceOf(account)).listNodeImages(poolName),
    listUnhealthyNodes: async (account, poolName) => (await serviceOf(account)).listUnhealthyNodes(poolName),
    listJobs: async (account) => (await serviceOf(account)).listJobs(),
    readJob: async (account, id) => (await serviceOf(account)).readJob(id),
    updateJob: async (account, id, change, etag) => (await serviceOf(account)).updateJob(id, change, etag),
    disableJob: async (account, id, running, etag) => (await serviceOf(account)).disableJob(id, running, etag),
    enableJob: async (account, id, etag) => (await serviceOf(account)).enableJob(id, etag),
    listJobSchedules: async (account) => (await serviceOf(account)).listJobSchedules(),
    readJobSchedule: async (account, id) => (await serviceOf(account)).readJobSchedule(id),
    updateJobSchedule: async (account, id, specification, etag) =>
      (await serviceOf(account)).updateJobSchedule(id, specification, etag),
    batchTasks: (account) => createBatchTasks({ account, scope: cloud.batchScope, credential, patience }),
  }
}

/** The Batch SDK is the largest of all; a run that only publishes never loads it. */
async function loadBatchService(access: BatchAccess): Promise<BatchService> {
  const { createBatchService } = await import('./batch-service.ts')
  return createBatchService(access)
}
