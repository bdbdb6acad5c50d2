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
  readonly bootMs: number
  readonly startTask?: { readonly ms: number; readonly exitCode: number; readonly waits: boolean }
  readonly joins: boolean
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
  /** Nodes taken away, newest first, and when they began to leave. */
  readonly removals: { readonly at: number; readonly count: number }[]
}

/** A reason why a resize fell short. */
export type ResizeError = {
  readonly code: string
  readonly message: string
  readonly values: readonly { readonly name: string; readonly value: string }[]
}

/** The last resize of a pool; its errors are settled when it begins, and told when it ends. */
export type Resize = {
  readonly startedAt: number
  readonly targetDedicated: number
  readonly targetSpot: number
  readonly timeoutMs: number
  readonly deallocationOption: string
  readonly endsAt: number
  readonly errors: readonly ResizeError[]
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
  autoScaleRun:
    | { readonly at: number; readonly results: string; readonly error?: { code: string; message: string } }
    | undefined
  deletedAt: number | undefined
  /** Tasks that occupy nodes for as long as there are nodes for them; only a world can begin with some. */
  readonly runningTasks: number
}

/** A job of an account, in the Batch service's spelling. */
export type Job = {
  readonly id: string
  readonly createdAt: number
  revision: number
  body: Json
  state: 'active' | 'disabled' | 'completed'
  stateAt: number
  readonly tasks: Task[]
}

/** A task of a job. */
export type Task = { readonly id: string; readonly createdAt: number; readonly body: Json }
