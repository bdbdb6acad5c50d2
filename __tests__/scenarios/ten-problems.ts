import { DEMO_INPUTS } from './story.ts'
import { GOLDEN_SUBSCRIPTION, idOf } from './worlds.ts'

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
