import type { PoolDefinition } from '../model/batch.ts'
import { count, number } from '../model/count.ts'
import type { Bake } from '../model/desired.ts'
import { enumeration } from '../model/enumeration.ts'
import type { TargetRegion } from '../model/image.ts'
import type { CreateImageDefinition, DeleteImageVersion, UpdateImageVersion } from '../model/image-step.ts'
import { memberAt } from '../model/json.ts'
import { NODE_AGENT } from '../model/pool-field.ts'
import type { AwaitPool, BakePool, Forgiven, UpdatePool } from '../model/pool-step.ts'
import { parentId, resourceName } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'
import { moveWords } from './disruption-words.ts'
import { drainWords } from './drain-words.ts'
import { stepChanges } from './field-changes.ts'
import { sourceText } from './source-text.ts'

/** What a step does, in a line without the step's name. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case 'register-provider':
      return `registers ${step.namespace} in subscription ${step.subscriptionId}, and waits for it`
    case 'create-gallery':
      return `in ${step.location}`
    case 'create-image-definition':
      return definitionText(step)
    case 'create-managed-image':
      return `from ${sourceText(step.source)} in ${step.location}, ${step.osType}, ${step.hyperVGeneration}`
    case 'publish-image-version':
      return `from ${sourceText(step.source)} to ${regionsText(step.targetRegions)}, ${step.storageAccountType}`
    case 'update-image-version':
      return updateText(step)
    case 'await-replication':
      return `until ${step.region} holds ${count(step.regionalReplicaCount, 'replica')}`
    case 'create-pool':
      return `${scaleText(step.to)} of ${textAt(step.to, ['vmSize'])}, node agent ${textAt(step.to, NODE_AGENT)}`
    case 'update-pool':
      return poolChangeText(step)
    case 'drain-pool':
      return `until no node is left; running tasks ${drainWords(step)}`
    case 'delete-pool':
      return step.disruption === 'none'
        ? 'until it is gone'
        : 'until it is gone; running tasks are stopped and run again later'
    case 'await-pool':
      return awaitText(step)
    case 'bake-pool':
      return `watches its nodes ${watchWords(step)}`
    case 'set-latest':
      return step.excludeFromLatest ? 'is not to count as the latest' : 'may count as the latest from now on'
    case 'smoke-pool':
      return `runs \`${shortened(step.command)}\` on each of its nodes, which has to end with 0 within ${count(step.timeoutMinutes, 'minute')}`
    case 'move-jobs':
      return `its jobs and job schedules to pool ${resourceName(step.toPoolId)}, each by itself; running tasks ${moveWords(step.running)}`
    case 'switch-pool':
      return `is the current pool from now on, and no longer ${resourceName(step.replacesPoolId)}`
    case 'follow-upgrade':
      return `until each of its nodes shows image version ${resourceName(step.imageVersionId)}`
    case 'delete-image-version':
      return deletionText(step)
  }
}

/** Nodes that have to be healthy, rounded up; undefined where a formula decides how many there are. */
export function healthyNodesNeeded({ targetNodes, healthyPercent }: AwaitPool | BakePool): number | undefined {
  return targetNodes === undefined ? undefined : Math.ceil((targetNodes * healthyPercent) / 100)
}

/** Longest command that is shown in a line, in characters. */
const LONGEST_COMMAND = 80

function shortened(command: string): string {
  const line = command.replace(/\s+/g, ' ').trim()
  return line.length <= LONGEST_COMMAND ? line : `${line.slice(0, LONGEST_COMMAND)} …`
}

const FIXED = 'scaleSettings.fixedScale.'

function definitionText({ imageDefinitionId, location, to }: CreateImageDefinition): string {
  const { publisher, offer, sku, purchasePlan, osType, hyperVGeneration, architecture, securityType } = to
  const controllers = to.diskControllers === undefined ? [] : [`disk controllers ${to.diskControllers}`]
  const gallery = resourceName(parentId(imageDefinitionId))
  const plan = purchasePlan === undefined ? 'no purchase plan' : `purchase plan ${purchasePlan.name}`
  const facts = [
    osType,
    hyperVGeneration,
    architecture,
    securityType,
    ...controllers,
    `${publisher}:${offer}:${sku}`,
    plan,
  ]
  return `in gallery ${gallery}, ${location}, ${facts.join(', ')}`
}

