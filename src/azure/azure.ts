import type { TokenCredential } from '@azure/identity'
import type { JsonObject } from '../model/json.ts'
import type { Azure } from '../model/ports.ts'
import { resourceKey } from '../model/resource-id.ts'
import type { BatchAccount } from '../model/state.ts'
import { createArm, readArm } from './arm.ts'
import { parseBatchAccount } from './batch-account.ts'
import type { BatchAccess, BatchService } from './batch-service.ts'
import type { Cloud } from './cloud.ts'
import { createCompute } from './compute.ts'
import {
  createImageVersion,
  listImageVersions,
  readGallery,
  readImageDefinition,
  readImageVersion,
  updateImageVersion,
} from './gallery.ts'
import { PATIENCE, type Patience } from './pipeline.ts'
import { parsePool, patchPool, putPool } from './pool.ts'
import { readBaseImage, readSource } from './source.ts'

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
    readImageVersion: (id) => readImageVersion(compute, id),
    listImageVersions: (id) => listImageVersions(compute, id),
    readBaseImage: (id) => readBaseImage(compute, id),
    readSource: (id) => readSource(compute, id),
    createImageVersion: (step) => createImageVersion(compute, step),
    updateImageVersion: (id, change) => updateImageVersion(compute, id, change),
    readBatchAccount: (id) => readArm(arm, id, parseBatchAccount),
    readPool: (id) => readArm(arm, id, parsePool),
    createPool: (id, definition) => putPool(arm, id, definition),
    updatePool: (id, patch: JsonObject, etag) => patchPool(arm, id, patch, etag),
    listSupportedImages: async (account) => (await serviceOf(account)).listSupportedImages(),
    readNodeCounts: async (account, poolName) => (await serviceOf(account)).readNodeCounts(poolName),
    listUnhealthyNodes: async (account, poolName) => (await serviceOf(account)).listUnhealthyNodes(poolName),
  }
}

/** The Batch SDK is the largest of all; a run that only publishes never loads it. */
async function loadBatchService(access: BatchAccess): Promise<BatchService> {
  const { createBatchService } = await import('./batch-service.ts')
  return createBatchService(access)
}
