import { capacityOf } from '../../sandbox/batch/witness/capacity.ts'
import type { Deed, JobWitness, PoolWitness, Witness } from '../../sandbox/batch/witness/witness.ts'
import type { Promises } from './promises.ts'

/** A run as the invariants look at it; instants in ms since 1970. */
export type Watched = {
  /** What the witness told when the run began. */
  readonly before: Witness
  readonly since: number
  readonly until: number
  /** Whether the story itself did something, by a request of its own. */
  isByHand(deed: Deed): boolean
  /** Whether the story did anything to pools while the run went on. */
  readonly isMeddledWith: boolean
  /** Paths of what the run wanted to delete, and Azure refused or did not answer. */
  readonly refusedDeletions: readonly string[]
}

/** What a run broke of that which holds in every story, in sentences; nothing where all is well. */
export function brokenInvariants(witness: Witness, run: Watched, promises: Promises): readonly string[] {
  return [
    ...tasks(witness, run, promises),
    ...jobs(witness, run, promises),
    ...poolsLeft(witness, run, promises),
    ...poolsTaken(witness, run, promises),
    ...cores(witness, run, promises),
    ...capacity(witness, run, promises),
  ]
}

type Invariant = (witness: Witness, run: Watched, promises: Promises) => readonly string[]

const isOfWorld = ({ by }: Deed) => by === 'the world'
const isRequest = ({ by }: Deed) => /^[A-Z]+ \//.test(by)

/** Whether a run did it, this one or one before it in the story. */
const isOfRun = (deed: Deed | undefined, { isByHand }: Watched) =>
  deed !== undefined && !isOfWorld(deed) && !isByHand(deed)

/** The clock of a story stands still between two runs, so that time alone does not tell them apart. */
const isNow = (deed: Deed, { before, since }: Watched) =>
  since <= Date.parse(deed.at) && !deedNames(before).has(`${deed.at} ${deed.by}`)

/** Worlds are large, and each deed is looked up in what was seen before the run. */
const namesOfDeeds = new WeakMap<Witness, ReadonlySet<string>>()

function deedNames(witness: Witness): ReadonlySet<string> {
  const names = namesOfDeeds.get(witness) ?? new Set(deedsOf(witness).map(({ at, by }) => `${at} ${by}`))
  namesOfDeeds.set(witness, names)
  return names
}

function deedsOf({ tasks, jobs, pools, shortfalls }: Witness): readonly Deed[] {
  const ofTasks = tasks.flatMap(({ requeues, terminated }) => [...requeues, ...(terminated ? [terminated] : [])])
  const ofPools = pools.flatMap(({ made, deleted }) => [made, ...(deleted ? [deleted] : [])])
  return [...ofTasks, ...jobs.flatMap(({ course }) => course), ...ofPools, ...shortfalls]
}

const tasks: Invariant = (witness, run, promises) => {
  const ownJobs = new Set(
    witness.jobs.filter(({ course }) => isOfRun(course[0], run)).map(({ account, job }) => `${account} ${job}`),
  )
  const others = witness.tasks.filter(({ account, job }) => !ownJobs.has(`${account} ${job}`))
  const isForbidden = (deed: Deed) => isNow(deed, run) && isOfRun(deed, run) && !isOfNodes(deed)
  return others.flatMap((task) => {
    const name = `Task ${task.task} of job ${task.job}`
    const { requeues, terminated } = task
    return [
      ...(task.completions > 1 ? [`${name} ran to its end ${task.completions} times.`] : []),
      ...(task.fate === 'lost' && !promises.mayChangeJobs && isLostByRun(task.by, witness, run)
        ? [`${name} is lost: ${task.why} (by ${task.by}).`]
        : []),
      ...requeues
        .filter((deed) => isForbidden(deed) && !promises.mayRequeue(Date.parse(deed.at)))
        .map(({ at, by }) => `${name} was queued again at ${at} by ${by}.`),
      ...(terminated && isForbidden(terminated) && !promises.mayTerminate
        ? [`${name} was ended at ${terminated.at} by ${terminated.by}.`]
        : []),
    ]
  })
}

/** A node that broke, and a formula that somebody wrote, stop tasks without any run. */
const isOfNodes = ({ by }: Deed) => by.startsWith('node ') || by.startsWith('the formula ')

/** Whoever deleted the pool or the job last has lost it. */
function isLostByRun(by: string, { jobs, pools }: Witness, run: Watched): boolean {
  const deeds = [...jobs.flatMap(({ course }) => course), ...pools.flatMap(({ deleted }) => deleted ?? [])]
  return isOfRun(
    deeds.findLast((deed) => deed.by === by),
    run,
  )
}

