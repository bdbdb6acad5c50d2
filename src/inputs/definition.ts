import type { DesiredDefinition } from '../model/desired.ts'
import type { PurchasePlan } from '../model/lineage.ts'
import type { Reader } from './reader.ts'

/** Values of the SecurityType feature of an image definition. */
const SECURITY_TYPES = [
  'Standard',
  'TrustedLaunchSupported',
  'TrustedLaunch',
  'ConfidentialVMSupported',
  'ConfidentialVM',
  'TrustedLaunchAndConfidentialVmSupported',
] as const

/** What the image definition is made with, or what an existing one is held against. */
export function readDefinition(reader: Reader): DesiredDefinition {
  const osType = reader.anyCase('os-type', ['Linux', 'Windows'])
  const hyperVGeneration = reader.anyCase('hyper-v-generation', ['V1', 'V2'])
  const architecture = reader.anyCase('architecture', ['x64', 'Arm64'])
  const securityType = reader.anyCase('security-type', SECURITY_TYPES)
  const publisher = readIdentifier(reader, 'publisher', 128)
  const offer = readIdentifier(reader, 'offer', 64)
  const sku = readIdentifier(reader, 'sku', 64)
  const purchasePlan = readPurchasePlan(reader)
  if (hyperVGeneration === 'V1') {
    const rule = 'needs hyper-v-generation V2, and V1 is given'
    if (architecture === 'Arm64') reader.wrong('architecture', rule, architecture)
    if ((securityType ?? 'Standard') !== 'Standard') reader.wrong('security-type', rule, securityType)
  }
  return {
    ...(osType && { osType }),
    ...(hyperVGeneration && { hyperVGeneration }),
    ...(architecture && { architecture }),
    ...(securityType && { securityType }),
    ...(publisher !== undefined && { publisher }),
    ...(offer !== undefined && { offer }),
    ...(sku !== undefined && { sku }),
    ...(purchasePlan && { purchasePlan }),
  }
}

/** Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery", image definitions. */
function readIdentifier(reader: Reader, input: string, longest: number): string | undefined {
  return reader.matching(
    input,
    new RegExp(`^[\\w.-]{0,${longest - 1}}[\\w-]$`),
    `has to be up to ${longest} letters, digits, hyphens, underscores and periods, with no period at the end`,
  )
}

/** `purchase-plan`: `publisher/product/name`, as the marketplace image has it. */
function readPurchasePlan(reader: Reader): PurchasePlan | undefined {
  const value = reader.text('purchase-plan')
  if (value === undefined) return undefined
  const [, publisher, product, name] = /^([\w.-]+)\/([\w.-]+)\/([\w.-]+)$/.exec(value) ?? []
  if (publisher !== undefined && product !== undefined && name !== undefined) return { name, publisher, product }
  reader.wrong('purchase-plan', 'has to be publisher/product/name, as the marketplace image has it', value)
  return undefined
}
