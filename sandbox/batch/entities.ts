import type { Json } from './json.ts'

/** A Batch account as its GET answers, and how its region behaves. */
export type Account = {
  readonly id: string
  readonly name: string
  /** Short name. */
  readonly region: string
  readonly identity?: Json
  readonly tags?: Json
  readonly properties: Json
  /** Cores of a VM family, by its name, that the region still has; without an entry, as many as wanted. */
  readonly capacity: Readonly<Record<string, number>>
}

/** How nodes of a cohort grow up: settled when they are asked for. */
export type Upbringing = {
  readonly bootMs: number
  /** False where the image or its agent never reports. */
  readonly joins: boolean
  readonly startTask?: {
    readonly ms: number
    readonly exitCode: number
    /** Whether the node waits for it, and fails with it. */
    readonly waits: boolean
  }
}

/** Nodes that were asked for at once. They arrive in waves; single nodes are worked out when asked about. */
export type Cohort = {
  /** Part of the names of its nodes. */
  readonly key: string
  readonly isDedicated: boolean
  readonly askedAt: number
  readonly count: number
  readonly waveMs: number
  readonly waveNodes: number
  /** No node is allocated after this instant. */
  cutoff: number
  readonly upbringing: Upbringing
  readonly removals: { readonly at: number; readonly count: number }[]
}

/** Why a pool did not become what was asked. */
export type ResizeError = {
  readonly code: string
  readonly message: string
  readonly values: readonly { readonly name: string; readonly value: string }[]
}

/** The last change of size: when it ends and what it falls short of is settled when it begins. */
export type Resize = {
  readonly startedAt: number
  readonly endsAt: number
  readonly targetDedicated: number
  readonly targetSpot: number
  readonly timeoutMs: number
  readonly deallocationOption: string
  readonly errors: readonly ResizeError[]
}

/** A pool as it was written last, in Resource Manager's spelling. */
export type Pool = {
  readonly account: Account
  readonly name: string
  readonly createdAt: number
  modifiedAt: number
  /** `0x8D...`, without quotes. */
  etag: string
  properties: Json
  identity?: Json
  tags?: Json
  readonly cohorts: Cohort[]
  resize: Resize
  autoScaleRun?: { readonly at: number; readonly results: string }
  deletedAt?: number
}

/** A job as it was written last, in the Batch service's spelling. */
export type Job = {
  readonly id: string
  readonly createdAt: number
  modifiedAt: number
  etag: string
  /** Settable members as sent; `poolInfo` among them. */
  body: Json
  state: string
  stateSince: number
  readonly tasks: Map<string, Task>
}

/** A task as it was added. */
export type Task = { readonly id: string; readonly addedAt: number; readonly body: Json }
