import type { JsonObject } from './json.ts'

/** A name and a value that somebody noted at a job. */
export type JobNote = { readonly name: string; readonly value: string }

/** A job of a Batch account, as far as moving it needs. */
export type Job = {
  readonly id: string
  /** As Azure spells it: `active`, `disabling`, `disabled`, `enabling`, `terminating`, `completed`, `deleting`. */
  readonly state: string
  readonly etag: string
  /** The pool that the job names; undefined where one is made for it. */
  readonly poolName?: string
  /** Says that Azure makes a pool for the job, and from which image version where that is one of a gallery. */
  readonly autoPool?: { readonly imageVersionId?: string }
  /** All that is noted at the job: a PATCH replaces the list. */
  readonly metadata: readonly JobNote[]
}

/** A job schedule, with the template of its jobs as Azure tells it: a PATCH replaces the template whole. */
export type JobSchedule = {
  readonly id: string
  /** As Azure spells it: `active`, `completed`, `disabled`, `terminating`, `deleting`. */
  readonly state: string
  readonly etag: string
  readonly specification: JsonObject
  /** The pool that future jobs name; undefined where one is made for each of them. */
  readonly poolName?: string
  readonly autoPool?: { readonly imageVersionId?: string }
}

/** What of a job is changed; members that are left out stay. */
export type JobChange = { readonly poolName?: string; readonly metadata?: readonly JobNote[] }
