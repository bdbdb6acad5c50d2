import type { Finding } from '../model/finding.ts'
import { memberAt } from '../model/json.ts'
import type { Plan, PlannedPool, RegionArithmetic } from '../model/plan.ts'
import { childId, normalizeRegion, resourceKey, resourceName } from '../model/resource-id.ts'
import type { DesiredPool, DesiredState, ObservedState, Pool } from '../model/state.ts'
import type { Step, StepId } from '../model/step.ts'
import { imageFindings, replicaFindings } from './checks/image.ts'
import { nodeAgentFinding, poolFindings, startTaskFinding, unreadableSecrets } from './checks/pool.ts'
import { awaitReplicationId, imageSteps, versionLocation } from './image-steps.ts'
import { chooseNodeAgent, type NodeAgentChoice } from './node-agent.ts'
import { poolSteps } from './pool-steps.ts'
import { nodesOf, type PlacedPool, replicaArithmetic, resizeTimeoutMinutes } from './sizing.ts'

/** What has to be done to get from what was observed to what is desired, or why it cannot be done. */
export function makePlan(desired: DesiredState, observed: ObservedState): Plan {
  const imageVersionId = childId(desired.image.imageDefinitionId, 'versions', observed.version)
  const placed = placePools(desired.pools, observed)
  const existing = observed.imageVersion.state === 'present' ? observed.imageVersion.value.targetRegions : []
  const location = versionLocation(observed)
  const replicas = location === undefined ? [] : replicaArithmetic(desired.image, placed, location, existing)
  const image = imageSteps(desired, observed, imageVersionId, replicas)
  const pools = placed.map((place) => planPool(place, desired, observed, imageVersionId, image))
  const findings = [
    ...imageFindings(desired.image, observed),
    ...replicaFindings(imageVersionId, replicas),
    ...desired.pools.flatMap((pool) => poolFindings(pool, observed)),
    ...pools.flatMap((pool) => pool.findings),
  ]
  const blocked = findings.some(({ severity }) => severity === 'blocker')
  return {
    imageVersionId,
    replicas,
    pools: pools.map(({ planned }) => planned),
    findings,
    steps: blocked ? [] : [...image, ...pools.flatMap(({ steps }) => steps)],
  }
}

/** Pools whose account was read, with the account's region. */
function placePools(pools: readonly DesiredPool[], observed: ObservedState): PlacedPool[] {
  return pools.flatMap((pool) => {
    const account = observed.batchAccounts[resourceKey(pool.batchAccountId)]
    return account?.state === 'present' ? [{ pool, region: normalizeRegion(account.value.location) }] : []
  })
}

type PoolPlan = {
  readonly planned: PlannedPool
  readonly steps: readonly Step[]
  readonly findings: readonly Finding[]
}

function planPool(
  { pool: desired, region }: PlacedPool,
  state: DesiredState,
  observed: ObservedState,
  imageVersionId: string,
  image: readonly Step[],
): PoolPlan {
  const reading = observed.pools[resourceKey(desired.poolId)]
  const pool = reading?.state === 'present' ? reading.value : undefined
  const agent = nodeAgentOf(desired, observed, pool)
  const timeout = timeoutOf(desired)
  const decisions = {
    imageVersionId,
    nodeAgentSkuId: agent.kind === 'known' ? agent.nodeAgentSkuId : '',
    ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
  }
  const own = awaitReplicationId(region)
  const after: StepId[] = image.some(({ id }) => id === own) ? [own] : []
  const answer = poolSteps({ desired, decisions, origin: state.origin, after, ...(pool && { pool }) })
  const previous = pool && memberAt(pool.definition.properties, IMAGE_ID)
  return {
    planned: {
      poolId: desired.poolId,
      batchAccountId: desired.batchAccountId,
      region,
      action: pool === undefined ? 'create' : answer.steps.length > 0 || answer.findings.length > 0 ? 'update' : 'keep',
      nodes: nodesOf(desired.scale),
      vmSize: desired.vmSize,
      nodeAgentSkuId: decisions.nodeAgentSkuId,
      ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
      ...(typeof previous === 'string' && { previousImageVersionId: previous }),
    },
    steps: [...answer.steps, ...awaitPool(desired, state, pool, answer.steps)],
    findings: [
      ...(agent.kind === 'unknown'
        ? [nodeAgentFinding(desired.poolId, agent, observed.supportedImages[resourceKey(desired.batchAccountId)])]
        : []),
      ...agentNote(desired, agent),
      ...(pool === undefined ? startTaskFinding(desired) : []),
      ...(pool
        ? unreadableSecrets(
            pool,
            answer.steps.flatMap((step) => (step.kind === 'update-pool' ? step.changes : [])),
          )
        : []),
      ...answer.findings,
    ],
  }
}

