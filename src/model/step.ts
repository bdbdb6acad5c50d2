import type { PoolDefinition } from './batch.ts'
import type { ReplicaStorageType, TargetRegion } from './image.ts'
import type { ImageSource } from './image-source.ts'
import type { JsonValue } from './json.ts'
import type { PurchasePlan } from './lineage.ts'

/** Name of a step inside its plan, such as `create-pool render-pool`. */
export type StepId = string

type StepBase = {
  readonly id: StepId
  /** Steps that have to be done before this one starts. */
  readonly after: readonly StepId[]
  /** What happens to running tasks: nothing, they are drained, or their nodes are replaced. */
  readonly disruption: 'none' | 'drain' | 'replace'
}

/** One member of a resource that changes; `path` such as `properties.scaleSettings`. */
export type FieldChange = {
  readonly path: string
  /** Undefined where Azure has no such member yet. */
  readonly from?: JsonValue
  readonly to: JsonValue
}

/** What Azure demands for one field to change: nothing, a pool without nodes, or another pool. */
export type FieldDisruption = 'none' | 'needs-zero-nodes' | 'new-pool'

/** Registers a resource provider, and waits until it is registered. */
export type RegisterProvider = StepBase & {
  readonly kind: 'register-provider'
  readonly subscriptionId: string
  readonly namespace: 'Microsoft.Batch'
}

/** The PUT that makes a gallery. */
export type CreateGallery = StepBase & {
  readonly kind: 'create-gallery'
  readonly galleryId: string
  readonly location: string
}

/** Everything about an image definition that never changes, each default said. */
export type DefinitionBody = {
  readonly osType: 'Linux' | 'Windows'
  readonly hyperVGeneration: 'V1' | 'V2'
  readonly architecture: 'x64' | 'Arm64'
  /** Value of the SecurityType feature. */
  readonly securityType: string
  readonly publisher: string
  readonly offer: string
  readonly sku: string
  readonly purchasePlan?: PurchasePlan
}

/** The PUT that makes an image definition for generalized images. */
export type CreateImageDefinition = StepBase & {
  readonly kind: 'create-image-definition'
  readonly imageDefinitionId: string
  readonly location: string
  readonly to: DefinitionBody
}

/** The PUT that makes a managed image, which then becomes the version; waits until it is made. */
export type CreateManagedImage = StepBase & {
  readonly kind: 'create-managed-image'
  readonly managedImageId: string
  readonly location: string
  readonly source: ImageSource
  readonly osType: 'Linux' | 'Windows'
  readonly hyperVGeneration: 'V1' | 'V2'
  readonly tags: Readonly<Record<string, string>>
}

/** The PUT that makes an image version. */
export type PublishImageVersion = StepBase & {
  readonly kind: 'publish-image-version'
  readonly imageVersionId: string
  readonly location: string
  readonly source: ImageSource
  readonly targetRegions: readonly TargetRegion[]
  readonly storageAccountType: ReplicaStorageType
  readonly endOfLifeDate?: string
  readonly tags: Readonly<Record<string, string>>
}

/** More regions, more replicas, other tags of a version that exists. Never less. */
export type UpdateImageVersion = StepBase & {
  readonly kind: 'update-image-version'
  readonly imageVersionId: string
  readonly from: readonly TargetRegion[]
  readonly to: readonly TargetRegion[]
  /** Tags to add or change. */
  readonly tags: Readonly<Record<string, string>>
  readonly endOfLifeDate?: string
}

/** Waits until one region holds its replicas. */
export type AwaitReplication = StepBase & {
  readonly kind: 'await-replication'
  readonly imageVersionId: string
  readonly region: string
  readonly regionalReplicaCount: number
}

/** The PUT that makes a pool. */
export type CreatePool = StepBase & {
  readonly kind: 'create-pool'
  readonly poolId: string
  readonly to: PoolDefinition
}

