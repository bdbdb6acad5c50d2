import type { Job, Pool } from '../entities.ts'
import { textAt } from '../json.ts'
import type { BatchParts } from '../store.ts'
import { changesBetween, countAt } from './node-course.ts'
import type { JobStand, NodeCount, SeenPool } from './record.ts'

/** Codes of allocations that a quota of cores cut short. */
const QUOTA_CODES: readonly string[] = [
  'AccountCoreQuotaReached',
  'AccountVMSeriesCoreQuotaReached',
  'AccountLowPriorityCoreQuotaReached',
]

/** Follows the nodes of all pools up to an instant before which nothing else happens. */
export function watchUntil(parts: BatchParts, until: number): void {
  const { seen, settledAt } = parts.store
  for (const { pool, course } of seen.pools.values())
    for (const at of changesBetween(pool, settledAt, until)) note(course, countAt(pool, at, parts))
}

/** Looks at everything after something has happened, and notes what is otherwise than before. */
export function watchInstant(parts: BatchParts, by: string): void {
  const { store } = parts
  for (const account of store.accounts.values()) {
    for (const pool of store.pools(account, store.settledAt)) lookAtPool(pool, by, parts)
    for (const job of store.jobs(account).values()) lookAtJob(job, by, parts)
  }
  for (const { pool, course } of store.seen.pools.values()) note(course, countAt(pool, store.settledAt, parts))
  missJobs(by, parts)
}

function lookAtPool(pool: Pool, by: string, { store }: BatchParts): void {
  const { pools, shortfalls } = store.seen
  const occasion = { at: store.settledAt, by }
  const known: SeenPool = pools.get(pool) ?? {
    pool,
    made: occasion,
    deleted: undefined,
    resize: undefined,
    course: [],
  }
  pools.set(pool, known)
  if (pool.deletedAt !== undefined) known.deleted ??= occasion
  // What a resize will fall short of is settled when it begins, and the same resize goes on under other objects.
  const isNew = known.resize?.startedAt !== pool.resize.startedAt
  if (isNew)
    for (const { code } of pool.resize.errors)
      if (QUOTA_CODES.includes(code)) shortfalls.push({ ...occasion, pool, code })
  known.resize = pool.resize
}

function lookAtJob(job: Job, by: string, { store }: BatchParts): void {
  const known = store.seen.jobs.get(job) ?? { job, course: [] }
  store.seen.jobs.set(job, known)
  const stand = { state: job.state, pool: textAt(job.body, 'poolInfo', 'poolId') }
  if (!isSame(known.course.at(-1), stand)) known.course.push({ at: store.settledAt, by, ...stand })
}

/** A job that is gone is known by its name alone. */
function missJobs(by: string, { store }: BatchParts): void {
  for (const { job, course } of store.seen.jobs.values()) {
    const last = course.at(-1)
    if (last === undefined || last.state === 'gone' || store.jobs(job.account).get(job.id) === job) continue
    course.push({ at: store.settledAt, by, state: 'gone', pool: last.pool })
  }
}

function isSame(last: JobStand | undefined, stand: Pick<JobStand, 'state' | 'pool'>): boolean {
  return last !== undefined && last.state === stand.state && last.pool === stand.pool
}

function note(course: NodeCount[], count: NodeCount): void {
  const last = course.at(-1)
  const members = ['dedicated', 'spot', 'usable', 'cores'] as const
  if (last === undefined || members.some((member) => last[member] !== count[member])) course.push(count)
}
