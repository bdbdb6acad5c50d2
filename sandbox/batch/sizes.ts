import type { BatchParts } from './store.ts'

/** A VM size as checks and allocation need it. */
export type Size = {
  readonly name: string
  readonly family: string
  readonly cores: number
  readonly generations: readonly string[]
  /** `x64` where the list does not say. */
  readonly architecture: string
  readonly isSpotCapable: boolean
  /** Whether its machines are confidential ones. */
  readonly isConfidential: boolean
  /** Whether its machines can be started as trusted ones. */
  readonly canTrustLaunch: boolean
  /** When Batch ends its support, ms since 1970; never where nothing is said. */
  readonly supportEndsAt: number
}

/** A size by its name, whatever its case. */
export function sizeOf(parts: Pick<BatchParts, 'sizes'>, name: string): Size | undefined {
  const found = parts.sizes.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (found === undefined) return undefined
  const { capabilities, batchSupportEndOfLife } = found
  const generations = (capabilities['HyperVGenerations'] ?? 'V1').split(',')
  return {
    name: found.name,
    family: found.familyName,
    cores: Number(capabilities['vCPUs'] ?? 1),
    generations,
    architecture: capabilities['CpuArchitectureType'] ?? 'x64',
    isSpotCapable: !isSet(capabilities['LowPriorityCapable'], 'False'),
    isConfidential: capabilities['ConfidentialComputingType'] !== undefined,
    canTrustLaunch: generations.includes('V2') && !isSet(capabilities['TrustedLaunchDisabled'], 'True'),
    supportEndsAt: batchSupportEndOfLife === undefined ? Number.POSITIVE_INFINITY : Date.parse(batchSupportEndOfLife),
  }
}

function isSet(capability: string | undefined, value: 'True' | 'False'): boolean {
  return capability?.toLowerCase() === value.toLowerCase()
}
