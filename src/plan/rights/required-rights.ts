import type { Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import type { DiskSource, ImageSource } from '../../model/image-source.ts'
import type { DrainPool, MoveJobs, SmokePool } from '../../model/pool-step.ts'
import { isOfType, parentId, parseResourceId, resourceKey, resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { linkedPoolRights, type ScopedRight } from './pool-rights.ts'

/**
 * A right without which a step is refused. Its scope is the deepest resource that exists already, or a resource group: the
 * caller's permissions are asked there.
 */
export type RequiredRight = ScopedRight & {
  /** What needs it, in words: `creating pool render-pool`. */
  readonly purpose: string
  /** Where the role has to be given, where that is not `scope`. */
  readonly grantAt?: string
}

/** Every right that these steps need, each once for its scope, with all that it is needed for. */
export function requiredRights(steps: readonly Step[], question: Question): RequiredRight[] {
  const all = steps.flatMap((step) => rightsOf(step, question))
  const byKey = Map.groupBy(all, ({ action, scope }) => `${action.toLowerCase()} ${resourceKey(scope)}`)
  return [...byKey.values()].flatMap(([right, ...others]) => {
    if (right === undefined) return []
    const purposes = new Set([right, ...others].map(({ purpose }) => purpose))
    return [{ ...right, purpose: enumeration([...purposes]) }]
  })
}

/** The resource group of a resource, as a scope. */
export function resourceGroupOf(id: string): string {
  const { subscriptionId = '', resourceGroup = '' } = parseResourceId(id) ?? {}
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
}

/** Where rights on the gallery are asked: at the definition, or at its resource group while there is no definition. */
export function galleryScope({ desired, observed }: Question): string {
  const { imageDefinitionId } = desired.image
  return observed.imageDefinition.state === 'present' ? imageDefinitionId : resourceGroupOf(imageDefinitionId)
}

function rightsOf(step: Step, question: Question): RequiredRight[] {
  const purpose = purposeOf(step)
  return [...scopedRights(step, question).map((right) => ({ ...right, purpose })), ...undoRights(step, question)]
}

/** A pool that was to take the place of another is deleted where that goes wrong, also where the other is kept in the end. */
function undoRights(step: Step, { desired }: Question): RequiredRight[] {
  if (step.kind !== 'switch-pool' || desired.rollout.onFailure === 'stop') return []
  const purpose = `deleting pool ${resourceName(step.poolId)} should the rollout go wrong`
  return [{ action: 'Microsoft.Batch/batchAccounts/pools/delete', scope: parentId(step.poolId), purpose }]
}

function scopedRights(step: Step, question: Question): Omit<RequiredRight, 'purpose'>[] {
  const gallery = galleryScope(question)
  switch (step.kind) {
    case 'register-provider': {
      const grantAt = `/subscriptions/${step.subscriptionId}`
      const scope = resourceGroupOf(question.desired.image.imageDefinitionId)
      return [{ action: 'Microsoft.Batch/register/action', scope, grantAt }]
    }
    case 'create-gallery':
      return [{ action: 'Microsoft.Compute/galleries/write', scope: gallery }]
    case 'create-image-definition':
      return [{ action: 'Microsoft.Compute/galleries/images/write', scope: gallery }]
    case 'create-managed-image': {
      const group = { action: 'Microsoft.Compute/images/write', scope: resourceGroupOf(step.managedImageId) }
      return [group, ...captureRights(step.source)]
    }
    case 'publish-image-version':
      return [versionsWrite(gallery), ...publishRights(step.source, question)]
    case 'update-image-version':
      return [versionsWrite(gallery)]
    case 'await-replication':
      return []
    case 'create-pool':
    case 'update-pool':
    case 'await-pool':
    case 'bake-pool':
      return linkedPoolRights(step, gallery)
    case 'drain-pool':
      return drainActions(step).map((action) => ({ action, scope: parentId(step.poolId) }))
    case 'delete-pool':
      return [{ action: 'Microsoft.Batch/batchAccounts/pools/delete', scope: parentId(step.poolId) }]
    case 'switch-pool':
      return [{ action: 'Microsoft.Batch/batchAccounts/pools/write', scope: parentId(step.poolId) }]
    case 'follow-upgrade':
      return [{ action: 'Microsoft.Batch/batchAccounts/pools/read', scope: parentId(step.poolId) }]
    case 'set-latest':
      return [versionsWrite(gallery)]
    case 'delete-image-version':
      return [{ action: 'Microsoft.Compute/galleries/images/versions/delete', scope: gallery }]
    case 'smoke-pool':
      return smokeRights(step)
    case 'move-jobs':
      return moveRights(step)
  }
}

/** Nodes belong to the pool; jobs, their tasks and the files of those are data. */
function smokeRights({ poolId }: SmokePool): ScopedRight[] {
  const scope = parentId(poolId)
  const jobs = ['read', 'write', 'delete'].map((verb) => `Microsoft.Batch/batchAccounts/jobs/${verb}`)
  return [
    { action: 'Microsoft.Batch/batchAccounts/pools/read', scope },
    ...jobs.map((action) => ({ action, scope, isDataAction: true as const })),
  ]
}

/** Jobs and job schedules are data. */
function moveRights({ poolId }: MoveJobs): ScopedRight[] {
  const rights = ['jobs/read', 'jobs/write', 'jobSchedules/read', 'jobSchedules/write']
  return rights.map((right) => ({
    action: `Microsoft.Batch/batchAccounts/${right}`,
    scope: parentId(poolId),
    isDataAction: true,
  }))
}

/** A drain that has a deadline is stopped when that passes. */
function drainActions({ deadlineMinutes }: DrainPool): string[] {
  const stop = deadlineMinutes === undefined ? [] : ['stopResize/action']
  return ['write', ...stop].map((verb) => `Microsoft.Batch/batchAccounts/pools/${verb}`)
}

function versionsWrite(scope: string): ScopedRight {
  return { action: 'Microsoft.Compute/galleries/images/versions/write', scope }
}

/**
 * Rights on what an image version is made from.
 * Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery", permissions.
 */
function publishRights(source: ImageSource, { desired, observed }: Question): ScopedRight[] {
  const isMade = observed.managedImage?.state === 'present'
  // What is not there, or may not be read, has a finding of its own; a managed image that is there needs no source.
  if (!isMade && observed.source.some((part) => part.observed.state !== 'present')) return []
  switch (source.kind) {
    case 'managed-image': {
      const isMadeFirst = desired.image.managedImageId !== undefined && !isMade
      const scope = isMadeFirst ? resourceGroupOf(source.id) : source.id
      return [{ action: 'Microsoft.Compute/images/read', scope }]
    }
    case 'gallery-image-version':
      return [{ action: 'Microsoft.Compute/galleries/images/versions/read', scope: source.id }]
    case 'virtual-machine':
      return [{ action: 'Microsoft.Compute/virtualMachines/write', scope: source.id }]
    case 'community-image':
      return []
    case 'disks':
      return disksOf(source).map((disk) => diskRight(disk, 'write'))
  }
}

/** Rights on what a managed image is made from: a machine is marked, disks are only read. */
function captureRights(source: ImageSource): ScopedRight[] {
  if (source.kind === 'disks') return disksOf(source).map((disk) => diskRight(disk, 'read'))
  return source.kind === 'virtual-machine'
    ? [{ action: 'Microsoft.Compute/virtualMachines/write', scope: source.id }]
    : []
}

function disksOf({ osDisk, dataDisks }: Extract<ImageSource, { readonly kind: 'disks' }>): DiskSource[] {
  return [osDisk, ...dataDisks.map(({ source }) => source)]
}

function diskRight(disk: DiskSource, verb: 'read' | 'write'): ScopedRight {
  if ('uri' in disk) {
    return { action: 'Microsoft.Storage/storageAccounts/listKeys/action', scope: disk.storageAccountId }
  }
  const type = isOfType(disk.id, 'Microsoft.Compute', 'snapshots') ? 'snapshots' : 'disks'
  return { action: `Microsoft.Compute/${type}/${verb}`, scope: disk.id }
}

function purposeOf(step: Step): string {
  switch (step.kind) {
    case 'register-provider':
      return `registering ${step.namespace}`
    case 'create-gallery':
      return `creating gallery ${resourceName(step.galleryId)}`
    case 'create-image-definition':
      return `creating image definition ${resourceName(step.imageDefinitionId)}`
    case 'create-managed-image':
      return `making managed image ${resourceName(step.managedImageId)}`
    case 'publish-image-version':
      return `publishing image version ${resourceName(step.imageVersionId)}`
    case 'update-image-version':
      return `changing image version ${resourceName(step.imageVersionId)}`
    case 'await-replication':
      return `watching image version ${resourceName(step.imageVersionId)}`
    case 'create-pool':
      return `creating pool ${resourceName(step.poolId)}`
    case 'update-pool':
      return `changing pool ${resourceName(step.poolId)}`
    case 'drain-pool':
      return `emptying pool ${resourceName(step.poolId)}`
    case 'delete-pool':
      return `deleting pool ${resourceName(step.poolId)}`
    case 'await-pool':
    case 'bake-pool':
    case 'follow-upgrade':
      return `watching pool ${resourceName(step.poolId)}`
    case 'smoke-pool':
      return `running a command on pool ${resourceName(step.poolId)}`
    case 'move-jobs':
      return `moving the jobs of pool ${resourceName(step.poolId)}`
    case 'switch-pool':
      return `changing pool ${resourceName(step.poolId)}`
    case 'set-latest':
      return `promoting image version ${resourceName(step.imageVersionId)}`
    case 'delete-image-version':
      return `deleting image version ${resourceName(step.imageVersionId)}`
  }
}
