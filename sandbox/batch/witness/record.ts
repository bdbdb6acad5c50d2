import type { Job, JobState, Pool, Resize } from '../entities.ts'

/** When something was seen to be otherwise than before, and which request made it so. */
export type Seen = { readonly at: number; readonly by: string }

/** Nodes of a pool from an instant on. */
export type NodeCount = {
  readonly at: number
  readonly dedicated: number
  readonly spot: number
  /** Nodes of both kinds that are idle or running. */
  readonly usable: number
  /** Cores of each node, and the family of its VM size. */
  readonly cores: number
  readonly family: string
}

/** A pool that was there at some time. */
export type SeenPool = {
  readonly pool: Pool
  readonly made: Seen
  deleted: Seen | undefined
  /** The resize that was looked at last. */
  resize: Resize | undefined
  /** Each change of the number of its nodes, oldest first. */
  readonly course: NodeCount[]
}

/** What a job was from an instant on. */
export type JobStand = Seen & { readonly state: JobState | 'gone'; readonly pool: string | undefined }

/** A job that was there at some time. */
export type SeenJob = { readonly job: Job; readonly course: JobStand[] }

/** An allocation that a quota cut short. */
export type SeenShortfall = Seen & { readonly pool: Pool; readonly code: string }

/** What was seen since the world began. It looks at what is there, and never at who asks for it or why. */
export type WitnessRecord = {
  readonly pools: Map<Pool, SeenPool>
  readonly jobs: Map<Job, SeenJob>
  readonly shortfalls: SeenShortfall[]
}

/** A record in which nothing stands yet. */
export function emptyRecord(): WitnessRecord {
  return { pools: new Map(), jobs: new Map(), shortfalls: [] }
}
