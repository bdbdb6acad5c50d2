import type { VmSize } from '../model/batch.ts'
import type { JsonObject } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import { type Arm, listArm } from './arm.ts'
import { knownOf, objectsAt, textAt, textIn } from './members.ts'

/** VM sizes that Batch offers in a region. */
export function listVmSizes(arm: Arm, subscriptionId: string, region: string): Promise<Reading<readonly VmSize[]>> {
  const id = `/subscriptions/${subscriptionId}/providers/Microsoft.Batch/locations/${region}/virtualMachineSkus`
  return listArm(arm, id, (items) => items.map(parseVmSize))
}

/** A VM size from ARM's answer; sizes differ in which capabilities they tell. Shape: virtualMachineSkus, 2025-06-01. */
export function parseVmSize(body: JsonObject): VmSize {
  const capabilities = new Map(
    objectsAt(body, 'capabilities').map((each) => [textAt(each, 'name'), textAt(each, 'value')]),
  )
  const cores = Number(capabilities.get('vCPUs') ?? Number.NaN)
  const spot = capabilities.get('LowPriorityCapable')?.toLowerCase()
  return {
    name: textIn(body, 'name'),
    family: textAt(body, 'familyName') ?? '',
    ...knownOf({
      cores: cores > 0 ? cores : undefined,
      hyperVGenerations: capabilities
        .get('HyperVGenerations')
        ?.split(',')
        .map((each) => each.trim()),
      architecture: capabilities.get('CpuArchitectureType'),
      isSpotCapable: spot === 'true' || spot === 'false' ? spot === 'true' : undefined,
      batchSupportEndOfLife: instantOf(textAt(body, 'batchSupportEndOfLife')),
    }),
  }
}

function instantOf(text: string | undefined): string | undefined {
  const instant = Date.parse(text ?? '')
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString()
}
