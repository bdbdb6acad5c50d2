import type { Json } from './json.ts'
import { textAt } from './json.ts'

/** Security type of machines, as Compute spells it; `Standard` stands for a profile without one. */
export type SecurityType = 'Standard' | 'TrustedLaunch' | 'ConfidentialVM'

const MACHINE = ['deploymentConfiguration', 'virtualMachineConfiguration'] as const

/**
 * Machines that may start from an image, by the SecurityType of its definition.
 * Source: learn.microsoft.com/azure/virtual-machines/trusted-launch-portal, "Trusted Launch VM supported images".
 */
const TAKEN: Readonly<Record<string, readonly SecurityType[]>> = {
  Standard: ['Standard'],
  TrustedLaunchSupported: ['Standard', 'TrustedLaunch'],
  TrustedLaunch: ['TrustedLaunch'],
  ConfidentialVMSupported: ['Standard', 'ConfidentialVM'],
  ConfidentialVM: ['ConfidentialVM'],
  TrustedLaunchAndConfidentialVmSupported: ['Standard', 'TrustedLaunch', 'ConfidentialVM'],
}

/** Security types that an image of such a definition can be started with. */
export function takenBy(definitionType: string): readonly SecurityType[] {
  return TAKEN[definitionType] ?? ['Standard']
}

/** What a pool asks for its machines. */
export function askedOf(properties: Json): SecurityType {
  const asked = textAt(properties, ...MACHINE, 'securityProfile', 'securityType')
  if (asked === 'trustedLaunch') return 'TrustedLaunch'
  return asked === 'confidentialVM' ? 'ConfidentialVM' : 'Standard'
}

/** How a pool has the guest state of confidential machines encrypted. */
export function guestEncryptionOf(properties: Json): string | undefined {
  return textAt(properties, ...MACHINE, 'osDisk', 'managedDisk', 'securityProfile', 'securityEncryptionType')
}
