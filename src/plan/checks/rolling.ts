import { count } from '../../model/count.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { ImageVersion } from '../../model/image.ts'
import { isJsonObject } from '../../model/json.ts'
import { presentValue } from '../../model/observed.ts'
import { nodesIn } from '../../model/pool-nodes.ts'
import { parentId, parseResourceId, resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import { changesImage, isWritten, propertyAfter } from '../draft/draft-changes.ts'
import { awaitsPromotion, excludedRegions } from '../image/exclusion.ts'
import { isHigher } from '../image/version.ts'
import { higherVersions, missingToRoll, upgradesItself } from '../rollout/rolling.ts'

/** Findings about pools whose nodes Azure is to upgrade by itself, or does although another strategy was chosen. */
export function rollingFindings({ desired, observed, draft }: Question): Finding[] {
  const { strategy } = desired.rollout
  const versions = presentValue(observed.preflight.versions[resourceKey(desired.image.imageDefinitionId)]) ?? []
  return draft.pools.flatMap((pool) =>
    strategy === 'rolling'
      ? [
          ...missingFindings(pool, desired.image.imageDefinitionId),
          ...heldBackFindings(pool, draft.imageVersionId, presentValue(observed.imageVersion)),
          ...higherFindings(pool, draft.imageVersionId, versions),
          ...aboveFindings(pool, draft.imageVersionId, observed.preflight),
        ]
      : versionFindings(pool, strategy, draft.imageVersionId),
  )
}

/** A pool with nodes gets neither another image nor another policy; one without may be told not to roll. */
function missingFindings(draftPool: DraftPool, imageDefinitionId: string): Finding[] {
  const { desired, pool } = draftPool
  const missing =
    pool !== undefined && nodesIn(pool) > 0
      ? missingToRoll(pool, imageDefinitionId)
      : isWritten(draftPool) && !policyAfter(draftPool)
        ? ['`pool-properties` does not enable automatic OS upgrade']
        : []
  if (missing.length === 0) return []
  const { poolId, batchAccountId } = desired
  const place = { account: resourceName(batchAccountId), group: parseResourceId(batchAccountId)?.resourceGroup ?? '' }
  return [found('PoolDoesNotRoll', poolId, { ...place, pool: resourceName(poolId), missing: missing.join('; ') })]
}

/** A version that a run has braked, or that somebody holds back, is for people to release. */
function heldBackFindings(
  { desired: { poolId }, region }: DraftPool,
  imageVersionId: string,
  held: ImageVersion | undefined,
): Finding[] {
  if (held === undefined || awaitsPromotion(held) || !excludedRegions(held).includes(region)) return []
  const facts = {
    ...placeOf(imageVersionId),
    version: resourceName(imageVersionId),
    region,
    pool: resourceName(poolId),
  }
  return [found('VersionHeldBack', imageVersionId, facts)]
}

/** Nodes get the highest version that is not excluded, whatever this run makes. */
function higherFindings({ region }: DraftPool, imageVersionId: string, versions: readonly ImageVersion[]): Finding[] {
  const version = resourceName(imageVersionId)
  const [higher] = higherVersions(versions, version, region)
  if (higher === undefined) return []
  return [found('HigherVersionIsLatest', imageVersionId, { ...placeOf(imageVersionId), version, region, higher })]
}

/** Where a version is, as Azure CLI asks for it. */
function placeOf(imageVersionId: string) {
  const { subscriptionId: subscription = '', resourceGroup: group = '' } = parseResourceId(imageVersionId) ?? {}
  const definitionId = parentId(imageVersionId)
  return { subscription, group, gallery: resourceName(parentId(definitionId)), definition: resourceName(definitionId) }
}

/** Azure upgrades nodes; it never brings one back to a lower version. */
function aboveFindings(
  { desired: { poolId } }: DraftPool,
  imageVersionId: string,
  { nodeImages }: Question['observed']['preflight'],
): Finding[] {
  const version = resourceName(imageVersionId)
  const nodes = presentValue(nodeImages[resourceKey(poolId)]) ?? []
  const above = nodes.flatMap(({ imageVersionId: id }) => {
    const isOfDefinition = id !== undefined && sameResourceId(parentId(id), parentId(imageVersionId))
    return isOfDefinition && isHigher(resourceName(id), version) ? [resourceName(id)] : []
  })
  const [higher] = above
  if (higher === undefined) return []
  const facts = { pool: resourceName(poolId), nodes: count(above.length, 'node'), version, higher }
  return [found('NodesAboveVersion', poolId, facts)]
}

function versionFindings(pool: DraftPool, strategy: string, imageVersionId: string): Finding[] {
  if (!changesImage(pool) || !policyAfter(pool)) return []
  const { poolId } = pool.desired
  const facts = { pool: resourceName(poolId), strategy, version: resourceName(imageVersionId) }
  return [found('UpgradesItself', poolId, facts)]
}

function policyAfter(pool: DraftPool): boolean {
  const upgradePolicy = propertyAfter(pool, ['upgradePolicy'])
  return isJsonObject(upgradePolicy) && upgradesItself({ upgradePolicy })
}
