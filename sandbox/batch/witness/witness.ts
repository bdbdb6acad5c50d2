import { auditTasks, type TaskRecord } from '../audit.ts'
import type { BatchParts } from '../store.ts'
import { type CorePeak, corePeaks } from './cores.ts'
import { type Fate, fatesOf } from './fate.ts'
import type { JobStand, Seen, SeenJob, SeenPool } from './record.ts'

/** When something was done, and by which request: `the world` and `itself` stand for none. */
export type Deed = { readonly at: string; readonly by: string }

/** A job from its beginning: each state and pool that it had, and who gave it those. */
export type JobWitness = {
  readonly account: string
  readonly job: string
  readonly course: readonly (Deed & Pick<JobStand, 'state' | 'pool'>)[]
}

/** A pool from its beginning, also where it is gone. */
export type PoolWitness = {
  readonly account: string
  readonly pool: string
  readonly made: Deed
  readonly deleted?: Deed
  /** Nodes that it held, and those that were idle or running, from each change of them on. */
  readonly nodes: readonly { readonly at: string; readonly held: number; readonly usable: number }[]
}

/** An allocation that a quota of cores cut short. */
export type QuotaShortfall = Deed & { readonly account: string; readonly pool: string; readonly code: string }

/** What somebody who saw everything since the world began can say. */
export type Witness = {
  readonly tasks: readonly (TaskRecord & Fate)[]
  readonly jobs: readonly JobWitness[]
  readonly pools: readonly PoolWitness[]
  readonly cores: readonly CorePeak[]
  readonly shortfalls: readonly QuotaShortfall[]
}

/** What the record holds, for people and tests. */
export function witnessOf(parts: BatchParts): Witness {
  const { store } = parts
  const fate = fatesOf(parts)
  const records = auditTasks(parts)
  return {
    tasks: store.ledger.flatMap(({ task }, index) => {
      const record = records[index]
      return record === undefined ? [] : [{ ...record, ...fate(task) }]
    }),
    jobs: [...store.seen.jobs.values()].map(jobWitness),
    pools: [...store.seen.pools.values()].map(poolWitness),
    cores: corePeaks(parts),
    shortfalls: store.seen.shortfalls.map(({ pool, code, ...seen }) => ({
      account: pool.account.name,
      pool: pool.name,
      code,
      ...deed(seen),
    })),
  }
}

function jobWitness({ job, course }: SeenJob): JobWitness {
  return {
    account: job.account.name,
    job: job.id,
    course: course.map(({ state, pool, ...seen }) => ({ ...deed(seen), state, pool })),
  }
}

function poolWitness({ pool, made, deleted, course }: SeenPool): PoolWitness {
  return {
    account: pool.account.name,
    pool: pool.name,
    made: deed(made),
    ...(deleted && { deleted: deed(deleted) }),
    nodes: course.map(({ at, dedicated, spot, usable }) => ({ at: iso(at), held: dedicated + spot, usable })),
  }
}

const iso = (at: number) => new Date(at).toISOString()
const deed = ({ at, by }: Seen): Deed => ({ at: iso(at), by })
