import { BatchServiceClient, type BatchServiceModels } from '@azure/batch'
import { bearerTokenAuthenticationPolicy } from '@azure/core-rest-pipeline'
import type { AzureReason, NodeCounts, NodeImage, PoolNode, SupportedImage } from '../model/batch.ts'
import type { Reading } from '../model/ports.ts'
import { isOfType } from '../model/resource-id.ts'
import { BATCH_API_VERSION, withWait } from './arm.ts'
import { type BatchJobs, createBatchJobs } from './batch-jobs.ts'
import { type BatchAccess, createBatchRest } from './batch-rest.ts'
import { sendLegacy } from './legacy-http.ts'
import { createSend, type Headers } from './pipeline.ts'
import { reading, thrown } from './refusal.ts'

/** A page of a list as the SDK gives it: an array with the link to the next one and the raw answer. */
type Page<T> = readonly T[] & {
  readonly odatanextLink?: string
  readonly _response: { readonly headers: Headers }
}

/** The Batch service of one account, as far as the run asks it. */
export type BatchService = BatchJobs & {
  listSupportedImages(): Promise<Reading<readonly SupportedImage[]>>
  readNodeCounts(poolName: string): Promise<Reading<NodeCounts>>
  countRunningTasks(poolName: string): Promise<Reading<number>>
  listNodeImages(poolName: string): Promise<Reading<readonly NodeImage[]>>
  listUnhealthyNodes(poolName: string): Promise<Reading<readonly PoolNode[]>>
}

/**
 * The only user of @azure/batch. Its generation speaks an old api-version, asks for the wrong audience, never repeats a
 * 429 and knows no NO_PROXY; so it only shapes requests and answers here, and what sends them is the pipeline
 * that all other clients use.
 */
export function createBatchService(access: BatchAccess): BatchService {
  const { account, scope, credential, patience } = access
  const { origin, pathname } = new URL(`https://${account.accountEndpoint}`)
  const send = createSend(patience, bearerTokenAuthenticationPolicy({ credential, scopes: [scope] }))
  const client = new BatchServiceClient({ signRequest: async (request) => request }, origin, {
    httpClient: { sendRequest: (request) => sendLegacy(request, pathname.replace(/\/$/, ''), send) },
    noRetryPolicy: true,
  })
  client.apiVersion = BATCH_API_VERSION
  return {
    ...createBatchJobs(client.job, createBatchRest(access)),
    listSupportedImages: () =>
      read(
        () => client.account.listSupportedImages({ accountListSupportedImagesOptions: { maxResults: 1000 } }),
        (link) => client.account.listSupportedImagesNext(link),
        (images) => images.map(supportedImage),
      ),
    readNodeCounts: async (poolName) => {
      const filter = `poolId eq '${poolName}'`
      const all = await read(
        () => client.account.listPoolNodeCounts({ accountListPoolNodeCountsOptions: { filter } }),
        (link) => client.account.listPoolNodeCountsNext(link),
        (pools) => pools,
      )
      const { observed, ...wait } = all
      if (observed.state !== 'present') return { observed, ...wait }
      const [counts] = observed.value
      return { observed: counts ? { state: 'present', value: nodeCounts(counts) } : { state: 'absent' }, ...wait }
    },
    countRunningTasks: (poolName) =>
      readNodes(client, poolName, {
        filter: "state eq 'running'",
        select: 'id,runningTasksCount',
        shape: (nodes) => nodes.reduce((sum, { runningTasksCount = 0 }) => sum + runningTasksCount, 0),
      }),
    listNodeImages: (poolName) =>
      readNodes(client, poolName, { select: 'id,state,virtualMachineInfo', shape: (nodes) => nodes.map(nodeImage) }),
    listUnhealthyNodes: (poolName) =>
      readNodes(client, poolName, {
        filter: "state ne 'idle' and state ne 'running'",
        select: 'id,state,isDedicated,errors,startTaskInfo',
        shape: (nodes) => nodes.map(poolNode),
      }),
  }
}

function readNodes<R>(
  client: BatchServiceClient,
  poolName: string,
  asked: {
    /** All nodes without one. */
    readonly filter?: string
    readonly select: string
    readonly shape: (nodes: readonly BatchServiceModels.ComputeNode[]) => R
  },
): Promise<Reading<R>> {
  const { filter, select, shape } = asked
  const options = { ...(filter !== undefined && { filter }), select, maxResults: 1000 }
  return read(
    () => client.computeNode.list(poolName, { computeNodeListOptions: options }),
    (link) => client.computeNode.listNext(link),
    shape,
  )
}

async function read<T, R>(
  first: () => Promise<Page<T>>,
  next: (link: string) => Promise<Page<T>>,
  shape: (items: readonly T[]) => R,
): Promise<Reading<R>> {
  try {
    let page = await first()
    const items = [...page]
    while (page.odatanextLink) {
      page = await next(page.odatanextLink)
      items.push(...page)
    }
    return withWait({ state: 'present', value: shape(items) }, page._response.headers)
  } catch (error) {
    return { observed: reading(thrown(error)) }
  }
}

function supportedImage(image: BatchServiceModels.ImageInformation): SupportedImage {
  const { publisher = '', offer = '', sku = '', version } = image.imageReference
  return {
    nodeAgentSkuId: image.nodeAgentSKUId,
    image: { publisher, offer, sku, ...(version && { version }) },
    osType: image.osType,
    verified: image.verificationType === 'verified',
    ...(image.batchSupportEndOfLife && { batchSupportEndOfLife: new Date(image.batchSupportEndOfLife).toISOString() }),
  }
}

/** Dedicated and spot nodes together; states that newer services add are kept, spelled as in the node list. */
function nodeCounts({ dedicated, lowPriority }: BatchServiceModels.PoolNodeCounts): NodeCounts {
  const byState: Record<string, number> = {}
  for (const [name, count] of [...Object.entries(dedicated ?? {}), ...Object.entries(lowPriority ?? {})]) {
    const state = name.toLowerCase()
    if (typeof count === 'number') byState[state] = (byState[state] ?? 0) + count
  }
  const { total = 0, ...states } = byState
  return { total, byState: states }
}

function nodeImage({ id = '', state = 'unknown', virtualMachineInfo }: BatchServiceModels.ComputeNode): NodeImage {
  const imageVersionId = virtualMachineInfo?.imageReference?.virtualMachineImageId
  // Of the definition alone nobody can tell which version it was.
  const isVersion = isOfType(imageVersionId ?? '', 'Microsoft.Compute', 'galleries/images/versions')
  return { id, state, ...(imageVersionId !== undefined && isVersion && { imageVersionId }) }
}

function poolNode(node: BatchServiceModels.ComputeNode): PoolNode {
  const task = node.startTaskInfo
  return {
    id: node.id ?? '',
    state: node.state ?? 'unknown',
    isDedicated: node.isDedicated ?? true,
    errors: (node.errors ?? []).map(({ code, message, errorDetails }) => reason(code, message, errorDetails)),
    ...(task && {
      startTask: {
        state: task.state,
        ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
        ...(task.result !== undefined && { result: task.result }),
        ...(task.failureInfo && {
          failure: {
            ...reason(task.failureInfo.code, task.failureInfo.message, task.failureInfo.details),
            category: task.failureInfo.category,
          },
        }),
      },
    }),
  }
}

type Detail = { readonly name?: string; readonly value?: string }

function reason(code = 'Unknown', message = '', details: readonly Detail[] = []): AzureReason {
  return { code, message, details: details.map(({ name = '', value = '' }) => ({ name, value })) }
}
