import type { DesiredImage, DesiredState } from '../../model/desired.ts'
import type { ImageVersion, TargetRegion } from '../../model/image.ts'
import type { ImageSource } from '../../model/image-source.ts'
import type { AwaitReplication, UpdateImageVersion } from '../../model/image-step.ts'
import type { ObservedState } from '../../model/observed.ts'
import { imageVersionTags, LATEST_TAG, PENDING } from '../../model/origin.ts'
import type { RegionArithmetic } from '../../model/plan.ts'
import { normalizeRegion } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'
import { gallerySteps } from './gallery-steps.ts'

/** ID of the step that waits for a region. */
export function awaitReplicationId(region: string): StepId {
  return `await-replication ${region}`
}

/** What a version is made from: the managed image that is made first, or the source itself. */
export function publishedSource({ source, managedImageId }: DesiredImage): ImageSource | undefined {
  return managedImageId === undefined ? source : { kind: 'managed-image', id: managedImageId }
}

/**
 * Region of the version itself: where it lies, else where its source can be read, the definition's own region
 * first. A source that cannot be looked at stops the run; for whatever else stands against it the definition's region
 * is taken. Undefined while nothing of this is known.
 */
export function versionLocation(observed: ObservedState): string | undefined {
  if (observed.imageVersion.state === 'present') return normalizeRegion(observed.imageVersion.value.location)
  const source = observed.managedImage?.state === 'present' ? observed.managedImage : observed.source[0]?.observed
  const { imageDefinition } = observed
  const home = imageDefinition.state === 'present' ? normalizeRegion(imageDefinition.value.location) : undefined
  if (source?.state !== 'present') return home
  const { regions, location } = source.value
  return [home, location].find((region) => region !== undefined && regions.includes(region)) ?? regions[0] ?? location
}

/** Steps that publish the version or bring it to more regions and counts, and the waits for its regions. */
export function imageSteps(
  desired: DesiredState,
  observed: ObservedState,
  imageVersionId: string,
  replicas: readonly RegionArithmetic[],
): Step[] {
  const version = observed.imageVersion.state === 'present' ? observed.imageVersion.value : undefined
  const location = versionLocation(observed)
  const around = location === undefined ? [] : gallerySteps(desired, observed, location)
  const write = version
    ? updateVersion(desired, version, replicas)
    : publishVersion(desired, observed, imageVersionId, replicas, around)
  const waits = replicas
    .filter((region) => isAwaited(region, desired, version))
    .map(
      ({ region, regionalReplicaCount }): AwaitReplication => ({
        kind: 'await-replication',
        id: awaitReplicationId(region),
        after: write.map(({ id }) => id),
        disruption: 'none',
        imageVersionId,
        region,
        regionalReplicaCount,
      }),
    )
  return [...around, ...write, ...waits]
}

function publishVersion(
  { image, origin }: DesiredState,
  observed: ObservedState,
  imageVersionId: string,
  replicas: readonly RegionArithmetic[],
  around: readonly Step[],
): Step[] {
  const [location, source] = [versionLocation(observed), publishedSource(image)]
  if (source === undefined || location === undefined) return []
  return [
    {
      kind: 'publish-image-version',
      id: `publish-image-version ${observed.version}`,
      after: around.map(({ id }) => id),
      disruption: 'none',
      imageVersionId,
      location,
      source,
      targetRegions: replicas.map((region) => targetRegion(region, image.replicaStorageType)),
      storageAccountType: image.replicaStorageType,
      ...(image.endOfLifeDate !== undefined && { endOfLifeDate: image.endOfLifeDate }),
      tags: { ...image.tags, ...imageVersionTags(origin, source), [LATEST_TAG]: PENDING },
    },
  ]
}

function updateVersion(
  { image }: DesiredState,
  version: ImageVersion,
  replicas: readonly RegionArithmetic[],
): UpdateImageVersion[] {
  const held = new Map(version.targetRegions.map((target) => [target.region, target]))
  const to = replicas.map((region): TargetRegion => {
    const existing = held.get(region.region)
    // A region keeps its storage type: Azure does not change it.
    return existing
      ? { ...existing, regionalReplicaCount: region.regionalReplicaCount }
      : targetRegion(region, version.storageAccountType ?? image.replicaStorageType)
  })
  const grows = replicas.some(({ existing, regionalReplicaCount }) => regionalReplicaCount > existing)
  const tags = Object.fromEntries(Object.entries(image.tags).filter(([name, value]) => version.tags[name] !== value))
  const endOfLife = image.endOfLifeDate !== undefined && !sameInstant(image.endOfLifeDate, version.endOfLifeDate)
  const failed = isFailed(version)
  if (!grows && !endOfLife && !failed && Object.keys(tags).length === 0) return []
  return [
    {
      kind: 'update-image-version',
      id: `update-image-version ${version.id.split('/').at(-1)}`,
      after: [],
      disruption: 'none',
      imageVersionId: version.id,
      from: version.targetRegions,
      to,
      tags,
      ...(endOfLife && { endOfLifeDate: image.endOfLifeDate }),
    },
  ]
}

/** Whether a replication failed as a whole or in a region: it starts again only when the version is written again. */
export function isFailed({ provisioningState, replication }: ImageVersion): boolean {
  return provisioningState === 'Failed' || replication.some(({ state }) => state === 'Failed')
}

function targetRegion(
  { region, regionalReplicaCount }: RegionArithmetic,
  storageAccountType: TargetRegion['storageAccountType'],
): TargetRegion {
  return { region, regionalReplicaCount, ...(storageAccountType && { storageAccountType }) }
}

function sameInstant(one: string, other: string | undefined): boolean {
  return other !== undefined && Date.parse(one) === Date.parse(other)
}

/** A region is waited for when a pool needs it, or the workflow waits at all and asked for the region. */
function isAwaited(
  { region, existing, regionalReplicaCount, pools }: RegionArithmetic,
  desired: DesiredState,
  version: ImageVersion | undefined,
): boolean {
  const named = desired.image.extraRegions.some((extra) => extra.region === region)
  const home = version === undefined || normalizeRegion(version.location) === region
  if (pools.length === 0 && (desired.wait === 'none' || !(named || home))) return false
  const state = version?.replication.find((status) => status.region === region)?.state
  return !(state === 'Completed' && existing >= regionalReplicaCount)
}
