import type { ImageBoot } from '../service.ts'
import type {
  diskView,
  ImageDefinitionProperties,
  ManagedImageProperties,
  TargetRegionBody,
  virtualMachineView,
} from './bodies.ts'
import type { ReadBy } from './body.ts'
import type { MarketplaceImage } from './node-agent.ts'
import type { Write } from './provisioning.ts'
import type { RegionReplication } from './replication.ts'

/** What every resource of Microsoft.Compute has. Regions are kept by their short names. */
export type Tracked = {
  readonly id: string
  readonly location: string
  readonly tags?: Readonly<Record<string, string>>
  readonly write: Write
}

/** Where an image comes from in the end, and how nodes that start from it behave. */
export type Origin = {
  readonly base?: MarketplaceImage
  /** Key of the purchase plan that comes with it, empty for none; not set where nothing tells. */
  readonly plan?: string
  readonly boot: Partial<ImageBoot>
}

/** A gallery; its properties are told as they were written. */
export type Gallery = Tracked & {
  readonly identity?: unknown
  readonly properties: Readonly<Record<string, unknown>>
}

/** One pair of `features`. */
export type Feature = { readonly name: string; readonly value: string; readonly startsAtVersion?: string }

/** Properties of an image definition with Azure's defaults filled in. */
export type DefinitionProperties = Omit<ImageDefinitionProperties, 'features'> & {
  readonly osType: 'Linux' | 'Windows'
  readonly osState: 'Generalized' | 'Specialized'
  readonly hyperVGeneration: 'V1' | 'V2'
  readonly architecture: 'x64' | 'Arm64'
  readonly identifier: { readonly publisher: string; readonly offer: string; readonly sku: string }
  readonly features: readonly Feature[]
}

/** An image definition. */
export type ImageDefinition = Tracked & { readonly properties: DefinitionProperties }

/** Storage that replicas can be kept on. */
export type StorageAccountType = 'Standard_LRS' | 'Standard_ZRS' | 'Premium_LRS' | 'PremiumV2_LRS'

/** Replicas of another storage type in a region. */
export type ReplicaSet = { readonly storageAccountType?: StorageAccountType; readonly regionalReplicaCount: number }

/** One of `targetRegions`, complete. */
export type TargetRegion = {
  readonly region: string
  readonly regionalReplicaCount: number
  readonly storageAccountType: StorageAccountType
  /** Left to the profile when it is not set. */
  readonly excludeFromLatest?: boolean
  readonly encryption?: NonNullable<TargetRegionBody['encryption']>
  readonly additionalReplicaSets?: readonly ReplicaSet[]
}

/** `publishingProfile` of an image version, complete. */
export type PublishingProfile = {
  readonly targetRegions: readonly TargetRegion[]
  readonly replicaCount: number
  readonly excludeFromLatest: boolean
  readonly publishedDate: string
  readonly endOfLifeDate?: string
  readonly storageAccountType?: StorageAccountType
  readonly storageAccountStrategy?: 'PreferStandard_ZRS' | 'DefaultStandard_LRS'
  readonly replicationMode: 'Full' | 'Shallow'
}

/** Where one disk of an image version comes from. */
export type DiskSource = { readonly id: string } | { readonly uri: string; readonly storageAccountId: string }

/** What an image version is made from. */
export type ImageSource =
  | { readonly kind: 'image' | 'imageVersion' | 'virtualMachine' | 'community'; readonly id: string }
  | {
      readonly kind: 'disks'
      readonly osDisk: DiskSource
      readonly dataDisks: readonly { readonly lun: number; readonly source: DiskSource }[]
    }

/** A disk of an image version as it is told. */
export type DiskImage = { readonly sizeInGB: number; readonly hostCaching: 'None' | 'ReadOnly' | 'ReadWrite' }

/** A data disk of an image version as it is told. */
export type DataDiskImage = DiskImage & { readonly lun: number }

/** An image version with the copying that its last write started. */
export type ImageVersion = Tracked & {
  readonly publishing: PublishingProfile
  readonly source: ImageSource
  readonly osDisk: DiskImage
  readonly dataDisks: readonly DataDiskImage[]
  readonly allowDeletionOfReplicatedLocations?: boolean
  readonly blockDeletionBeforeEndOfLife: boolean
  readonly uefiSettings?: unknown
  readonly replication: readonly RegionReplication[]
  /** Set where it was made through the API: the source may be gone by now. */
  readonly origin?: Origin
  readonly boot: Partial<ImageBoot>
}

/** A managed image. */
export type ManagedImage = Tracked & {
  readonly properties: ManagedImageProperties
  /** Set where it was made through the API: the source may be gone by now. */
  readonly origin?: Origin
  readonly boot: Partial<ImageBoot>
}

/** What only a world makes: told as it was seeded, and read in part. */
export type Seeded<View> = Tracked & {
  readonly body: Readonly<Record<string, unknown>>
  readonly view: View
  readonly boot: Partial<ImageBoot>
}

/** A virtual machine. */
export type VirtualMachine = Seeded<ReadBy<typeof virtualMachineView>>

/** A managed disk or snapshot. */
export type Disk = Seeded<ReadBy<typeof diskView>>

/** A VHD in a storage account. */
export type Blob = {
  readonly uri: string
  readonly storageAccountId: string
  readonly location: string
  readonly sizeInGB: number
  readonly boot: Partial<ImageBoot>
}

/** A long-running operation. */
export type Operation = {
  readonly id: string
  readonly subscriptionId: string
  readonly location: string
  /** Segment of its URL: galleries and all else of compute have different ones. */
  readonly segment: 'capsOperations' | 'operations'
  readonly resourceId: string
  readonly write: Write
}
