import type { World } from '../../sandbox/world.ts'
import { moveJobs } from '../../src/apply/execute/move-jobs.ts'
import { execution } from '../../src/apply/execution.ts'
import { NOTHING_ASKED } from '../../src/apply/observe.ts'
import type { StepEnd } from '../../src/apply/schedule.ts'
import { createAzure } from '../../src/azure/azure.ts'
import { discoverCloud } from '../../src/azure/discover.ts'
import { Cancelled } from '../../src/model/errors.ts'
import type { ObservedState } from '../../src/model/observed.ts'
import type { JobMove, MoveJobs } from '../../src/model/pool-step.ts'
import type { Azure } from '../../src/model/ports.ts'
import { resourceKey } from '../../src/model/resource-id.ts'
import { poolOf } from '../scenarios/reasons/requests.ts'
import { ACCOUNT, version } from '../scenarios/reasons/runs.ts'
import { type Story, storyClock, storyCredential } from '../scenarios/story.ts'
import { changed, type Json } from '../scenarios/worlds.ts'

/** The pool that jobs leave, and the one that they go to. */
export const BLUE = `${ACCOUNT}/pools/blue`
export const GREEN = `${ACCOUNT}/pools/green`

const NOTHING: ObservedState = {
  at: 0,
  imageDefinition: { state: 'absent' },
  version: '1.0.0',
  imageVersion: { state: 'absent' },
  source: [],
  batchAccounts: {},
  pools: {},
  preflight: NOTHING_ASKED,
}

/** A world with two pools of 2 nodes, and these jobs and job schedules. */
export function farm({
  jobs = [],
  jobSchedules = [],
}: {
  readonly jobs?: Json[]
  readonly jobSchedules?: Json[]
}): World {
  return changed('sources', ({ batch }: Json) => {
    batch.pools = [BLUE, GREEN].map((id) => ({ id, properties: poolOf(version('1.0.0')) }))
    batch.jobs = jobs.map((job) => ({ account: 'contosorenders', poolInfo: { poolId: 'blue' }, ...job }))
    batch.jobSchedules = jobSchedules.map((schedule) => ({ account: 'contosorenders', ...schedule }))
  })
}

/** How a move ended, and what was told meanwhile. */
export type Moved = {
  readonly text?: string
  readonly error?: Error
  readonly texts: readonly string[]
  readonly calls: number
}

/** What a move may have of its own. */
export type Ask = {
  readonly running?: JobMove
  /** From green to blue. */
  readonly isBack?: boolean
  /** The run is killed before the call of Azure with this number; whatever it does after that is not done. */
  readonly killedAt?: number
  /** Called with each call of Azure, by its name, before it is made. */
  readonly onCall?: (name: string, call: number) => void
  readonly onText?: (text: string) => void
  readonly deadline?: number
}

/** Runs the executor alone in a story. */
export async function move({ served }: Story, ask: Ask = {}): Promise<Moved> {
  const { world } = served.sandbox
  const signIn = { clientId: world.applications[0]?.clientId ?? '', tenantId: world.tenantId }
  const hurried = { maxRetries: 3, retryDelayMs: 1, throttledMs: 1 }
  const real = createAzure(await discoverCloud(served.url), storyCredential(served, signIn), hurried)
  const { observed } = await real.readBatchAccount(ACCOUNT)
  const controller = new AbortController()
  let calls = 0
  const azure = listening(real, (name) => {
    calls += 1
    ask.onCall?.(name, calls)
    if (ask.killedAt === undefined || calls < ask.killedAt) return
    controller.abort(new Cancelled('The job was cancelled.'))
    controller.signal.throwIfAborted()
  })
  const texts: string[] = []
  const run = execution(
    {
      azure,
      clock: storyClock(served),
      signal: controller.signal,
      emit: (event) => {
        if (event.kind !== 'step-progressed') return
        texts.push(event.text)
        ask.onText?.(event.text)
      },
      ...(ask.deadline !== undefined && { deadline: ask.deadline }),
    },
    { ...NOTHING, batchAccounts: { [resourceKey(ACCOUNT)]: observed } },
  )
  const end = await moveJobs(stepOf(ask), run).catch((error: Error) => error)
  return { ...(end instanceof Error ? { error: end } : { text: textOf(end) }), texts, calls }
}

function textOf({ text }: StepEnd): string {
  return text
}

/** Tells of each call before it is made; what it throws is thrown instead. */
function listening(azure: Azure, listen: (name: string) => void): Azure {
  return new Proxy(azure, {
    get: (target, name, receiver) => {
      const call: Json = Reflect.get(target, name, receiver)
      return async (...args: readonly unknown[]) => {
        listen(String(name))
        return call(...args)
      }
    },
  })
}

function stepOf({ running = 'requeue', isBack = false }: Ask): MoveJobs {
  const [poolId, toPoolId] = isBack ? [GREEN, BLUE] : [BLUE, GREEN]
  return {
    kind: 'move-jobs',
    id: 'move-jobs blue',
    after: [],
    disruption: 'none',
    poolId,
    toPoolId,
    batchAccountId: ACCOUNT,
    running,
  }
}

/** Asks the Batch service of the sandbox directly, past the action. */
export function service({ served: { sandbox } }: Story, method: string, path: string, body?: Json): Json {
  const url = `https://contosorenders.westeurope.batch.azure.com${path}?api-version=2025-06-01`
  const as = sandbox.world.applications[0]?.clientId ?? ''
  const { status, text } = sandbox.ask({ method, url, as, ...(body !== undefined && { body }) })
  if (status >= 400) throw new Error(`${method} ${path}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** Every job as `id state pool`, with what is noted at it. */
export function jobsIn(story: Story): readonly string[] {
  const jobs: readonly Json[] = service(story, 'GET', '/jobs').value
  return jobs.map(({ id, state, poolInfo, metadata = [] }) =>
    [id, state, poolInfo.poolId, ...metadata.map(({ name, value }: Json) => `${name}=${value}`)].join(' '),
  )
}

/** Every task as `id completions requeues`, and `terminated` where it was. */
export function tasksIn({ served: { sandbox } }: Story): readonly string[] {
  return sandbox
    .auditTasks()
    .map(({ task, completions, requeues, terminated }) =>
      [task, completions, requeues.length, ...(terminated ? ['terminated'] : [])].join(' '),
    )
}
