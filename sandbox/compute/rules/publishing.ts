import { displayName, hasZones } from '../../regions.ts'
import { Refusal } from '../../service.ts'
import { knownRegion } from '../answers.ts'
import type { PublishingProfileBody, TargetRegionBody } from '../bodies.ts'
import { compact } from '../body.ts'
import type { PublishingProfile, StorageAccountType, TargetRegion } from '../entities.ts'
import { invalidParameter, outOfRange, propertyChangeNotAllowed } from '../refusals.ts'

const PATH = 'galleryImageVersion.properties.publishingProfile'

/** Replicas a version may have in one region: Azure's limit since January 2023. */
const REPLICAS = { min: 1, max: 100 }

/** What a publishing profile is completed from. */
export type PublishingContext = {
  /** The version's own region. */
  readonly location: string
  readonly now: number
  readonly regions: readonly string[]
  /** Whether the api-version knows storage strategies, and prefers zone redundancy where nothing is said. */
  readonly prefersZoneRedundancy: boolean
  readonly existing?: PublishingProfile | undefined
}

/** The profile that a body asks for, with Azure's defaults; refuses what Azure refuses. */
export function completePublishing(body: PublishingProfileBody, context: PublishingContext): PublishingProfile {
  const storage = profileStorage(body, context)
  const replicaCount = body.replicaCount ?? 1
  checkCount(`${PATH}.replicaCount`, replicaCount)
  const named = body.targetRegions ?? [{ name: context.location }]
  const targetRegions = named.map((one) => targetRegion(one, { ...context, storage, replicaCount }))
  checkRegions(targetRegions, context.location)
  checkEncryption(named)
  checkEndOfLife(body.endOfLifeDate, context)
  const profile: PublishingProfile = {
    targetRegions,
    replicaCount,
    excludeFromLatest: body.excludeFromLatest ?? false,
    publishedDate: context.existing?.publishedDate ?? new Date(context.now).toISOString(),
    ...(body.endOfLifeDate !== undefined && { endOfLifeDate: body.endOfLifeDate }),
    ...storage,
    replicationMode: replicationMode(body, context.existing),
  }
  checkShallow(profile, context.location)
  return profile
}

/** A disk that is encrypted with a set in one region has to be in all: a set belongs to a region. */
function checkEncryption(regions: readonly TargetRegionBody[]): void {
  const setsIn = ({ encryption = {} }: TargetRegionBody): ReadonlyMap<string, string | undefined> =>
    new Map([
      [`${PATH}.targetRegions.encryption.osDiskImage.diskEncryptionSetId`, encryption.osDiskImage?.diskEncryptionSetId],
      ...(encryption.dataDiskImages ?? []).map((disk) => [`LUN ${disk.lun}`, disk.diskEncryptionSetId] as const),
    ])
  for (const one of regions) {
    for (const [disk, set] of setsIn(one)) {
      const other = regions.find((region) => setsIn(region).get(disk) === undefined)
      if (set === undefined || other === undefined) continue
      throw invalidParameter(
        `A disk encryption set is required for disk '${disk}' in target region '${other.name}' since disk encryption set ` +
          `'${set}' is used for the corresponding disk in region '${one.name}'`,
        `${PATH}.targetRegions.encryption`,
      )
    }
  }
}

/** What a PATCH asks for: the members that it names over those that exist. */
export function patchedPublishing(body: PublishingProfileBody, existing: PublishingProfile): PublishingProfileBody {
  const { targetRegions, replicaCount, excludeFromLatest, endOfLifeDate } = existing
  const regions = targetRegions.map(({ region, ...rest }) => ({ name: region, ...rest }))
  return {
    targetRegions: regions,
    replicaCount,
    excludeFromLatest,
    ...(endOfLifeDate !== undefined && { endOfLifeDate }),
    ...body,
  }
}

/** Replicas of all storage types together in a region. */
export function replicasIn(target: TargetRegion): number {
  const more = target.additionalReplicaSets ?? []
  return more.reduce((sum, set) => sum + set.regionalReplicaCount, target.regionalReplicaCount)
}

type Storage = Pick<PublishingProfile, 'storageAccountType' | 'storageAccountStrategy'>

function profileStorage(body: PublishingProfileBody, context: PublishingContext): Storage {
  const { storageAccountType, storageAccountStrategy } = body
  if (storageAccountStrategy !== undefined && !context.prefersZoneRedundancy) {
    throw new Refusal(
      400,
      'BadRequest',
      "Could not find member 'storageAccountStrategy' on object of type 'GalleryImageVersionPublishingProfile'. Path " +
        "'properties.publishingProfile.storageAccountStrategy'.",
    )
  }
  if (storageAccountType !== undefined && storageAccountStrategy !== undefined) {
    throw invalidParameter(
      "Properties 'storageAccountType' and 'storageAccountStrategy' are mutually exclusive.",
      `${PATH}.storageAccountStrategy`,
    )
  }
  const { existing } = context
  if (existing === undefined) {
    if (storageAccountType !== undefined) return { storageAccountType }
    if (storageAccountStrategy !== undefined) return { storageAccountStrategy }
    return context.prefersZoneRedundancy
      ? { storageAccountStrategy: 'PreferStandard_ZRS' }
      : { storageAccountType: 'Standard_LRS' }
  }
  for (const name of ['storageAccountType', 'storageAccountStrategy'] as const) {
    if (body[name] !== undefined && body[name] !== existing[name]) throw propertyChangeNotAllowed(`${PATH}.${name}`)
  }
  return compact({
    storageAccountType: existing.storageAccountType,
    storageAccountStrategy: existing.storageAccountStrategy,
  }) as Storage // the same two members without those that are undefined
}

