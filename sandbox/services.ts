import type { TaskRecord } from './batch/audit.ts'
import { batchService } from './batch/index.ts'
import type { BatchSeed } from './batch/seed.ts'
import type { Witness } from './batch/witness/witness.ts'
import { createClock } from './clock.ts'
import { computeService } from './compute/index.ts'
import type { ComputeSeed } from './compute/seed.ts'
import { networkService } from './network/index.ts'
import type { NetworkSeed } from './network/seed.ts'
import type { AccessCheck, Route, SandboxClock } from './service.ts'

export type { BatchSeed, ComputeSeed, NetworkSeed, TaskRecord, Witness }

/** The services that are mounted beside the core's own, and what the core asks of them. */
export type Services = {
  readonly routes: readonly Route[]
  /** ARM ID of the Batch account at `account.region` (lower case), or `account` alone; undefined when there is none. */
  batchAccountId(host: string): string | undefined
  /** What became of every Batch task until now. */
  auditTasks(): readonly TaskRecord[]
  /** What became of tasks, jobs, pools and their nodes until now. */
  witness(): Witness
}

/** Builds the services over their seeds. */
export function createServices(context: {
  readonly compute: ComputeSeed
  readonly batch: BatchSeed
  readonly network?: NetworkSeed
  readonly clock: SandboxClock
  readonly access: AccessCheck
  readonly regions: readonly string[]
  isProviderRegistered(subscriptionId: string, namespace: string): boolean
}): Services {
  const compute = computeService({ ...context, seed: context.compute })
  const network = networkService({ ...context, seed: context.network ?? {} })
  const batch = batchService({ ...context, seed: context.batch, images: compute.images, subnets: network.subnets })
  return {
    routes: [...compute.routes.map(batch.settledAround), ...network.routes, ...batch.routes],
    batchAccountId: batch.accountIdAt,
    auditTasks: batch.auditTasks,
    witness: batch.witness,
  }
}

/** What the services find wrong with seeds that a world brings, in their own words. */
export function seedProblems(world: {
  readonly compute: ComputeSeed
  readonly batch: BatchSeed
  readonly network?: NetworkSeed
  readonly regions: readonly string[]
  readonly startTime: string
}): readonly string[] {
  const clock = createClock({ startAt: Date.parse(world.startTime), rate: 0, realNow: () => 0 })
  try {
    createServices({ ...world, clock, access: { isAllowed: () => true }, isProviderRegistered: () => true })
    return []
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return [error.message]
  }
}
