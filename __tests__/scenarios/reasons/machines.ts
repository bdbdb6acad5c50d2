import { expect } from '@jest/globals'
import type { Json } from '../worlds.ts'
import { type Ending, fails } from './ending.ts'
import { definitionIn, machineIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { BOTH, compute, MACHINE, PUBLISH } from './runs.ts'

const FROM_MACHINE = { ...PUBLISH, source: MACHINE }
const BOTH_FROM_MACHINE = { ...BOTH, source: MACHINE }

const statuses = (...codes: string[]) => codes.map((code) => ({ code }))

const FAST = compute('disks/fast')
const FROM_DISKS = { source: compute('disks/image-builder-os'), 'data-disk-sources': `0=${FAST}` }

/** The machine is built with another disk, of which it says nothing but that it has it. */
const withDataDisk =
  (more: Json, properties: Json = {}) =>
  (world: Json) => {
    const dataDisks = [{ lun: 0, createOption: 'Attach', managedDisk: { id: FAST } }]
    machineIn(world).properties.storageProfile.dataDisks = dataDisks
    const creationData = { createOption: 'Empty' }
    world.compute.disks.push({
      id: FAST,
      location: 'westeurope',
      ...more,
      properties: { diskSizeGB: 64, creationData, ...properties },
    })
  }

/** Checks of a virtual machine that an image version is made from. */
export const MACHINE_REASONS: readonly Reason[] = [
  {
    code: 'VmNotGeneralized',
    of: 'a machine that is not generalized',
    world: (world) => {
      machineIn(world).properties.instanceView.statuses = statuses(
        'ProvisioningState/succeeded',
        'PowerState/deallocated',
      )
    },
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', 'OS State'),
  },
  {
    code: 'VmNotDeallocated',
    of: 'a machine that runs',
    world: (world) => {
      machineIn(world).properties.instanceView.statuses = statuses('OSState/generalized', 'PowerState/running')
    },
    inputs: FROM_MACHINE,
    bypassed: fails('OperationNotAllowed', 'deallocated'),
  },
  {
    code: 'VmHasExtensions',
    of: 'a machine with an extension',
    world: (world) => {
      const id = `${MACHINE}/extensions/monitor`
      machineIn(world).resources = [
        { id, name: 'monitor', type: 'Microsoft.Compute/virtualMachines/extensions', location: 'westeurope' },
      ]
    },
    inputs: BOTH_FROM_MACHINE,
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'UnmanagedDisk',
    of: 'a machine with an unmanaged OS disk',
    world: (world) => {
      const { osDisk } = machineIn(world).properties.storageProfile
      delete osDisk.managedDisk
      osDisk.vhd = { uri: 'https://contosoimages.blob.core.windows.net/vhds/machine.vhd' }
    },
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', 'Managed Disks'),
  },
  {
    code: 'EphemeralOsDisk',
    of: 'a machine with an ephemeral OS disk',
    world: (world) => {
      machineIn(world).properties.storageProfile.osDisk.diffDiskSettings = { option: 'Local' }
    },
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', 'ephemeral OS disk'),
  },
  {
    code: 'UltraDisk',
    of: 'a machine with an Ultra disk',
    world: withDataDisk({ sku: { name: 'UltraSSD_LRS' } }),
    inputs: FROM_MACHINE,
    bypassed: fails('InvalidParameter', 'UltraSSD'),
  },
  {
    code: 'UltraDisk',
    of: 'a data disk on Ultra',
    world: withDataDisk({ sku: { name: 'UltraSSD_LRS' } }),
    inputs: { ...PUBLISH, ...FROM_DISKS },
    otherwise: { ...PUBLISH, source: FROM_DISKS.source },
    bypassed: fails('InvalidParameter', 'UltraSSD'),
  },
  {
    code: 'DataDiskEncrypted',
    of: 'a data disk of the machine that was encrypted in the guest',
    world: withDataDisk({}, { encryptionSettingsCollection: { enabled: true, encryptionSettings: [] } }),
    inputs: { ...BOTH, source: MACHINE },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'DataDiskEncrypted',
    of: 'a data disk that was encrypted in the guest',
    world: withDataDisk({}, { encryptionSettingsCollection: { enabled: true, encryptionSettings: [] } }),
    inputs: { ...BOTH, ...FROM_DISKS },
    otherwise: { ...BOTH, source: FROM_DISKS.source },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'OsDiskCacheNotReadWrite',
    of: 'a machine whose OS disk is cached for reading only',
    world: (world) => {
      machineIn(world).properties.storageProfile.osDisk.caching = 'ReadOnly'
    },
    inputs: BOTH_FROM_MACHINE,
    bypassed: slowerThan(BOTH),
  },
  {
    code: 'ManagedImageNotPossible',
    of: 'a machine of trusted launch',
    world: (world) => {
      machineIn(world).properties.securityProfile = { securityType: 'TrustedLaunch' }
      definitionIn(world).features = [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }]
    },
    inputs: { ...FROM_MACHINE, 'managed-image': 'captured' },
    bypassed: fails('OperationNotAllowed', 'TrustedLaunch'),
  },
]

/** The run takes longer than another, from an image whose disk is cached for reading and writing. */
function slowerThan(inputs: Readonly<Record<string, string>>): Ending {
  return {
    what: 'the nodes come later',
    async see({ story, run }) {
      const slow = await run()
      story.served.sandbox.reset()
      const quick = await story.run(inputs)
      expect([slow.report.outcome, quick.report.outcome]).toEqual(['applied', 'applied'])
      expect(slow.durationMs).toBeGreaterThanOrEqual(quick.durationMs + 60_000)
    },
  }
}
