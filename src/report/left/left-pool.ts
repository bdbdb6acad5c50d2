import { count } from '../../model/count.ts'
import type { PlannedPool } from '../../model/plan.ts'
import type { DrainPool } from '../../model/pool-step.ts'
import type { StepResult } from '../../model/report.ts'
import { resourceName } from '../../model/resource-id.ts'
import { isChange } from '../../model/step.ts'
import { heldSentences, NOTED, notesScale, poolStateAfter } from '../pool-state.ts'
import { sentence } from '../sentence.ts'
import { howEnded, isFailure, isRefused, wasBegun, whyNotBegun } from '../step-ending.ts'

/** What is left of a pool for which nothing was undone; `own` are its steps. */
export function reachedSentences(
  pool: PlannedPool,
  own: readonly StepResult[],
  steps: readonly StepResult[],
): string[] {
  const name = `Pool ${resourceName(pool.poolId)}`
  const writes = own.filter(({ step }) => isChange(step))
  const first = writes.findIndex(({ state }) => state !== 'succeeded')
  const stop = writes[first]
  if (stop === undefined) return settled(pool, own, writes)
  const why = whyNotBegun(stop, steps)
  if (first > 0) {
    const held = heldSentences(pool.poolId, poolStateAfter(pool, own), isCertain(stop))
    return wasBegun(stop) ? [endedSentence(stop, pool), ...held] : [...held, `Its ${deed(stop)} was not begun: ${why}.`]
  }
  if (wasBegun(stop)) return [endedSentence(stop, pool)]
  if (stop.step.kind === 'create-pool') return [`${name} was not created: ${why}.`]
  const before =
    pool.previousImageVersionId === undefined ? '' : `, on image version ${resourceName(pool.previousImageVersionId)}`
  return [`${name} is as it was${before}: ${why}.`]
}

/** How a write that was begun and did not end well ended, and what that means for its pool. */
function endedSentence(result: StepResult, { poolId }: Pick<PlannedPool, 'poolId'>): string {
  return `The ${deed(result)} of pool ${resourceName(poolId)} ${howEnded(result)}. ${certainty(result)}`
}

/** What is told of the nodes of a pool that was waited for. */
export function nodesSentences(poolId: string, wait: StepResult): string[] {
  if (wait.state === 'succeeded' || wait.state === 'unproven') return [sentence(wait.text)]
  const last = wait.text === '' ? '' : ` Last seen: ${sentence(wait.text)}`
  const pool = `pool ${resourceName(poolId)}`
  const isBake = wait.step.kind === 'bake-pool'
  if (wait.step.kind === 'follow-upgrade') return upgradeSentences(pool, wait, last)
  const state = isFailure(wait)
    ? `The ${isBake ? 'watch over' : 'wait for'} the nodes of ${pool} ${howEnded(wait)}.`
    : `The nodes of ${pool} go on ${isBake ? 'working, and nobody watches them any more' : 'starting without this run'}.`
  return [
    `${state}${last}`,
    'Nodes that are there are billed, whatever their state, until the pool is resized or deleted.',
  ]
}

/** What Azure does with the nodes after a run that followed them no more. */
function upgradeSentences(pool: string, follow: StepResult, last: string): string[] {
  const state = isFailure(follow)
    ? `The upgrade of ${pool} ${howEnded(follow)}.`
    : `Azure goes on upgrading the nodes of ${pool} without this run.`
  return [`${state}${last}`]
}

/** What is told last of the nodes: by the watch over them once that has begun, else by the wait, or by a wait without proof. */
function watchedSentences(poolId: string, wait: StepResult, own: readonly StepResult[]): string[] {
  const bake = own.find(({ step, startedAt }) => step.kind === 'bake-pool' && startedAt !== undefined)
  return nodesSentences(poolId, wait.state === 'unproven' ? wait : (bake ?? wait))
}

function settled(pool: PlannedPool, own: readonly StepResult[], writes: readonly StepResult[]): string[] {
  const follow = own.find(({ step, startedAt }) => step.kind === 'follow-upgrade' && startedAt !== undefined)
  const wait = follow ?? own.find(({ step }) => step.kind === 'await-pool')
  const isAutoscaled = wait?.step.kind === 'await-pool' && wait.step.targetNodes === undefined
  const scale = `${isAutoscaled ? 'a formula for up to ' : ''}${count(pool.nodes, 'node')} of ${pool.vmSize}`
  return [
    `Pool ${resourceName(pool.poolId)} ${change(pool, writes)} set to ${scale}.`,
    ...(wait ? watchedSentences(pool.poolId, wait, own) : ['Its nodes were not waited for.']),
  ]
}

/** Where a pool was emptied for its change, the image that it has now is told, too. */
function change(pool: PlannedPool, writes: readonly StepResult[]): string {
  const has = (kind: string) => writes.some(({ step }) => step.kind === kind)
  const isEmptied = has('delete-pool') || has('drain-pool')
  if (!isEmptied) {
    if (writes.length === 0 && pool.action === 'update') return 'was not written to; it is'
    return `${pool.action === 'create' ? 'was created' : writes.length > 0 ? 'was changed' : 'needed no change'}; it is`
  }
  const { imageVersionId } = poolStateAfter(pool, writes)
  const image = imageVersionId === undefined ? '' : ` on image version ${resourceName(imageVersionId)} and`
  return `${has('delete-pool') ? 'was deleted and made anew' : 'was drained and changed'}; it is${image}`
}

function deed({ step }: StepResult): string {
  switch (step.kind) {
    case 'create-pool':
      return 'creation'
    case 'delete-pool':
      return 'deletion'
    case 'drain-pool':
      return 'drain'
    default:
      return 'change'
  }
}

/** Whether it is known that nothing of a write that did not end well was done. */
export function isCertain(result: StepResult): boolean {
  return !wasBegun(result) || isRefused(result) || result.failure?.code === 'PlanIsStale'
}

/** What it means for a pool that a write of it was begun and did not end well. */
export function certainty(result: StepResult): string {
  const { kind } = result.step
  if (result.failure?.code === 'PlanIsStale') return 'Nothing was sent, so the pool is as others left it.'
  if (result.step.kind === 'drain-pool') return drainCertainty(result, result.step)
  const thing = kind === 'update-pool' ? 'the change' : 'the pool'
  if (isRefused(result)) return `Azure refused it, so ${thing} was not ${kind === 'delete-pool' ? 'deleted' : 'made'}.`
  const doubt = 'is not certain; the next run looks and goes on from there'
  return `Whether Azure ${kind === 'delete-pool' ? 'deletes' : 'made'} ${thing} ${doubt}.`
}

function drainCertainty(result: StepResult, step: DrainPool): string {
  if (isRefused(result) && result.text === '') return 'Azure refused it, so no node was taken off.'
  const state = DRAINS[result.failure?.code ?? ''] ?? 'Nodes may be gone, and others may still go.'
  const last = result.text === '' ? [] : [`Last seen: ${sentence(result.text)}`]
  return [state, ...(notesScale(step) ? [NOTED] : []), 'The next run goes on from there.', ...last].join(' ')
}

/** What is known of a pool whose drain the run itself gave up, by the code of that. */
const DRAINS: Readonly<Record<string, string>> = {
  DrainDeadlinePassed: 'The nodes that are left stay; those that went are not put back.',
  DrainIncomplete: 'The nodes that are left stay; those that went are not put back.',
  DrainInterrupted: 'It is scaled as somebody else set it.',
}
