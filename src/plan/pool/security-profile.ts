import type { JsonObject } from '../../model/json.ts'

/** Security type of a pool as ARM spells it; undefined for a pool that has none. */
export type PoolSecurityType = 'trustedLaunch' | 'confidentialVM' | undefined

/**
 * Security types of pools that start from an image definition, by the value of its SecurityType feature in lower case.
 * Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery" and "Trusted Launch".
 */
const FITTING: Readonly<Record<string, readonly PoolSecurityType[]>> = {
  standard: [undefined],
  trustedlaunch: ['trustedLaunch'],
  trustedlaunchsupported: ['trustedLaunch', undefined],
  confidentialvm: ['confidentialVM'],
  confidentialvmsupported: ['confidentialVM', undefined],
  trustedlaunchandconfidentialvmsupported: ['trustedLaunch', 'confidentialVM', undefined],
}

/** Security types that a pool may have for a definition of this type; undefined for a type that is not known. */
export function fittingSecurityTypes(imageType: string): readonly PoolSecurityType[] | undefined {
  return FITTING[imageType.toLowerCase()]
}

/**
 * Members of `virtualMachineConfiguration` without which nodes do not start from a definition of this security type;
 * undefined where none are needed.
 */
export function securityProfileFor(imageType: string): JsonObject | undefined {
  const fitting = fittingSecurityTypes(imageType) ?? [undefined]
  const [securityType] = fitting
  if (securityType === undefined || fitting.length > 1) return undefined
  const securityProfile = { securityType, uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } }
  if (securityType === 'trustedLaunch') return { securityProfile }
  // The type of encryption that every confidential size has and that needs no key of the user's.
  const managedDisk = { securityProfile: { securityEncryptionType: 'VMGuestStateOnly' } }
  return { securityProfile, osDisk: { managedDisk } }
}
