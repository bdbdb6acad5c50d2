import type { EventBody } from './event.ts'
import type { JsonObject } from './json.ts'
import type {
  BatchAccount,
  Gallery,
  ImageDefinition,
  ImageVersion,
  MarketplaceImage,
  NodeCounts,
  Observed,
  Pool,
  PoolDefinition,
  PoolNode,
  Source,
  SupportedImage,
  TargetRegion,
} from './state.ts'
import type { PublishImageVersion } from './step.ts'

/** One reading, with the wait that Azure asked for before the next, in ms. */
export type Reading<T> = { readonly observed: Observed<T>; readonly retryAfterMs?: number }

/** A write to one image version: the complete list of regions, and what else changes. */
export type ImageVersionChange = {
  readonly targetRegions: readonly TargetRegion[]
  /** All tags the version shall have. */
  readonly tags: Readonly<Record<string, string>>
  readonly endOfLifeDate?: string
  /** As it is: a PATCH may take the profile as a whole. */
  readonly excludeFromLatest?: boolean
}

/**
 * Azure as the run sees it. Reads answer `absent` for 404 and `unreadable` for a refusal or an unreachable
 * service; writes throw `AzureError`. Nothing here waits for an operation to end.
 */
export type Azure = {
  readGallery(id: string): Promise<Reading<Gallery>>
  readImageDefinition(id: string): Promise<Reading<ImageDefinition>>
  /** With replication status. */
  readImageVersion(id: string): Promise<Reading<ImageVersion>>
  listImageVersions(imageDefinitionId: string): Promise<Reading<readonly ImageVersion[]>>
  /** The marketplace image a version was made from, by its validation profile or its source's lineage. */
  readBaseImage(imageVersionId: string): Promise<MarketplaceImage | undefined>
  readSource(id: string): Promise<Reading<Source>>
  createImageVersion(step: PublishImageVersion): Promise<void>
  updateImageVersion(id: string, change: ImageVersionChange): Promise<void>
  readBatchAccount(id: string): Promise<Reading<BatchAccount>>
  readPool(id: string): Promise<Reading<Pool>>
  /** Creates only: answers 412 when the pool exists. */
  createPool(id: string, definition: PoolDefinition): Promise<void>
  /** Changes only the pool that `etag` names: answers 412 when it is no longer that one. */
  updatePool(id: string, patch: { properties?: JsonObject; identity?: JsonObject }, etag: string): Promise<void>
  listSupportedImages(account: BatchAccount): Promise<Reading<readonly SupportedImage[]>>
  readNodeCounts(account: BatchAccount, poolName: string): Promise<Reading<NodeCounts>>
  /** All nodes of a pool that are neither idle nor running. */
  listUnhealthyNodes(account: BatchAccount, poolName: string): Promise<Reading<readonly PoolNode[]>>
}

/** Time, so that tests can own it. */
export type Clock = {
  /** ms since 1970 */
  now(): number
  /** Rejects with `Cancelled` when `signal` says so. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** 0 to 1, for jitter. */
  random(): number
}

/** Tells what happens; the time is added by who listens. */
export type Emit = (event: EventBody) => void

/** What the shell must be given. */
export type Ports = {
  readonly azure: Azure
  readonly clock: Clock
  readonly emit: Emit
  readonly signal: AbortSignal
  /** ms since 1970 after which the run gives up; undefined without `timeout-minutes`. */
  readonly deadline?: number
}
