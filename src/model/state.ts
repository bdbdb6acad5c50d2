import type { JsonObject } from './json.ts'

/** Where a replica's disks are kept; `storageAccountType` of a target region. */
export type ReplicaStorageType = 'Standard_LRS' | 'Standard_ZRS' | 'Premium_LRS' | 'PremiumV2_LRS'

/** Which version of the image definition is wanted. */
export type VersionRequest =
  | { readonly kind: 'exact'; readonly version: string }
  | { readonly kind: 'next'; readonly part: 'major' | 'minor' | 'patch' }

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

/** The image version a run asks for. */
export type DesiredImage = {
  readonly imageDefinitionId: string
  readonly version: VersionRequest
  /** Resource ID of what the version is made from; without it the version has to exist. */
  readonly sourceId?: string
  /** Regions wanted beside those of the pools; a count where the workflow gave one. */
  readonly extraRegions: readonly { readonly region: string; readonly regionalReplicaCount?: number }[]
  readonly nodesPerReplica: number
  readonly minimumReplicas: number
  readonly replicaStorageType: ReplicaStorageType
  /** ISO 8601 instant. */
  readonly endOfLifeDate?: string
  readonly tags: Readonly<Record<string, string>>
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
}

/** What was found of one thing. A thing that could not be read is not absent. */
export type Observed<T> =
  | { readonly state: 'present'; readonly value: T }
  | { readonly state: 'absent' }
  | {
      readonly state: 'unreadable'
      /** Azure's code, such as AuthorizationFailed, or the network's. */
      readonly code: string
      readonly reason: string
    }

/** A gallery, as far as planning needs it. */
export type Gallery = { readonly id: string; readonly location: string }

/** A marketplace image that something was made from. */
export type MarketplaceImage = {
  readonly publisher: string
  readonly offer: string
  readonly sku: string
  readonly version?: string
}

/** An image definition, as far as planning needs it. */
export type ImageDefinition = {
  readonly id: string
  readonly location: string
  readonly osType: 'Linux' | 'Windows'
  readonly osState: 'Generalized' | 'Specialized'
  readonly hyperVGeneration: 'V1' | 'V2'
  readonly architecture: 'x64' | 'Arm64'
  /** Value of the SecurityType feature; `Standard` without one. */
  readonly securityType: string
  readonly identifier: { readonly publisher: string; readonly offer: string; readonly sku: string }
}

/** One region an image version is replicated to. */
export type TargetRegion = {
  /** Normalised: `westeurope`. */
  readonly region: string
  readonly regionalReplicaCount: number
  readonly storageAccountType?: ReplicaStorageType
  /** The rest of the region as Azure holds it (encryption, excludeFromLatest), sent back unchanged. */
  readonly echo?: JsonObject
}

/** How far one region is; `progress` in percent, `details` in Azure's words. */
export type RegionReplication = {
  readonly region: string
  readonly state: 'Unknown' | 'Replicating' | 'Completed' | 'Failed'
  readonly progress: number
  readonly details: string
}

/** An image version with its replication status. */
export type ImageVersion = {
  readonly id: string
  readonly location: string
  readonly provisioningState: string
  readonly targetRegions: readonly TargetRegion[]
  /** One entry per region that Azure reports; empty where it was not asked (lists). */
  readonly replication: readonly RegionReplication[]
  /** What it was made from: a resource ID, where it is one resource. */
  readonly sourceId?: string
  readonly tags: Readonly<Record<string, string>>
  readonly endOfLifeDate?: string
  readonly excludeFromLatest: boolean
  readonly storageAccountType?: ReplicaStorageType
}

/** What an image version can be made from. */
export type Source = {
  readonly id: string
  readonly kind: 'managed-image' | 'gallery-image-version'
  readonly location: string
  /** Regions in which a new version can be made from it, normalised. */
  readonly regions: readonly string[]
  readonly provisioningState: string
  readonly osType?: 'Linux' | 'Windows'
  readonly osState?: 'Generalized' | 'Specialized'
  readonly hyperVGeneration?: 'V1' | 'V2'
  /** The marketplace image at the end of its lineage, where that can be read. */
  readonly baseImage?: MarketplaceImage
}

/** A Batch account, as far as planning needs it. */
export type BatchAccount = {
  readonly id: string
  readonly location: string
  /** Host, or host and path, of the Batch service, without scheme. */
  readonly accountEndpoint: string
  readonly provisioningState: string
  readonly poolAllocationMode: string
  readonly publicNetworkAccess: string
  /** Undefined where Azure says nothing: then all modes are allowed. */
  readonly allowedAuthenticationModes?: readonly string[]
}

/** An image of the marketplace that Batch supports, with the node agent that fits it. */
export type SupportedImage = {
  readonly nodeAgentSkuId: string
  readonly image: MarketplaceImage
  readonly osType: 'linux' | 'windows'
  readonly verified: boolean
  /** ISO 8601 instant after which Batch gives no support. */
  readonly batchSupportEndOfLife?: string
}

/** A reason Azure gives, in Azure's words. */
export type AzureReason = {
  readonly code: string
  readonly message: string
  readonly details: readonly { readonly name: string; readonly value: string }[]
}

/** The body by which ARM knows a pool. */
export type PoolDefinition = {
  readonly properties: JsonObject
  readonly identity?: JsonObject
  readonly tags?: Readonly<Record<string, string>>
}

/** A pool as ARM tells it. */
export type Pool = {
  readonly id: string
  readonly etag: string
  readonly provisioningState: string
  readonly allocationState: 'Steady' | 'Resizing' | 'Stopping'
  readonly currentDedicatedNodes: number
  readonly currentSpotNodes: number
  readonly resize?: {
    /** ISO 8601 instant at which the last resize began: tells an old error from a new one. */
    readonly startTime: string
    readonly errors: readonly AzureReason[]
  }
  /** Why the last evaluation of the autoscale formula came to nothing. */
  readonly autoScaleError?: AzureReason
  /** Everything as ARM answered it; what a change is compared with and merged over. */
  readonly definition: PoolDefinition
}

/** Nodes of a pool by state, dedicated and spot together. States are spelled as in the node list. */
export type NodeCounts = { readonly total: number; readonly byState: Readonly<Record<string, number>> }

/** One node, as far as health needs it. */
export type PoolNode = {
  readonly id: string
  readonly state: string
  readonly isDedicated: boolean
  readonly errors: readonly AzureReason[]
  readonly startTask?: {
    readonly state: string
    readonly exitCode?: number
    readonly result?: string
    readonly failure?: AzureReason & { readonly category: string }
  }
}

/** All that was found before planning. Records are keyed by `resourceKey` of the ID. */
export type ObservedState = {
  readonly gallery: Observed<Gallery>
  readonly imageDefinition: Observed<ImageDefinition>
  /** Number the run works on: the one asked for, found again, or the next one. */
  readonly version: string
  readonly imageVersion: Observed<ImageVersion>
  /** Left out when the run names no source. */
  readonly source?: Observed<Source>
  /** Base image of the version itself (its validation profile), where a node agent had to be found. */
  readonly baseImage?: MarketplaceImage
  readonly batchAccounts: Readonly<Record<string, Observed<BatchAccount>>>
  readonly pools: Readonly<Record<string, Observed<Pool>>>
  /** By account; only where a node agent had to be found. */
  readonly supportedImages: Readonly<Record<string, Observed<readonly SupportedImage[]>>>
}
