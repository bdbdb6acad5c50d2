import { describe, expect, it } from '@jest/globals'
import { securityProfileFor } from '../../../src/plan/pool/security-profile.ts'

describe('securityProfileFor', () => {
  const uefiSettings = { secureBootEnabled: true, vTpmEnabled: true }

  it('asks for trusted launch with secure boot and vTPM where the image demands it', () => {
    expect(securityProfileFor('TrustedLaunch')).toEqual({
      securityProfile: { securityType: 'trustedLaunch', uefiSettings },
    })
  })

  it('asks for a confidential machine with its guest state encrypted where the image demands it', () => {
    expect(securityProfileFor('ConfidentialVM')).toEqual({
      securityProfile: { securityType: 'confidentialVM', uefiSettings },
      osDisk: { managedDisk: { securityProfile: { securityEncryptionType: 'VMGuestStateOnly' } } },
    })
  })

  const free = [
    'Standard',
    'TrustedLaunchSupported',
    'ConfidentialVMSupported',
    'TrustedLaunchAndConfidentialVmSupported',
    'Unheard',
  ]
  for (const type of free) {
    it(`asks for nothing where the image is of type ${type}`, () => {
      expect(securityProfileFor(type)).toBeUndefined()
    })
  }
})
