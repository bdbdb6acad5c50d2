import type {
  AwaitReplication,
  CreateGallery,
  CreateImageDefinition,
  CreateManagedImage,
  DeleteImageVersion,
  PublishImageVersion,
  RegisterProvider,
  SetLatest,
  UpdateImageVersion,
} from './image-step.ts'
import type {
  AwaitPool,
  BakePool,
  CreatePool,
  DeletePool,
  DrainPool,
  FollowUpgrade,
  MoveJobs,
  SmokePool,
  SwitchPool,
  UpdatePool,
} from './pool-step.ts'
import type { StepId } from './step-base.ts'

/** One change to Azure, or one wait for it, as plain data, so that it can be printed and compared. */
export type Step =
  | RegisterProvider
  | CreateGallery
  | CreateImageDefinition
  | CreateManagedImage
  | PublishImageVersion
  | UpdateImageVersion
  | AwaitReplication
  | CreatePool
  | UpdatePool
  | DrainPool
  | DeletePool
  | AwaitPool
  | BakePool
  | SetLatest
  | SmokePool
  | MoveJobs
  | SwitchPool
  | FollowUpgrade
  | DeleteImageVersion

/** Whether a step writes to Azure; the others only wait. */
export function isChange(step: Step): boolean {
  return !WAITS.includes(step.kind)
}

const WAITS: readonly Step['kind'][] = ['await-replication', 'await-pool', 'bake-pool', 'follow-upgrade']

/**
 * Whether a step trusts the image, or takes away what never comes back: it is begun only where all that was waited for before
 * it is proven.
 */
export function needsProof({ kind }: Step): boolean {
  return NEED_PROOF.includes(kind)
}

const NEED_PROOF: readonly Step['kind'][] = ['set-latest', 'move-jobs', 'delete-image-version']

/** Resource that a step writes to or waits for; `/subscriptions/ID` where it is the subscription. */
export function stepResource(step: Step): string {
  switch (step.kind) {
    case 'register-provider':
      return `/subscriptions/${step.subscriptionId}`
    case 'create-gallery':
      return step.galleryId
    case 'create-image-definition':
      return step.imageDefinitionId
    case 'create-managed-image':
      return step.managedImageId
    case 'publish-image-version':
    case 'update-image-version':
    case 'await-replication':
    case 'set-latest':
    case 'delete-image-version':
      return step.imageVersionId
    case 'create-pool':
    case 'update-pool':
    case 'drain-pool':
    case 'delete-pool':
    case 'await-pool':
    case 'bake-pool':
    case 'smoke-pool':
    case 'move-jobs':
    case 'switch-pool':
    case 'follow-upgrade':
      return step.poolId
  }
}

/** Steps that none of the others comes after. */
export function lastSteps(steps: readonly Step[]): StepId[] {
  const followed = new Set(steps.flatMap(({ after }) => after))
  return steps.map(({ id }) => id).filter((id) => !followed.has(id))
}
