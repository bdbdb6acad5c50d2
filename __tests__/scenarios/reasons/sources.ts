import { expect } from '@jest/globals'
import { entry, GOLDEN_SUBSCRIPTION, type Json } from '../worlds.ts'
import { fails, goesOn, refuses } from './ending.ts'
import { definitionIn, machineIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { ask, put, putVersion } from './requests.ts'
import { AGENT, BOTH, compute, image, MACHINE, PUBLISH, version } from './runs.ts'

const FROM_MACHINE = { ...PUBLISH, source: MACHINE }
const SNAPSHOT = compute('snapshots/render-os')
const DATA_SNAPSHOT = compute('snapshots/render-assets')
const GOLDEN = `/subscriptions/${GOLDEN_SUBSCRIPTION}/resourceGroups/golden/providers/Microsoft.Compute`
const GOLDEN_VERSION = `${GOLDEN}/galleries/golden/images/ubuntu/versions/3.0.0`

const diskIn = ({ compute: { disks } }: Json) => entry(disks, '/image-builder-os').properties
const goldenIn = ({ compute: { imageVersions } }: Json) => entry(imageVersions, '/ubuntu/versions/3.0.0').properties
const BOOTS = { boot: { nodeAgentSkuIds: ['batch.node.ubuntu 24.04'] } }
const PLAN = { publisher: 'almalinux', product: 'almalinux-x86_64', name: '9-gen2' }

/** Checks of what an image version is made from, and of the chain behind it. */
export const SOURCE_REASONS: readonly Reason[] = [
  {
    code: 'SourceRequired',
    of: 'a new version without a source',
    inputs: { ...PUBLISH, source: '' },
    bypassed: refuses('InvalidParameter', 'storageProfile.source', putVersion('1.1.0', {})),
  },
  {
    code: 'SourceNotFound',
    of: 'a managed image that is not there',
    inputs: { ...PUBLISH, source: 'ubuntu-render-2099-01' },
    bypassed: refuses('ResourceNotFound', '2099-01', putVersion('1.1.0', { source: { id: image('2099-01') } })),
  },
  {
    code: 'SourceNotReady',
    of: 'a managed image that is being made',
    inputs: { ...PUBLISH, source: 'young' },
    before: (story) =>
      ask(
        story,
        put(compute('images/young'), {
          location: 'westeurope',
          properties: { hyperVGeneration: 'V2', sourceVirtualMachine: { id: MACHINE } },
        }),
      ),
    bypassed: fails('Conflict', 'still being written'),
  },
  {
    code: 'SourceNotReady',
    of: 'a gallery version that is being deleted',
    inputs: { ...PUBLISH, source: GOLDEN_VERSION },
    before: (story) => ask(story, { method: 'DELETE', id: GOLDEN_VERSION }),
    bypassed: fails('ResourceNotFound', 'Please check source exists'),
  },
  {
    code: 'SourceUnfinished',
    of: 'a snapshot that is still being copied from another region',
    world: ({ compute: { snapshots } }) => {
      const { properties } = entry(snapshots, '/render-os')
      Object.assign(properties, { completionPercent: 37 })
      properties.creationData.createOption = 'CopyStart'
    },
    inputs: { ...PUBLISH, source: SNAPSHOT },
    bypassed: fails('OperationNotAllowed', 'does not hold all of its data yet'),
  },
  {
    code: 'VhdOfOtherEndpoint',
    of: 'a URL of another cloud',
    inputs: {
      ...PUBLISH,
      source: 'https://contosoimages.blob.core.usgovcloudapi.net/vhds/render-os.vhd',
      'source-storage-account': 'contosoimages',
    },
    bypassed: fails('ResourceNotFound', 'usgovcloudapi'),
  },
  {
    code: 'SourceTooLarge',
    of: 'a disk of 4 TiB',
    world: (world) => {
      diskIn(world).diskSizeGB = 4096
    },
    inputs: { ...PUBLISH, source: compute('disks/image-builder-os') },
    bypassed: fails('ReplicationFailed', 'exceeds the max size 2048'),
  },
  {
    code: 'SourceNewerThanVersion',
    of: 'a snapshot that was made anew under the name of one that was published',
    world: ({ compute: { snapshots } }) => {
      entry(snapshots, '/render-os').properties.timeCreated = '2026-11-24T20:00:00Z'
    },
    inputs: { ...BOTH, ...AGENT, source: SNAPSHOT },
    before: (story) => story.run({ ...PUBLISH, source: SNAPSHOT }),
    bypassed: goesOn('the pool gets what the first one held', ({ story }) => {
      const { publishedDate } = ask(story, { method: 'GET', id: version('1.1.0') }).body.properties.publishingProfile
      expect(Date.parse(publishedDate)).toBeLessThan(Date.parse('2026-11-24T20:00:00Z'))
    }),
  },
  {
    code: 'SecurityTypeNotForSource',
    of: 'a virtual machine for a definition that supports trusted launch',
    world: (world) => {
      definitionIn(world).features = [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }]
    },
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', "'TrustedLaunchSupported' is not supported for the source id"),
  },
  {
    code: 'SourceNotReplicated',
    of: 'a gallery version whose replication failed',
    world: ({ compute: { imageVersions } }) => {
      entry(imageVersions, '/images/ubuntu/versions/3.0.0').sandbox = { failedRegions: ['westeurope'] }
    },
    inputs: { ...PUBLISH, source: GOLDEN_VERSION },
    bypassed: fails('ResourceNotFound', 'is in the same region'),
  },
  {
    code: 'SourceInOtherRegion',
    of: 'a data disk in another region than the OS disk',
    world: ({ compute: { snapshots } }) => {
      entry(snapshots, '/render-assets').location = 'northeurope'
    },
    inputs: { ...PUBLISH, source: SNAPSHOT, 'data-disk-sources': `0=${DATA_SNAPSHOT}` },
    bypassed: fails('ResourceNotFound', 'render-assets'),
  },
  {
    code: 'SourceNotGeneralized',
    of: 'a managed image of a specialized machine',
    world: ({ compute: { images } }) => {
      entry(images, '2026-11').properties.storageProfile.osDisk.osState = 'Specialized'
    },
    inputs: PUBLISH,
    bypassed: fails('InvalidParameter', 'OS State'),
  },
  {
    code: 'SourceOsDiffers',
    of: 'a Linux machine for a definition of Windows',
    world: (world) => {
      definitionIn(world).osType = 'Windows'
    },
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', 'different OS type'),
  },
  {
    code: 'SourceGenerationDiffers',
    of: 'a machine of generation V2 for a definition of V1',
    world: (world) => {
      definitionIn(world).hyperVGeneration = 'V1'
    },
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', 'different Hypervisor generation'),
  },
  {
    code: 'SourceArchitectureDiffers',
    of: 'a machine of x64 for a definition of Arm64',
    world: (world) => {
      definitionIn(world).architecture = 'Arm64'
    },
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', 'different CPU architecture'),
  },
  {
    code: 'PurchasePlanDiffers',
    of: 'a machine with a purchase plan that the definition lacks',
    world: (world) => {
      machineIn(world).plan = PLAN
    },
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', 'different plan'),
  },
  {
    code: 'PurchasePlanDiffers',
    of: 'a managed image whose machine had a purchase plan that the definition lacks',
    world: (world) => {
      machineIn(world).plan = PLAN
    },
    inputs: BOTH,
    bypassed: fails('AllocationFailed', 'requires Plan information'),
  },
  {
    code: 'OsDiskEncrypted',
    of: 'a disk that is encrypted in the guest',
    world: (world) => {
      diskIn(world).encryptionSettingsCollection = { enabled: true, encryptionSettings: [] }
    },
    inputs: { ...BOTH, source: compute('disks/image-builder-os') },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'OsDiskEncrypted',
    of: 'the disk of a machine that was made from a gallery version',
    world: (world) => {
      machineIn(world).properties.storageProfile.imageReference = { id: GOLDEN_VERSION }
      machineIn(world).sandbox = BOOTS
      diskIn(world).encryptionSettingsCollection = { enabled: true, encryptionSettings: [] }
      goldenIn(world).storageProfile.source = { id: image('2026-12') }
      entry(world.compute.images, '2026-12').properties.sourceVirtualMachine.id = compute('virtualMachines/gone')
      entry(world.compute.images, '2026-12').sandbox = BOOTS
    },
    inputs: { ...BOTH, ...AGENT, source: MACHINE },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'OsDiskEncrypted',
    of: 'the disk of a machine that is gone, behind a managed image',
    world: (world) => {
      const { properties } = entry(world.compute.images, '2026-11')
      properties.sourceVirtualMachine.id = compute('virtualMachines/gone')
      properties.storageProfile.osDisk.managedDisk = { id: compute('disks/image-builder-os') }
      diskIn(world).encryptionSettingsCollection = { enabled: true, encryptionSettings: [] }
    },
    inputs: BOTH,
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'SourceEncryptedElsewhere',
    of: 'a snapshot of another subscription, encrypted with a key of its own',
    world: ({ compute: { snapshots } }) => {
      const own = entry(snapshots, '/render-os')
      const encryption = { type: 'EncryptionAtRestWithCustomerKey' }
      snapshots.push({ ...own, id: `${GOLDEN}/snapshots/sealed`, properties: { ...own.properties, encryption } })
    },
    inputs: { ...PUBLISH, source: `${GOLDEN}/snapshots/sealed` },
    otherwise: PUBLISH,
    bypassed: fails('InvalidParameter', 'Encrypted source'),
  },
  {
    code: 'LineageEnds',
    of: 'a machine that the identity may not read, with an extension',
    world: (world) => {
      const { virtualMachines, images } = world.compute
      const own = machineIn(world)
      const id = `${GOLDEN}/virtualMachines/hidden`
      virtualMachines.push({ ...own, id, resources: [{ id: `${id}/extensions/monitor`, name: 'monitor' }] })
      entry(images, '2026-11').properties.sourceVirtualMachine.id = id
      world.roleAssignments.splice(2, 1)
    },
    inputs: { ...BOTH, ...AGENT },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'ManagedImageFromOtherSource',
    of: 'a managed image that was made from a machine, for a snapshot',
    inputs: { ...PUBLISH, source: SNAPSHOT, 'managed-image': 'ubuntu-render-2026-11' },
    bypassed: refuses(
      'PropertyChangeNotAllowed',
      'image.properties',
      put(image('2026-11'), {
        location: 'westeurope',
        properties: {
          hyperVGeneration: 'V2',
          storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', snapshot: { id: SNAPSHOT } } },
        },
      }),
    ),
  },
]
