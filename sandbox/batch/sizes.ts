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
  /** Disk controllers that its machines can boot from; SCSI where the list does not say. */
  readonly diskControllers: readonly string[]
  /** Bytes of its cache; without end where the list does not say. */
  readonly cacheBytes: number
  /** Capabilities that the list tells to be missing, such as `PremiumIO`. */
  readonly lacks: readonly string[]
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
    diskControllers: (capabilities['DiskControllerTypes'] ?? 'SCSI').split(',').map((each) => each.trim()),
    cacheBytes: Number(capabilities['CachedDiskBytes'] ?? Number.POSITIVE_INFINITY),
    lacks: Object.keys(capabilities).filter((name) => isSet(capabilities[name], 'False')),
    supportEndsAt: batchSupportEndOfLife === undefined ? Number.POSITIVE_INFINITY : Date.parse(batchSupportEndOfLife),
  }
}

function isSet(capability: string | undefined, value: 'True' | 'False'): boolean {
  return capability?.toLowerCase() === value.toLowerCase()
}
