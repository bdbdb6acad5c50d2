import { resourceKey } from '../../src/model/resource-id.ts'
import type { AccessCheck, ImageCatalog, SandboxClock, SubnetCatalog } from '../service.ts'
import { CaselessMap } from './caseless-map.ts'
import type { Account, Job, JobSchedule, Pool, Task } from './entities.ts'
import type { SeedSize, SeedSupportedImage } from './seed.ts'
import { emptyRecord } from './witness/record.ts'

/** How long a deletion takes. */
export const DELETING_MS = 60_000

/** Everything that Microsoft.Batch knows and asks. */
export type BatchParts = {
  readonly store: BatchStore
  readonly clock: SandboxClock
  readonly access: AccessCheck
  readonly images: ImageCatalog
  readonly subnets: SubnetCatalog
  readonly regions: readonly string[]
  isProviderRegistered(subscriptionId: string, namespace: string): boolean
  readonly sizes: readonly SeedSize[]
  readonly supportedImages: readonly SeedSupportedImage[]
  readonly nodesPerMinute: number
  /** When the world began; pools of before then are of the images that it has. */
  readonly startedAt: number
  readonly startTaskMs: number
}

/** Accounts, their pools and jobs; names are found whatever their case. */
export class BatchStore {
  readonly accounts = new Map<string, Account>()
  readonly #pools = new Map<string, Pool>()
  readonly #jobs = new Map<string, Map<string, Job>>()
  readonly #schedules = new Map<string, Map<string, JobSchedule>>()
  /** Every task that there has been in a job, also of jobs that are gone. */
  readonly ledger: { readonly account: Account; readonly task: Task }[] = []
  /** What the witness has seen. */
  readonly seen = emptyRecord()
  /** The instant until which everything that happens by itself has been worked out. */
  settledAt = 0

  account(id: string): Account | undefined {
    return this.accounts.get(resourceKey(id))
  }

  /** By `account.region` or `account`, as in the host of its endpoint. */
  accountAt(host: string): Account | undefined {
    const [name, region] = host.toLowerCase().split('.')
    return [...this.accounts.values()].find(
      (account) => account.name.toLowerCase() === name && (region === undefined || account.region === region),
    )
  }

  /** A pool that is not gone yet; one that is being deleted still is there. */
  pool(account: Account, name: string, now: number): Pool | undefined {
    const key = `${resourceKey(account.id)}/${name.toLowerCase()}`
    const pool = this.#pools.get(key)
    if (pool?.deletedAt !== undefined && now >= pool.deletedAt + DELETING_MS) {
      this.#pools.delete(key)
      return undefined
    }
    return pool
  }

  pools(account: Account, now: number): Pool[] {
    const own = [...this.#pools.values()].filter((pool) => pool.account.id === account.id)
    return own
      .filter((pool) => this.pool(account, pool.name, now) === pool)
      .sort((one, other) => (one.name < other.name ? -1 : 1))
  }

  addPool(pool: Pool): void {
    this.#pools.set(`${resourceKey(pool.account.id)}/${pool.name.toLowerCase()}`, pool)
  }

  jobs(account: Account): Map<string, Job> {
    const key = resourceKey(account.id)
    const jobs = this.#jobs.get(key) ?? new CaselessMap<Job>()
    this.#jobs.set(key, jobs)
    return jobs
  }
  jobSchedules(account: Account): Map<string, JobSchedule> {
    const key = resourceKey(account.id)
    const schedules = this.#schedules.get(key) ?? new CaselessMap<JobSchedule>()
    this.#schedules.set(key, schedules)
    return schedules
  }
}