const IMAGE_ID = ['deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference', 'id']
const NODE_AGENT = ['deploymentConfiguration', 'virtualMachineConfiguration', 'nodeAgentSkuId']

function nodeAgentOf(desired: DesiredPool, observed: ObservedState, pool: Pool | undefined): NodeAgentChoice {
  const poolSkuId = pool && memberAt(pool.definition.properties, NODE_AGENT)
  const supported = observed.supportedImages[resourceKey(desired.batchAccountId)]
  const definition = observed.imageDefinition.state === 'present' ? observed.imageDefinition.value : undefined
  const source = observed.source?.state === 'present' ? observed.source.value : undefined
  const baseImage = observed.baseImage ?? source?.baseImage
  return chooseNodeAgent({
    requested: desired.nodeAgentSkuId,
    ...(typeof poolSkuId === 'string' && { poolSkuId }),
    ...(baseImage && { baseImage }),
    ...(definition && { identifier: definition.identifier, osType: definition.osType }),
    supportedImages: supported?.state === 'present' ? supported.value : [],
  })
}

/** A node agent read off the definition's name is a good guess, and said to be one. */
function agentNote(desired: DesiredPool, agent: NodeAgentChoice): Finding[] {
  if (agent.kind !== 'known' || agent.from !== 'identifier') return []
  return [
    {
      code: 'NodeAgentFromIdentifier',
      severity: 'note',
      subject: desired.poolId,
      message: `Node agent SKU ${agent.nodeAgentSkuId} of pool ${resourceName(desired.poolId)} was chosen by publisher, offer and SKU of the image definition; what the image was made from could not be read.`,
      remedy: 'Give `node-agent-sku` where the definition is named after another operating system than it holds.',
    },
  ]
}

function timeoutOf(desired: DesiredPool): number | undefined {
  if (desired.scale.kind === 'autoscale') return undefined
  return desired.resizeTimeoutMinutes === 'auto'
    ? resizeTimeoutMinutes(nodesOf(desired.scale))
    : desired.resizeTimeoutMinutes
}

function awaitPool(desired: DesiredPool, state: DesiredState, pool: Pool | undefined, steps: readonly Step[]): Step[] {
  if (state.wait === 'none') return []
  const name = resourceName(desired.poolId)
  const last = steps.at(-1)
  // While a resize is under way its errors are still to come, and belong to this run.
  const old = pool?.allocationState === 'Steady' ? pool.resize?.startTime : undefined
  return [
    {
      kind: 'await-pool',
      id: `await-pool ${name}`,
      after: last ? [last.id] : [],
      disruption: 'none',
      poolId: desired.poolId,
      batchAccountId: desired.batchAccountId,
      until: state.wait,
      ...(desired.scale.kind === 'fixed' && { targetNodes: nodesOf(desired.scale) }),
      healthyPercent: state.healthyPercent,
      ...(old !== undefined && { resizeSeenBefore: old }),
    },
  ]
}

/** Region to count, for the `replicas` output. */
export function replicaCounts(replicas: readonly RegionArithmetic[]): Record<string, number> {
  return Object.fromEntries(replicas.map(({ region, regionalReplicaCount }) => [region, regionalReplicaCount]))
}
