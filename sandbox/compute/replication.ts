/** How long copying takes in a region and how often it fails there; a world may set every number. */
export type ReplicationTimes = {
  /** Virtual seconds until a copy begins. */
  readonly queuedSeconds: number
  /** Virtual minutes for the first copy in a region, whatever its size. */
  readonly firstCopyMinutes: number
  /** Virtual minutes more for each GiB of the image. */
  readonly minutesPerGigabyte: number
  /** Further replicas are copied in parallel and arrive one after another at this distance. */
  readonly betweenReplicasMinutes: number
  /** How many attempts per version fail in the region before one works. */
  readonly failedAttempts: number
  /** What the region's status says about such a failure. */
  readonly failureDetails: string
}

/** Times that hold unless a world says otherwise. 12 minutes for one region was observed in the field. */
export const DEFAULT_TIMES: ReplicationTimes = {
  queuedSeconds: 30,
  firstCopyMinutes: 12,
  minutesPerGigabyte: 0.1,
  betweenReplicasMinutes: 0.5,
  failedAttempts: 0,
  failureDetails: 'Failed with internal server error.',
}

/** Copying in one region: everything its state at any instant follows from. Instants in ms since 1970. */
export type RegionReplication = {
  /** Azure's short name. */
  readonly region: string
  readonly replicaCount: number
  readonly startsAt: number
  /** When each replica can be used, ascending; fewer than `replicaCount` when the job fails. */
  readonly readyAt: readonly number[]
  readonly failure?: { readonly at: number; readonly details: string }
  /** How many jobs this region has seen. */
  readonly attempts: number
}

/** State of one region as `replicationStatus` tells it, and the replicas that can be used. */
export type RegionState = {
  readonly state: 'Unknown' | 'Replicating' | 'Completed' | 'Failed'
  /** Percent, whole. */
  readonly progress: number
  readonly details: string
  readonly readyReplicas: number
}

/** What one region's copying has come to at `now`. */
export function regionState(job: RegionReplication, now: number): RegionState {
  const readyReplicas = job.readyAt.filter((at) => at <= now).length
  if (job.failure !== undefined && now >= job.failure.at) {
    return { state: 'Failed', progress: 0, details: job.failure.details, readyReplicas }
  }
  if (readyReplicas >= job.replicaCount) return { state: 'Completed', progress: 100, details: '', readyReplicas }
  if (readyReplicas === 0 && now < job.startsAt) return { state: 'Unknown', progress: 0, details: '', readyReplicas }
  const elapsed = Math.max(0, now - job.startsAt) / (regionEnd(job) - job.startsAt)
  return { state: 'Replicating', progress: Math.min(99, Math.floor(elapsed * 100)), details: '', readyReplicas }
}

/** `aggregatedState` of all regions together. */
export function aggregatedState(states: readonly RegionState[]): 'Unknown' | 'InProgress' | 'Completed' | 'Failed' {
  if (states.every(({ state }) => state === 'Completed')) return 'Completed'
  if (states.every(({ state }) => state === 'Completed' || state === 'Failed')) return 'Failed'
  return states.every(({ state }) => state === 'Unknown') ? 'Unknown' : 'InProgress'
}

/** The instant after which the region's state no longer changes by itself. */
export function regionEnd(job: RegionReplication): number {
  return job.failure?.at ?? job.readyAt.at(-1) ?? job.startsAt
}

/** What a write to a version asks of replication. */
export type ReplicationAsk = {
  readonly wanted: readonly { readonly region: string; readonly replicaCount: number }[]
  readonly previous: readonly RegionReplication[]
  /** The version's own region: the first copy is made there, the others are made from it. */
  readonly home: string
  readonly sizeInGB: number
  /** Why no copy can be made at all. */
  readonly impossible?: string
}

/** The jobs that a write at `now` starts, region by region; regions that have what is asked for are left alone. */
export function scheduleReplication(
  ask: ReplicationAsk,
  timesIn: (region: string) => ReplicationTimes,
  now: number,
): readonly RegionReplication[] {
  const job = (region: string, replicaCount: number, source: Source): RegionReplication =>
    scheduleRegion({ ask, region, replicaCount, source, times: timesIn(region), now })
  const own = ask.wanted.find(({ region }) => region === ask.home)
  const home = own && job(own.region, own.replicaCount, { readyAt: now })
  const source: Source = sourceAtHome(home, now)
  return ask.wanted.map(({ region, replicaCount }) =>
    region === ask.home && home !== undefined ? home : job(region, replicaCount, source),
  )
}

/** Where a region copies from: usable from an instant on, or never. */
type Source = { readonly readyAt: number } | { readonly failsAt: number; readonly details: string }

function sourceAtHome(home: RegionReplication | undefined, now: number): Source {
  const first = home?.readyAt[0]
  if (first !== undefined) return { readyAt: Math.max(now, first) }
  if (home?.failure === undefined) return { readyAt: now }
  return { failsAt: home.failure.at, details: home.failure.details }
}

function scheduleRegion(job: {
  readonly ask: ReplicationAsk
  readonly region: string
  readonly replicaCount: number
  readonly source: Source
  readonly times: ReplicationTimes
  readonly now: number
}): RegionReplication {
  const { ask, region, replicaCount, source, times, now } = job
  const previous = ask.previous.find((one) => one.region === region)
  const kept = (previous?.readyAt ?? []).filter((at) => at <= now).slice(0, replicaCount)
  const attempts = previous?.attempts ?? 0
  if (kept.length === replicaCount) return { region, replicaCount, startsAt: now, readyAt: kept, attempts }

  const next = { region, replicaCount, attempts: attempts + 1 }
  if ('failsAt' in source) {
    return {
      ...next,
      startsAt: source.failsAt,
      readyAt: kept,
      failure: { at: source.failsAt, details: source.details },
    }
  }
  const startsAt = source.readyAt + times.queuedSeconds * 1000
  if (ask.impossible !== undefined) {
    return { ...next, startsAt, readyAt: kept, failure: { at: startsAt, details: ask.impossible } }
  }
  const firstCopy = kept.length > 0 ? 0 : times.firstCopyMinutes + times.minutesPerGigabyte * ask.sizeInGB
  const arrivals = Array.from({ length: replicaCount - kept.length }, (_, nth) => {
    const further = kept.length > 0 ? nth + 1 : nth
    return startsAt + Math.round((firstCopy + further * times.betweenReplicasMinutes) * 60_000)
  })
  if (attempts < times.failedAttempts) {
    const at = arrivals.at(0) ?? startsAt
    return { ...next, startsAt, readyAt: kept, failure: { at, details: times.failureDetails } }
  }
  return { ...next, startsAt, readyAt: [...kept, ...arrivals] }
}
