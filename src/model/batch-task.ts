import type { AzureReason, PoolNode } from './batch.ts'

/** A node as far as tasks are sent to it. */
export type TaskNode = Pick<PoolNode, 'id' | 'state'> & {
  /** What a task names to run there. */
  readonly affinityId: string
}

/** A job as the Batch service tells it, as far as its owner looks. */
export type TaskJob = {
  readonly id: string
  readonly state: string
  /** Name of its pool; undefined where Batch makes one for it. */
  readonly poolName?: string
  readonly metadata: Readonly<Record<string, string>>
}

/** A job that is to be made on a pool. */
export type NewTaskJob = {
  readonly id: string
  readonly poolName: string
  readonly metadata: Readonly<Record<string, string>>
  /** Minutes after which Batch ends it by itself. */
  readonly longestMinutes: number
}

/** A task that is to be added to a job. */
export type NewTask = {
  readonly id: string
  readonly commandLine: string
  /** The node that it is meant for; Batch may choose another. */
  readonly affinityId: string
  readonly requiredSlots: number
}

/** A task as it stands. */
export type BatchTask = {
  readonly id: string
  /** `active`, `preparing`, `running` or `completed`. */
  readonly state: string
  readonly affinityId?: string
  /** The node that it runs on, or ran on last. */
  readonly nodeId?: string
  readonly exitCode?: number
  readonly failure?: AzureReason
}

/** What a task writes, by the name of its file. */
export type TaskFile = 'stdout.txt' | 'stderr.txt'
