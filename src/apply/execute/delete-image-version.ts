import { AzureError, UserError } from '../../model/errors.ts'
import type { ImageVersion } from '../../model/image.ts'
import type { DeleteImageVersion } from '../../model/image-step.ts'
import type { Observed } from '../../model/observed.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'
import { Watch } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { send } from '../send.ts'
import { useOfVersion } from './version-use.ts'

/** How long Azure may take to show that a deletion is under way. */
const PATIENCE_MS = 10 * 60_000

/**
 * Deletes the version, and waits until it is gone. What somebody has begun to use since the plan was made, or has written
 * anew, is kept: that is no failure.
 */
export function deleteImageVersion(step: DeleteImageVersion, run: Execution): Promise<StepEnd> {
  return run.deletions.take(() => deleteInTurn(step, run))
}

async function deleteInTurn(step: DeleteImageVersion, run: Execution): Promise<StepEnd> {
  run.ports.signal.throwIfAborted()
  const id = step.imageVersionId
  const watch = () => new Watch(run.ports, () => run.ports.azure.readImageVersion(id))
  const before = presentOrGone(await watch().next())
  if (before === undefined) return gone(id, 'is gone already: someone else deleted it')
  if (before.provisioningState !== 'Deleting') {
    const why = whyChanged(step, before) ?? (await useOfVersion(step, run))
    if (why !== undefined) return { kind: 'succeeded', text: `Image version ${resourceName(id)} is kept: ${why}.` }
    await send(step, run, () => run.ports.azure.deleteImageVersion(id))
  }
  // A watch of its own: what was read before the deletion does not say how long to wait for its end.
  return untilGone(step, watch(), run)
}

async function untilGone(step: DeleteImageVersion, watch: Watch<ImageVersion>, run: Execution): Promise<StepEnd> {
  const id = step.imageVersionId
  const askedAt = run.ports.clock.now()
  let isSeenGoing = false
  for (;;) {
    const version = presentOrGone(await watch.next())
    if (version === undefined) return gone(id, 'is deleted')
    const { provisioningState: state } = version
    if (state !== 'Deleting' && (isSeenGoing || run.ports.clock.now() - askedAt > PATIENCE_MS)) throw stays(id, state)
    isSeenGoing ||= state === 'Deleting'
    run.tell(step, `Image version ${resourceName(id)} is being deleted.`)
  }
}

/** What makes it another version than the plan was made for. */
function whyChanged({ publishedDate }: DeleteImageVersion, version: ImageVersion): string | undefined {
  const { provisioningState: state } = version
  if (state === 'Creating' || state === 'Updating') return 'another run is writing it'
  const isSame = publishedDate === undefined || version.publishedDate === publishedDate
  return isSame ? undefined : 'since the plan was made it was published anew'
}

function presentOrGone(observed: Observed<ImageVersion>): ImageVersion | undefined {
  if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
  return observed.state === 'absent' ? undefined : observed.value
}

function gone(id: string, how: string): StepEnd {
  return { kind: 'succeeded', text: `Image version ${resourceName(id)} ${how}.` }
}

function stays(id: string, state: string): UserError {
  return new UserError(
    'ImageVersionNotDeleted',
    `Azure took the deletion of image version ${resourceName(id)}, and then did not carry it out: its provisioning state is ${state}.`,
    'Look at it in the portal (Activity log), and run again: the deletion is then asked for once more.',
  )
}
