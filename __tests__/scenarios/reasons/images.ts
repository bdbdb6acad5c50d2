import { expect } from '@jest/globals'
import { entry, type Json, SUBSCRIPTION } from '../worlds.ts'
import { bringsNoNode, fails, refuses } from './ending.ts'
import { definitionIn, machineIn, versionIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { ask, poolOf, put, putVersion } from './requests.ts'
import { AGENT, compute, DEPLOY, image, POOL, PUBLISH, version } from './runs.ts'

const DEFINITION = compute('galleries/renders/images/ubuntu-render')

const securityType = (value: string) => (world: Json) => {
  definitionIn(world).features = [{ name: 'SecurityType', value }]
}
const fromMonth = (month: string) => ({ source: { id: image(month) } })
const STUDIO = `/subscriptions/${SUBSCRIPTION}/resourceGroups/images/providers/Microsoft.Compute/galleries/Studio`
const FRESH = {
  ...PUBLISH,
  'image-definition': 'fresh',
  'create-gallery': 'true',
  publisher: 'contoso',
  offer: 'render',
}
const VHD = 'https://contosoimages.blob.core.windows.net/vhds/render-os.vhd'

/** Checks of gallery, image definition, image version and its regions. */
export const IMAGE_REASONS: readonly Reason[] = [
  {
    code: 'GalleryNotFound',
    of: 'a gallery that is not there',
    inputs: { ...PUBLISH, gallery: 'elsewhere' },
    bypassed: fails('ParentResourceNotFound', 'elsewhere'),
  },
  {
    code: 'ImageDefinitionNotFound',
    of: 'an image definition that is not there',
    inputs: { ...PUBLISH, 'image-definition': 'debian-render' },
    bypassed: fails('ParentResourceNotFound', 'debian-render'),
  },
  {
    code: 'GalleryNameTaken',
    of: 'a gallery to be created whose name one of another resource group has',
    world: ({ compute: { galleries } }) => {
      galleries.push({ id: STUDIO, location: 'westeurope', properties: {} })
    },
    inputs: { ...PUBLISH, gallery: 'studio', 'create-gallery': 'true' },
    bypassed: fails('Conflict', 'not unique within the subscription'),
  },
  {
    code: 'IdentifierTaken',
    of: 'a definition to be created with publisher, offer and SKU of another of the gallery',
    inputs: { ...FRESH, sku: 'UBUNTU-2404' },
    otherwise: { ...FRESH, sku: 'ubuntu-2604' },
    bypassed: fails('Conflict', 'Choose a different publisher, offer, sku combination'),
  },
  {
    code: 'DefinitionNotDescribed',
    of: 'a definition to be created for a VHD, which tells no operating system',
    inputs: {
      ...PUBLISH,
      'image-definition': 'fresh',
      'create-gallery': 'true',
      source: VHD,
      'source-storage-account': 'contosoimages',
    },
    bypassed: refuses(
      'InvalidParameter',
      'osType',
      put(compute('galleries/renders/images/fresh'), {
        location: 'westeurope',
        properties: { osState: 'Generalized', identifier: { publisher: 'contoso', offer: 'render', sku: 'fresh' } },
      }),
    ),
  },
  {
    code: 'DefinitionDiffers',
    of: 'a definition of another generation than the workflow asks for',
    inputs: { ...PUBLISH, 'hyper-v-generation': 'V1' },
    bypassed: refuses(
      'PropertyChangeNotAllowed',
      'hyperVGeneration',
      put(DEFINITION, {
        location: 'westeurope',
        properties: {
          osType: 'Linux',
          osState: 'Generalized',
          hyperVGeneration: 'V1',
          identifier: { publisher: 'Contoso', offer: 'render', sku: 'ubuntu-2404' },
        },
      }),
    ),
  },
  {
    code: 'ImageNotGeneralized',
    of: 'a definition for specialized images',
    world: (world) => {
      definitionIn(world).osState = 'Specialized'
    },
    inputs: DEPLOY,
    bypassed: fails('InvalidPropertyValue', 'Only generalized images can be used'),
  },
  {
    code: 'ImageVersionBeingDeleted',
    of: 'a version that somebody is deleting',
    inputs: { ...PUBLISH, 'image-version': '1.0.0', source: '', 'target-regions': 'eastus' },
    before: (story) => ask(story, { method: 'DELETE', id: version('1.0.0') }),
    bypassed: refuses('Conflict', 'marked for deletion', putVersion('1.0.0', fromMonth('2026-08'))),
  },
  {
    code: 'ImageVersionFromOtherSource',
    of: 'a version that was made from another managed image',
    inputs: { ...PUBLISH, 'image-version': '1.0.0' },
    bypassed: refuses('PropertyChangeNotAllowed', 'source.id', putVersion('1.0.0', fromMonth('2026-11'))),
  },
  {
    code: 'ImageVersionFailed',
    of: 'a region in which replication failed',
    world: (world) => {
      versionIn(world).sandbox = { failedRegions: ['westeurope'] }
    },
    inputs: DEPLOY,
    bypassed: refuses(
      'GalleryImageNotFound',
      'not available in westeurope',
      put(POOL, { properties: poolOf(version('1.0.0')) }),
    ),
  },
  {
    code: 'ImageVersionShallow',
    of: 'more replicas than a shallow version keeps',
    world: (world) => {
      versionIn(world).properties.publishingProfile.replicationMode = 'Shallow'
    },
    inputs: { ...PUBLISH, 'image-version': '1.0.0', source: '', 'minimum-replicas': '2' },
    bypassed: fails('InvalidParameter', 'Shallow'),
  },
  {
    code: 'ExcludedFromLatest',
    of: 'a version that is excluded from latest',
    world: (world) => {
      versionIn(world).properties.publishingProfile.excludeFromLatest = true
    },
    inputs: DEPLOY,
    bypassed: refuses(
      'GalleryImageNotFound',
      'not available in westeurope',
      put(POOL, { properties: poolOf(DEFINITION) }),
    ),
  },
  {
    code: 'TooManyReplicas',
    of: 'more replicas than Azure keeps in a region',
    inputs: { ...DEPLOY, 'node-count': '101', 'nodes-per-replica': '1' },
    bypassed: fails('InvalidParameter', "between '1' and '100'"),
  },
  {
    code: 'ReplicasBelowRecommended',
    of: 'one replica for 900 nodes',
    inputs: { ...DEPLOY, 'node-count': '900', 'nodes-per-replica': '3000', 'resize-timeout-minutes': '5' },
    bypassed: fails('AllocationTimedout'),
  },
  {
    code: 'RegionNotOffered',
    of: 'a region that the subscription may not use',
    inputs: { ...PUBLISH, 'target-regions': 'mars' },
    bypassed: fails('LocationNotAvailableForResourceType', 'mars'),
  },
  {
    code: 'ParentBeingDeleted',
    of: 'an image definition that somebody deletes',
    inputs: PUBLISH,
    before: (story) => {
      expect(ask(story, { method: 'DELETE', id: version('1.0.0') }).status).toBe(202)
      story.served.sandbox.clock.advance(10 * 60_000)
      expect(ask(story, { method: 'DELETE', id: DEFINITION }).status).toBe(202)
    },
    bypassed: fails('Conflict', 'marked for deletion'),
  },
  {
    code: 'EncryptionSetMissing',
    of: 'a region that is added to a version which is encrypted with a set',
    world: (world) => {
      const [region] = versionIn(world).properties.publishingProfile.targetRegions
      region.encryption = { osDiskImage: { diskEncryptionSetId: compute('diskEncryptionSets/renders') } }
    },
    inputs: { ...PUBLISH, 'image-version': '1.0.0', source: '', 'target-regions': 'northeurope' },
    bypassed: fails('InvalidParameter', 'A disk encryption set is required'),
  },
  {
    code: 'ZoneRedundancyNotOffered',
    of: 'zone-redundant replicas in a region without zones',
    world: ({ regions }) => {
      regions.push('westus')
    },
    inputs: { ...PUBLISH, 'target-regions': 'westus', 'replica-storage-type': 'Standard_ZRS' },
    otherwise: { ...PUBLISH, 'target-regions': 'westus' },
    bypassed: fails('InvalidParameter', 'ZRS storage account type is not supported'),
  },
  {
    code: 'ZoneRedundancyNotOffered',
    of: 'a zone-redundant version that comes to the region of a pool, which has no zones',
    world: (world) => {
      const { publishingProfile } = versionIn(world).properties
      publishingProfile.storageAccountType = 'Standard_ZRS'
      publishingProfile.targetRegions[0].storageAccountType = 'Standard_ZRS'
      world.regions.push('westus')
      entry(world.batch.accounts, '/contosorenders').location = 'westus'
    },
    inputs: DEPLOY,
    bypassed: fails('InvalidParameter', 'ZRS storage account type is not supported'),
  },
  {
    code: 'SecurityProfileSet',
    of: 'an image that starts trusted machines only',
    world: securityType('TrustedLaunch'),
    inputs: DEPLOY,
    bypassed: bringsNoNode('TrustedLaunch', poolOf(version('1.0.0'))),
  },
  {
    code: 'SecurityProfileDiffers',
    of: 'trusted machines from a standard image',
    inputs: {
      ...DEPLOY,
      'pool-properties':
        'deploymentConfiguration: {virtualMachineConfiguration: {securityProfile: {securityType: trustedLaunch}}}',
    },
    bypassed: fails('AllocationFailed', 'Use of TrustedLaunch setting is not supported for the provided image'),
  },
  {
    code: 'BaseImageNotSupported',
    of: 'an image of an operating system that Batch has no agent for',
    world: (world) => {
      const { storageProfile } = machineIn(world).properties
      storageProfile.imageReference = { publisher: 'debian', offer: 'debian-11', sku: '11', version: 'latest' }
    },
    inputs: { ...DEPLOY, ...AGENT },
    bypassed: fails('NodesUnusable'),
  },
]
