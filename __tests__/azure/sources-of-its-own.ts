import type { ComputeSeed } from '../../sandbox/compute/seed.ts'
import type { NetworkSeed } from '../../sandbox/network/seed.ts'
import {
  ACCOUNT,
  computeId,
  DATA_SNAPSHOT,
  DEFINITION,
  DISK,
  FOREIGN_SUBSCRIPTION,
  MACHINE,
  NETWORK,
  SHARED_SUBSCRIPTION,
  SNAPSHOT,
  STORAGE_ACCOUNT,
  SUBSCRIPTION,
  VERSION,
  VHD,
} from './names-of-its-own.ts'

const BOOT = { boot: { nodeAgentSkuIds: ['batch.node.ubuntu 24.04'] } }
const OS_DISK = { osType: 'Linux', osState: 'Generalized', diskSizeGB: 30, storageAccountType: 'Standard_LRS' }

/** A marketplace image as disks name it. */
export const MARKETPLACE_ID = `/Subscriptions/${SUBSCRIPTION}/Providers/Microsoft.Compute/Locations/westeurope/Publishers/Canonical/ArtifactTypes/VMImage/Offers/ubuntu-24_04-lts/Skus/server/Versions/24.04.202611010`

function image(id: string, more: object = {}) {
  return {
    id,
    location: 'westeurope',
    properties: { hyperVGeneration: 'V2', storageProfile: { osDisk: OS_DISK }, ...more },
    sandbox: BOOT,
  }
}

function capture(name: string, machineId: string) {
  return image(computeId(`images/${name}`), { sourceVirtualMachine: { id: machineId } })
}

function machine(id: string, imageReference: Readonly<Record<string, string>>) {
  const storageProfile = { imageReference, osDisk: { osType: 'Linux', createOption: 'FromImage' } }
  return { id, location: 'westeurope', properties: { storageProfile }, sandbox: BOOT }
}

const BUILDER = {
  id: MACHINE,
  location: 'westeurope',
  resources: [
    {
      name: 'AzureMonitorLinuxAgent',
      id: `${MACHINE}/extensions/AzureMonitorLinuxAgent`,
      type: 'Microsoft.Compute/virtualMachines/extensions',
      location: 'westeurope',
      properties: { publisher: 'Microsoft.Azure.Monitor', type: 'AzureMonitorLinuxAgent', typeHandlerVersion: '1.33' },
    },
  ],
  properties: {
    storageProfile: {
      osDisk: {
        osType: 'Linux',
        name: 'builder-os',
        createOption: 'Attach',
        caching: 'ReadOnly',
        managedDisk: { id: DISK, storageAccountType: 'Premium_LRS' },
      },
      dataDisks: [
        {
          lun: 2,
          name: 'builder-data',
          createOption: 'Attach',
          managedDisk: { id: computeId('disks/builder-data'), storageAccountType: 'Premium_LRS' },
        },
      ],
    },
    instanceView: {
      hyperVGeneration: 'V2',
      statuses: ['OSState/generalized', 'ProvisioningState/succeeded', 'PowerState/deallocated'].map((code) => ({
        code,
      })),
    },
  },
  sandbox: BOOT,
}

function disk(id: string, properties: object) {
  return { id, location: 'westeurope', properties: { diskSizeGB: 30, ...properties }, sandbox: BOOT }
}

const SYSTEM = { osType: 'Linux', hyperVGeneration: 'V2', supportedCapabilities: { architecture: 'x64' } }

const closed = computeId('virtualMachines/closed', FOREIGN_SUBSCRIPTION)

/** Every kind of thing an image is made from, with more ways back to the marketplace than the demo has. */
export const SOURCES = {
  images: [
    image(computeId('images/orphan')),
    capture('of-a-machine-that-is-gone', computeId('virtualMachines/gone')),
    capture('of-a-closed-machine', closed),
    capture('of-a-machine-from-the-gallery', computeId('virtualMachines/from-latest')),
    image(computeId('images/shared', SHARED_SUBSCRIPTION)),
  ],
  virtualMachines: [
    machine(closed, { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' }),
    machine(computeId('virtualMachines/from-latest'), { id: DEFINITION, exactVersion: '1.0.0' }),
    BUILDER,
  ],
  disks: [
    disk(DISK, { ...SYSTEM, creationData: { createOption: 'FromImage', imageReference: { id: MARKETPLACE_ID } } }),
    disk(computeId('disks/builder-data'), { creationData: { createOption: 'Empty' } }),
    disk(computeId('disks/from-gallery'), {
      ...SYSTEM,
      creationData: { createOption: 'FromImage', galleryImageReference: { id: VERSION } },
    }),
  ],
  snapshots: [
    disk(SNAPSHOT, { ...SYSTEM, creationData: { createOption: 'Copy', sourceResourceId: DISK } }),
    disk(DATA_SNAPSHOT, {
      creationData: { createOption: 'Copy', sourceResourceId: computeId('disks/builder-data') },
    }),
  ],
  blobs: [{ uri: VHD, storageAccountId: STORAGE_ACCOUNT, location: 'northeurope', sandbox: BOOT }],
} satisfies ComputeSeed

/** A network with a subnet for nodes, one that speaks IPv6 too, and one that belongs to another service. */
export const FARM: NetworkSeed = {
  virtualNetworks: [
    {
      id: NETWORK,
      location: 'West Europe',
      properties: {
        addressSpace: { addressPrefixes: ['10.1.0.0/16', 'fd00:1::/48'] },
        subnets: [
          {
            name: 'nodes',
            properties: {
              addressPrefix: '10.1.0.0/24',
              ipConfigurations: ['one', 'two', 'three'].map((name) => ({ id: `${NETWORK}/nic/${name}` })),
            },
          },
          { name: 'wide', properties: { addressPrefixes: ['10.1.2.0/26', '10.1.3.0/27', 'fd00:1:0:2::/64'] } },
          {
            name: 'taken',
            properties: {
              addressPrefix: '10.1.4.0/29',
              delegations: [{ name: 'web', properties: { serviceName: 'Microsoft.Web/serverFarms' } }],
            },
          },
        ],
      },
    },
  ],
}

/** A pool whose nodes run tasks since before the world starts. */
export const BUSY_POOL = {
  id: `${ACCOUNT}/pools/busy-pool`,
  properties: {
    vmSize: 'Standard_D2s_v5',
    taskSlotsPerNode: 4,
    deploymentConfiguration: {
      virtualMachineConfiguration: { imageReference: { id: VERSION }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
    },
    scaleSettings: { fixedScale: { targetDedicatedNodes: 3, targetLowPriorityNodes: 0 } },
  },
  sandbox: { runningTasks: 7 },
}
