import type { SeedSize, SeedSupportedImage } from './seed.ts'

const size = (name: string, familyName: string, vCPUs: number, more: Record<string, string> = {}): SeedSize => ({
  name,
  familyName,
  capabilities: {
    vCPUs: String(vCPUs),
    HyperVGenerations: 'V1,V2',
    CpuArchitectureType: 'x64',
    LowPriorityCapable: 'True',
    MemoryGB: String(vCPUs * 4),
    ...more,
  },
})

/** Sizes of a world that names none. */
export const DEFAULT_SIZES: readonly SeedSize[] = [
  size('Standard_D2s_v5', 'standardDSv5Family', 2),
  size('Standard_D4s_v5', 'standardDSv5Family', 4),
  size('Standard_D8s_v5', 'standardDSv5Family', 8),
  size('Standard_D2s_v6', 'standardDSv6Family', 2, { HyperVGenerations: 'V2', DiskControllerTypes: 'NVMe' }),
  size('Standard_F8s_v2', 'standardFSv2Family', 8),
  size('Standard_D2ps_v5', 'standardDPSv5Family', 2, { CpuArchitectureType: 'Arm64', HyperVGenerations: 'V2' }),
  size('Standard_D2_v2', 'standardDv2Family', 2, { HyperVGenerations: 'V1' }),
  size('Standard_DC2as_v5', 'standardDCASv5Family', 2, { ConfidentialComputingType: 'SNP', HyperVGenerations: 'V2' }),
  size('Standard_B2s', 'standardBSFamily', 2, { LowPriorityCapable: 'False' }),
]

const image = (
  nodeAgentSKUId: string,
  publisher: string,
  offer: string,
  sku: string,
  osType: 'linux' | 'windows' = 'linux',
): SeedSupportedImage => ({
  nodeAgentSKUId,
  imageReference: { publisher, offer, sku, version: 'latest' },
  osType,
  capabilities: osType === 'linux' ? ['DockerCompatible'] : [],
  verificationType: 'verified',
})

/** Supported images of a world that names none. */
export const DEFAULT_SUPPORTED_IMAGES: readonly SeedSupportedImage[] = [
  image('batch.node.ubuntu 24.04', 'canonical', 'ubuntu-24_04-lts', 'server'),
  {
    ...image('batch.node.ubuntu 22.04', 'canonical', '0001-com-ubuntu-server-jammy', '22_04-lts'),
    batchSupportEndOfLife: '2027-06-30T00:00:00Z',
  },
  image('batch.node.el 9', 'almalinux', 'almalinux-x86_64', '9-gen2'),
  image('batch.node.debian 12', 'debian', 'debian-12', '12'),
  image('batch.node.windows amd64', 'microsoftwindowsserver', 'windowsserver', '2022-datacenter', 'windows'),
]
