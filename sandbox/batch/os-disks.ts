import type { Demand } from './demand.ts'
import type { ResizeError } from './entities.ts'
import { at } from './json.ts'
import { providerError } from './resize-errors.ts'

const OS_DISK = ['deploymentConfiguration', 'virtualMachineConfiguration', 'osDisk'] as const

/** An OS disk that is smaller than that of the image, or an ephemeral one that is larger than the cache of the VM size. */
export function misfittingOsDisk({ pool: { properties }, size, facts, isDedicated }: Demand): ResizeError | undefined {
  const asked = at(properties, ...OS_DISK, 'diskSizeGB')
  const held = facts?.osDiskGb ?? 0
  if (typeof asked === 'number' && asked < held) {
    return providerError(
      isDedicated,
      'OperationNotAllowed',
      `The specified disk size ${asked} GB is smaller than the size of the corresponding disk in the VM image: ${held} GB. This is not allowed. Please choose equal or greater size or do not specify an explicit size.`,
    )
  }
  const isEphemeral = at(properties, ...OS_DISK, 'ephemeralOSDiskSettings', 'placement') !== undefined
  const bytes = 2 ** 30 * (typeof asked === 'number' ? asked : held)
  if (!isEphemeral || bytes <= size.cacheBytes) return undefined
  return providerError(
    isDedicated,
    'NotSupported',
    `OS disk of Ephemeral VM with size greater than ${Math.floor(size.cacheBytes / 2 ** 30)} GB is not allowed for VM size ${size.name} when the DiffDiskPlacement is CacheDisk.`,
  )
}
