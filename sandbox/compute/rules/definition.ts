import { resourceName } from '../../../src/model/resource-id.ts'
import { Refusal } from '../../service.ts'
import { has, SINCE } from '../api-versions.ts'
import type { ImageDefinitionProperties } from '../bodies.ts'
import type { DefinitionProperties, Feature, ImageDefinition } from '../entities.ts'
import { invalidParameter, missingParameter, propertyChangeNotAllowed } from '../refusals.ts'

const PATH = 'galleryImage.properties'

const SECURITY_TYPES = [
  'Standard',
  'TrustedLaunchSupported',
  'TrustedLaunch',
  'ConfidentialVMSupported',
  'ConfidentialVM',
  'TrustedLaunchAndConfidentialVmSupported',
]

/** `SCSI`, `NVMe`, or both. */
const DISK_CONTROLLERS = /^(SCSI|NVMe)(, ?(SCSI|NVMe))?$/

/** What never changes once a definition exists: Microsoft's list, and architecture and plan with it. */
const FIXED = ['osType', 'osState', 'hyperVGeneration', 'architecture', 'identifier', 'purchasePlan'] as const

/** Refuses a name of other characters, or longer than 80. */
export function checkDefinitionName(name: string): void {
  if (/^[a-z0-9]([\w.-]{0,78}[a-z0-9])?$/i.test(name)) return
  throw invalidParameter(
    `The entity name '${name}' is invalid according to its validation rule: ^[^_\\W][\\w-._]{0,79}(?<![-.])$`,
    'galleryImageName',
  )
}

/** A new definition's properties with Azure's defaults, which differ since api-version 2025-03-03. */
export function newDefinition(body: ImageDefinitionProperties, apiVersion: string, now: number): DefinitionProperties {
  const { osType, osState, identifier } = body
  if (osType === undefined) throw missingParameter(`${PATH}.osType`)
  if (osState === undefined) throw missingParameter(`${PATH}.osState`)
  if (identifier === undefined) throw missingParameter(`${PATH}.identifier`)
  const isNew = has(apiVersion, SINCE.newDefaults)
  const architecture = body.architecture ?? 'x64'
  const hyperVGeneration = body.hyperVGeneration ?? (isNew ? 'V2' : 'V1')
  const asked = body.features?.map(feature)
  const isTrustedByDefault = isNew && hyperVGeneration === 'V2' && architecture === 'x64'
  const properties: DefinitionProperties = {
    ...body,
    osType,
    osState,
    hyperVGeneration,
    architecture,
    identifier: checkedIdentifier(identifier),
    features: withSecurityType(asked ?? [], isTrustedByDefault),
  }
  checkDefinition(properties, now)
  return properties
}

/** An existing definition's properties after a PUT or PATCH; refuses changes that Azure does not make. */
export function changedDefinition(
  existing: ImageDefinition,
  body: ImageDefinitionProperties,
  now: number,
): DefinitionProperties {
  const before = existing.properties
  for (const name of FIXED) {
    const asked = body[name]
    if (asked === undefined || sameValue(asked, before[name])) continue
    const differing =
      name === 'identifier'
        ? (['publisher', 'offer', 'sku'] as const).find((key) => body.identifier?.[key] !== before.identifier[key])
        : undefined
    throw propertyChangeNotAllowed(differing ? `${PATH}.identifier.${differing}` : `${PATH}.${name}`)
  }
  const features = body.features?.map(feature)
  if (features !== undefined && body.allowUpdateImage !== true && !sameFeatures(features, before.features)) {
    throw propertyChangeNotAllowed(`${PATH}.features`)
  }
  const after: DefinitionProperties = {
    ...before,
    ...body,
    osType: before.osType,
    osState: before.osState,
    hyperVGeneration: before.hyperVGeneration,
    architecture: before.architecture,
    identifier: before.identifier,
    features: features ?? before.features,
  }
  const isSameEnd = after.endOfLifeDate === before.endOfLifeDate
  checkDefinition(after, isSameEnd ? Number.NEGATIVE_INFINITY : now)
  return after
}

/** Refuses a publisher, offer and SKU that another definition of the gallery has. */
export function checkIdentifierIsFree(
  id: string,
  identifier: DefinitionProperties['identifier'],
  siblings: readonly ImageDefinition[],
): void {
  const twin = siblings.find(
    (one) => one.id.toLowerCase() !== id.toLowerCase() && sameIdentifier(one.properties.identifier, identifier),
  )
  if (twin === undefined) return
  const { publisher, offer, sku } = identifier
  throw new Refusal(
    409,
    'Conflict',
    `Gallery image: '${resourceName(twin.id)}' identified by (publisher:${publisher}, offer:${offer}, sku:${sku}) already ` +
      'exists. Choose a different publisher, offer, sku combination.',
  )
}

