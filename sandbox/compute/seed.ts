import type { ImageBoot } from '../service.ts'
import type { ReplicationTimes } from './replication.ts'

/** How a seeded resource behaves; nothing of it is ever told by a GET. */
export type SeedBehaviour = {
  /** How nodes behave that start from this or from anything made of it. */
  readonly boot?: Partial<ImageBoot>
  /** Image versions: the write is still young, so that copying may be under way when the world starts. */
  readonly writtenMinutesAgo?: number
  /** Image versions: regions in which copying has failed. */
  readonly failedRegions?: readonly string[]
}

/** A resource as a GET of it answers; `name`, `type` and `provisioningState` are filled in. */
export type SeedResource = {
  readonly id: string
  readonly location: string
  readonly tags?: Readonly<Record<string, string>>
  readonly properties?: Readonly<Record<string, unknown>>
  readonly sandbox?: SeedBehaviour
  readonly [member: string]: unknown
}

/** A VHD that an image version may be made from. */
export type SeedBlob = {
  readonly uri: string
  readonly storageAccountId: string
  readonly location: string
  readonly sizeInGB?: number
  readonly sandbox?: SeedBehaviour
}

/** A resource SKU as the list of SKUs answers. */
export type SeedSku = {
  readonly resourceType: string
  readonly name: string
  readonly locations: readonly string[]
  readonly [member: string]: unknown
}

/** How long things take in compute. */
export type ComputeBehaviour = {
  /** For all regions, and for single ones under `regions`. */
  readonly replication?: Partial<ReplicationTimes> & {
    readonly regions?: Readonly<Record<string, Partial<ReplicationTimes>>>
  }
  /** Virtual seconds for a write that copies nothing. */
  readonly writeSeconds?: number
  /** Virtual seconds for a deletion. */
  readonly deleteSeconds?: number
  /** Virtual seconds for making a managed image. */
  readonly imageSeconds?: number
  /** How many resources a list tells at once. */
  readonly pageSize?: number
}

/** What exists in compute when a world starts. */
export type ComputeSeed = {
  readonly galleries?: readonly SeedResource[]
  readonly imageDefinitions?: readonly SeedResource[]
  readonly imageVersions?: readonly SeedResource[]
  readonly images?: readonly SeedResource[]
  readonly virtualMachines?: readonly SeedResource[]
  readonly disks?: readonly SeedResource[]
  readonly snapshots?: readonly SeedResource[]
  readonly blobs?: readonly SeedBlob[]
  readonly skus?: readonly SeedSku[]
  readonly sandbox?: ComputeBehaviour
}
