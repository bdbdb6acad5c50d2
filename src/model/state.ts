import type { FindingCode } from './findings/catalog.ts'
import type { ImageSource } from './image-source.ts'
import type { JsonObject } from './json.ts'
import type { Lineage, LineageLink, MarketplaceImage, PurchasePlan } from './lineage.ts'

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
  /** Minutes given to the whole run; undefined without a limit. */
  readonly timeoutMinutes?: number
  /** Whether Microsoft.Batch is registered where it has to be and is not. */
  readonly registerProvider: boolean
  /** Blockers that are made warnings. */
  readonly ignoreFindings: readonly FindingCode[]
  /** Hash of the plan that was reviewed. */
  readonly planHash?: string
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

/** The value where something was found; undefined where it is absent, unreadable or was not asked for. */
export function presentValue<T>(observed: Observed<T> | undefined): T | undefined {
  return observed?.state === 'present' ? observed.value : undefined
}

/** A gallery, as far as planning needs it. */
export type Gallery = { readonly id: string; readonly location: string; readonly provisioningState: string }

/** An image definition, as far as planning needs it. */
export type ImageDefinition = {
  readonly id: string
  readonly location: string
  readonly provisioningState: string
  readonly osType: 'Linux' | 'Windows'
  readonly osState: 'Generalized' | 'Specialized'
  readonly hyperVGeneration: 'V1' | 'V2'
  readonly architecture: 'x64' | 'Arm64'
  /** Value of the SecurityType feature; `Standard` without one. */
  readonly securityType: string
  readonly identifier: { readonly publisher: string; readonly offer: string; readonly sku: string }
  readonly purchasePlan?: PurchasePlan
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
  readonly source?: ImageSource
  readonly tags: Readonly<Record<string, string>>
  readonly endOfLifeDate?: string
  readonly excludeFromLatest: boolean
  /** `Shallow` versions keep one replica in one region for good. */
  readonly replicationMode: 'Full' | 'Shallow'
  readonly storageAccountType?: ReplicaStorageType
}

/** One resource that a version is made from, as it was found. */
export type SourcePart = {
  /** The whole image, the OS disk, or the data disk at a LUN. */
  readonly role: 'whole' | 'os-disk' | { readonly lun: number }
  /** Resource ID; the URL of a VHD. */
  readonly id: string
  readonly observed: Observed<LineageLink>
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
  /** What the account does with addresses that no rule names; undefined where there are no rules. */
  readonly accountAccess?: { readonly defaultAction: string; readonly ipRules: readonly string[] }
  /** Undefined where Azure says nothing: then all modes are allowed. */
  readonly allowedAuthenticationModes?: readonly string[]
  /** Undefined where Azure says nothing, as for accounts whose pools are in the user's own subscription. */
  readonly quotas: AccountQuotas
}

/** Quotas of a Batch account; cores are vCPUs. */
export type AccountQuotas = {
  readonly pools?: number
  readonly dedicatedCores?: number
  readonly spotCores?: number
  /** Dedicated cores by VM family; empty where families are not limited. */
  readonly coresByFamily: readonly { readonly family: string; readonly cores: number }[]
}

/** A VM size as Batch offers it in a region. What it does not say is undefined. */
export type VmSize = {
  readonly name: string
  readonly family: string
  readonly cores?: number
  readonly hyperVGenerations?: readonly string[]
  readonly architecture?: string
  readonly isSpotCapable?: boolean
  /** ISO 8601 instant after which Batch gives no support. */
  readonly batchSupportEndOfLife?: string
}

/** A subnet, with the region of its virtual network. */
export type Subnet = {
  readonly id: string
  /** Normalised: `westeurope`. */
  readonly location: string
  /** Addresses that nodes may still take. */
  readonly freeAddresses: number
  /** Services it is delegated to. */
  readonly delegations: readonly string[]
}

/** What one role of the caller allows at a scope; patterns with `*`. */
export type Permission = {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  readonly notDataActions: readonly string[]
}

/** A region that a subscription may use. */
export type Region = { readonly name: string; readonly hasZones: boolean }

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

/**
 * What is read only where a run would change something: each is asked for by `inquire`. Records are keyed by
 * `resourceKey`; what was not asked for has no entry.
 */
export type Preflight = {
  /** By account. */
  readonly supportedImages: Readonly<Record<string, Observed<readonly SupportedImage[]>>>
  /** By account: sizes of its subscription in its region. */
  readonly vmSizes: Readonly<Record<string, Observed<readonly VmSize[]>>>
  /** By account: all its pools. */
  readonly accountPools: Readonly<Record<string, Observed<readonly Pool[]>>>
  /** By subnet. */
  readonly subnets: Readonly<Record<string, Observed<Subnet>>>
  /** By scope: a resource or a resource group. */
  readonly permissions: Readonly<Record<string, Observed<readonly Permission[]>>>
  /** By subscription, `/subscriptions/ID`: registration state of Microsoft.Batch. */
  readonly registrations: Readonly<Record<string, Observed<string>>>
  /** By subscription, `/subscriptions/ID`. */
  readonly regions: Readonly<Record<string, Observed<readonly Region[]>>>
  /** By pool: tasks that are running. */
  readonly runningTasks: Readonly<Record<string, Observed<number>>>
}

/** All that was found before planning. Records are keyed by `resourceKey` of the ID. */
export type ObservedState = {
  /** When it was looked at, ms since 1970. */
  readonly at: number
  /** Asked for only where the definition was not found. */
  readonly gallery?: Observed<Gallery>
  readonly imageDefinition: Observed<ImageDefinition>
  /** Number the run works on: the one asked for, found again, or the next one. */
  readonly version: string
  readonly imageVersion: Observed<ImageVersion>
  /** What the version is made from, the whole image or the OS disk first; empty when the run names no source. */
  readonly source: readonly SourcePart[]
  /** Left out when the run names no managed image. */
  readonly managedImage?: Observed<LineageLink>
  /** From the source, or from the version itself, back to the marketplace; where a check or a node agent needs it. */
  readonly lineage?: Lineage
  readonly batchAccounts: Readonly<Record<string, Observed<BatchAccount>>>
  readonly pools: Readonly<Record<string, Observed<Pool>>>
  readonly preflight: Preflight
}
