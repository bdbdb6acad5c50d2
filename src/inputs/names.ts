import { childId, parentId, parseResourceId, resourceName, sameResourceId } from '../model/resource-id.ts'
import type { Reader } from './reader.ts'

/** Whether a text has the form of a GUID, in either case. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

/** Names by Azure's rules. Source: learn.microsoft.com, naming rules of Azure resources. */
const NAMES = {
  gallery: /^[A-Za-z0-9]([A-Za-z0-9_.]{0,78}[A-Za-z0-9])?$/,
  imageDefinition: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9])?$/,
  imageVersion: /^\d+\.\d+\.\d+$/,
  managedImage: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/,
  batchAccount: /^[a-z0-9]{3,24}$/i,
  any: /^[\p{L}\p{N}_.()-]+$/u,
} as const

/** A type of resource: provider, then each type on the path with the form of its names. */
type ResourceType = { readonly provider: string; readonly path: readonly (readonly [type: string, name: RegExp])[] }

const GALLERY: ResourceType = { provider: 'Microsoft.Compute', path: [['galleries', NAMES.gallery]] }
const DEFINITION: ResourceType = { ...GALLERY, path: [...GALLERY.path, ['images', NAMES.imageDefinition]] }
const VERSION: ResourceType = { ...GALLERY, path: [...DEFINITION.path, ['versions', NAMES.imageVersion]] }
const MANAGED_IMAGE: ResourceType = { provider: 'Microsoft.Compute', path: [['images', NAMES.managedImage]] }
const ACCOUNT: ResourceType = { provider: 'Microsoft.Batch', path: [['batchAccounts', NAMES.batchAccount]] }

/** A subnet of a virtual network. */
export const SUBNET: ResourceType = {
  provider: 'Microsoft.Network',
  path: [
    ['virtualNetworks', NAMES.any],
    ['subnets', NAMES.any],
  ],
}

/** A user-assigned managed identity. */
export const IDENTITY: ResourceType = {
  provider: 'Microsoft.ManagedIdentity',
  path: [['userAssignedIdentities', NAMES.any]],
}

/** Whether `text` is a full resource ID of the type, with a subscription and names that can exist. */
export function isResource(text: string, { provider, path }: ResourceType): boolean {
  const id = parseResourceId(text)
  if (id === undefined || !isGuid(id.subscriptionId) || !NAMES.any.test(id.resourceGroup)) return false
  if (id.provider.toLowerCase() !== provider.toLowerCase() || id.types.length !== path.length) return false
  return path.every(
    ([type, name], index) => id.types[index]?.toLowerCase() === type.toLowerCase() && name.test(id.names[index] ?? ''),
  )
}

/** An input that takes a plain name of the first of its types, or a resource ID of any of them. */
type NamedInput = {
  readonly input: string
  readonly types: readonly [ResourceType, ...ResourceType[]]
  readonly rule: string
}

const GALLERY_INPUT: NamedInput = {
  input: 'gallery',
  types: [GALLERY],
  rule: 'has to be a gallery name (up to 80 letters, digits, underscores and periods, with a letter or digit at both ends) or the resource ID of a gallery',
}
const SOURCE_INPUT: NamedInput = {
  input: 'source',
  types: [MANAGED_IMAGE, VERSION],
  rule: 'has to be the name of a managed image, or the resource ID of a managed image or a gallery image version (galleries/.../images/.../versions/...)',
}
const ACCOUNT_INPUT: NamedInput = {
  input: 'batch-account',
  types: [ACCOUNT],
  rule: 'has to be the name of a Batch account (3 to 24 letters and digits) or its resource ID',
}
const DEFINITION_RULE =
  'has to be the name of an image definition (up to 80 letters, digits, underscores, periods and hyphens, with a letter or digit at both ends) or its resource ID, without a version'

/** What the workflow names, as resource IDs. */
export type Names = {
  readonly imageDefinitionId: string
  readonly sourceId?: string
  readonly batchAccountId?: string
}

/** Definition, source and account as resource IDs. Plain names need `resource-group` and `subscription-id`. */
export function readNames(reader: Reader, subscriptionId: string | undefined): Names {
  const resourceGroup = reader.matching(
    'resource-group',
    /^[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]$/u,
    'has to be the name of a resource group (up to 90 letters, digits, underscores, hyphens, periods and parentheses, no period at the end)',
  )
  const resolve = createResolver(reader, { subscriptionId, resourceGroup })
  const imageDefinitionId = readDefinition(reader, resolve)
  const sourceId = resolve(SOURCE_INPUT)
  const batchAccountId = resolve(ACCOUNT_INPUT)
  return {
    imageDefinitionId,
    ...(sourceId !== undefined && { sourceId }),
    ...(batchAccountId !== undefined && { batchAccountId }),
  }
}

type Resolve = (named: NamedInput) => string | undefined

type Place = { readonly subscriptionId: string | undefined; readonly resourceGroup: string | undefined }

function createResolver(reader: Reader, { subscriptionId, resourceGroup }: Place): Resolve {
  const need = (input: string, value: string | undefined, plain: string) => {
    const isTold = reader.mistakes.some((mistake) => mistake.input === input)
    if (value === undefined && !isTold) reader.wrong(input, `is needed, because ${plain} is a plain name`)
  }
  return ({ input, types, rule }) => {
    const value = reader.text(input)
    if (value === undefined) return undefined
    if (types.some((type) => isResource(value, type))) return value.replace(/\/+$/, '')
    const { provider, path } = types[0]
    const [type = '', name] = path[0] ?? []
    if (name?.test(value) !== true) {
      reader.wrong(input, rule, value)
      return undefined
    }
    need('resource-group', resourceGroup, input)
    need('subscription-id', subscriptionId, input)
    const group = `/subscriptions/${subscriptionId ?? ''}/resourceGroups/${resourceGroup ?? ''}`
    return childId(`${group}/providers/${provider}`, type, value)
  }
}

/** A definition's own ID says its gallery too; a name needs the gallery. */
function readDefinition(reader: Reader, resolve: Resolve): string {
  const value = reader.text('image-definition')
  if (value !== undefined && isResource(value, DEFINITION)) return withoutGallery(reader, value.replace(/\/+$/, ''))
  const galleryId = resolve(GALLERY_INPUT)
  if (value === undefined) {
    reader.wrong('image-definition', 'is needed: the image definition whose version goes onto the pool')
    return ''
  }
  if (!NAMES.imageDefinition.test(value)) reader.wrong('image-definition', DEFINITION_RULE, value)
  else if (reader.text('gallery') === undefined) {
    reader.wrong('gallery', 'is needed, because image-definition is a plain name')
  }
  return childId(galleryId ?? '', 'images', value)
}

/** `gallery` beside a definition's ID may only repeat what the ID says. */
function withoutGallery(reader: Reader, definitionId: string): string {
  const own = parentId(definitionId)
  const gallery = reader.text('gallery')
  const same =
    gallery === undefined || sameResourceId(gallery, own) || gallery.toLowerCase() === resourceName(own).toLowerCase()
  if (!same) {
    reader.wrong(
      'gallery',
      `has to be left out or to be the gallery of image-definition, ${resourceName(own)}`,
      gallery,
    )
  }
  return definitionId
}
