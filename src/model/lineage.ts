import type { ImageSource } from './image-source.ts'

/** A marketplace image that something was made from. */
export type MarketplaceImage = {
  readonly publisher: string
  readonly offer: string
  readonly sku: string
  readonly version?: string
}

/** A purchase plan of the marketplace. */
export type PurchasePlan = { readonly name: string; readonly publisher: string; readonly product: string }

/** One resource on the way from a source back to the marketplace. What it cannot tell is undefined. */
export type LineageLink = {
  /** Resource ID; the URL of a VHD. */
  readonly id: string
  readonly kind: 'managed-image' | 'virtual-machine' | 'disk' | 'snapshot' | 'gallery-image-version' | 'vhd'
  /** Normalised: `westeurope`. */
  readonly location: string
  /** Regions in which an image version can be made from it, normalised. */
  readonly regions: readonly string[]
  readonly provisioningState: string
  readonly osType?: 'Linux' | 'Windows'
  readonly osState?: 'Generalized' | 'Specialized'
  readonly hyperVGeneration?: 'V1' | 'V2'
  readonly architecture?: 'x64' | 'Arm64'
  /** `TrustedLaunch`, `ConfidentialVM`; undefined for a standard machine too. */
  readonly securityType?: string
  /** Disk controllers that it can boot from, as Azure writes them: `SCSI, NVMe`. */
  readonly diskControllers?: string
  /** Null where it says that there is none. */
  readonly purchasePlan?: PurchasePlan | null
  /** Host caching of the OS disk. */
  readonly osDiskCaching?: string
  /** Encrypted in the guest (Azure Disk Encryption). */
  readonly isGuestEncrypted?: boolean
  /** Encrypted with a key of the customer's own. */
  readonly isCustomerEncrypted?: boolean
  /** LUNs of its data disks. */
  readonly dataDiskLuns?: readonly number[]
  /** Of a virtual machine: `PowerState/deallocated` and the like, without the prefix. */
  readonly powerState?: string
  /** Of a virtual machine: names of its extensions. */
  readonly extensions?: readonly string[]
  /** Of a virtual machine: name of a data disk that is encrypted in the guest. */
  readonly encryptedDataDisk?: string
  /** Of a virtual machine: a data disk that could not be read, of which nothing is known then. */
  readonly unreadDataDisk?: { readonly id: string; readonly code: string; readonly reason: string }
  /** How a virtual machine by its disks, or a disk, cannot be a source. */
  readonly unfitDisk?: 'unmanaged' | 'ephemeral' | 'ultra'
  /** When it was made, ISO 8601; managed images and gallery versions do not say. */
  readonly createdAt?: string
  /** Of a gallery version: when it was published, ISO 8601. */
  readonly publishedAt?: string
  /** Size of its largest disk, GiB. */
  readonly largestDiskGb?: number
  /** Size of its OS disk, GiB; of a disk or snapshot, its own. */
  readonly osDiskGb?: number
  /** Of a disk or snapshot whose data is not all there: how far it is, the end of a sentence. */
  readonly unfinished?: string
  /** Of a VHD: under which URL the blobs of its storage account are. */
  readonly blobEndpoint?: string
  /** Of a managed image: what it was made from. */
  readonly madeFrom?: ImageSource
  /** Resource ID of what it was made from. */
  readonly next?: string
  /** Where the way goes on when `next` does not lead to the marketplace: a second resource that it names. */
  readonly otherwise?: string
  /** Tells it from another that had the same ID before or has it now; only disks and snapshots have one. */
  readonly uniqueId?: string
  /** `uniqueId` of the very resource that `next` named when this one was made. */
  readonly nextUniqueId?: string
  /** The marketplace image it was made from; a virtual machine tells it beside its OS disk, which is `next`. */
  readonly baseImage?: MarketplaceImage
}

/** The chain from a source to the marketplace image it was made from, the source first. */
export type Lineage = {
  readonly links: readonly LineageLink[]
  readonly baseImage?: MarketplaceImage
  readonly end: LineageEnd
}

/** Why a walk ended: at the marketplace, at something that names no origin, or at a link that could not be read. */
export type LineageEnd =
  | { readonly kind: 'marketplace' }
  | { readonly kind: 'origin-unknown' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'missing'; readonly id: string }
  | { readonly kind: 'unreadable'; readonly id: string; readonly code: string; readonly reason: string }

/** What the nearest link that knows says; undefined where none does. */
export function toldBy<K extends keyof LineageLink>(lineage: Lineage | undefined, fact: K): LineageLink[K] | undefined {
  return linkThatTells(lineage, fact)?.[fact]
}

/** The nearest link that tells a fact. */
export function linkThatTells(lineage: Lineage | undefined, fact: keyof LineageLink): LineageLink | undefined {
  return lineage?.links.find((link) => link[fact] !== undefined)
}

/** `publisher:offer:sku`, as the Azure CLI writes it. */
export function marketplaceName({ publisher, offer, sku }: MarketplaceImage): string {
  return `${publisher}:${offer}:${sku}`
}

/** A purchase plan as the workflow writes it, `publisher/product/name`; `none` without one. */
export function planText(plan: PurchasePlan | null | undefined): string {
  return plan ? `${plan.publisher}/${plan.product}/${plan.name}` : 'none'
}

/** A purchase plan in words: `no purchase plan`, `purchase plan publisher/product/name`. */
export function planWords(plan: PurchasePlan | null | undefined): string {
  return plan ? `purchase plan ${planText(plan)}` : 'no purchase plan'
}
