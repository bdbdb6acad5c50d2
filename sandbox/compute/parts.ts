import { normalizeRegion } from '../../src/model/resource-id.ts'
import type { AccessCheck, SandboxClock } from '../service.ts'
import { DEFAULT_TIMES, type ReplicationTimes } from './replication.ts'
import type { ComputeBehaviour } from './seed.ts'
import type { ComputeStore } from './store.ts'

/** How long things take, complete. */
export type Times = {
  readonly replicationIn: (region: string) => ReplicationTimes
  readonly writeSeconds: number
  readonly deleteSeconds: number
  readonly imageSeconds: number
  readonly pageSize: number
}

/** What every route of compute works with. */
export type ComputeParts = {
  readonly store: ComputeStore
  readonly clock: SandboxClock
  readonly access: AccessCheck
  /** Short names of the regions that exist. */
  readonly regions: readonly string[]
  readonly times: Times
}

/** The world's times with the sandbox's own for what it does not say. */
export function timesOf(behaviour: ComputeBehaviour): Times {
  const { regions = {}, ...everywhere } = behaviour.replication ?? {}
  const byRegion = new Map(Object.entries(regions).map(([name, times]) => [normalizeRegion(name), times]))
  return {
    replicationIn: (region) => ({ ...DEFAULT_TIMES, ...everywhere, ...byRegion.get(region) }),
    writeSeconds: behaviour.writeSeconds ?? 20,
    deleteSeconds: behaviour.deleteSeconds ?? 60,
    imageSeconds: behaviour.imageSeconds ?? 120,
    pageSize: behaviour.pageSize ?? 100,
  }
}