/** One PATCH of a pool: only the members that differ. */
export type UpdatePool = StepBase & {
  readonly kind: 'update-pool'
  readonly poolId: string
  readonly changes: readonly FieldChange[]
  /** What is sent along but is no change of its own: who changed it last. */
  readonly metadata: Readonly<Record<string, string>>
  /** True where it undoes what this run wrote: then there is nothing of somebody else's to compare with. */
  readonly isUndo?: true
  /** Names of metadata that are taken away. */
  readonly forgets?: readonly string[]
  /** True when the same scale is asked for again because the last resize fell short. */
  readonly retriesResize: boolean
}

/** How running tasks are treated when their nodes go; Batch's own words. */
export type Drain = 'taskcompletion' | 'requeue' | 'terminate'

/** Takes every node off a pool, as gently as asked, and waits until none is left. Notes in its metadata how it was scaled. */
export type DrainPool = StepBase & {
  readonly kind: 'drain-pool'
  readonly poolId: string
  /** `scaleSettings` before. */
  readonly from: JsonValue
  readonly drain: Drain
  /** Minutes that running tasks are given; undefined without a limit. */
  readonly deadlineMinutes?: number
  /** What is done with tasks that still run then. */
  readonly onDeadline: 'fail' | 'requeue' | 'terminate'
  readonly metadata: Readonly<Record<string, string>>
  /** True for a pool whose place another has taken: from there on there is no way back, so nothing of it is undone. */
  readonly retires?: true
}

/** Deletes a pool, and waits until it is gone; running tasks are requeued by Batch. */
export type DeletePool = StepBase & {
  readonly kind: 'delete-pool'
  readonly poolId: string
  /** The pool as it was, from which it can be made again. */
  readonly from: PoolDefinition
  /** True for a pool whose place another has taken: from there on there is no way back, so nothing of it is undone. */
  readonly retires?: true
  /** Only while the pool still is as the run found it: what somebody else changes meanwhile is not thrown away. */
  readonly asFound?: true
}

/** Waits until a pool has its nodes, and until they are healthy where that was asked. */
export type AwaitPool = StepBase & {
  readonly kind: 'await-pool'
  readonly poolId: string
  readonly batchAccountId: string
  readonly until: 'healthy' | 'steady'
  /** Dedicated and spot nodes asked for; undefined where a formula decides. */
  readonly targetNodes?: number
  readonly healthyPercent: number
  /** `resizeOperationStatus.startTime` seen before the run; errors of that resize are old. */
  readonly resizeSeenBefore?: string
  /** Image version that the nodes of a pool that was rolled have to show. */
  readonly imageVersionId?: string
  /** True where nodes that cannot be seen are a failure, and not an end without proof. */
  readonly hasToBeProven?: true
}

/** How many bad nodes are forgiven: so many, or so many percent of the nodes, rounded down. */
export type Forgiven = { readonly nodes: number } | { readonly percent: number }

/** Watches the nodes of a pool that has become healthy, for as long as asked. */
export type BakePool = StepBase & {
  readonly kind: 'bake-pool'
  readonly poolId: string
  readonly batchAccountId: string
  readonly minutes: number
  readonly maxFailedNodes: Forgiven
  /** Dedicated and spot nodes asked for; undefined where a formula decides. */
  readonly targetNodes?: number
  readonly healthyPercent: number
}

/** Says whether Azure counts a version when it looks for the latest of its definition. */
export type SetLatest = StepBase & {
  readonly kind: 'set-latest'
  readonly imageVersionId: string
  readonly excludeFromLatest: boolean
}

/** Runs a command on every node of a pool, and waits until all have ended; each has to exit with 0. */
export type SmokePool = StepBase & {
  readonly kind: 'smoke-pool'
  readonly poolId: string
  readonly batchAccountId: string
  readonly command: string
  /** Minutes from the first task until all have to have ended. */
  readonly timeoutMinutes: number
  /** Task slots of a node: a task takes all of them. */
  readonly taskSlotsPerNode: number
  /** What the job notes of who made it. */
  readonly metadata: Readonly<Record<string, string>>
}

