import { displayName } from '../regions.ts'
import { envelope } from './answers.ts'
import { has, SINCE } from './api-versions.ts'
import { compact } from './body.ts'
import type { DiskSource, ImageVersion, Origin, PublishingProfile, TargetRegion } from './entities.ts'
import { provisioningState } from './provisioning.ts'
import { aggregatedState, regionState } from './replication.ts'

/** What a GET of an image version may be asked to tell beside the usual. */
export type Expansion = 'ReplicationStatus' | 'ValidationProfile' | 'UefiSettings'

/** What an answer depends on besides the version itself. */
export type VersionView = {
  readonly now: number
  readonly apiVersion: string
  readonly origin: Origin
  readonly expand: readonly Expansion[]
}

/** An image version as Azure answers at `view.now`. */
export function versionAnswer(version: ImageVersion, view: VersionView): Readonly<Record<string, unknown>> {
  const { publishing, allowDeletionOfReplicatedLocations = false, blockDeletionBeforeEndOfLife } = version
  const expands = (expansion: Expansion): boolean => view.expand.includes(expansion)
  return {
    ...envelope(version),
    properties: compact({
      publishingProfile: {
        ...(has(view.apiVersion, SINCE.newDefaults) ? publishing : beforeStrategies(publishing)),
        targetRegions: publishing.targetRegions.map((target) =>
          targetRegionAnswer(target, publishing.excludeFromLatest),
        ),
      },
      storageProfile: storageProfileAnswer(version, view.apiVersion),
      safetyProfile: {
        reportedForPolicyViolation: false,
        allowDeletionOfReplicatedLocations,
        blockDeletionBeforeEndOfLife,
      },
      securityProfile:
        expands('UefiSettings') && version.uefiSettings !== undefined
          ? { uefiSettings: version.uefiSettings }
          : undefined,
      replicationStatus: expands('ReplicationStatus') ? replicationStatus(version, view.now) : undefined,
      validationsProfile: expands('ValidationProfile') ? validationsProfile(version, view) : undefined,
      provisioningState: provisioningState(version.write, view.now),
    }),
  }
}

/** A profile as api-versions tell it that know no storage strategy. */
function beforeStrategies({ storageAccountStrategy: _, ...profile }: PublishingProfile) {
  return profile
}

/** `replicationStatus`, region by region in the order of `targetRegions`. */
function replicationStatus(version: ImageVersion, now: number) {
  const states = version.replication.map((job) => regionState(job, now))
  const summary = version.replication.map(({ region }, at) => {
    const { state = 'Unknown', details = '', progress = 0 } = states[at] ?? {}
    return { region: displayName(region), state, details, progress }
  })
  return { aggregatedState: aggregatedState(states), summary }
}

/** `validationsProfile`, once the version is done and where its marketplace image is known. */
function validationsProfile(version: ImageVersion, { now, origin }: VersionView) {
  const { base } = origin
  if (base === undefined || provisioningState(version.write, now) !== 'Succeeded') return undefined
  return {
    executedValidations: [],
    platformAttributes: [
      { name: 'source_image_publisher', value: base.publisher },
      { name: 'source_image_offer', value: base.offer },
      { name: 'source_image_sku', value: base.sku },
      { name: 'source_image_version', value: base.version },
    ],
    validationEtag: new Date(version.write.endsAt).toISOString(),
  }
}

function targetRegionAnswer(target: TargetRegion, excludeFromLatest: boolean) {
  const { region, ...rest } = target
  return { name: displayName(region), excludeFromLatest, ...rest }
}

function storageProfileAnswer(version: ImageVersion, apiVersion: string) {
  const { source, osDisk, dataDisks } = version
  const osSource = source.kind === 'disks' ? diskSourceAnswer(source.osDisk) : undefined
  const dataDiskImages = dataDisks.map((disk) => {
    const from = source.kind === 'disks' ? source.dataDisks.find(({ lun }) => lun === disk.lun) : undefined
    return compact({ source: from && diskSourceAnswer(from.source), ...disk })
  })
  return compact({
    source: wholeSourceAnswer(version, apiVersion),
    osDiskImage: compact({ source: osSource, ...osDisk }),
    dataDiskImages: dataDiskImages.length > 0 ? dataDiskImages : undefined,
  })
}

function wholeSourceAnswer({ source }: ImageVersion, apiVersion: string) {
  if (source.kind === 'disks') return undefined
  if (source.kind === 'community') return { communityGalleryImageId: source.id }
  const isMachine = source.kind === 'virtualMachine' && has(apiVersion, SINCE.virtualMachineId)
  return isMachine ? { virtualMachineId: source.id } : { id: source.id }
}

function diskSourceAnswer(source: DiskSource) {
  return 'id' in source ? { id: source.id } : { storageAccountId: source.storageAccountId, uri: source.uri }
}
