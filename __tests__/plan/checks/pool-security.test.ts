import { describe } from '@jest/globals'
import { poolSecurityFindings } from '../../../src/plan/checks/pool-security.ts'
import { type Change, definition, later } from './question.ts'
import { rows } from './rows.ts'

const of = (securityType: string, more: Change = {}): Change => ({
  ...more,
  seen: { imageDefinition: definition({ securityType }), ...more.seen },
})

function profile(securityType: string, securityEncryptionType?: string): Change {
  const osDisk = { managedDisk: { securityProfile: { securityEncryptionType } } }
  const virtualMachineConfiguration = {
    securityProfile: { securityType },
    ...(securityEncryptionType !== undefined && { osDisk }),
  }
  return { pool: { properties: { deploymentConfiguration: { virtualMachineConfiguration } } } }
}

const uefiSettings = { secureBootEnabled: false }
const withoutSecureBoot: Change = {
  pool: {
    properties: { deploymentConfiguration: { virtualMachineConfiguration: { securityProfile: { uefiSettings } } } },
  },
}

const ENCRYPTED = 'DiskWithVMGuestState'

describe('poolSecurityFindings', () => {
  rows(poolSecurityFindings, [
    ['a standard image and pool', []],
    [
      'a standard image on a pool with trusted launch',
      [
        'SecurityProfileDiffers: is of security type Standard, and pool render-pool has the security type trustedLaunch',
      ],
      of('Standard', profile('trustedLaunch')),
    ],
    [
      'an image that needs trusted launch',
      ['SecurityProfileSet: gets the security profile trustedLaunch'],
      of('TrustedLaunch'),
    ],
    [
      'an image that needs a confidential machine',
      ['SecurityProfileSet: confidentialVM with secure boot, vTPM and securityEncryptionType VMGuestStateOnly.'],
      of('ConfidentialVM'),
    ],
    [
      'an image that needs trusted launch, on a pool without secure boot',
      ['SecurityProfileSet: gets the security profile trustedLaunch with vTPM.'],
      of('TrustedLaunch', withoutSecureBoot),
    ],
    ['trusted launch that the workflow asks for itself', [], of('TrustedLaunch', profile('TrustedLaunch'))],
    [
      'another security type than the image needs',
      ['SecurityProfileDiffers'],
      of('TrustedLaunch', profile('confidentialVM', ENCRYPTED)),
    ],
    ['an image that may have trusted launch, without it', [], of('TrustedLaunchSupported')],
    ['an image that may have trusted launch, with it', [], of('TrustedLaunchSupported', profile('trustedLaunch'))],
    [
      'an image that may be confidential, with trusted launch',
      ['SecurityProfileDiffers'],
      of('ConfidentialVMSupported', profile('trustedLaunch')),
    ],
    [
      'a confidential machine without its encryption',
      ['SecurityProfileDiffers: confidentialVM without osDisk.managedDisk.securityProfile.securityEncryptionType'],
      of('TrustedLaunchAndConfidentialVmSupported', profile('confidentialVM')),
    ],
    [
      'a confidential machine with its encryption',
      [],
      of('ConfidentialVMSupported', profile('confidentialVM', ENCRYPTED)),
    ],
    ['a security type that is not known', [], of('Future', profile('trustedLaunch'))],
    ['a pool that keeps its image', [], { seen: later() }],
  ])
})