/** What happens to tasks of a job that moves to another pool: queued again, waited for, or ended for good. */
export type JobMove = 'requeue' | 'wait' | 'terminate'

/**
 * Moves every job and job schedule from one pool to another of the same account, one by one. A job ends in the state that
 * it had.
 */
export type MoveJobs = StepBase & {
  readonly kind: 'move-jobs'
  /** The pool that the jobs leave. */
  readonly poolId: string
  readonly toPoolId: string
  readonly batchAccountId: string
  readonly running: JobMove
  /** True for a pool whose place another has taken: from there on there is no way back, so nothing of it is undone. */
  readonly retires?: true
}

/** Notes in the metadata of a pool that from now on it is the one that its name stands for. */
export type SwitchPool = StepBase & {
  readonly kind: 'switch-pool'
  readonly poolId: string
  /** The pool that was it before. */
  readonly replacesPoolId: string
}

/** Follows the nodes of a pool that Azure upgrades by itself, until each shows the image version. */
export type FollowUpgrade = StepBase & {
  readonly kind: 'follow-upgrade'
  readonly poolId: string
  readonly batchAccountId: string
  readonly imageVersionId: string
  readonly healthyPercent: number
  readonly maxFailedNodes: Forgiven
}

/** Deletes an image version that nobody uses any more, and waits until it is gone. */
export type DeleteImageVersion = StepBase & {
  readonly kind: 'delete-image-version'
  readonly imageVersionId: string
  /** What goes with it. */
  readonly targetRegions: readonly TargetRegion[]
  /** ISO 8601 instant; tells it from another version that is published under its number. */
  readonly publishedDate?: string
  /** Newest versions that stay. */
  readonly keepVersions: number
  /** Batch accounts whose pools must not refer to it. */
  readonly accountIds: readonly string[]
  /** Pools that name no version, and whose nodes this run follows to its own. */
  readonly followedPoolIds: readonly string[]
}

/** One change to Azure, or one wait for it, as plain data, so that it can be printed and compared. */
export type Step =
  | RegisterProvider
  | CreateGallery
  | CreateImageDefinition
  | CreateManagedImage
  | PublishImageVersion
  | UpdateImageVersion
  | AwaitReplication
  | CreatePool
  | UpdatePool
  | DrainPool
  | DeletePool
  | AwaitPool
  | BakePool
  | SetLatest
  | SmokePool
  | MoveJobs
  | SwitchPool
  | FollowUpgrade
  | DeleteImageVersion

/** Whether a step writes to Azure; the others only wait. */
export function isChange(step: Step): boolean {
  return !WAITS.includes(step.kind)
}

const WAITS: readonly Step['kind'][] = ['await-replication', 'await-pool', 'bake-pool', 'follow-upgrade']

/**
 * Whether a step trusts the image, or takes away what never comes back: it is begun only where all that was waited for before
 * it is proven.
 */
export function needsProof({ kind }: Step): boolean {
  return NEED_PROOF.includes(kind)
}

const NEED_PROOF: readonly Step['kind'][] = ['set-latest', 'move-jobs', 'delete-image-version']

/** Resource that a step writes to or waits for; `/subscriptions/ID` where it is the subscription. */
export function stepResource(step: Step): string {
  switch (step.kind) {
    case 'register-provider':
      return `/subscriptions/${step.subscriptionId}`
    case 'create-gallery':
      return step.galleryId
    case 'create-image-definition':
      return step.imageDefinitionId
    case 'create-managed-image':
      return step.managedImageId
    case 'publish-image-version':
    case 'update-image-version':
    case 'await-replication':
    case 'set-latest':
    case 'delete-image-version':
      return step.imageVersionId
    case 'create-pool':
    case 'update-pool':
    case 'drain-pool':
    case 'delete-pool':
    case 'await-pool':
    case 'bake-pool':
    case 'smoke-pool':
    case 'move-jobs':
    case 'switch-pool':
    case 'follow-upgrade':
      return step.poolId
  }
}
