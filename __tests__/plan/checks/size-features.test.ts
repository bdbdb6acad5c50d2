import { describe } from '@jest/globals'
import type { JsonObject } from '../../../src/model/json.ts'
import { sizeFeatureFindings } from '../../../src/plan/checks/size-features.ts'
import { ACCOUNT, at, type Change, later, made, present, unreadable, vmSize } from './question.ts'
import { rows } from './rows.ts'

const FEATURES = ['PremiumIO', 'EphemeralOSDiskSupported', 'EncryptionAtHostSupported', 'AcceleratedNetworkingEnabled']

const asks = (properties: JsonObject, lacks: readonly string[] = FEATURES): Change => ({
  pool: { properties },
  preflight: { vmSizes: at(ACCOUNT, present([vmSize({ lacks })])) },
})
const asksOfMachine = (virtualMachineConfiguration: JsonObject, lacks?: readonly string[]): Change =>
  asks({ deploymentConfiguration: { virtualMachineConfiguration } }, lacks)

const PREMIUM = { managedDisk: { storageAccountType: 'Premium_LRS' } }
const EPHEMERAL = { osDisk: { ephemeralOSDiskSettings: { placement: 'CacheDisk' } } }

describe('sizeFeatureFindings', () => {
  rows(sizeFeatureFindings, [
    ['a pool that asks for nothing', [], asks({})],
    [
      'sizes that could not be read',
      [],
      { ...asksOfMachine(EPHEMERAL), preflight: { vmSizes: at(ACCOUNT, unreadable()) } },
    ],
    [
      'a premium OS disk',
      [
        'VmSizeLacks: Standard_D4s_v5 has no premium disks, and pool render-pool asks for it (deploymentConfiguration.virtualMachineConfiguration.osDisk.managedDisk.storageAccountType).',
      ],
      asksOfMachine({ osDisk: PREMIUM }),
    ],
    [
      'a premium data disk',
      ['VmSizeLacks: premium disks'],
      asksOfMachine({ dataDisks: [{ lun: 0, diskSizeGB: 10, ...PREMIUM }] }),
    ],
    [
      'disks that are not premium',
      [],
      asksOfMachine({ osDisk: { managedDisk: { storageAccountType: 'StandardSSD_LRS' } } }),
    ],
    ['an ephemeral OS disk', ['VmSizeLacks: ephemeral OS disks'], asksOfMachine(EPHEMERAL)],
    ['an ephemeral OS disk on a size that has them', [], asksOfMachine(EPHEMERAL, ['PremiumIO'])],
    [
      'encryption at host',
      ['VmSizeLacks: encryption at host'],
      asksOfMachine({ securityProfile: { encryptionAtHost: true } }),
    ],
    ['no encryption at host', [], asksOfMachine({ securityProfile: { encryptionAtHost: false } })],
    [
      'accelerated networking',
      ['VmSizeLacks: accelerated networking'],
      asks({ networkConfiguration: { enableAcceleratedNetworking: true } }),
    ],
    ['a pool that stays as it is', [], { ...asksOfMachine(EPHEMERAL), seen: later(made(asksOfMachine(EPHEMERAL))) }],
  ])
})
