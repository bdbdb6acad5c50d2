import type { DraftPool, Question } from '../../model/draft.ts'
import type { SetLatest } from '../../model/image-step.ts'
import { memberAt } from '../../model/json.ts'
import type { TimeBudget } from '../../model/plan.ts'
import { SCALE } from '../../model/pool-field.ts'
import type { AwaitPool, DrainPool, FollowUpgrade, MoveJobs } from '../../model/pool-step.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { DELETIONS_AT_A_TIME } from '../prune/prune.ts'
import { definitionAfter } from './definition-after.ts'
import { changes, isNew, isRolled, propertyAfter } from './draft-changes.ts'
import { nodesAfter, nodesNow } from './pool-nodes.ts'

/** Minutes that Azure may take, at the upper end of what its users report; Microsoft promises none of them. */
const REGISTRATION_MINUTES = 5
const MANAGED_IMAGE_MINUTES = 15
const REPLICATION_MINUTES = 60
const LEAVING_MINUTES = 5
const DELETION_MINUTES = 10

/** For the first jobs, and for every so many more: each takes some seconds to disable and to enable. */
const JOB_MOVE_MINUTES = 5
const JOBS_PER_MOVE = 100
const UPGRADING_MINUTES = 5
const VERSION_DELETION_MINUTES = 10

/** Azure's own resize timeout, which counts where a formula decides. */
const DEFAULT_RESIZE_MINUTES = 15

/** From the allocation of a node until it is idle, without a start task. */
const BOOT_MINUTES = { Linux: 10, Windows: 20 } as const

type Term = TimeBudget['terms'][number]

/** How long the run may take on the longest way through its steps. What a start task takes is not known, and left out. */
export function timeBudget(question: Question): TimeBudget {
  const ways = new Map<StepId, readonly Term[]>()
  for (const step of question.draft.steps) {
    const before = longest(step.after.map((id) => ways.get(id) ?? []))
    ways.set(step.id, [...before, ...termsOf(step, question)])
  }
  const terms = longest([...ways.values()])
  return { minutes: minutesOf(terms), terms }
}

function longest(ways: readonly (readonly Term[])[]): readonly Term[] {
  return ways.toSorted((one, other) => minutesOf(other) - minutesOf(one))[0] ?? []
}

function minutesOf(terms: readonly Term[]): number {
  return terms.reduce((sum, { minutes }) => sum + minutes, 0)
}

function termsOf(step: Step, question: Question): Term[] {
  switch (step.kind) {
    case 'register-provider':
      return [{ what: `registering ${step.namespace}`, minutes: REGISTRATION_MINUTES }]
    case 'create-managed-image':
      return [{ what: `making managed image ${resourceName(step.managedImageId)}`, minutes: MANAGED_IMAGE_MINUTES }]
    case 'await-replication':
      return [
        {
          what: `replicating image version ${resourceName(step.imageVersionId)} to ${step.region}`,
          minutes: REPLICATION_MINUTES,
        },
      ]
    case 'drain-pool':
      return [drainTerm(step)]
    case 'delete-pool':
      return [{ what: `deleting pool ${resourceName(step.poolId)}`, minutes: DELETION_MINUTES }]
    case 'await-pool':
      return poolTerms(step, question)
    case 'bake-pool':
      return [{ what: `watching the nodes of pool ${resourceName(step.poolId)}`, minutes: step.minutes }]
    case 'follow-upgrade':
      return [upgradeTerm(step, question)]
    case 'smoke-pool':
      return [{ what: `running a command on pool ${resourceName(step.poolId)}`, minutes: step.timeoutMinutes }]
    case 'move-jobs':
      return [moveTerm(step, question)]
    case 'set-latest':
      return makingTerms(step, question)
    case 'delete-image-version':
      return [{ what: 'deleting image versions', minutes: deletionMinutes(question) }]
    default:
      return []
  }
}

/** Where no region is waited for, the version itself is: Azure takes no change of one that it is still making. */
function makingTerms({ imageVersionId }: SetLatest, { draft }: Question): Term[] {
  const kinds = new Set(draft.steps.map(({ kind }) => kind))
  const isMaking = kinds.has('publish-image-version') || kinds.has('update-image-version')
  if (!isMaking || kinds.has('await-replication')) return []
  return [{ what: `making image version ${resourceName(imageVersionId)}`, minutes: REPLICATION_MINUTES }]
}

