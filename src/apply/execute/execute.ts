import type { Step } from '../../model/step.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { awaitPool } from './await-pool.ts'
import { awaitReplication } from './await-replication.ts'
import { bakePool } from './bake-pool.ts'
import { createGallery } from './create-gallery.ts'
import { createImageDefinition } from './create-image-definition.ts'
import { createManagedImage } from './create-managed-image.ts'
import { createPool } from './create-pool.ts'
import { deleteImageVersion } from './delete-image-version.ts'
import { deletePool } from './delete-pool.ts'
import { drainPool } from './drain-pool.ts'
import { followUpgrade } from './follow-upgrade.ts'
import { moveJobs } from './move-jobs.ts'
import { publishImageVersion } from './publish-image-version.ts'
import { registerProvider } from './register-provider.ts'
import { setLatest } from './set-latest.ts'
import { smokePool } from './smoke-pool.ts'
import { switchPool } from './switch-pool.ts'
import { updateImageVersion } from './update-image-version.ts'
import { updatePool } from './update-pool.ts'

/** Carries out one step, until Azure shows what it asks for. */
export function executeStep(step: Step, run: Execution): Promise<StepEnd> {
  run.ports.signal.throwIfAborted()
  switch (step.kind) {
    case 'register-provider':
      return registerProvider(step, run)
    case 'create-gallery':
      return createGallery(step, run)
    case 'create-image-definition':
      return createImageDefinition(step, run)
    case 'create-managed-image':
      return createManagedImage(step, run)
    case 'publish-image-version':
      return publishImageVersion(step, run)
    case 'update-image-version':
      return updateImageVersion(step, run)
    case 'await-replication':
      return awaitReplication(step, run)
    case 'create-pool':
      return createPool(step, run)
    case 'update-pool':
      return updatePool(step, run)
    case 'drain-pool':
      return drainPool(step, run)
    case 'delete-pool':
      return deletePool(step, run)
    case 'await-pool':
      return awaitPool(step, run)
    case 'bake-pool':
      return bakePool(step, run)
    case 'set-latest':
      return setLatest(step, run)
    case 'smoke-pool':
      return smokePool(step, run)
    case 'move-jobs':
      return moveJobs(step, run)
    case 'switch-pool':
      return switchPool(step, run)
    case 'follow-upgrade':
      return followUpgrade(step, run)
    case 'delete-image-version':
      return deleteImageVersion(step, run)
  }
}
