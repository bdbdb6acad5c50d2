import type { FindingCode } from './findings/catalog.ts'
import type { ReplicaStorageType } from './image.ts'
import type { ImageSource } from './image-source.ts'
import type { JsonObject } from './json.ts'
import type { PurchasePlan } from './lineage.ts'
import type { Forgiven, JobMove } from './pool-step.ts'

/** Which version of the image definition is wanted. */
export type VersionRequest =
  | { readonly kind: 'exact'; readonly version: string }
  | { readonly kind: 'next'; readonly part: 'major' | 'minor' | 'patch' }
  /** The one that the pool ran on before. */
  | { readonly kind: 'previous' }

/** Commit, run and repository that ask for a change; written into tags and metadata. */
export type Origin = {
  /** `owner/name` */
  readonly repository: string
  readonly commit: string
  readonly runId: string
  readonly runAttempt: string
  /** URL of the run, for people. */
  readonly runUrl: string
}

/** What the workflow says of the image definition; what it leaves out is as Azure or the source has it. */
export type DesiredDefinition = {
  readonly osType?: 'Linux' | 'Windows'
  readonly hyperVGeneration?: 'V1' | 'V2'
  readonly architecture?: 'x64' | 'Arm64'
  /** Value of the SecurityType feature. */
  readonly securityType?: string
  readonly publisher?: string
  readonly offer?: string
  readonly sku?: string
  readonly purchasePlan?: PurchasePlan
}

/** The image version a run asks for. */
export type DesiredImage = {
  readonly imageDefinitionId: string
  /** Whether a missing gallery or definition is created. */
  readonly createGallery: boolean
  readonly definition: DesiredDefinition
  readonly version: VersionRequest
  /** What the version is made from; without it the version has to exist. */
  readonly source?: ImageSource
  /** Resource ID of the managed image that is made of `source` first, and then the version of it. */
  readonly managedImageId?: string
  /** Regions wanted beside those of the pools; a count where the workflow gave one. */
  readonly extraRegions: readonly { readonly region: string; readonly regionalReplicaCount?: number }[]
  readonly nodesPerReplica: number
  readonly minimumReplicas: number
  readonly replicaStorageType: ReplicaStorageType
  /** ISO 8601 instant. */
  readonly endOfLifeDate?: string
  readonly tags: Readonly<Record<string, string>>
  /** Whether a version that has proven healthy is set latest. */
  readonly promote: boolean
}

/** How many nodes a pool has, or who decides it. */
export type PoolScale =
  | { readonly kind: 'fixed'; readonly targetDedicatedNodes: number; readonly targetSpotNodes: number }
  | {
      readonly kind: 'autoscale'
      readonly formula: string
      /** Minutes, 5 to 10,080. */
      readonly evaluationIntervalMinutes?: number
      /** Most nodes the formula may ask for, as far as the workflow says: sizes the replicas. */
      readonly maximumNodes: number
    }

/** How jobs move to the pool that takes the place of another, and whether that one stays, without nodes. */
export type BlueGreen = { readonly jobMove: JobMove; readonly keepsOldPool: boolean }

/** How a pool that has nodes gets what Azure changes only without them. */
export type Rollout = {
  /** `fail` changes nothing and says which of the others would work. */
  readonly strategy: 'fail' | 'in-place' | 'blue-green' | 'recreate' | 'rolling'
  readonly drain: 'taskcompletion' | 'requeue' | 'terminate'
  /** Minutes that running tasks are given; undefined without a limit. */
  readonly drainTimeoutMinutes?: number
  /** What is done with tasks that still run then. */
  readonly drainDeadline: 'fail' | 'requeue' | 'terminate'
  /** Only with `blue-green`. */
  readonly blueGreen?: BlueGreen
  /** What is done when something goes wrong on the way. */
  readonly onFailure: 'rollback' | 'stop'
  /** How many upgraded nodes may be bad while Azure goes on with the others; only with `rolling`. */
  readonly maxFailedNodes?: Forgiven
}

/** How long nodes that have become healthy are watched, and how many may go bad meanwhile. */
export type Bake = { readonly minutes: number; readonly maxFailedNodes: Forgiven }

/** Which image versions are removed once a rollout has succeeded. */
export type Prune = {
  /** Newest versions that stay, that of the run among them. */
  readonly keepVersions: number
  /** Whether also versions go that this action did not publish. */
  readonly foreign: boolean
  /** Batch accounts whose pools are looked at: what one of them refers to stays. */
  readonly accountIds: readonly string[]
}

/** A few nodes that a new image has to prove itself on before a pool gets it. */
export type Canary = {
  readonly nodes: number
  /** A command that has to end well on each of them. */
  readonly smoke?: { readonly command: string; readonly timeoutMinutes: number }
}

/** The pool a run asks for. What is undefined is left as Azure has it. */
export type DesiredPool = {
  readonly poolId: string
  readonly batchAccountId: string
  readonly vmSize: string
  readonly scale: PoolScale
  readonly nodeAgentSkuId: string | 'auto'
  readonly startTask?: { readonly commandLine: string; readonly elevated?: boolean }
  readonly taskSlotsPerNode?: number
  readonly subnetId?: string
  /** Resource IDs of user-assigned identities. */
  readonly identityIds: readonly string[]
  readonly resizeTimeoutMinutes: number | 'auto'
  /** ARM pool properties that are merged over everything else. */
  readonly properties: JsonObject
}

/** All a run asks for; one pool is a fleet of one, and a run may publish only. */
export type DesiredState = {
  readonly image: DesiredImage
  readonly pools: readonly DesiredPool[]
  readonly origin: Origin
  readonly mode: 'apply' | 'plan'
  readonly wait: 'healthy' | 'steady' | 'none'
  readonly healthyPercent: number
  /** Undefined where nodes count as soon as they are healthy. */
  readonly bake?: Bake
  /** Undefined where a pool gets a new image at once. */
  readonly canary?: Canary
  readonly rollout: Rollout
  /** Undefined where no image version is removed. */
  readonly prune?: Prune
  /** Minutes given to the whole run; undefined without a limit. */
  readonly timeoutMinutes?: number
  /** Whether Microsoft.Batch is registered where it has to be and is not. */
  readonly registerProvider: boolean
  /** Blockers that are made warnings. */
  readonly ignoreFindings: readonly FindingCode[]
  /** Hash of the plan that was reviewed. */
  readonly planHash?: string
}