/** As many as may be under way at the same time take as long as one. */
function deletionMinutes({ draft }: Question): number {
  const all = draft.steps.filter(({ kind }) => kind === 'delete-image-version')
  return VERSION_DELETION_MINUTES * Math.ceil(all.length / DELETIONS_AT_A_TIME)
}

/** What jobs wait for that let their tasks finish is not known; those that come late are few. */
function moveTerm({ poolId, running, retires }: MoveJobs, { draft }: Question): Term {
  const pool = draft.pools.find(({ replaces }) => replaces !== undefined && sameResourceId(replaces.id, poolId))
  const jobs = retires ? 0 : (pool?.planned.moves?.jobs.length ?? 0)
  const minutes = JOB_MOVE_MINUTES * Math.max(1, Math.ceil(jobs / JOBS_PER_MOVE))
  const rest = running === 'wait' && !retires ? ', without the time of their tasks' : ''
  return { what: `moving the jobs of pool ${resourceName(poolId)}${rest}`, minutes }
}

/** A drain that lets tasks finish takes as long as they do, which nobody can tell beforehand. */
function drainTerm({ poolId, drain, deadlineMinutes }: DrainPool): Term {
  const what = `emptying pool ${resourceName(poolId)}`
  if (drain !== 'taskcompletion') return { what, minutes: LEAVING_MINUTES }
  if (deadlineMinutes !== undefined) return { what, minutes: deadlineMinutes + LEAVING_MINUTES }
  return { what: `${what}, without the time of its tasks`, minutes: LEAVING_MINUTES }
}

/** Batches one after another, each as long as its nodes start; tasks that are let finish are not known beforehand. */
function upgradeTerm({ poolId }: FollowUpgrade, question: Question): Term {
  const pool = question.draft.pools.find(({ desired }) => sameResourceId(desired.poolId, poolId))
  const nodes = pool === undefined ? 0 : Math.max(nodesNow(pool.pool), nodesAfter(pool))
  const batches = Math.ceil(nodes / Math.max(1, Math.floor((nodes * (pool ? batchPercent(pool) : 0)) / 100)))
  const osType = definitionAfter(question)?.osType ?? 'Linux'
  const what = `upgrading pool ${resourceName(poolId)} in ${batches} batches, without the time of its tasks`
  return { what, minutes: batches * (UPGRADING_MINUTES + BOOT_MINUTES[osType]) }
}

/** Percent of the nodes that Azure upgrades together: 20 unless the pool says otherwise and uses it. */
function batchPercent(pool: DraftPool): number {
  const policy = propertyAfter(pool, ['upgradePolicy'])
  const own = memberAt(policy, ['rollingUpgradePolicy', 'maxBatchInstancePercent'])
  const isUsed = memberAt(policy, ['automaticOSUpgradePolicy', 'useRollingUpgradePolicy']) === true
  return isUsed && typeof own === 'number' ? own : 20
}

function poolTerms({ poolId, until }: AwaitPool, question: Question): Term[] {
  const pool = question.draft.pools.find(({ desired }) => sameResourceId(desired.poolId, poolId))
  if (pool === undefined) return canaryTerms(poolId, question)
  if (!isResized(pool)) return []
  const minutes = pool.planned.resizeTimeoutMinutes ?? DEFAULT_RESIZE_MINUTES
  const resize = { what: `resizing pool ${resourceName(poolId)}`, minutes }
  const before = isRolled(pool) ? 0 : nodesNow(pool.pool)
  if (until !== 'healthy' || nodesAfter(pool) <= before) return [resize]
  return [resize, bootTerm(question)]
}

function bootTerm(question: Question): Term {
  const osType = definitionAfter(question)?.osType ?? 'Linux'
  return { what: `starting its nodes, without their start task`, minutes: BOOT_MINUTES[osType] }
}

function canaryTerms(poolId: string, question: Question): Term[] {
  const canaries = question.draft.pools.flatMap(({ canary }) => (canary?.poolId === poolId ? [canary] : []))
  return canaries.flatMap(({ resizeTimeoutMinutes: minutes }) => [
    { what: `resizing pool ${resourceName(poolId)}`, minutes },
    bootTerm(question),
  ])
}

/** Whether nodes come or go: a pool that is new or emptied and gets nodes, another scale, or a resize that is under way. */
function isResized(pool: DraftPool): boolean {
  if (isNew(pool) || isRolled(pool)) return nodesAfter(pool) > 0
  return changes(pool, SCALE) || pool.pool?.allocationState !== 'Steady'
}
