import type {
  GalleryImageVersion,
  GalleryImageVersionPublishingProfile,
  GalleryImageVersionUpdate,
  TargetRegion as WireRegion,
} from '@azure/arm-compute'
import type { ImageVersion, RegionReplication, ReplicaStorageType, TargetRegion } from '../model/image.ts'
import type { PublishImageVersion } from '../model/image-step.ts'
import type { JsonObject } from '../model/json.ts'
import type { MarketplaceImage } from '../model/lineage.ts'
import type { ImageVersionChange } from '../model/ports.ts'
import { normalizeRegion } from '../model/resource-id.ts'
import { madeFromImage } from './made-from.ts'
import { sourceOf, storageProfileOf } from './version-source.ts'

/**
 * The body that makes a version, with every default said: newer api-versions choose other ones where nothing is said. It is
 * excluded from latest until its nodes have proven healthy; its regions say nothing of their own, for that would win.
 */
export function versionBody(step: PublishImageVersion): GalleryImageVersion {
  return {
    location: step.location,
    tags: { ...step.tags },
    publishingProfile: {
      targetRegions: step.targetRegions.map((target) =>
        wireRegion({ storageAccountType: step.storageAccountType, ...target }),
      ),
      storageAccountType: step.storageAccountType,
      replicationMode: 'Full',
      excludeFromLatest: true,
      ...(step.endOfLifeDate !== undefined && { endOfLifeDate: new Date(step.endOfLifeDate) }),
    },
    storageProfile: storageProfileOf(step.source),
    safetyProfile: { allowDeletionOfReplicatedLocations: false, blockDeletionBeforeEndOfLife: false },
  }
}

/**
 * The PATCH with the complete list of regions. PATCH, because its body needs neither location nor source: nothing that
 * cannot change is sent back, so nothing of it can be refused.
 */
export function changeBody(change: ImageVersionChange): GalleryImageVersionUpdate {
  const publishingProfile: GalleryImageVersionPublishingProfile = {
    targetRegions: change.targetRegions.map(wireRegion),
    ...(change.excludeFromLatest !== undefined && { excludeFromLatest: change.excludeFromLatest }),
    ...(change.endOfLifeDate !== undefined && { endOfLifeDate: new Date(change.endOfLifeDate) }),
  }
  return { tags: { ...change.tags }, publishingProfile, storageProfile: {} }
}

/** A version as the SDK gives it; `id` is spelled as it was asked for. */
export function parseVersion(id: string, version: GalleryImageVersion): ImageVersion {
  const profile = version.publishingProfile
  const source = sourceOf(version)
  const storageAccountType = storageTypeOf(profile?.storageAccountType)
  return {
    id,
    location: version.location,
    provisioningState: version.provisioningState ?? 'Unknown',
    targetRegions: (profile?.targetRegions ?? []).map((region) => parseRegion(region, profile?.replicaCount)),
    replication: (version.replicationStatus?.summary ?? []).map(parseReplication),
    ...(source && { source }),
    tags: version.tags ?? {},
    ...(profile?.endOfLifeDate && { endOfLifeDate: profile.endOfLifeDate.toISOString() }),
    ...(profile?.publishedDate && { publishedDate: profile.publishedDate.toISOString() }),
    ...(version.safetyProfile?.blockDeletionBeforeEndOfLife && { blockDeletionBeforeEndOfLife: true }),
    excludeFromLatest: profile?.excludeFromLatest ?? false,
    replicationMode: profile?.replicationMode === 'Shallow' ? 'Shallow' : 'Full',
    ...(storageAccountType && { storageAccountType }),
  }
}

/** The marketplace image that a version's validation profile names. */
export function platformImageOf(version: GalleryImageVersion): MarketplaceImage | undefined {
  const attributes = version.validationsProfile?.platformAttributes ?? []
  const named = (name: string) => attributes.find((each) => each.name === `source_image_${name}`)?.value
  const [publisher, offer, sku, number] = ['publisher', 'offer', 'sku', 'version'].map(named)
  return madeFromImage({ publisher, offer, sku, version: number }).baseImage
}

const STORAGE_TYPES: readonly string[] = [
  'Standard_LRS',
  'Standard_ZRS',
  'Premium_LRS',
  'PremiumV2_LRS',
] satisfies readonly ReplicaStorageType[]

function storageTypeOf(type: string | undefined): ReplicaStorageType | undefined {
  return type !== undefined && STORAGE_TYPES.includes(type) ? (type as ReplicaStorageType) : undefined
}

function parseRegion(
  { name, regionalReplicaCount, storageAccountType, ...rest }: WireRegion,
  otherwise = 1,
): TargetRegion {
  const known = storageTypeOf(storageAccountType)
  // A type that is not known here has to go back as it came, too.
  const echo = plain({ ...rest, ...(known === undefined && { storageAccountType }) })
  return {
    region: normalizeRegion(name),
    regionalReplicaCount: regionalReplicaCount ?? otherwise,
    ...(known && { storageAccountType: known }),
    ...(Object.keys(echo).length > 0 && { echo }),
  }
}

/** The SDK names every member it knows, also those that Azure did not send. */
function plain(members: object): JsonObject {
  return JSON.parse(JSON.stringify(members)) as JsonObject
}

function wireRegion({ region, regionalReplicaCount, storageAccountType, echo }: TargetRegion): WireRegion {
  return {
    ...(echo as Partial<WireRegion>),
    name: region,
    regionalReplicaCount,
    ...(storageAccountType && { storageAccountType }),
  }
}

type WireReplication = { region?: string; state?: string; progress?: number; details?: string }

function parseReplication({ region = '', state, progress = 0, details = '' }: WireReplication): RegionReplication {
  return {
    region: normalizeRegion(region),
    state: state === 'Completed' || state === 'Failed' || state === 'Replicating' ? state : 'Unknown',
    progress,
    details,
  }
}
