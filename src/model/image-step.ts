import type { ReplicaStorageType, TargetRegion } from './image.ts'
import type { ImageSource } from './image-source.ts'
import type { PurchasePlan } from './lineage.ts'
import type { StepBase } from './step-base.ts'

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
  /** Value of the DiskControllerTypes feature; undefined without one, which stands for SCSI. */
  readonly diskControllers?: string
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

/** Says whether Azure counts a version when it looks for the latest of its definition. */
export type SetLatest = StepBase & {
  readonly kind: 'set-latest'
  readonly imageVersionId: string
  readonly excludeFromLatest: boolean
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
