import { DEMO_INPUTS } from './story.ts'
import { changed, entry, GOLDEN_SUBSCRIPTION, idOf } from './worlds.ts'

const GOLDEN = `/subscriptions/${GOLDEN_SUBSCRIPTION}/resourceGroups/golden/providers/Microsoft.Compute/galleries/golden/images/ubuntu`
/** The virtual machine that images are built on. */
const MACHINE = idOf('Microsoft.Compute/virtualMachines/image-builder')
const SUBNET = idOf('Microsoft.Network/virtualNetworks/render-net/subnets/nodes')

/** Ten things that are wrong, none of which hides another, in one run that would publish and make a pool of 3,000 nodes. */
export const TEN_PROBLEMS = changed('sources', (world) => {
  const machine = entry(world.compute.virtualMachines, '/image-builder').properties
  machine.instanceView.statuses = [{ code: 'ProvisioningState/succeeded' }, { code: 'PowerState/running' }]
  machine.storageProfile.osDisk.encryptionSettings = { enabled: true }
  entry(world.compute.imageDefinitions, '/images/ubuntu').properties.hyperVGeneration = 'V1'
  const [account] = world.batch.accounts
  account.properties.dedicatedCoreQuota = 100
  account.properties.dedicatedCoreQuotaPerVMFamilyEnforced = false
  account.properties.poolQuota = 0
  const [network] = world.network.virtualNetworks
  network.properties.subnets[0].properties.delegations = [
    { name: 'aci', properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' } },
  ]
  network.properties.subnets[0].properties.addressPrefix = '10.1.0.0/24'
  world.subscriptions[1].registeredProviders = ['Microsoft.Compute']
  world.roleAssignments[2].role = 'Reader'
})

/** The run that meets them. */
export const TEN_INPUTS = {
  ...DEMO_INPUTS,
  gallery: '',
  'image-definition': GOLDEN,
  'image-version': '4.0.0',
  source: MACHINE,
  'vm-size': 'Standard_D2ps_v5',
  'subnet-id': SUBNET,
  'target-regions': 'mars',
}

/** What is to be found, and of what. */
export const TEN_FINDINGS = [
  'CoreQuotaShort',
  'OsDiskEncrypted',
  'PoolQuotaShort',
  'ProviderNotRegistered',
  'RegionNotOffered',
  'RightMissing',
  'SourceGenerationDiffers',
  'SubnetDelegated',
  'SubnetTooSmall',
  'VmNotDeallocated',
  'VmNotGeneralized',
  'VmSizeArchitectureDiffers',
  'VmSizeGenerationDiffers',
]
