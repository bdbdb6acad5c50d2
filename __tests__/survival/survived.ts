import type { Witness } from '../../sandbox/batch/witness/witness.ts'
import { later } from '../scenarios/busy-pool.ts'
import { brokenInvariants } from '../scenarios/invariants.ts'
import { promisesOf } from '../scenarios/promises.ts'
import { ask } from '../scenarios/reasons/requests.ts'
import { ACCOUNT, version } from '../scenarios/reasons/runs.ts'
import type { Story, StoryRun, Told } from '../scenarios/story.ts'
import { askBatch, jobsIn, poolsIn } from '../scenarios/two-pools.ts'
import type { Json } from '../scenarios/worlds.ts'
import { HURRIED } from './calls.ts'
import { isPromoted, type Rollout } from './rollouts.ts'

const MOST_RUNS = 3

/** Steps that only look. */
const LOOKS = /^(await|follow|bake)-/

/** Brings a story to where the rollout begins. */
export async function begun(story: Story, { first = [] }: Rollout): Promise<void> {
  story.served.sandbox.reset()
  for (const inputs of first) {
    const { report } = await story.run(inputs)
    if (report.outcome !== 'applied') throw new Error(`a run beforehand ended as ${report.outcome}`)
  }
}

/** Runs once in trouble, then until the goal is reached; tells in sentences what is not as it has to be. */
export async function survives(
  story: Story,
  rollout: Rollout,
  trouble: (story: Story) => StoryRun,
): Promise<readonly string[]> {
  await begun(story, rollout)
  const { sandbox } = story.served
  const [before, since] = [sandbox.witness(), sandbox.clock.now()]
  const ends: Told[] = []
  const wrong = await runsOf(story, rollout, { trouble: trouble(story), ends })
    .then(() => notReached(story, rollout, ends))
    .catch((error: Error) => [error.message])
  const broken = ends.length > 1 ? brokenOverAll(story, rollout, { before, since, ends }) : []
  const all = [...wrong, ...broken]
  return all.length === 0 ? [] : [`${ends.map(endOf).join(', then ')}: ${all.join(' ')}`]
}

type Course = { readonly trouble: StoryRun; readonly ends: Told[] }

/** The run in trouble, and those behind it until one reaches the goal. */
async function runsOf(story: Story, { inputs, expects = {} }: Rollout, { trouble, ends }: Course): Promise<void> {
  ends.push(await story.run(inputs, { expects, ...trouble }))
  story.served.sandbox.faults.clear()
  for (let runs = 0; runs < MOST_RUNS; runs += 1) {
    later(story, 3)
    const told = await story.run(inputs, { expects, patience: HURRIED })
    ends.push(told)
    if (isThere(told)) return
  }
}

type Whole = { readonly before: Witness; readonly since: number; readonly ends: readonly Told[] }

/** What the runs together broke of what holds for each. */
function brokenOverAll({ served }: Story, rollout: Rollout, { before, since, ends }: Whole): readonly string[] {
  const { sandbox } = served
  const last = ends.at(-1)
  if (last === undefined) return []
  const watched = {
    before,
    since,
    until: sandbox.clock.now(),
    isByHand: () => false,
    isMeddledWith: false,
    refusedDeletions: [],
  }
  const expects = { ...rollout.expects, requeued: rollout.mayRequeue === true || ends.some(isUndone) }
  return brokenInvariants(sandbox.witness(), watched, promisesOf(rollout.inputs, last, expects))
}

/** A rollback queues again what runs on the new nodes. */
const isUndone = ({ events }: Told) => events.some(({ kind }) => kind === 'rollback-started')

const isThere = ({ report }: Told) => report.outcome === 'applied' || report.outcome === 'unchanged'

const endOf = ({ report: { outcome, failures, plan } }: Told) => {
  const codes = failures.map(({ code }) => code)
  const blockers = (plan?.findings ?? []).filter(({ severity }) => severity === 'blocker').map(({ code }) => code)
  return [outcome, ...codes, ...(outcome === 'blocked' ? blockers : [])].join(' ')
}

/** What Azure holds otherwise than the workflow asks for, and what would still be done. */
async function notReached(story: Story, rollout: Rollout, ends: readonly Told[]): Promise<readonly string[]> {
  if (!ends.slice(-1).some(isThere)) return ['The goal was not reached.']
  const again = await story.run({ ...rollout.inputs, mode: 'plan' }, { patience: HURRIED })
  const steps = again.report.plan?.steps.map(({ id }) => id) ?? ['no plan']
  later(story, 10)
  return [
    ...steps.filter((id) => !LOOKS.test(id)).map((id) => `The next run would do ${id}.`),
    ...differences('Pools', poolsIn(story), rollout.pools),
    ...differences('Jobs', jobsIn(story), rollout.jobs),
    ...notesIn(story),
    ...(rollout.promoted !== undefined && !isPromoted(story, rollout.promoted)
      ? [`Version ${rollout.promoted} is not the latest.`]
      : []),
    ...(rollout.versions ? differences('Versions', versionsIn(story), rollout.versions) : []),
    ...tasksOf(story, rollout.mayRequeue === true || ends.some(isUndone)),
  ]
}

function differences(what: string, found: unknown, asked: unknown): readonly string[] {
  const [is, was] = [found, asked].map((value) => JSON.stringify(sorted(value)))
  return is === was ? [] : [`${what} are ${is}, not ${was}.`]
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.toSorted()
  return Object.fromEntries(Object.entries(value as Json).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const versionsIn = (story: Story): readonly string[] =>
  ask(story, { method: 'GET', id: version('').replace(/\/$/, '') }).body.value.map(({ name }: Json) => name)

/** Notes that only a rollout under way may have. */
export function notesIn(story: Story): readonly string[] {
  const pools: readonly Json[] = ask(story, { method: 'GET', id: `${ACCOUNT}/pools` }).body.value
  const jobs: readonly Json[] = askBatch(story, 'GET', '/jobs').value
  const held = [
    ...pools.map(({ name, properties }) => [name, properties.metadata ?? []] as const),
    ...jobs.map(({ id, metadata = [] }) => [id, metadata] as const),
  ]
  return held.flatMap(([id, metadata]) =>
    metadata
      .filter(({ name }: Json) => name === 'sig-batch-pool-restore' || name === 'sig-batch-pool-move')
      .map(({ name }: Json) => `${id} still has the note ${name}.`),
  )
}

/** Every task of the job that is active comes to its end once. */
function tasksOf(story: Story, mayRequeue: boolean): readonly string[] {
  later(story, 300)
  const tasks = story.served.sandbox.auditTasks().filter(({ job }) => job === 'frames')
  return tasks.flatMap(({ task, completions, requeues, terminated }) => [
    ...(completions === 1 ? [] : [`Task ${task} ended ${completions} times.`]),
    ...(requeues.length === 0 || mayRequeue ? [] : [`Task ${task} was queued again.`]),
    ...(terminated === undefined ? [] : [`Task ${task} was ended.`]),
  ])
}
