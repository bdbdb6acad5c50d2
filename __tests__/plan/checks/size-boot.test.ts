import { describe } from '@jest/globals'
import type { VmSize } from '../../../src/model/batch.ts'
import { sizeBootFindings } from '../../../src/plan/checks/size-boot.ts'
import { ACCOUNT, at, type Change, definition, later, present, unreadable, vmSize } from './question.ts'
import { rows } from './rows.ts'

/** The size of the pool, and a confidential one beside it, so that the list tells which are. */
const offered = (more: Partial<VmSize>): Change => ({
  preflight: {
    vmSizes: at(ACCOUNT, present([vmSize(more), vmSize({ name: 'Standard_DC2as_v5', isConfidential: true })])),
  },
})

const of = (securityType: string) => ({ seen: { imageDefinition: definition({ securityType }) } })
const withControllers = (diskControllers: string) => ({ seen: { imageDefinition: definition({ diskControllers }) } })

const NVME = offered({ diskControllers: ['NVMe'] })
const UNTRUSTED = offered({ isTrustedLaunchDisabled: true })
const CONFIDENTIAL = offered({ isConfidential: true })

describe('sizeBootFindings', () => {
  rows(sizeBootFindings, [
    ['a size that boots any image', [], offered({})],
    ['sizes that could not be read', [], { preflight: { vmSizes: at(ACCOUNT, unreadable()) } }],
    [
      'a size of NVMe for an image that names no disk controller',
      [
        'VmSizeDiskControllerDiffers: Standard_D4s_v5 boots from disk controllers of type NVMe, and image definition worker is for SCSI.',
      ],
      NVME,
    ],
    ['a size of NVMe for an image that names it', [], { ...NVME, ...withControllers('SCSI, NVME') }],
    ['a size of both for an image of SCSI', [], offered({ diskControllers: ['SCSI', 'NVMe'] })],
    [
      'a size of SCSI for an image of NVMe alone',
      ['VmSizeDiskControllerDiffers'],
      { ...offered({ diskControllers: ['SCSI'] }), ...withControllers('NVMe') },
    ],
    ['a size of NVMe of a pool that stays as it is', [], { ...NVME, seen: later() }],
    [
      'a size without trusted launch for an image that needs it',
      [
        'VmSizeSecurityDiffers: starts machines of security type Standard, and pool render-pool asks for TrustedLaunch.',
      ],
      { ...UNTRUSTED, ...of('TrustedLaunch') },
    ],
    [
      'a size without trusted launch for an image that can do without',
      [],
      { ...UNTRUSTED, ...of('TrustedLaunchSupported') },
    ],
    [
      'a confidential size for a standard image',
      ['VmSizeSecurityDiffers: TrustedLaunch and ConfidentialVM, and pool render-pool asks for Standard.'],
      CONFIDENTIAL,
    ],
    ['a confidential size for a confidential image', [], { ...CONFIDENTIAL, ...of('ConfidentialVM') }],
    [
      'an ordinary size for a confidential image',
      ['VmSizeSecurityDiffers: ConfidentialVM'],
      { ...offered({}), ...of('ConfidentialVM') },
    ],
    [
      'a confidential image where the list names no confidential size',
      [],
      { preflight: { vmSizes: at(ACCOUNT, present([vmSize()])) }, ...of('ConfidentialVM') },
    ],
  ])
})
