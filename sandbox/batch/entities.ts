import type { Json } from './json.ts'

/** A Batch account; `properties` as ARM answers them, less what depends on who asks. */
export type Account = {
  readonly id: string
  readonly name: string
  /** Short name. */
  readonly region: string
  readonly body: Json
  readonly properties: Json
  /** Cores of a VM family that the region still has; no limit where nothing is said. */
  readonly capacity: Readonly<Record<string, number>>
}

/** How the nodes of one resize come up. */
export type Upbringing = {
  /** Undefined for marketplace images. */
  readonly imageVersionId?: string
  readonly bootMs: number
  readonly startTask?: { readonly ms: number; readonly exitCode: number; readonly waits: boolean }
  readonly joins: boolean
  /** The first so many nodes become unusable so long after they were ready. */
  readonly breaks?: { readonly ms: number; readonly nodes: number }
}

/** Nodes that one resize asked for, alike but for when they come. */
export type Cohort = {
  readonly key: string
  readonly isDedicated: boolean
  readonly askedAt: number
  /** Nodes that will come if nothing stops the resize. */
  readonly count: number
  /** ms between two waves, and nodes in each. */
  readonly waveMs: number
  readonly waveNodes: number
  /** No node is allocated after this instant. */
  cutoff: number
  readonly upbringing: Upbringing
  /** Nodes that were told to leave, by their index. */
  readonly removals: Removal[]
  /** Nodes that Batch has given another version of their image, by their index, oldest first. */
  readonly upgrades: Map<number, NodeUpgrade[]>
}

/** A node's turn to get another version of its image; one that waits for its tasks has no instant yet. */
export type NodeUpgrade = { at: number | undefined; readonly upbringing: Upbringing }

/** How far Batch has come with the latest version of a pool's image. */
export type OsUpgrade = {
  readonly imageVersionId: string
  /** When something last began. */
  readonly begunAt: number
  /** When the next batch begins; infinity where none is due. */
  readonly nextAt: number
  /** Too many nodes were unhealthy. */
  readonly isStopped: boolean
}

/** A node that is to leave; one that waits for its tasks has no instant yet. */
export type Removal = { readonly index: number; leavesAt: number | undefined }

/** A reason why a resize fell short. */
export type ResizeError = {
  readonly code: string
  readonly message: string
  readonly values: readonly { readonly name: string; readonly value: string }[]
}

/** When something was done to tasks and nodes, and by which request. */
export type Occasion = { readonly now: number; readonly by: string }

/** What becomes of the tasks on nodes that leave. */
export type DeallocationOption = 'Requeue' | 'Terminate' | 'TaskCompletion' | 'RetainedData'

/** The last resize of a pool; what it falls short of is told when it ends. */
export type Resize = {
  readonly startedAt: number
  readonly targetDedicated: number
  readonly targetSpot: number
  readonly timeoutMs: number
  readonly deallocationOption: DeallocationOption
  /** Never while it waits for tasks of nodes that are to leave. */
  readonly endsAt: number
  readonly errors: readonly ResizeError[]
  /** When it was told to stop. */
  readonly stoppedAt?: number
}

/** A pool, kept in ARM's spelling for both planes. */
export type Pool = {
  readonly id: string
  readonly name: string
  readonly account: Account
  readonly createdAt: number
  modifiedAt: number
  /** Counts every change; the ETag is made of it. */
  revision: number
  properties: Json
  identity: Json | undefined
  tags: Json | undefined
  cohorts: Cohort[]
  resize: Resize
  /** Undefined where Batch upgrades nothing by itself. */
  osUpgrade: OsUpgrade | undefined
  autoScaleRun:
    | { readonly at: number; readonly results: string; readonly error?: { code: string; message: string } }
    | undefined
  deletedAt: number | undefined
  /** Tasks that occupy nodes for as long as there are nodes for them; only a world can begin with some. */
  readonly endlessTasks: readonly Task[]
  /** What runs on its nodes, and what has until a moment ago. */
  runs: Run[]
}

/** States of a job as the Batch service spells them. */
export type JobState = 'active' | 'disabling' | 'disabled' | 'enabling' | 'terminating' | 'completed' | 'deleting'

/** A job of an account, in the Batch service's spelling. */
export type Job = {
  readonly id: string
  readonly account: Account
  readonly createdAt: number
  modifiedAt: number
  revision: number
  body: Json
  state: JobState
  stateAt: number
  previous: { readonly state: JobState; readonly at: number } | undefined
  terminateReason: string | undefined
  readonly tasks: Task[]
}

/** A job schedule; its jobs are named after it. */
export type JobSchedule = {
  readonly id: string
  readonly createdAt: number
  modifiedAt: number
  revision: number
  body: Json
  readonly state: 'active' | 'disabled' | 'completed'
  recentJobId: string | undefined
}

/** A task of a job, or one without an end that only a pool knows. */
export type Task = {
  readonly id: string
  readonly jobId: string | undefined
  readonly createdAt: number
  readonly body: Json
  state: 'active' | 'running' | 'completed'
  stateAt: number
  revision: number
  /** Every time it was started, oldest first. */
  readonly runs: Run[]
  /** Who ended it before it ended itself. */
  terminated: Occasion | undefined
}

/** One run of a task on a node. */
export type Run = {
  readonly task: Task
  readonly poolName: string
  readonly nodeId: string
  readonly slots: number
  readonly startedAt: number
  /** When it ends by itself; infinity where the task has no end. */
  readonly endsAt: number
  /** Its node is made for containers, and the task names none. */
  readonly lacksContainer: boolean
  ended: (Occasion & { readonly as: 'completed' | 'requeued' | 'terminated' }) | undefined
}
