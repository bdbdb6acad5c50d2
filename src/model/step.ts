import type { JsonValue } from './json.ts'
import type { PoolDefinition, ReplicaStorageType, TargetRegion } from './state.ts'

/** Name of a step inside its plan, such as `create-pool render-pool`. */
export type StepId = string

type StepBase = {
  readonly id: StepId
  /** Steps that have to be done before this one starts. */
  readonly after: readonly StepId[]
  /** What happens to running tasks: nothing, they are drained, or their nodes are replaced. */
  readonly disruption: 'none' | 'drain' | 'replace'
}

/** One member of a resource that changes; `path` such as `properties.scaleSettings`. */
export type FieldChange = {
  readonly path: string
  /** Undefined where Azure has no such member yet. */
  readonly from?: JsonValue
  readonly to: JsonValue
}

/** The PUT that makes an image version. */
export type PublishImageVersion = StepBase & {
  readonly kind: 'publish-image-version'
  readonly imageVersionId: string
  readonly location: string
  readonly sourceId: string
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

/** The PUT that makes a pool. */
export type CreatePool = StepBase & {
  readonly kind: 'create-pool'
  readonly poolId: string
  readonly to: PoolDefinition
}

/** One PATCH of a pool: only the members that differ. */
export type UpdatePool = StepBase & {
  readonly kind: 'update-pool'
  readonly poolId: string
  readonly changes: readonly FieldChange[]
  /** What is sent along but is no change of its own: who changed it last. */
  readonly metadata: Readonly<Record<string, string>>
  /** True when the same scale is asked for again because the last resize fell short. */
  readonly retriesResize: boolean
}

/** Waits until a pool has its nodes, and until they are healthy where that was asked. */
export type AwaitPool = StepBase & {
  readonly kind: 'await-pool'
  readonly poolId: string
  readonly batchAccountId: string
  readonly until: 'healthy' | 'steady'
  /** Dedicated and spot nodes asked for; undefined where a formula decides. */
  readonly targetNodes?: number
  readonly healthyPercent: number
  /** `resizeOperationStatus.startTime` seen before the run; errors of that resize are old. */
  readonly resizeSeenBefore?: string
}

/** One change to Azure, or one wait for it, as plain data, so that it can be printed and compared. */
export type Step = PublishImageVersion | UpdateImageVersion | AwaitReplication | CreatePool | UpdatePool | AwaitPool

/** Whether a step writes to Azure; the others only wait. */
export function isChange(step: Step): boolean {
  return step.kind !== 'await-replication' && step.kind !== 'await-pool'
}