function regionsText(regions: readonly TargetRegion[]): string {
  return enumeration(
    regions.map(({ region, regionalReplicaCount }) => `${region} (${count(regionalReplicaCount, 'replica')})`),
  )
}

function updateText(step: UpdateImageVersion): string {
  const held = new Map(step.from.map(({ region, regionalReplicaCount }) => [region, regionalReplicaCount]))
  const added = step.to.filter(({ region }) => !held.has(region))
  const raised = step.to.filter(
    ({ region, regionalReplicaCount }) => (held.get(region) ?? regionalReplicaCount) < regionalReplicaCount,
  )
  const tags = Object.keys(step.tags)
  const parts = [
    ...raised.map(
      ({ region, regionalReplicaCount }) => `replicas in ${region} from ${held.get(region)} to ${regionalReplicaCount}`,
    ),
    ...(added.length > 0 ? [`adds ${regionsText(added)}`] : []),
    ...(tags.length > 0 ? [`tags ${enumeration(tags, 5)}`] : []),
    ...(step.endOfLifeDate === undefined ? [] : [`end of life ${step.endOfLifeDate}`]),
  ]
  return parts.length > 0 ? parts.join(', ') : 'written once more as it is, so that its failed replication starts anew'
}

function deletionText({ publishedDate, keepVersions }: DeleteImageVersion): string {
  const published = publishedDate === undefined ? [] : [`published ${publishedDate.slice(0, 10)}`]
  const newest = keepVersions === 1 ? 'not the newest' : `not among the newest ${number(keepVersions)}`
  return [...published, newest, 'no pool refers to it'].join(', ')
}

function poolChangeText(step: UpdatePool): string {
  if (step.retriesResize) return 'asks for the same scale once more, because the last resize fell short'
  // Of a pool without nodes, members that go with another way to scale say nothing.
  const told = stepChanges(step).filter(
    ({ field, from, to }) => !(field.startsWith(FIXED) && from === '0' && to === undefined),
  )
  const changes = told.map(({ field, from, to }) => {
    if (field.endsWith('.imageReference.id')) {
      return `image version ${from === undefined ? '' : `from ${resourceName(from)} `}to ${resourceName(to ?? 'nothing')}`
    }
    const name = field.split('.').at(-1)
    if ([from, to].some((value) => (value ?? '').length > 40)) return name ?? field
    return from === undefined ? `${name} to ${to}` : `${name} from ${from} to ${to ?? 'nothing'}`
  })
  return enumeration(changes, 5)
}

function awaitText(step: AwaitPool): string {
  const needed = healthyNodesNeeded(step)
  if (step.until === 'steady') return 'until the pool is steady'
  if (needed === undefined) return `until ${step.healthyPercent} % of its nodes are healthy`
  return `until ${number(needed)} of ${count(step.targetNodes ?? 0, 'node')} ${needed === 1 ? 'is' : 'are'} healthy (${step.healthyPercent} %)`
}

/** Nodes that may go bad: `none`, `at most 5`, `at most 2 % of them`. */
export function forgivenText(forgiven: Forgiven): string {
  const [amount] = Object.values(forgiven)
  if (amount === 0) return 'none'
  return 'percent' in forgiven ? `at most ${forgiven.percent} % of them` : `at most ${number(forgiven.nodes)}`
}

/** How long nodes are watched, and what is forgiven: `for 30 minutes; at most 2 % of them may go bad`. */
export function watchWords({ minutes, maxFailedNodes }: Bake): string {
  return `for ${count(minutes, 'minute')}; ${forgivenText(maxFailedNodes)} may go bad`
}

function scaleText(definition: PoolDefinition): string {
  const at = (name: string) => memberAt(definition.properties, ['scaleSettings', 'fixedScale', name])
  const [dedicated, spot] = [at('targetDedicatedNodes') ?? 0, at('targetLowPriorityNodes') ?? 0]
  if (memberAt(definition.properties, ['scaleSettings', 'autoScale']) !== undefined) return 'autoscaled nodes'
  if (typeof dedicated !== 'number' || typeof spot !== 'number') return 'nodes'
  if (spot === 0) return count(dedicated, 'node')
  return dedicated === 0 ? count(spot, 'spot node') : `${number(dedicated)} dedicated and ${count(spot, 'spot node')}`
}

function textAt(definition: PoolDefinition, path: readonly string[]): string {
  const value = memberAt(definition.properties, path)
  return typeof value === 'string' ? value : 'unknown'
}
