import type { PoolDefinition } from '../../model/batch.ts'
import type { DesiredPool, PoolScale } from '../../model/desired.ts'
import { isJsonObject, type JsonObject, type JsonValue, mergeJson } from '../../model/json.ts'

/** How a pool that Azure upgrades by itself differs from one that has its version from the run. */
export type RollingDecisions = {
  /** The image without a version: Azure takes the latest. */
  readonly imageDefinitionId: string
  /** For a pool that does not roll yet. */
  readonly upgradePolicy?: JsonObject
  /** Windows must not patch itself beside it. */
  readonly windowsConfiguration?: JsonObject
}

/** What the plan has decided about a pool beyond what the workflow said. */
export type PoolDecisions = {
  readonly imageVersionId: string
  readonly nodeAgentSkuId: string
  /** Minutes; undefined under autoscale, where Azure ignores it. */
  readonly resizeTimeoutMinutes?: number
  /** Members of the virtual machine configuration that the security type of the image demands. */
  readonly securityProfile?: JsonObject
  /** Set where Azure is to upgrade the nodes by itself. */
  readonly rolling?: RollingDecisions
}

/** The body that makes the pool as asked; `metadata` is what the action notes of itself. */
export function poolDefinition(
  desired: DesiredPool,
  decisions: PoolDecisions,
  metadata: Readonly<Record<string, string>>,
): PoolDefinition {
  const asked = ownedProperties(desired, decisions)
  return {
    properties: { ...asked, metadata: withMetadata(asked['metadata'], metadata) },
    ...identityOf(desired),
  }
}

/** ARM pool properties the workflow speaks about, `pool-properties` merged over the inputs. */
export function ownedProperties(desired: DesiredPool, decisions: PoolDecisions): JsonObject {
  const { rolling } = decisions
  const fromInputs: JsonObject = {
    vmSize: desired.vmSize,
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        imageReference: { id: rolling?.imageDefinitionId ?? decisions.imageVersionId },
        nodeAgentSkuId: decisions.nodeAgentSkuId,
        ...decisions.securityProfile,
        ...(rolling?.windowsConfiguration && { windowsConfiguration: rolling.windowsConfiguration }),
      },
    },
    scaleSettings: scaleSettings(desired.scale, decisions.resizeTimeoutMinutes),
    ...(rolling?.upgradePolicy && { upgradePolicy: rolling.upgradePolicy }),
    ...(desired.startTask && { startTask: startTask(desired.startTask) }),
    ...(desired.taskSlotsPerNode !== undefined && { taskSlotsPerNode: desired.taskSlotsPerNode }),
    ...(desired.subnetId !== undefined && { networkConfiguration: { subnetId: desired.subnetId } }),
  }
  const merged = mergeJson(fromInputs, desired.properties)
  return isJsonObject(merged) ? merged : fromInputs
}

/** The `identity` member for the identities asked for; empty without any. */
export function identityOf(desired: DesiredPool): { readonly identity?: JsonObject } {
  if (desired.identityIds.length === 0) return {}
  const userAssignedIdentities = Object.fromEntries(desired.identityIds.map((id) => [id, {}]))
  return { identity: { type: 'UserAssigned', userAssignedIdentities } }
}

/** A metadata list with `entries` put in or replaced and those named `without` taken out, everything else as it was. */
export function withMetadata(
  list: JsonValue | undefined,
  entries: Readonly<Record<string, string>>,
  without: readonly string[] = [],
): readonly JsonObject[] {
  return withEntries(
    list,
    Object.entries(entries).map(([name, value]) => ({ name, value })),
    without,
  )
}

/** The same with entries as Azure writes them. */
export function withEntries(
  list: JsonValue | undefined,
  entries: readonly JsonObject[],
  without: readonly string[],
): readonly JsonObject[] {
  const gone = [...entries.map(({ name }) => name), ...without]
  const items: readonly JsonValue[] = Array.isArray(list) ? list : []
  return [...items.filter(isJsonObject).filter(({ name }) => !gone.includes(name ?? '')), ...entries]
}

/** Value of an entry of a metadata list. */
export function metadataValue(list: JsonValue | undefined, name: string): string | undefined {
  const items: readonly JsonValue[] = Array.isArray(list) ? list : []
  const value = items.filter(isJsonObject).find((item) => item['name'] === name)?.['value']
  return typeof value === 'string' ? value : undefined
}

function scaleSettings(scale: PoolScale, resizeTimeoutMinutes: number | undefined): JsonObject {
  if (scale.kind === 'autoscale') {
    return {
      autoScale: {
        formula: scale.formula,
        ...(scale.evaluationIntervalMinutes !== undefined && {
          evaluationInterval: isoMinutes(scale.evaluationIntervalMinutes),
        }),
      },
    }
  }
  return {
    fixedScale: {
      targetDedicatedNodes: scale.targetDedicatedNodes,
      targetLowPriorityNodes: scale.targetSpotNodes,
      ...(resizeTimeoutMinutes !== undefined && { resizeTimeout: isoMinutes(resizeTimeoutMinutes) }),
    },
  }
}

/** Minutes as an ISO 8601 duration, the way Batch writes them. */
export function isoMinutes(minutes: number): string {
  return `PT${minutes}M`
}

function startTask(task: NonNullable<DesiredPool['startTask']>): JsonObject {
  return {
    commandLine: task.commandLine,
    ...(task.elevated !== undefined && {
      userIdentity: { autoUser: { scope: 'Pool', elevationLevel: task.elevated ? 'Admin' : 'NonAdmin' } },
    }),
  }
}
