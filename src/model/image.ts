import type { ImageSource } from './image-source.ts'
import type { JsonObject } from './json.ts'
import type { PurchasePlan } from './lineage.ts'

/** Where a replica's disks are kept; `storageAccountType` of a target region. */
export type ReplicaStorageType = 'Standard_LRS' | 'Standard_ZRS' | 'Premium_LRS' | 'PremiumV2_LRS'

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
  /** Value of the DiskControllerTypes feature; undefined without one, which stands for SCSI. */
  readonly diskControllers?: string
  readonly endOfLifeDate?: string
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
  /** ISO 8601 instant; only Azure writes it. */
  readonly publishedDate?: string
  /** Whether Azure refuses to delete it before its end of life. */
  readonly blockDeletionBeforeEndOfLife?: true
  readonly excludeFromLatest: boolean
  /** `Shallow` versions keep one replica in one region for good. */
  readonly replicationMode: 'Full' | 'Shallow'
  readonly storageAccountType?: ReplicaStorageType
}