const jobs: Invariant = ({ jobs }, run, promises) =>
  jobs.flatMap(({ job, course }) => {
    const last = course.at(-1)
    if (last === undefined || promises.mayChangeJobs) return []
    if (isOfRun(course[0], run))
      return isGoing(last) || isRefused(job, run) ? [] : [`Job ${job} is left, and nobody asked for it.`]
    const given = course.findLast((stand) => isRequest(stand) && run.isByHand(stand)) ?? course[0]
    return [
      ...(given && restOf(given.state) !== restOf(last.state)
        ? [`Job ${job} is ${last.state}, and was ${restOf(given.state)} (${historyOf(course)}).`]
        : []),
      ...movedTo(course, run, promises).map((text) => `Job ${job} ${text}`),
    ]
  })

const isGoing = ({ state }: JobWitness['course'][number]) => state === 'deleting' || state === 'gone'

/** What a run may not or cannot take away again is for its report to tell. */
const isRefused = (name: string, { refusedDeletions }: Watched) =>
  refusedDeletions.some((path) => path.toLowerCase().endsWith(`/${name.toLowerCase()}`))

/** A job that is on its way to a state counts as being there. */
function restOf(state: JobWitness['course'][number]['state']): string {
  const rests = { enabling: 'active', disabling: 'disabled', terminating: 'completed', deleting: 'gone' } as const
  return state in rests ? rests[state as keyof typeof rests] : state
}

/** Only what this run did to it counts: the one before may have moved it for good. */
function movedTo(course: JobWitness['course'], run: Watched, { mayMoveJobs }: Promises): readonly string[] {
  const last = course.at(-1)
  const before = course.findLast((stand) => !isNow(stand, run)) ?? course[0]
  const isByHand = course.some((stand) => isNow(stand, run) && run.isByHand(stand))
  if (mayMoveJobs || isByHand || before?.pool === last?.pool) return []
  return [`runs on pool ${last?.pool}, and ran on ${before?.pool} (${historyOf(course)}).`]
}

const historyOf = (course: JobWitness['course']) =>
  course.map(({ state, pool, by }) => `${state} on ${pool} by ${by}`).join(', ')

const namesOf = (pools: readonly PoolWitness[]) =>
  pools.filter(({ deleted }) => deleted === undefined).map(({ pool }) => pool)

const poolsLeft: Invariant = ({ pools }, run, promises) =>
  pools
    .filter(({ made, deleted }) => isNow(made, run) && isOfRun(made, run) && deleted === undefined)
    .filter(({ pool }) => !namesOf(run.before.pools).includes(pool) && !promises.mayLeavePool(pool))
    .filter(({ pool }) => !isRefused(pool, run))
    .map(({ pool, made }) => `Pool ${pool} is left, and nobody asked for it (by ${made.by}).`)

const poolsTaken: Invariant = ({ pools }, run, promises) =>
  namesOf(run.before.pools)
    .filter((name) => !namesOf(pools).includes(name) && !promises.mayTakePool(name))
    .map((name) => ({ name, deleted: pools.findLast(({ pool }) => pool === name)?.deleted }))
    .filter(({ deleted }) => isOfRun(deleted, run))
    .map(({ name, deleted }) => `Pool ${name} is gone, and nobody asked for that (by ${deleted?.by}).`)

const cores: Invariant = ({ cores, shortfalls }, run, { mayFallShort }) => [
  ...cores
    .filter(({ peak, quota }) => peak > quota)
    .map(({ account, kind, peak, quota, at }) => `Account ${account} held ${peak} ${kind} cores of ${quota} at ${at}.`),
  ...shortfalls
    .filter((deed) => isRequest(deed) && isNow(deed, run) && isOfRun(deed, run))
    .filter(() => !mayFallShort && !run.isMeddledWith)
    .map(({ pool, code, by }) => `Pool ${pool} was cut short by ${code} (by ${by}), which the plan did not tell.`),
]

const capacity: Invariant = ({ pools }, run, promises) => {
  const together = pools.filter(({ pool }) => promises.isOfRollout(pool))
  if (run.isMeddledWith || together.length === 0) return []
  const before = run.before.pools
    .filter(({ pool }) => promises.isOfRollout(pool))
    .reduce((sum, { nodes }) => sum + (nodes.at(-1)?.usable ?? 0), 0)
  const { least, at, withoutMs } = capacityOf(together, run)
  const busy = run.before.tasks.filter(({ fate }) => fate === 'running' || fate === 'waiting').length
  const promised = promises.leastNodes(before, busy)
  if (least >= promised) return []
  return [
    `Only ${least} nodes could run tasks at ${at}, of ${before} before, and ${promised} were promised (none for ${withoutMs / 1000} s).`,
  ]
}
