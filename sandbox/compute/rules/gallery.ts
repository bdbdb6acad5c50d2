import { parseResourceId, resourceName, sameResourceId } from '../../../src/model/resource-id.ts'
import { Refusal } from '../../service.ts'
import type { Gallery } from '../entities.ts'
import { invalidParameter } from '../refusals.ts'

/** Refuses a name of other characters, or longer than 80. */
export function checkGalleryName(name: string): void {
  if (/^[a-z0-9]([a-z0-9._]{0,78}[a-z0-9])?$/i.test(name)) return
  throw invalidParameter(
    'Gallery name is invalid. Allowed characters are English alphanumeric characters, with underscores, and periods ' +
      'allowed in the middle, up to 80 characters total. All other special characters, including dashes, are disallowed.',
    'galleryName',
  )
}

/** Refuses a policy that the sandbox would not carry out: deleted versions do not stay here. */
export function checkNoSoftDelete({
  properties,
}: {
  readonly properties?: { readonly softDeletePolicy?: { readonly isSoftDeleteEnabled?: boolean } }
}): void {
  if (properties?.softDeletePolicy?.isSoftDeleteEnabled !== true) return
  throw invalidParameter('Soft delete of galleries is not known here.', 'gallery.properties.softDeletePolicy')
}

/** Refuses a name that a gallery of another resource group in the subscription has. */
export function checkGalleryNameIsFree(id: string, inSubscription: readonly Gallery[]): void {
  const name = resourceName(id)
  const twin = inSubscription.find(
    (gallery) => !sameResourceId(gallery.id, id) && resourceName(gallery.id).toLowerCase() === name.toLowerCase(),
  )
  if (twin === undefined) return
  throw new Refusal(
    409,
    'Conflict',
    `The gallery name '${name}' is not unique within the subscription '${parseResourceId(id)?.subscriptionId}'. ` +
      'Please pick another gallery name.',
  )
}
