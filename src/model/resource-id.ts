/** An ARM resource ID taken apart: `/subscriptions/S/resourceGroups/G/providers/P/type/name[/type/name...]`. */
export type ResourceIdParts = {
  readonly subscriptionId: string
  readonly resourceGroup: string
  readonly provider: string
  /** Types and names alternate in the ID; here they are paired by position. */
  readonly types: readonly string[]
  readonly names: readonly string[]
}

const RESOURCE_ID = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/(.+?)\/?$/i

/** The parts of a resource ID, in the case it was written; undefined when it is not one. */
export function parseResourceId(text: string): ResourceIdParts | undefined {
  const match = RESOURCE_ID.exec(text)
  if (match === null) return undefined
  const [, subscriptionId = '', resourceGroup = '', provider = '', rest = ''] = match
  const segments = rest.split('/')
  if (segments.length % 2 !== 0 || segments.includes('')) return undefined
  return {
    subscriptionId,
    resourceGroup,
    provider,
    types: segments.filter((_, index) => index % 2 === 0),
    names: segments.filter((_, index) => index % 2 === 1),
  }
}

/** Whether two IDs name the same resource: ARM does not care about case. */
export function sameResourceId(one: string, other: string): boolean {
  return resourceKey(one) === resourceKey(other)
}

/** One spelling for all spellings of an ID, for use as a key. */
export function resourceKey(id: string): string {
  return id.replace(/\/+$/, '').toLowerCase()
}

/** Whether `id` is of the given provider and type, such as `Microsoft.Compute` and `galleries/images/versions`. */
export function isOfType(id: string, provider: string, type: string): boolean {
  const parts = parseResourceId(id)
  return (
    parts !== undefined &&
    parts.provider.toLowerCase() === provider.toLowerCase() &&
    parts.types.join('/').toLowerCase() === type.toLowerCase()
  )
}

/** Last name in an ID: the version of an image version, the pool ID of a pool. */
export function resourceName(id: string): string {
  return id.replace(/\/+$/, '').split('/').at(-1) ?? ''
}

/** The ID one level up: the definition of a version, the account of a pool. */
export function parentId(id: string): string {
  return id.replace(/\/+$/, '').split('/').slice(0, -2).join('/')
}

/** The ID one level down. */
export function childId(id: string, type: string, name: string): string {
  return `${id.replace(/\/+$/, '')}/${type}/${name}`
}

/** Azure's short name of a region: `West Europe` and `westeurope` are both `westeurope`. */
export function normalizeRegion(name: string): string {
  return name.toLowerCase().replace(/[\s()]/g, '')
}
