import { accountIn, definitionIn } from './reasons/entries.ts'
import { poolOf } from './reasons/requests.ts'
import { POOL, version } from './reasons/runs.ts'
import { DEMO_INPUTS } from './story.ts'
import { changed, entry, GOLDEN_SUBSCRIPTION, idOf, type Json } from './worlds.ts'

/** World in which more than ten things are wrong at once, none of which hides another. */
export const TEN_PROBLEMS = 'trouble'

/** A run that meets them: it would publish from a virtual machine and make a pool of 3,000 nodes. */
export const TEN_INPUTS = {
  ...DEMO_INPUTS,
  gallery: '',
  'image-definition': `/subscriptions/${GOLDEN_SUBSCRIPTION}/resourceGroups/golden/providers/Microsoft.Compute/galleries/golden/images/ubuntu`,
  'image-version': '4.0.0',
  source: idOf('Microsoft.Compute/virtualMachines/image-builder'),
  'vm-size': 'Standard_D2ps_v5',
  'subnet-id': idOf('Microsoft.Network/virtualNetworks/render-net/subnets/nodes'),
  'target-regions': 'mars',
}

/** Codes of the blockers that are to be found. */
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

/** A world in which as much is wrong with other things: a managed image, and a pool that has nodes. */
export const OTHER_TEN_PROBLEMS = changed('sources', (world: Json) => {
  const { regions, roleAssignments, compute, batch } = world
  regions.push('westus')
  roleAssignments[0].role = 'Reader'
  const { properties } = entry(compute.images, '2026-11')
  properties.hyperVGeneration = 'V1'
  properties.storageProfile.osDisk.osState = 'Specialized'
  definitionIn(world).features = [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }]
  accountIn(world).dedicatedCoreQuota = 100
  batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0')) }]
})

/** The run that meets those. */
export const OTHER_TEN_INPUTS = {
  ...DEMO_INPUTS,
  'target-regions': 'westus',
  'replica-storage-type': 'Standard_ZRS',
  'vm-size': 'Standard_B2s',
  'node-count': '150',
  'spot-node-count': '10',
  'task-slots-per-node': '9',
  'node-agent-sku': 'batch.node.windows amd64',
  'pool-properties': JSON.stringify({
    interNodeCommunication: 'Enabled',
    deploymentConfiguration: { virtualMachineConfiguration: { securityProfile: { securityType: 'confidentialVM' } } },
  }),
}

/** Codes of their blockers. */
export const OTHER_TEN_FINDINGS = [
  'CoreQuotaShort',
  'InterNodeTooMany',
  'NodeAgentOtherOs',
  'PoolNeedsRollout',
  'RightMissing',
  'SecurityProfileDiffers',
  'SourceGenerationDiffers',
  'SourceNotGeneralized',
  'TaskSlotsTooMany',
  'VmSizeNotSpotCapable',
  'VmSizeSecurityDiffers',
  'ZoneRedundancyNotOffered',
]
