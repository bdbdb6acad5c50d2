import { entry, GOLDEN_SUBSCRIPTION, idOf, type Json } from '../worlds.ts'
import { fails, refusesGrowth } from './ending.ts'
import { accountIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { poolOf } from './requests.ts'
import { ACCOUNT, BOTH, DEPLOY, POOL, SUBNET, version } from './runs.ts'

const onMachine = (machine: string) => `deploymentConfiguration: {virtualMachineConfiguration: ${machine}}`
const withSize = (size: string) => ({ ...DEPLOY, 'vm-size': size })
const IN_SUBNET = { ...DEPLOY, 'subnet-id': SUBNET }

/** The catalogue of a world that names sizes is those alone. */
const ending = (day: string) => (world: Json) => {
  const capabilities = {
    vCPUs: '2',
    HyperVGenerations: 'V1,V2',
    CpuArchitectureType: 'x64',
    LowPriorityCapable: 'True',
  }
  const size = { name: 'Standard_D2s_v5', familyName: 'standardDSv5Family', capabilities }
  world.batch.sizes = [{ ...size, batchSupportEndOfLife: `${day}T00:00:00Z` }]
}
const SIX = { scaleSettings: { fixedScale: { targetDedicatedNodes: 6 } } }
const ONE_ADDRESS = {
  networkConfiguration: {
    publicIPAddressConfiguration: {
      provision: 'UserManaged',
      ipAddressIds: [idOf('Microsoft.Network/publicIPAddresses/render-ip')],
    },
  },
}
const networkIn = ({ network: { virtualNetworks } }: Json) => entry(virtualNetworks, '/render-net')
const subnetIn = (world: Json) => networkIn(world).properties.subnets[0].properties
/** Cores of any VM family. */
const anyFamily = (world: Json) => {
  accountIn(world).dedicatedCoreQuotaPerVMFamilyEnforced = false
}

/** Checks of the VM size and of the subnet. */
export const PLACE_REASONS: readonly Reason[] = [
  {
    code: 'VmSizeUnknown',
    of: 'a VM size that Batch does not offer',
    inputs: withSize('Standard_D3s_v5'),
    bypassed: fails('InvalidPropertyValue', 'The VM size is not supported in this region'),
  },
  {
    code: 'VmSizeRetiring',
    of: 'a VM size whose support ends in 90 days',
    world: ending('2027-02-22'),
    inputs: DEPLOY,
    bypassed: refusesGrowth({ days: 90, words: 'Batch has ended its support of this VM size' }),
  },
  {
    code: 'VmSizeRetired',
    of: 'a VM size whose support has ended',
    world: ending('2026-11-01'),
    inputs: DEPLOY,
    bypassed: fails('InvalidPropertyValue', 'Batch has ended its support of this VM size'),
  },
  {
    code: 'VmSizeGenerationDiffers',
    of: 'a VM size of generation V1 for an image of V2',
    world: anyFamily,
    inputs: withSize('Standard_D2_v2'),
    otherwise: DEPLOY,
    bypassed: fails('AllocationFailed', "cannot boot Hypervisor Generation '2'"),
  },
  {
    code: 'VmSizeArchitectureDiffers',
    of: 'a VM size of Arm64 for an image of x64',
    world: anyFamily,
    inputs: withSize('Standard_D2ps_v5'),
    otherwise: DEPLOY,
    bypassed: fails('AllocationFailed', "an image or disk with CPU Architecture 'x64' was given"),
  },
  {
    code: 'VmSizeDiskControllerDiffers',
    of: 'a VM size of NVMe for an image that does not name it',
    world: anyFamily,
    inputs: withSize('Standard_D2s_v6'),
    otherwise: DEPLOY,
    bypassed: fails('AllocationFailed', 'disk controller types supported by the OS image'),
  },
  {
    code: 'VmSizeSecurityDiffers',
    of: 'a confidential VM size for a standard image',
    world: anyFamily,
    inputs: withSize('Standard_DC2as_v5'),
    otherwise: DEPLOY,
    bypassed: fails(
      'AllocationFailed',
      "is not supported for creation of VMs and Virtual Machine Scale Set with '<NULL>'",
    ),
  },
  {
    code: 'VmSizeLacks',
    of: 'accelerated networking of a VM size that has none',
    world: (world) => {
      anyFamily(world)
      const capabilities = { vCPUs: '2', HyperVGenerations: 'V1,V2', AcceleratedNetworkingEnabled: 'False' }
      world.batch.sizes = [{ name: 'Standard_B2s', familyName: 'standardBSFamily', capabilities }]
    },
    inputs: {
      ...withSize('Standard_B2s'),
      'pool-properties': 'networkConfiguration: {enableAcceleratedNetworking: true}',
    },
    bypassed: fails('AllocationFailed', 'not compatible with enabling accelerated networking'),
  },
  {
    code: 'VmSizeCacheTooSmall',
    of: 'ephemeral OS disks on a VM size whose cache is smaller than the disk of the image',
    world: (world) => {
      anyFamily(world)
      const capabilities = { vCPUs: '2', HyperVGenerations: 'V1,V2', CachedDiskBytes: String(16 * 2 ** 30) }
      world.batch.sizes = [{ name: 'Standard_B2s', familyName: 'standardBSFamily', capabilities }]
    },
    inputs: {
      ...withSize('Standard_B2s'),
      'pool-properties': onMachine('{osDisk: {ephemeralOSDiskSettings: {placement: CacheDisk}}}'),
    },
    otherwise: withSize('Standard_B2s'),
    bypassed: fails('AllocationFailed', 'when the DiffDiskPlacement is CacheDisk'),
  },
  {
    code: 'DiskEncryptionNotPossible',
    of: 'disk encryption on a VM size without encryption at host',
    world: (world) => {
      anyFamily(world)
      const capabilities = { vCPUs: '2', HyperVGenerations: 'V1,V2', EncryptionAtHostSupported: 'False' }
      world.batch.sizes = [{ name: 'Standard_B2s', familyName: 'standardBSFamily', capabilities }]
    },
    inputs: {
      ...withSize('Standard_B2s'),
      'pool-properties': onMachine('{diskEncryptionConfiguration: {targets: [TemporaryDisk]}}'),
    },
    otherwise: withSize('Standard_B2s'),
    bypassed: fails('InvalidPropertyValue', 'needs encryption at host'),
  },
  {
    code: 'NodesWithoutWayOut',
    of: 'nodes without public addresses in a subnet that nothing leads out of',
    world: ({ network: { virtualNetworks } }) => {
      entry(virtualNetworks, '/render-net').properties.subnets[0].properties.defaultOutboundAccess = false
    },
    inputs: {
      ...DEPLOY,
      'subnet-id': SUBNET,
      'pool-properties': 'networkConfiguration: {publicIPAddressConfiguration: {provision: NoPublicIPAddresses}}',
    },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'OsDiskTooSmall',
    of: 'OS disks smaller than that of the image',
    inputs: { ...DEPLOY, 'pool-properties': onMachine('{osDisk: {diskSizeGB: 20}}') },
    otherwise: { ...DEPLOY, 'pool-properties': onMachine('{osDisk: {diskSizeGB: 64}}') },
    bypassed: fails('AllocationFailed', 'smaller than the size of the corresponding disk in the VM image'),
  },
  {
    code: 'VmSizeNotSpotCapable',
    of: 'spot nodes of a VM size that is not offered as Spot',
    inputs: { ...withSize('Standard_B2s'), 'node-count': '', 'spot-node-count': '2' },
    bypassed: fails('InvalidPropertyValue', 'Standard_B2s does not support Spot nodes'),
  },
  {
    code: 'TaskSlotsTooMany',
    of: 'more than 4 task slots for each core',
    inputs: { ...DEPLOY, 'task-slots-per-node': '9' },
    bypassed: fails('InvalidPropertyValue', 'from 1 to 8'),
  },
  {
    code: 'InterNodeTooMany',
    of: 'more nodes than may talk to each other',
    inputs: { ...DEPLOY, 'node-count': '101', 'pool-properties': 'interNodeCommunication: Enabled' },
    bypassed: fails('InvalidPropertyValue', 'up to 100 nodes'),
  },
  {
    code: 'InterNodeTooMany',
    of: 'more nodes than may talk to each other in the subscription of the user',
    world: (world) => {
      accountIn(world).poolAllocationMode = 'UserSubscription'
    },
    inputs: { ...DEPLOY, 'node-count': '81', 'pool-properties': 'interNodeCommunication: Enabled' },
    bypassed: fails('InvalidPropertyValue', 'up to 80 nodes'),
  },
  {
    code: 'SubnetNotFound',
    of: 'a subnet that is not there',
    inputs: { ...DEPLOY, 'subnet-id': `${SUBNET}-2` },
    bypassed: fails('InvalidPropertyValue', 'does not exist'),
  },
  {
    code: 'SubnetInOtherRegion',
    of: 'a subnet of another region than the account',
    world: (world) => {
      networkIn(world).location = 'northeurope'
    },
    inputs: IN_SUBNET,
    bypassed: fails('InvalidPropertyValue', 'same region and subscription'),
  },
  {
    code: 'SubnetInOtherSubscription',
    of: 'a subnet of another subscription than the account',
    world: (world) => {
      const own = networkIn(world)
      world.network.virtualNetworks = [{ ...own, id: inGolden(own.id) }]
    },
    inputs: { ...DEPLOY, 'subnet-id': inGolden(SUBNET) },
    otherwise: DEPLOY,
    bypassed: fails('InvalidPropertyValue', 'same region and subscription'),
  },
  {
    code: 'SubnetTooSmall',
    of: 'more nodes than the subnet has free addresses',
    world: (world) => {
      subnetIn(world).addressPrefix = '10.1.0.0/29'
    },
    inputs: { ...IN_SUBNET, 'node-count': '4' },
    bypassed: fails('AllocationFailed', 'SubnetIsFull'),
  },
  {
    code: 'SubnetTooSmall',
    of: 'addresses that another pool has, which the network does not tell',
    world: (world) => {
      subnetIn(world).addressPrefix = '10.1.0.0/29'
      const networkConfiguration = { subnetId: SUBNET }
      world.batch.pools = [
        { id: `${ACCOUNT}/pools/other`, properties: poolOf(version('1.0.0'), { networkConfiguration }) },
      ]
    },
    inputs: IN_SUBNET,
    bypassed: fails('AllocationFailed', 'SubnetIsFull'),
  },
  {
    code: 'SubnetTooSmall',
    of: 'nodes that leave one subnet for a smaller one',
    world: (world) => {
      subnetIn(world).addressPrefix = '10.1.0.0/29'
      world.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0'), SIX) }]
    },
    inputs: { ...IN_SUBNET, 'node-count': '6', 'update-strategy': 'in-place', 'on-failure': 'stop' },
    bypassed: fails('AllocationFailed', 'SubnetIsFull'),
  },
  {
    code: 'PublicAddressesTooFew',
    of: 'more nodes than the public addresses of the pool serve',
    inputs: { ...DEPLOY, 'node-count': '101', 'pool-properties': JSON.stringify(ONE_ADDRESS) },
    bypassed: fails('AllocationFailed', 'do not suffice'),
  },
  {
    code: 'PublicAddressTaken',
    of: 'a second pool beside the first, whose public address it brings',
    world: (world) => {
      world.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0'), ONE_ADDRESS) }]
    },
    inputs: { ...DEPLOY, 'vm-size': 'Standard_D4s_v5', 'update-strategy': 'blue-green', 'on-failure': 'stop' },
    bypassed: fails('AllocationFailed', 'is in use'),
  },
  {
    code: 'PublicAddressTaken',
    of: 'a canary beside the pool, whose public address it brings',
    world: (world) => {
      world.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0'), ONE_ADDRESS) }]
    },
    inputs: { ...BOTH, 'update-strategy': 'in-place', 'canary-nodes': '1', 'on-failure': 'stop' },
    bypassed: fails('AllocationFailed', 'is in use'),
  },
  {
    code: 'SubnetDelegated',
    of: 'a subnet that is delegated to container groups',
    world: (world) => {
      const properties = { serviceName: 'Microsoft.ContainerInstance/containerGroups' }
      subnetIn(world).delegations = [{ name: 'aci', properties }]
    },
    inputs: IN_SUBNET,
    bypassed: fails('AllocationFailed', 'delegation to external resources'),
  },
]

function inGolden(id: string): string {
  return id.replace(
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/,
    `/subscriptions/${GOLDEN_SUBSCRIPTION}/resourceGroups/golden`,
  )
}