function targetRegion(
  body: TargetRegionBody,
  context: PublishingContext & { readonly storage: Storage; readonly replicaCount: number },
): TargetRegion {
  const region = knownRegion(context.regions, body.name ?? '', 'galleries')
  const existing = context.existing?.targetRegions.find((one) => one.region === region)
  const { regionalReplicaCount = context.replicaCount, excludeFromLatest, encryption } = body
  const path = `${PATH}.targetRegions.regionalReplicaCount`
  checkCount(path, regionalReplicaCount)
  const additionalReplicaSets = body.additionalReplicaSets?.map((set) => ({
    ...set,
    regionalReplicaCount: set.regionalReplicaCount ?? 1,
  }))
  for (const set of additionalReplicaSets ?? []) checkCount(path, set.regionalReplicaCount)
  const target: TargetRegion = {
    region,
    regionalReplicaCount,
    storageAccountType: existing
      ? keptStorage(body, existing, context.storage)
      : newStorage(body, region, context.storage),
    ...(excludeFromLatest !== undefined && { excludeFromLatest }),
    ...(encryption !== undefined && { encryption }),
    ...(additionalReplicaSets !== undefined && { additionalReplicaSets }),
  }
  checkCount(path, replicasIn(target))
  return target
}

function newStorage(body: TargetRegionBody, region: string, storage: Storage): StorageAccountType {
  const preferred = hasZones(region) ? 'Standard_ZRS' : 'Standard_LRS'
  const byStrategy = storage.storageAccountStrategy === 'PreferStandard_ZRS' ? preferred : 'Standard_LRS'
  const type = body.storageAccountType ?? storage.storageAccountType ?? byStrategy
  if (type === 'Standard_ZRS' && !hasZones(region)) {
    throw invalidParameter('ZRS storage account type is not supported in this region.', `${PATH}.targetRegions`)
  }
  return type
}

function keptStorage(body: TargetRegionBody, existing: TargetRegion, storage: Storage): StorageAccountType {
  const kept = existing.storageAccountType
  if (body.storageAccountType !== undefined && body.storageAccountType !== kept) {
    throw propertyChangeNotAllowed(`${PATH}.targetRegions.storageAccountType`)
  }
  const global = storage.storageAccountType
  if (body.storageAccountType === undefined && global !== undefined && global !== kept) {
    throw invalidParameter(
      `Global storage account type '${global}' does not match the storage account type '${kept}' of the existing ` +
        `TargetRegion '${displayName(existing.region)}'.`,
      `${PATH}.storageAccountType`,
    )
  }
  return kept
}

function replicationMode(body: PublishingProfileBody, existing: PublishingProfile | undefined): 'Full' | 'Shallow' {
  const asked = body.replicationMode ?? existing?.replicationMode ?? 'Full'
  if (existing !== undefined && asked !== existing.replicationMode) {
    throw propertyChangeNotAllowed(`${PATH}.replicationMode`)
  }
  return asked
}

function checkCount(path: string, count: number): void {
  if (count < REPLICAS.min || count > REPLICAS.max) throw outOfRange(path, count, REPLICAS)
}

function checkRegions(targets: readonly TargetRegion[], location: string): void {
  const names = targets.map(({ region }) => region)
  if (new Set(names).size < names.length) {
    throw invalidParameter('Duplicate regions are not allowed in target publishing regions.', `${PATH}.targetRegions`)
  }
  if (!names.includes(location)) {
    throw invalidParameter(
      `Gallery image version publishing profile regions '${names.join(',')}' must contain the location of image ` +
        `version '${location}'.`,
      `${PATH}.targetRegions`,
    )
  }
}

function checkEndOfLife(endOfLifeDate: string | undefined, context: PublishingContext): void {
  if (endOfLifeDate === undefined || endOfLifeDate === context.existing?.endOfLifeDate) return
  if (Date.parse(endOfLifeDate) <= context.now) {
    throw invalidParameter('EndOfLifeDate must be set to a future date.', `${PATH}.endOfLifeDate`)
  }
}

function checkShallow(profile: PublishingProfile, location: string): void {
  if (profile.replicationMode !== 'Shallow') return
  const [only, ...others] = profile.targetRegions
  if (only?.region === location && others.length === 0 && replicasIn(only) === 1) return
  throw invalidParameter(
    'Shallow replication allows exactly one replica in the location of the image version.',
    `${PATH}.replicationMode`,
  )
}
