import { AzureError, UserError } from '../../model/errors.ts'
import type { ImageVersion } from '../../model/image.ts'
import type { AwaitReplication } from '../../model/image-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'
import type { StepEnd } from '../schedule.ts'
import { versionGone } from './image-version.ts'

/** Waits until Azure reports the region as Completed with the replicas asked for. */
export async function awaitReplication(step: AwaitReplication, run: Execution): Promise<StepEnd> {
  const watch = run.watchImageVersion(step.imageVersionId)
  for (;;) {
    const observed = await watch.next()
    if (observed.state === 'absent') throw versionGone(step.imageVersionId)
    if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
    const text = progress(step, observed.value)
    if (text.done) return { kind: 'succeeded', text: text.told }
    run.tell(step, text.told, text.mark)
  }
}

function progress(
  step: AwaitReplication,
  version: ImageVersion,
): { readonly done: boolean; readonly told: string; readonly mark?: string } {
  const { region, regionalReplicaCount } = step
  const target = version.targetRegions.find((held) => held.region === region)
  if (target === undefined) throw dropped(step)
  const status = version.replication.find((each) => each.region === region)
  if (status?.state === 'Failed' && version.provisioningState !== 'Updating')
    throw replicationFailed(step, status.details)
  if (status?.state === 'Completed' && target.regionalReplicaCount >= regionalReplicaCount) {
    return { done: true, told: `${region} holds ${replicas(target.regionalReplicaCount)}.` }
  }
  if (version.provisioningState === 'Failed') throw replicationFailed(step, status?.details ?? '')
  const state = status === undefined || status.state === 'Unknown' ? 'has not begun' : `is at ${status.progress} %`
  const told = `Replication to ${region} ${state} (${replicas(regionalReplicaCount)}).`
  return { done: false, told, mark: `${status?.state} ${Math.floor((status?.progress ?? 0) / 10)}` }
}

function replicas(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`
}

function dropped({ region, imageVersionId }: AwaitReplication): UserError {
  return new UserError(
    'RegionDropped',
    `Another writer took ${region} out of the regions of image version ${resourceName(imageVersionId)} while it was being replicated there.`,
    'Let one workflow at a time change this image version (a `concurrency` group), and run again: the region is then added once more.',
  )
}

function replicationFailed({ region, imageVersionId }: AwaitReplication, details: string): UserError {
  const reason = details === '' ? 'Azure gives no reason' : `Azure says: ${details}`
  return new UserError(
    'ReplicationFailed',
    `The replication of image version ${resourceName(imageVersionId)} to ${region} ended in Failed. ${reason}.`,
    'Run again: the version is then written once more, which starts the failed regions anew. When it fails twice, publish under a new version number.',
  )
}
