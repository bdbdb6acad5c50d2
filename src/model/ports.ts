import type {
  BatchAccount,
  NodeCounts,
  NodeImage,
  Pool,
  PoolDefinition,
  PoolNode,
  Subnet,
  SupportedImage,
  VmSize,
} from './batch.ts'
import type { BatchTask, NewTask, NewTaskJob, TaskFile, TaskJob, TaskNode } from './batch-task.ts'
import type { EventBody } from './event.ts'
import type { Gallery, ImageDefinition, ImageVersion, TargetRegion } from './image.ts'
import type { CreateGallery, CreateImageDefinition, CreateManagedImage, PublishImageVersion } from './image-step.ts'
import type { Job, JobChange, JobSchedule } from './job.ts'
import type { JsonObject } from './json.ts'
import type { LineageLink } from './lineage.ts'
import type { Observed } from './observed.ts'
import type { JobMove } from './pool-step.ts'
import type { Permission, Region } from './subscription.ts'

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
  /** All galleries of the subscription in which a gallery is, or would be. */
  listGalleries(galleryId: string): Promise<Reading<readonly Gallery[]>>
  listImageDefinitions(galleryId: string): Promise<Reading<readonly ImageDefinition[]>>
  /** With replication status. */
  readImageVersion(id: string): Promise<Reading<ImageVersion>>
  listImageVersions(imageDefinitionId: string): Promise<Reading<readonly ImageVersion[]>>
  /**
   * One resource of a lineage: managed image, virtual machine, disk, snapshot or gallery image version, with what it was
   * made from. The regions of a gallery image version are told by `readImageVersion`.
   */
  readLineageLink(id: string): Promise<Reading<LineageLink>>
  /** A VHD as far as Resource Manager knows it: by its storage account, which says the region. */
  readVhd(uri: string, storageAccountId: string): Promise<Reading<LineageLink>>
  createGallery(step: CreateGallery): Promise<void>
  createImageDefinition(step: CreateImageDefinition): Promise<void>
  createManagedImage(step: CreateManagedImage): Promise<void>
  createImageVersion(step: PublishImageVersion): Promise<void>
  updateImageVersion(id: string, change: ImageVersionChange): Promise<void>
  /** Begins to delete the version; one that is gone already is no mistake. */
  deleteImageVersion(id: string): Promise<void>
  readBatchAccount(id: string): Promise<Reading<BatchAccount>>
  readPool(id: string): Promise<Reading<Pool>>
  /** All pools of an account. */
  listPools(batchAccountId: string): Promise<Reading<readonly Pool[]>>
  listVmSizes(subscriptionId: string, region: string): Promise<Reading<readonly VmSize[]>>
  readSubnet(id: string): Promise<Reading<Subnet>>
  /** What the caller may do at a resource or a resource group. */
  readPermissions(scope: string): Promise<Reading<readonly Permission[]>>
  /** Registration state as Azure spells it: `Registered`, `Registering`, `NotRegistered`. */
  readRegistration(subscriptionId: string, namespace: string): Promise<Reading<string>>
  registerProvider(subscriptionId: string, namespace: string): Promise<void>
  listRegions(subscriptionId: string): Promise<Reading<readonly Region[]>>
  /** Creates only: answers 412 when the pool exists. */
  createPool(id: string, definition: PoolDefinition): Promise<void>
  /** Ends a resize where it stands. */
  stopResize(id: string): Promise<void>
  /** Begins to delete the pool; a pool that is gone already is no mistake. */
  deletePool(id: string): Promise<void>
  /** Changes only the pool that `etag` names: answers 412 when it is no longer that one. */
  updatePool(id: string, patch: { properties?: JsonObject; identity?: JsonObject }, etag: string): Promise<void>
  listSupportedImages(account: BatchAccount): Promise<Reading<readonly SupportedImage[]>>
  readNodeCounts(account: BatchAccount, poolName: string): Promise<Reading<NodeCounts>>
  /** Tasks that run on the nodes of a pool now. */
  countRunningTasks(account: BatchAccount, poolName: string): Promise<Reading<number>>
  /** All nodes of a pool, with the image version of each. */
  listNodeImages(account: BatchAccount, poolName: string): Promise<Reading<readonly NodeImage[]>>
  /** All nodes of a pool that are neither idle nor running. */
  listUnhealthyNodes(account: BatchAccount, poolName: string): Promise<Reading<readonly PoolNode[]>>
  /** All jobs of an account that are not completed. */
  listJobs(account: BatchAccount): Promise<Reading<readonly Job[]>>
  readJob(account: BatchAccount, id: string): Promise<Reading<Job>>
  /**
   * Its pool only while the job is disabled. Changes only the job that `etag` names: answers 412 when it is no longer
   * that one. Gives back its ETag after that, where Azure tells.
   */
  updateJob(account: BatchAccount, id: string, change: JobChange, etag: string): Promise<Pick<Job, 'etag'> | undefined>
  /** Begins to disable a job; its running tasks are treated as `running` says. */
  disableJob(account: BatchAccount, id: string, running: JobMove, etag: string): Promise<void>
  /** Begins to enable a job. */
  enableJob(account: BatchAccount, id: string, etag: string): Promise<void>
  /** All job schedules of an account, each with the whole template of its jobs. */
  listJobSchedules(account: BatchAccount): Promise<Reading<readonly JobSchedule[]>>
  readJobSchedule(account: BatchAccount, id: string): Promise<Reading<JobSchedule>>
  /** Replaces the template of a schedule's future jobs; answers 412 when it is no longer the schedule that `etag` names. */
  updateJobSchedule(account: BatchAccount, id: string, specification: JsonObject, etag: string): Promise<void>
  /** Jobs and tasks of an account. */
  batchTasks(account: BatchAccount): TaskService
}

/** Jobs and tasks of one Batch account. Reads and writes answer as those of `Azure`. */
export type TaskService = {
  /** All nodes of a pool, whatever their state. */
  listNodes(poolName: string): Promise<Reading<readonly TaskNode[]>>
  readJob(id: string): Promise<Reading<TaskJob>>
  createJob(job: NewTaskJob): Promise<void>
  /** Begins to delete a job with its tasks; one that is gone already is no mistake. */
  deleteJob(id: string): Promise<void>
  addTask(jobId: string, task: NewTask): Promise<void>
  listTasks(jobId: string): Promise<Reading<readonly BatchTask[]>>
  /** The end of what a task has written, at most 64 KiB; absent where it has no such file. Its files go with its node. */
  readTail(jobId: string, taskId: string, file: TaskFile): Promise<Reading<string>>
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
