import { count } from '../../model/count.ts'
import { enumeration } from '../../model/enumeration.ts'
import type { Plan, PlannedPool, RegionArithmetic } from '../../model/plan.ts'
import type { Outcome, StepResult } from '../../model/report.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import { lowerFirst, sentence, upperFirst } from '../sentence.ts'
import { howEnded, isFailure, isRefused, wasBegun, whyNotBegun } from '../step-ending.ts'
import { brakeSentences } from './left-brake.ts'
import { canarySentences } from './left-canary.ts'
import { latestSentences } from './left-latest.ts'
import { madeSentences } from './left-made.ts'
import { reachedSentences } from './left-pool.ts'
import { prunedSentences } from './left-pruned.ts'
import { retiredSentences, takeoverSentences } from './left-takeover.ts'
import { undoneSentences } from './left-undone.ts'

/** What is known at the end of a run about what Azure holds. */
export type Ending = {
  readonly outcome: Outcome
  readonly steps: readonly StepResult[]
  /** What was done to undo them. */
  readonly rollback: readonly StepResult[]
  readonly plan?: Plan
}

/** What Azure holds now, in whole sentences, however the run ended. */
export function whatIsLeft(ending: Ending): string[] {
  const { plan, outcome } = ending
  if (plan === undefined) return [UNCHANGED, 'The run ended before it had read all of what Azure holds.']
  if (outcome === 'planned' || outcome === 'blocked') return [UNCHANGED, ...asItWas(plan)]
  const brake = brakeSentences(ending.rollback)
  return [
    ...madeSentences(ending.steps),
    ...versionSentences(plan, ending.steps),
    ...(brake.length > 0 ? brake : latestSentences(plan, ending.steps)),
    ...canarySentences(ending.steps, ending.rollback),
    ...plan.pools.flatMap((pool) => poolSentences(pool, ending)),
    ...retiredSentences(ending.steps),
    ...prunedSentences(ending.steps),
  ]
}

const UNCHANGED = 'This run has changed nothing in Azure.'

function asItWas(plan: Plan): string[] {
  const held = plan.replicas.filter(({ existing }) => existing > 0)
  const version = `Image version ${resourceName(plan.imageVersionId)}`
  return [
    ...(held.length > 0
      ? [`${version} is listed with ${replicasIn(held.map(({ region, existing }) => [region, existing]))}.`]
      : []),
    ...(held.length > 0 && plan.promotion !== undefined ? [`${version} is excluded from latest.`] : []),
    ...plan.pools
      .filter(({ action, replacesPoolId }) => action !== 'create' || replacesPoolId !== undefined)
      .map(({ replacesPoolId, poolId: own, previousImageVersionId }) => {
        const poolId = replacesPoolId ?? own
        const image =
          previousImageVersionId === undefined ? '' : `, on image version ${resourceName(previousImageVersionId)}`
        return `Pool ${resourceName(poolId)} is as it was${image}.`
      }),
  ]
}

function versionSentences(plan: Plan, steps: readonly StepResult[]): string[] {
  const name = `Image version ${resourceName(plan.imageVersionId)}`
  const write = steps.find(({ step }) => step.kind === 'publish-image-version' || step.kind === 'update-image-version')
  if (write !== undefined && write.state !== 'succeeded') return unwritten(name, write, steps, plan)
  const regions = plan.replicas.map((region) => ({ region, wait: waitFor(region, steps) }))
  const held = regions.filter(({ wait }) => wait?.state === 'succeeded')
  const idle = regions.filter(
    ({ wait, region }) => wait === undefined && region.existing === region.regionalReplicaCount,
  )
  const sure = [...held, ...idle.filter(({ region }) => region.pools.length > 0)]
  const listed = idle.filter(({ region }) => region.pools.length === 0)
  const unwatched = regions.filter(
    ({ wait, region }) => wait === undefined && region.existing !== region.regionalReplicaCount,
  )
  const counts = (some: typeof regions) =>
    replicasIn(some.map(({ region }) => [region.region, region.regionalReplicaCount] as const))
  return [
    ...(sure.length > 0 ? [`${name} holds ${counts(sure)}.`] : []),
    ...(listed.length > 0 ? [`${name} is listed with ${counts(listed)}.`] : []),
    ...(unwatched.length > 0
      ? [`Azure was told to keep ${counts(unwatched)} of it; this run did not wait for that.`]
      : []),
    ...regions.flatMap(({ region, wait }) =>
      wait && wait.state !== 'succeeded' ? [replicating(name, region, wait)] : [],
    ),
  ]
}

function unwritten(name: string, write: StepResult, steps: readonly StepResult[], plan: Plan): string[] {
  const isNew = write.step.kind === 'publish-image-version'
  const held = plan.replicas.filter(({ existing }) => existing > 0)
  const had =
    held.length > 0
      ? [`${name} is listed with ${replicasIn(held.map(({ region, existing }) => [region, existing]))}.`]
      : []
  if (!wasBegun(write)) {
    return [`${name} was not ${isNew ? 'published' : 'changed'}: ${whyNotBegun(write, steps)}.`, ...had]
  }
  const what = `the ${isNew ? 'publish' : 'change'} of ${lowerFirst(name)}`
  if (isRefused(write)) return [`Azure refused ${what} (${write.failure?.code}), so nothing of it was done.`, ...had]
  const doubt = 'whether Azure took it is not certain; the next run looks and goes on from there'
  return [`${upperFirst(what)} ${howEnded(write)}: ${doubt}.`, ...had]
}

function replicating(name: string, { region, regionalReplicaCount }: RegionArithmetic, wait: StepResult): string {
  const wanted = `${count(regionalReplicaCount, 'replica')} in ${region}`
  if (isFailure(wait)) return `${name} does not hold all of ${wanted}: ${resourceOf(wait)} ${howEnded(wait)}.`
  const last = wait.text === '' ? '' : ` Last seen: ${sentence(wait.text)}`
  return `${name} is still replicating to ${region} (${wanted.replace(` in ${region}`, '')} asked for), which goes on without this run.${last}`
}

function waitFor({ region }: RegionArithmetic, steps: readonly StepResult[]): StepResult | undefined {
  return steps.find(({ step }) => step.kind === 'await-replication' && step.region === region)
}

function poolSentences(pool: PlannedPool, { steps, rollback }: Ending): string[] {
  const { replacesPoolId } = pool
  if (replacesPoolId !== undefined) return takeoverSentences(pool, replacesPoolId, steps, rollback)
  const of = (results: readonly StepResult[]) =>
    results.filter(({ step }) => 'poolId' in step && sameResourceId(step.poolId, pool.poolId) && !('retires' in step))
  const undo = of(rollback)
  return undo.length > 0 ? undoneSentences(pool, of(steps), undo, rollback) : reachedSentences(pool, of(steps), steps)
}

function resourceOf({ step }: StepResult): string {
  return step.kind === 'await-replication' ? 'the replication' : step.id
}

function replicasIn(regions: readonly (readonly [string, number])[]): string {
  return enumeration(regions.map(([region, replicas]) => `${count(replicas, 'replica')} in ${region}`))
}
