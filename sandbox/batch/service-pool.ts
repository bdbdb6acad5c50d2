import { currentNodes, isSteady } from './allocation.ts'
import { allocationOf, iso, withoutSecrets } from './arm-pool.ts'
import { isoDuration } from './durations.ts'
import type { Pool } from './entities.ts'
import { at, isObject, type Json, listAt, textAt } from './json.ts'
import { sharedShape, virtualMachineShape } from './pool-shape.ts'
import { toService } from './spelling.ts'

/** A pool as the Batch service tells it; `base` is the URL of the account's endpoint. */
export function servicePool(pool: Pool, now: number, base: string): Json {
  const { properties, resize } = pool
  const { scaleSettings, deploymentConfiguration, interNodeCommunication, applicationPackages, ...shared } =
    withoutSecrets(properties)
  const allocation = allocationOf(pool, now)
  const auto = at(scaleSettings, 'autoScale')
  const isOver = isSteady(pool, now)
  return {
    id: pool.name,
    url: `${base}/pools/${pool.name}`,
    eTag: pool.etag,
    lastModified: iso(pool.modifiedAt),
    creationTime: iso(pool.createdAt),
    state: pool.deletedAt === undefined ? 'active' : 'deleting',
    stateTransitionTime: iso(pool.deletedAt ?? pool.createdAt),
    allocationState: allocation.state.toLowerCase(),
    allocationStateTransitionTime: iso(allocation.since),
    currentDedicatedNodes: currentNodes(pool, now, true),
    currentLowPriorityNodes: currentNodes(pool, now, false),
    targetDedicatedNodes: resize.targetDedicated,
    targetLowPriorityNodes: resize.targetSpot,
    enableAutoScale: auto !== undefined,
    ...(auto === undefined
      ? { resizeTimeout: isoDuration(resize.timeoutMs) }
      : {
          autoScaleFormula: textAt(auto, 'formula'),
          autoScaleEvaluationInterval: textAt(auto, 'evaluationInterval'),
          ...(pool.autoScaleRun && {
            autoScaleRun: { timestamp: iso(pool.autoScaleRun.at), results: pool.autoScaleRun.results },
          }),
        }),
    ...(isOver && resize.errors.length > 0 && { resizeErrors: resize.errors }),
    enableInterNodeCommunication: interNodeCommunication === 'Enabled',
    ...(toService(sharedShape, shared) as Json), // an object, for `shared` is one
    virtualMachineConfiguration: toService(
      virtualMachineShape,
      at(deploymentConfiguration, 'virtualMachineConfiguration'),
    ),
    ...(applicationPackages !== undefined && {
      applicationPackageReferences: listAt(properties, 'applicationPackages').map(packageReference),
    }),
    ...(pool.identity && { identity: toldIdentity(pool.identity) }),
  }
}

function packageReference(reference: unknown): Json {
  const id = textAt(reference, 'id') ?? ''
  const version = textAt(reference, 'version')
  return { applicationId: id, ...(version !== undefined && { version }) }
}

/** The Batch service lists the identities of a pool by their ids. */
function toldIdentity(identity: Json): Json {
  const { type, userAssignedIdentities } = identity
  const ids = isObject(userAssignedIdentities) ? Object.keys(userAssignedIdentities) : []
  return { type, userAssignedIdentities: ids.map((resourceId) => ({ resourceId })) }
}
