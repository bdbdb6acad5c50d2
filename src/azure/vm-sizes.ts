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
  const cachedBytes = Number(capabilities.get('CachedDiskBytes') ?? Number.NaN)
  const spot = capabilities.get('LowPriorityCapable')?.toLowerCase()
  return {
    name: textIn(body, 'name'),
    family: textAt(body, 'familyName') ?? '',
    ...knownOf({
      cores: cores > 0 ? cores : undefined,
      hyperVGenerations: listIn(capabilities.get('HyperVGenerations')),
      architecture: capabilities.get('CpuArchitectureType'),
      isSpotCapable: spot === 'true' || spot === 'false' ? spot === 'true' : undefined,
      // Enclaves (SGX) are something else: their machines are ordinary ones.
      isConfidential: /snp|tdx/i.test(capabilities.get('ConfidentialComputingType') ?? '') || undefined,
      isTrustedLaunchDisabled: capabilities.get('TrustedLaunchDisabled')?.toLowerCase() === 'true' || undefined,
      cacheGb: cachedBytes >= 0 ? cachedBytes / 2 ** 30 : undefined,
      lacks: lackedIn(capabilities),
      diskControllers: listIn(capabilities.get('DiskControllerTypes')),
      batchSupportEndOfLife: instantOf(textAt(body, 'batchSupportEndOfLife')),
    }),
  }
}

/** Capabilities that pools may ask for and that a size may be without. */
const FEATURES = ['PremiumIO', 'EphemeralOSDiskSupported', 'EncryptionAtHostSupported', 'AcceleratedNetworkingEnabled']

function lackedIn(capabilities: ReadonlyMap<string | undefined, string | undefined>): readonly string[] | undefined {
  const lacked = FEATURES.filter((name) => capabilities.get(name)?.toLowerCase() === 'false')
  return lacked.length > 0 ? lacked : undefined
}

/** `V1, V2` */
function listIn(text: string | undefined): readonly string[] | undefined {
  return text?.split(',').map((each) => each.trim())
}

function instantOf(text: string | undefined): string | undefined {
  const instant = Date.parse(text ?? '')
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString()
}
