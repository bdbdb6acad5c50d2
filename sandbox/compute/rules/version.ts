import { resourceName } from '../../../src/model/resource-id.ts'
import { displayName } from '../../regions.ts'
import { Refusal } from '../../service.ts'
import type { ImageVersionBody, StorageProfileBody } from '../bodies.ts'
import type { ImageSource, ImageVersion, Tracked } from '../entities.ts'
import { isDeleting, isUnderWay } from '../provisioning.ts'
import {
  concurrentWrite,
  conflict,
  invalidParameter,
  markedForDeletion,
  propertyChangeNotAllowed,
} from '../refusals.ts'
import { sameSource, sourcePath } from './source.ts'

const STORAGE = 'galleryImageVersion.properties.storageProfile'

/** Refuses a name that is not `Major.Minor.Patch` with each part within 32 bits. */
export function checkVersionName(name: string): void {
  const numbers = /^\d+\.\d+\.\d+$/.test(name) ? name.split('.').map(Number) : []
  if (numbers.length === 3 && numbers.every((number) => number <= 2 ** 31 - 1)) return
  throw invalidParameter(
    'The image version name is invalid. The image version name should follow Major(int).Minor(int).Patch(int) format, ' +
      'for e.g: 1.0.0, 2018.12.1 etc.',
    'galleryImageVersionName',
  )
}

/** Refuses a write while an earlier one is under way; `operation` is as in `Update Gallery Image Version`. */
export function checkIdle(resource: Tracked, operation: string, now: number): void {
  if (isDeleting(resource.write, now)) throw markedForDeletion(operation, resource.id)
  if (isUnderWay(resource.write, now)) throw concurrentWrite()
}

/** Refuses a write under a parent that is not ready for it. */
export function checkParentIdle(parent: Tracked, operation: string, now: number): void {
  if (isDeleting(parent.write, now)) throw markedForDeletion(operation, parent.id)
  if (isUnderWay(parent.write, now) && parent.write.kind === 'create') {
    throw conflict(`The parent resource '${resourceName(parent.id)}' is still being created.`)
  }
}

/** Refuses to change what an existing version is made from. */
export function checkSourceKept(existing: ImageVersion, asked: ImageSource | undefined): void {
  if (asked !== undefined && !sameSource(asked, existing.source)) throw propertyChangeNotAllowed(sourcePath(asked))
}

/** Refuses to change the disks of an existing version. */
export function checkDisksKept(existing: ImageVersion, body: StorageProfileBody): void {
  const caching = body.osDiskImage?.hostCaching
  if (caching !== undefined && caching !== existing.osDisk.hostCaching) {
    throw propertyChangeNotAllowed(`${STORAGE}.osDiskImage.hostCaching`)
  }
  for (const disk of body.dataDiskImages ?? []) {
    const kept = existing.dataDisks.find(({ lun }) => lun === disk.lun)
    if (kept === undefined) {
      throw invalidParameter(
        'Adding new Data Disks or changing the LUN of a Data Disk in an existing Image is not allowed.',
        `${STORAGE}.dataDiskImages`,
      )
    }
    if (disk.hostCaching !== undefined && disk.hostCaching !== kept.hostCaching) {
      throw propertyChangeNotAllowed(`${STORAGE}.dataDiskImages.hostCaching`)
    }
  }
}

/** Refuses to drop regions where that has been forbidden in so many words; what is merely unset forbids nothing. */
export function checkRegionsKept(
  existing: ImageVersion,
  kept: readonly string[],
  isAllowed: boolean | undefined,
): void {
  const dropped = existing.replication.map(({ region }) => region).filter((region) => !kept.includes(region))
  if (dropped.length === 0 || isAllowed !== false) return
  throw new Refusal(
    409,
    'OperationNotAllowed',
    `Removing the regions '${dropped.map(displayName).join(',')}' from gallery image version ` +
      `'${resourceName(existing.id)}' is not allowed because its safetyProfile has allowDeletionOfReplicatedLocations set ` +
      'to false.',
    { target: 'galleryImageVersion.properties.publishingProfile.targetRegions' },
  )
}

/** Refuses UEFI settings that differ from those the version was made with. */
export function checkSecurityKept(existing: ImageVersion, body: ImageVersionBody): void {
  const asked = body.properties?.securityProfile?.uefiSettings
  if (asked !== undefined && JSON.stringify(asked) !== JSON.stringify(existing.uefiSettings)) {
    throw propertyChangeNotAllowed('galleryImageVersion.properties.securityProfile.uefiSettings')
  }
}

/** Refuses to delete a version that is held until its end of life. */
export function checkDeletable(version: ImageVersion, now: number): void {
  const { endOfLifeDate } = version.publishing
  if (!version.blockDeletionBeforeEndOfLife) return
  if (endOfLifeDate !== undefined && Date.parse(endOfLifeDate) <= now) return
  throw new Refusal(
    409,
    'DeleteGalleryImageVersionBlockedBeforeEndOfLife',
    'Deletion of Gallery image version is not allowed because the image is enabled for blockDeletionBeforeEndOfLife and ' +
      'its endOfLifeDate has not reached yet.',
  )
}
