import type { DesiredPool, DesiredState, Origin } from '../model/desired.ts'
import type { Inputs } from '../model/inputs.ts'
import { childId } from '../model/resource-id.ts'

/** What the workflow asks for, as a state of Azure: one pool is a fleet of one. */
export function desire(inputs: Inputs, origin: Origin): DesiredState {
  const { pool, mode, wait, healthyPercent, bake, canary, rollout, prune, timeoutMinutes } = inputs
  const { registerProvider, ignoreFindings, planHash } = inputs
  return {
    image: {
      imageDefinitionId: inputs.imageDefinitionId,
      createGallery: inputs.createGallery,
      definition: inputs.definition,
      version: inputs.version,
      ...(inputs.source && { source: inputs.source }),
      ...(inputs.managedImageId !== undefined && { managedImageId: inputs.managedImageId }),
      extraRegions: inputs.extraRegions,
      nodesPerReplica: inputs.nodesPerReplica,
      minimumReplicas: inputs.minimumReplicas,
      replicaStorageType: inputs.replicaStorageType,
      ...(inputs.endOfLifeDate !== undefined && { endOfLifeDate: inputs.endOfLifeDate }),
      tags: inputs.tags,
      promote: inputs.promote,
    },
    pools: pool === undefined ? [] : [desiredPool(pool)],
    origin,
    mode,
    wait,
    healthyPercent,
    ...(bake && { bake }),
    ...(canary && { canary }),
    rollout,
    ...(prune && { prune }),
    ...(timeoutMinutes !== undefined && { timeoutMinutes }),
    registerProvider,
    ignoreFindings,
    ...(planHash !== undefined && { planHash }),
  }
}

function desiredPool({ poolName, ...rest }: NonNullable<Inputs['pool']>): DesiredPool {
  return { ...rest, poolId: childId(rest.batchAccountId, 'pools', poolName) }
}
