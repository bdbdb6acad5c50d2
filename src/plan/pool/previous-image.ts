import type { Pool, PoolDefinition } from '../../model/batch.ts'
import { memberAt } from '../../model/json.ts'
import { PREVIOUS_METADATA } from '../../model/origin.ts'
import { MACHINE } from '../../model/pool-field.ts'
import { isOfType, parentId, resourceKey, resourceName } from '../../model/resource-id.ts'
import { metadataValue } from './pool-definition.ts'
import { isUnfinished } from './pool-group.ts'

/** Where a pool names its image. */
export const IMAGE_ID = [...MACHINE, 'imageReference', 'id']

/** Resource ID of the image version that a pool runs on; undefined where it names none, and Azure takes the latest. */
export function imageOf({ definition }: Pool): string | undefined {
  const id = imageIn(definition)
  return id !== undefined && isOfType(id, 'Microsoft.Compute', 'galleries/images') ? undefined : id
}

/** What the image reference of a pool names: an image version, or a definition that stands for its latest. */
export function imageIn(definition: PoolDefinition): string | undefined {
  const id = memberAt(definition.properties, IMAGE_ID)
  return typeof id === 'string' ? id : undefined
}

/**
 * The metadata with which a pool gets another image. A pool that goes back to the version it had noted keeps noting that
 * one: going back twice is going back once.
 */
export function previousMetadata(pool: Pool, imageVersionId: string): Record<string, string> {
  const held = imageOf(pool)
  if (held === undefined || same(held, imageVersionId)) return {}
  return { [PREVIOUS_METADATA]: same(notedImage(pool), imageVersionId) ? imageVersionId : held }
}

/**
 * Number of the version of a definition that a pool ran on before; or why there is none. While one of `others` is on its way
 * to take the place of the pool, going back is staying with what the pool runs on, unless that other is going back itself.
 */
export function previousVersion(
  pool: Pool,
  imageDefinitionId: string,
  others: readonly Pool[] = [],
): { readonly version: string } | { readonly why: string } {
  const noted = notedImage(pool)
  const isOnItsWay = (other: Pool) => isUnfinished(other) && !same(noted, imageOf(other) ?? '')
  const id = others.some(isOnItsWay) ? imageOf(pool) : noted
  if (id === undefined)
    return { why: 'its metadata names none, for no run of this action has given it another image yet' }
  if (resourceKey(parentId(id)) !== resourceKey(imageDefinitionId))
    return { why: `it was ${id}, of another image definition` }
  return { version: resourceName(id) }
}

function notedImage({ definition }: Pool): string | undefined {
  return metadataValue(definition.properties['metadata'], PREVIOUS_METADATA)
}

function same(one: string | undefined, other: string): boolean {
  return one !== undefined && resourceKey(one) === resourceKey(other)
}
