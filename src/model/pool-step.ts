import type { PoolDefinition } from './batch.ts'
import type { JsonValue } from './json.ts'
import type { StepBase } from './step-base.ts'

/** One member of a resource that changes; `path` such as `properties.scaleSettings`. */
export type FieldChange = {
  readonly path: string
  /** Undefined where Azure has no such member yet. */
  readonly from?: JsonValue
  readonly to: JsonValue
}

/** What Azure demands for one field to change: nothing, a pool without nodes, or another pool. */
export type FieldDisruption = 'none' | 'needs-zero-nodes' | 'new-pool'

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
  /** True where it undoes what this run wrote: then there is nothing of somebody else's to compare with. */
  readonly isUndo?: true
  /** Names of metadata that are taken away. */
  readonly forgets?: readonly string[]
  /** True when the same scale is asked for again because the last resize fell short. */
  readonly retriesResize: boolean
}

/** How running tasks are treated when their nodes go; Batch's own words. */
export type Drain = 'taskcompletion' | 'requeue' | 'terminate'

/** Takes every node off a pool, as gently as asked, and waits until none is left. Notes in its metadata how it was scaled. */
export type DrainPool = StepBase & {
  readonly kind: 'drain-pool'
  readonly poolId: string
  /** `scaleSettings` before. */
  readonly from: JsonValue
  readonly drain: Drain
  /** Minutes that running tasks are given; undefined without a limit. */
  readonly deadlineMinutes?: number
  /** What is done with tasks that still run then. */
  readonly onDeadline: 'fail' | 'requeue' | 'terminate'
  readonly metadata: Readonly<Record<string, string>>
  /** True for a pool whose place another has taken: from there on there is no way back, so nothing of it is undone. */
  readonly retires?: true
}

/** Deletes a pool, and waits until it is gone; running tasks are requeued by Batch. */
export type DeletePool = StepBase & {
  readonly kind: 'delete-pool'
  readonly poolId: string
  /** The pool as it was, from which it can be made again. */
  readonly from: PoolDefinition
  /** True for a pool whose place another has taken: from there on there is no way back, so nothing of it is undone. */
  readonly retires?: true
  /** Only while the pool still is as the run found it: what somebody else changes meanwhile is not thrown away. */
  readonly asFound?: true
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
  /** Image version that the nodes of a pool that was rolled have to show. */
  readonly imageVersionId?: string
  /** True where nodes that cannot be seen are a failure, and not an end without proof. */
  readonly hasToBeProven?: true
}

/** How many bad nodes are forgiven: so many, or so many percent of the nodes, rounded down. */
export type Forgiven = { readonly nodes: number } | { readonly percent: number }

/** Watches the nodes of a pool that has become healthy, for as long as asked. */
export type BakePool = StepBase & {
  readonly kind: 'bake-pool'
  readonly poolId: string
  readonly batchAccountId: string
  readonly minutes: number
  readonly maxFailedNodes: Forgiven
  /** Dedicated and spot nodes asked for; undefined where a formula decides. */
  readonly targetNodes?: number
  readonly healthyPercent: number
}

/** Runs a command on every node of a pool, and waits until all have ended; each has to exit with 0. */
export type SmokePool = StepBase & {
  readonly kind: 'smoke-pool'
  readonly poolId: string
  readonly batchAccountId: string
  readonly command: string
  /** Minutes from the first task until all have to have ended. */
  readonly timeoutMinutes: number
  /** Task slots of a node: a task takes all of them. */
  readonly taskSlotsPerNode: number
  /** What the job notes of who made it. */
  readonly metadata: Readonly<Record<string, string>>
}

/** What happens to tasks of a job that moves to another pool: queued again, waited for, or ended for good. */
export type JobMove = 'requeue' | 'wait' | 'terminate'

/**
 * Moves every job and job schedule from one pool to another of the same account, each by itself. A job ends in the state that
 * it had.
 */
export type MoveJobs = StepBase & {
  readonly kind: 'move-jobs'
  /** The pool that the jobs leave. */
  readonly poolId: string
  readonly toPoolId: string
  readonly batchAccountId: string
  readonly running: JobMove
  /** True for a pool whose place another has taken: from there on there is no way back, so nothing of it is undone. */
  readonly retires?: true
}

/** Notes in the metadata of a pool that from now on it is the one that its name stands for. */
export type SwitchPool = StepBase & {
  readonly kind: 'switch-pool'
  readonly poolId: string
  /** The pool that was it before. */
  readonly replacesPoolId: string
}

/** Follows the nodes of a pool that Azure upgrades by itself, until each shows the image version. */
export type FollowUpgrade = StepBase & {
  readonly kind: 'follow-upgrade'
  readonly poolId: string
  readonly batchAccountId: string
  readonly imageVersionId: string
  readonly healthyPercent: number
  readonly maxFailedNodes: Forgiven
}
