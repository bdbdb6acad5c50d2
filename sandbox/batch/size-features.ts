import type { Demand } from './demand.ts'
import type { ResizeError } from './entities.ts'
import { at, type Json, listAt, textAt } from './json.ts'
import { providerError, reasonedError } from './resize-errors.ts'

const MACHINE = ['deploymentConfiguration', 'virtualMachineConfiguration'] as const

/** What a VM size may not have, by its capability: whether a pool asks for it, and what becomes of that. */
const FEATURES: Readonly<
  Record<string, { isAsked(properties: Json): boolean; error(demand: Demand, size: string): ResizeError }>
> = {
  PremiumIO: {
    isAsked: (properties) =>
      [at(properties, ...MACHINE, 'osDisk'), ...listAt(properties, ...MACHINE, 'dataDisks')].some((disk) =>
        textAt(disk, 'managedDisk', 'storageAccountType')?.startsWith('Premium'),
      ),
    error: ({ isDedicated }) =>
      reasonedError(isDedicated, 'Deployment allocation failed because VM size does not support storage account type.'),
  },
  EphemeralOSDiskSupported: {
    isAsked: (properties) => at(properties, ...MACHINE, 'osDisk', 'ephemeralOSDiskSettings', 'placement') !== undefined,
    error: ({ isDedicated }, size) =>
      providerError(isDedicated, 'NotSupported', `Ephemeral OS disk is not supported for VM size ${size}.`),
  },
  EncryptionAtHostSupported: {
    isAsked: (properties) => at(properties, ...MACHINE, 'securityProfile', 'encryptionAtHost') === true,
    error: ({ isDedicated }, size) =>
      providerError(isDedicated, 'InvalidParameter', `Encryption at host is not supported for VM size ${size}.`),
  },
  AcceleratedNetworkingEnabled: {
    isAsked: (properties) => at(properties, 'networkConfiguration', 'enableAcceleratedNetworking') === true,
    error: ({ isDedicated }, size) =>
      providerError(
        isDedicated,
        'VMSizeIsNotPermittedToEnableAcceleratedNetworkingForVmss',
        `Virtual machine at index 0 of VM scale set has size ${size}, which is not compatible with enabling accelerated networking in the network profile on the scale set.`,
      ),
  },
}

/** What the pool asks for and its VM size does not have; undefined where there is no such thing. */
export function lackedFeature(demand: Demand): ResizeError | undefined {
  const { size, pool } = demand
  const missing = size.lacks.find((name) => FEATURES[name]?.isAsked(pool.properties))
  return missing === undefined ? undefined : FEATURES[missing]?.error(demand, size.name)
}