/** `SecurityType` of a definition: `Standard` when no feature says otherwise. */
export function securityTypeOf(properties: DefinitionProperties): string {
  return properties.features.find(({ name }) => name === 'SecurityType')?.value ?? 'Standard'
}

/** `DiskControllerTypes` of a definition: SCSI alone when no feature says otherwise. */
export function diskControllersOf(properties: DefinitionProperties): readonly string[] {
  const named = properties.features.find(({ name }) => name === 'DiskControllerTypes')?.value ?? 'SCSI'
  return named.split(',').map((each) => each.trim())
}

function feature(body: {
  readonly name?: string
  readonly value?: string
  readonly startsAtVersion?: string
}): Feature {
  const { name, value, startsAtVersion } = body
  if (name === undefined || value === undefined) throw missingParameter(`${PATH}.features.name`)
  if (name === 'SecurityType' && !SECURITY_TYPES.includes(value)) {
    throw invalidParameter(`The value '${value}' of parameter 'SecurityType' is invalid.`, `${PATH}.features`)
  }
  if (name === 'DiskControllerTypes' && !DISK_CONTROLLERS.test(value)) {
    throw invalidParameter(`The value '${value}' of parameter 'DiskControllerTypes' is invalid.`, `${PATH}.features`)
  }
  return { name, value, ...(startsAtVersion !== undefined && { startsAtVersion }) }
}

function withSecurityType(features: readonly Feature[], isTrustedByDefault: boolean): readonly Feature[] {
  const isNamed = features.some(({ name }) => name === 'SecurityType')
  if (isNamed || !isTrustedByDefault) return features
  return [...features, { name: 'SecurityType', value: 'TrustedLaunchSupported' }]
}

function checkedIdentifier(identifier: NonNullable<ImageDefinitionProperties['identifier']>) {
  const { publisher = '', offer = '', sku = '' } = identifier
  const limits = { publisher: 128, offer: 64, sku: 64 }
  for (const [name, value] of Object.entries({ publisher, offer, sku })) {
    const limit = limits[name === 'publisher' ? 'publisher' : 'offer']
    if (value.length <= limit && /^[\w.-]*[\w-]$/.test(value)) continue
    throw invalidParameter(
      `Asset name ${PATH}.identifier.${name} is not valid. It cannot be empty. Allowed characters are uppercase or ` +
        'lowercase letters, digits, hyphen(-), period (.), underscore (_). Names are not allowed to end with period(.). ' +
        `The length of the name cannot exceed ${limit} characters.`,
      `${PATH}.identifier.${name}`,
    )
  }
  return { publisher, offer, sku }
}

function checkDefinition(properties: DefinitionProperties, now: number): void {
  const { endOfLifeDate, recommended, hyperVGeneration, architecture } = properties
  if (endOfLifeDate !== undefined && Date.parse(endOfLifeDate) <= now) {
    throw invalidParameter('EndOfLifeDate must be set to a future date.', `${PATH}.endOfLifeDate`)
  }
  for (const [name, range] of Object.entries(recommended ?? {})) {
    if (range?.min === undefined || range.max === undefined || range.min <= range.max) continue
    throw invalidParameter(`The minimum value of ${name} must not be greater than the maximum value of ${name}.`)
  }
  if (hyperVGeneration === 'V2') return
  if (architecture === 'Arm64') {
    throw invalidParameter("Architecture 'Arm64' requires Hypervisor generation 'V2'.", `${PATH}.architecture`)
  }
  const securityType = securityTypeOf(properties)
  if (securityType !== 'Standard') {
    throw invalidParameter(`SecurityType '${securityType}' requires Hypervisor generation 'V2'.`, `${PATH}.features`)
  }
}

function sameIdentifier(one: DefinitionProperties['identifier'], other: DefinitionProperties['identifier']): boolean {
  const key = ({ publisher, offer, sku }: DefinitionProperties['identifier']) =>
    `${publisher}/${offer}/${sku}`.toLowerCase()
  return key(one) === key(other)
}

function sameFeatures(one: readonly Feature[], other: readonly Feature[]): boolean {
  const sorted = (features: readonly Feature[]) => features.map((f) => `${f.name}=${f.value}`).toSorted()
  return sameValue(sorted(one), sorted(other))
}

/** Whether two JSON values are the same, whatever the order of their members. */
function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sortedKeys) === JSON.stringify(other, sortedKeys)
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
