import type { Plan, PlannedPool, RegionArithmetic } from '../model/plan.ts'
import type { Outcome, StepResult } from '../model/report.ts'
import { resourceName, sameResourceId } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'
import { count, number } from './count.ts'
import { enumeration } from './enumeration.ts'
import { madeSentences } from './left-made.ts'
import { howEnded, isFailure, isRefused, wasBegun, whyNotBegun } from './step-ending.ts'

/** What is known at the end of a run about what Azure holds. */
export type Ending = { readonly outcome: Outcome; readonly steps: readonly StepResult[]; readonly plan?: Plan }

/** What Azure holds now, in whole sentences, however the run ended. */
export function whatIsLeft(ending: Ending): string[] {
  const { plan, outcome } = ending
  if (plan === undefined) return [UNCHANGED, 'The run ended before it had read all of what Azure holds.']
  if (outcome === 'planned' || outcome === 'blocked') return [UNCHANGED, ...asItWas(plan)]
  return [
    ...madeSentences(ending.steps),
    ...versionSentences(plan, ending.steps),
    ...plan.pools.flatMap((pool) => poolSentences(pool, ending)),
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
    ...plan.pools
      .filter(({ action }) => action !== 'create')
      .map(({ poolId, previousImageVersionId }) => {
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

function poolSentences(pool: PlannedPool, { steps }: Ending): string[] {
  const name = `Pool ${resourceName(pool.poolId)}`
  const own = steps.filter(({ step }) => 'poolId' in step && sameResourceId(step.poolId, pool.poolId))
  const writes = own.filter(({ step }) => step.kind !== 'await-pool')
  const first = writes.find(({ state }) => state !== 'succeeded')
  const wait = own.find(({ step }) => step.kind === 'await-pool')
  if (first === undefined) return settled(name, pool, writes, wait)
  if (wasBegun(first)) {
    const verb = first.step.kind === 'create-pool' ? 'The creation' : 'The change'
    return [`${verb} of pool ${resourceName(pool.poolId)} ${howEnded(first)}. ${certainty(first)}`]
  }
  const why = whyNotBegun(first, steps)
  if (first.step.kind === 'create-pool') return [`${name} was not created: ${why}.`]
  const before =
    pool.previousImageVersionId === undefined ? '' : `, on image version ${resourceName(pool.previousImageVersionId)}`
  return [`${name} is as it was${before}: ${why}.`]
}

function settled(
  name: string,
  pool: PlannedPool,
  writes: readonly StepResult[],
  wait: StepResult | undefined,
): string[] {
  const verb = pool.action === 'create' ? 'was created' : writes.length > 0 ? 'was changed' : 'needed no change'
  const scale = `${isAutoscaled(wait?.step) ? 'a formula for up to ' : ''}${count(pool.nodes, 'node')}`
  return [
    `${name} ${verb}; it is set to ${scale} of ${pool.vmSize}.`,
    ...(wait ? nodesSentences(name, wait) : ['Its nodes were not waited for.']),
  ]
}

function nodesSentences(name: string, wait: StepResult): string[] {
  if (wait.state === 'succeeded' || wait.state === 'unproven') return [sentence(wait.text)]
  const last = wait.text === '' ? '' : ` Last seen: ${sentence(wait.text)}`
  const state = isFailure(wait)
    ? `The wait for the nodes of ${lowerFirst(name)} ${howEnded(wait)}.`
    : `The nodes of ${lowerFirst(name)} go on starting without this run.`
  return [
    `${state}${last}`,
    'Nodes that are there are billed, whatever their state, until the pool is resized or deleted.',
  ]
}

function isAutoscaled(step: Step | undefined): boolean {
  return step?.kind === 'await-pool' && step.targetNodes === undefined
}

function certainty(result: StepResult): string {
  const thing = result.step.kind === 'create-pool' ? 'the pool' : 'the change'
  if (result.failure?.code === 'PlanIsStale') return 'Nothing was sent, so the pool is as others left it.'
  if (isRefused(result)) return `Azure refused it, so ${thing} was not made.`
  return `Whether Azure made ${thing} is not certain; the next run looks and goes on from there.`
}

function resourceOf({ step }: StepResult): string {
  return step.kind === 'await-replication' ? 'the replication' : step.id
}

function replicasIn(regions: readonly (readonly [string, number])[]): string {
  return enumeration(regions.map(([region, replicas]) => `${count(replicas, 'replica')} in ${region}`))
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trimEnd()) ? text.trimEnd() : `${text.trimEnd()}.`
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

/** Healthy nodes that were proven, of all pools together; undefined where none were counted. */
export function provenHealthyNodes(steps: readonly StepResult[]): number | undefined {
  const counts = steps.flatMap(({ healthyNodes }) => (healthyNodes === undefined ? [] : [healthyNodes]))
  return counts.length === 0 ? undefined : counts.reduce((sum, each) => sum + each, 0)
}

/** `2,994 of 3,000`, or the number alone where a formula decides how many there are. */
export function healthText(healthy: number, asked: number | undefined): string {
  return asked === undefined ? number(healthy) : `${number(healthy)} of ${number(asked)}`
}
