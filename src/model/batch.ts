import type { JsonObject } from './json.ts'
import type { MarketplaceImage } from './lineage.ts'

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
  /** What the account does with nodes at addresses that no rule names; undefined where there are no rules. */
  readonly nodeManagementAccess?: { readonly defaultAction: string; readonly ipRules: readonly string[] }
  /** Sub-resources that approved private endpoints lead to; empty names where Azure does not tell which. */
  readonly privateEndpoints?: readonly string[]
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
  /** Whether its machines are confidential ones. */
  readonly isConfidential?: true
  /** Whether its machines cannot be started as trusted ones. */
  readonly isTrustedLaunchDisabled?: true
  /** Disk controllers that its machines boot from: `SCSI`, `NVMe`. */
  readonly diskControllers?: readonly string[]
  /** Size of its cache, on which Batch keeps ephemeral OS disks, GiB. */
  readonly cacheGb?: number
  /** Names of the capabilities that it is told not to have, such as `PremiumIO`. */
  readonly lacks?: readonly string[]
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
  /** Addresses that its network says are taken; whether those of pools are among them is for Azure to know. */
  readonly takenAddresses: number
  /** Whether nothing leads out of it: no default outbound access, NAT gateway or route table. */
  readonly isClosed?: true
  /** Services it is delegated to. */
  readonly delegations: readonly string[]
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

/** One node, as far as its image is concerned. */
export type NodeImage = {
  readonly id: string
  readonly state: string
  /** Resource ID of the image version that it runs; undefined where Azure does not tell. */
  readonly imageVersionId?: string
}

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
