import type { Pool } from '../../model/batch.ts'
import type { DesiredPool, DesiredState } from '../../model/desired.ts'
import type { ImageVersion } from '../../model/image.ts'
import type { SetLatest } from '../../model/image-step.ts'
import { type JsonObject, memberAt } from '../../model/json.ts'
import { type ObservedState, presentValue } from '../../model/observed.ts'
import { isEmptyPool, nodesIn } from '../../model/pool-nodes.ts'
import type { FollowUpgrade } from '../../model/pool-step.ts'
import { resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { isSettledOn } from '../health/upgrade.ts'
import { awaitsPromotion, latestRegions } from '../image/exclusion.ts'
import { promoteStep, promoteStepId } from '../image/promotion.ts'
import { isHigher } from '../image/version.ts'
import type { RollingDecisions } from '../pool/pool-definition.ts'
import { IMAGE_ID } from '../pool/previous-image.ts'

const AUTOMATIC = ['upgradePolicy', 'automaticOSUpgradePolicy', 'enableAutomaticOSUpgrade']
const DEFERRAL = ['upgradePolicy', 'automaticOSUpgradePolicy', 'osRollingUpgradeDeferral']

/** What Azure is told so that it upgrades the nodes of a pool by itself, once their tasks have ended. */
const UPGRADE_POLICY: JsonObject = {
  mode: 'automatic',
  automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: true },
}

/** What `rolling` asks of a pool; undefined with another strategy. One that rolls already keeps its policy. */
export function rollingDecisions(
  { image, rollout }: DesiredState,
  observed: ObservedState,
  pool: Pool | undefined,
): RollingDecisions | undefined {
  if (rollout.strategy !== 'rolling') return undefined
  const { imageDefinitionId } = image
  if (pool !== undefined && missingToRoll(pool, imageDefinitionId).length === 0) return { imageDefinitionId }
  const osType = presentValue(observed.imageDefinition)?.osType ?? image.definition.osType
  return {
    imageDefinitionId,
    upgradePolicy: UPGRADE_POLICY,
    ...(osType === 'Windows' && { windowsConfiguration: { enableAutomaticUpdates: false } }),
  }
}

/** Whether Azure gives the nodes of a pool the latest version of their image by itself. */
export function upgradesItself(properties: JsonObject): boolean {
  return memberAt(properties, AUTOMATIC) === true
}

/** What a pool lacks for Azure to upgrade it to versions of an image definition, in words; empty where it rolls. */
export function missingToRoll({ definition }: Pool, imageDefinitionId: string): string[] {
  const { properties } = definition
  const id = memberAt(properties, IMAGE_ID)
  const isOfDefinition = typeof id === 'string' && sameResourceId(id, imageDefinitionId)
  return [
    ...(isOfDefinition
      ? []
      : [
          `its image is ${typeof id === 'string' ? imageName(id) : 'of the marketplace'}, and not the definition without a version`,
        ]),
    ...(upgradesItself(properties) ? [] : ['its upgradePolicy does not enable automatic OS upgrade']),
  ]
}

function imageName(id: string): string {
  return id.includes('/versions/') ? `version ${resourceName(id)}` : resourceName(id)
}

/**
 * The step that makes the version the latest, which is what makes Azure upgrade the nodes: once it is in every region of
 * the pools. None where it may be the latest already.
 */
export function promoteSteps(
  { rollout, pools }: DesiredState,
  { imageVersion }: ObservedState,
  imageVersionId: string,
  before: readonly Step[],
): SetLatest[] {
  const held = presentValue(imageVersion)
  const isPublished = before.some(({ kind }) => kind === 'publish-image-version')
  const isPending = held === undefined ? isPublished : awaitsPromotion(held)
  if (rollout.strategy !== 'rolling' || pools.length === 0 || !isPending) return []
  const waits = before.filter(({ kind }) => kind === 'await-replication')
  const writes = before.filter(({ kind }) => kind === 'publish-image-version' || kind === 'update-image-version')
  return [
    promoteStep(
      imageVersionId,
      (waits.length > 0 ? waits : writes).map(({ id }) => id),
    ),
  ]
}

/** Numbers of versions that are higher than `version` and may be the latest in a region. */
export function higherVersions(versions: readonly ImageVersion[], version: string, region: string): string[] {
  return versions
    .filter(({ targetRegions, excludeFromLatest }) => latestRegions(targetRegions, excludeFromLatest).includes(region))
    .map(({ id }) => resourceName(id))
    .filter((number) => isHigher(number, version))
}

/** Whether nodes of a pool that rolls may be on another version; they are listed to tell. */
export function mayFollow({ image, rollout, wait }: DesiredState, pool: Pool | undefined): pool is Pool {
  if (rollout.strategy !== 'rolling' || wait !== 'healthy' || pool === undefined || isEmptyPool(pool)) return false
  return nodesIn(pool) > 0 && missingToRoll(pool, image.imageDefinitionId).length === 0
}

/** The step that follows the nodes of a pool until each shows the version; none where all do. */
export function followSteps(
  desired: DesiredState,
  observed: ObservedState,
  { poolId, batchAccountId, pool, imageVersionId, after }: DesiredPoolWith,
): FollowUpgrade[] {
  if (!mayFollow(desired, pool)) return []
  const nodes = presentValue(observed.preflight.nodeImages[resourceKey(poolId)])
  const awaitsPromotion = after.includes(promoteStepId(imageVersionId))
  if (!awaitsPromotion && nodes !== undefined && isSettledOn(nodes, imageVersionId)) return []
  return [
    {
      kind: 'follow-upgrade',
      id: `follow-upgrade ${resourceName(poolId)}`,
      after,
      disruption: memberAt(pool.definition.properties, DEFERRAL) === true ? 'drain' : 'replace',
      poolId,
      batchAccountId,
      imageVersionId,
      healthyPercent: desired.healthyPercent,
      maxFailedNodes: desired.rollout.maxFailedNodes ?? { nodes: 0 },
    },
  ]
}

type DesiredPoolWith = Pick<DesiredPool, 'poolId' | 'batchAccountId'> & {
  readonly pool: Pool | undefined
  readonly imageVersionId: string
  readonly after: readonly StepId[]
}
