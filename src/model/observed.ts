import type { BatchAccount, NodeImage, Pool, Subnet, SupportedImage, VmSize } from './batch.ts'
import type { Gallery, ImageDefinition, ImageVersion } from './image.ts'
import type { Job, JobSchedule } from './job.ts'
import type { Lineage, LineageLink } from './lineage.ts'
import type { Permission, Region } from './subscription.ts'

/** What was found of one thing. A thing that could not be read is not absent. */
export type Observed<T> =
  | { readonly state: 'present'; readonly value: T }
  | {
      readonly state: 'absent'
      /** Where not even the resource group is there in which it would be. */
      readonly isGroupMissing?: true
    }
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

/** One resource that a version is made from, as it was found. */
export type SourcePart = {
  /** The whole image, the OS disk, or the data disk at a LUN. */
  readonly role: 'whole' | 'os-disk' | { readonly lun: number }
  /** Resource ID; the URL of a VHD. */
  readonly id: string
  readonly observed: Observed<LineageLink>
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
  /** By image version: those that pools run on, and may have to go back to. */
  readonly imageVersions: Readonly<Record<string, Observed<ImageVersion>>>
  /** By image definition: all its versions, where Azure chooses among them. */
  readonly versions: Readonly<Record<string, Observed<readonly ImageVersion[]>>>
  /** By gallery that is to be created: all galleries of its subscription. */
  readonly galleries: Readonly<Record<string, Observed<readonly Gallery[]>>>
  /** By gallery: its image definitions, where one is to be created. */
  readonly definitions: Readonly<Record<string, Observed<readonly ImageDefinition[]>>>
  /** By pool that Azure upgrades by itself: its nodes with their image versions. */
  readonly nodeImages: Readonly<Record<string, Observed<readonly NodeImage[]>>>
  /** By account: jobs that are not completed. */
  readonly jobs: Readonly<Record<string, Observed<readonly Job[]>>>
  /** By account. */
  readonly jobSchedules: Readonly<Record<string, Observed<readonly JobSchedule[]>>>
  /** By canary pool: what is there under its name. */
  readonly canaries: Readonly<Record<string, Observed<Pool>>>
  /** By pool: tasks that are running. */
  readonly runningTasks: Readonly<Record<string, Observed<number>>>
}

/** Pools that one name of the workflow stands for: one of them is current, others took or lost its place. */
export type PoolGroup = {
  /** Resource ID that the workflow gives. */
  readonly namedId: string
  /** The pool that the name stands for now. */
  readonly currentId: string
  /** The one that was current last comes first. */
  readonly others: readonly Pool[]
}

/** What tells which image versions nobody needs any more. */
export type PruneSight = {
  /** Every version of the definition, without its replication status. */
  readonly versions: Observed<readonly ImageVersion[]>
  /** By account: all its pools. */
  readonly accountPools: Readonly<Record<string, Observed<readonly Pool[]>>>
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
  /** Only of names that may stand for more than one pool. */
  readonly groups?: readonly PoolGroup[]
  /** Asked for only where image versions are pruned. */
  readonly pruning?: PruneSight
  readonly preflight: Preflight
}
