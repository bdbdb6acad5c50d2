import { childId, parentId, resourceName, sameResourceId } from '../model/resource-id.ts'
import type { Reader } from './reader.ts'
import type { NamedInput, Resolve } from './resolver.ts'
import { BATCH_ACCOUNT, DEFINITION, DEFINITION_NAME, GALLERY, isResource } from './resource-type.ts'

const GALLERY_INPUT: NamedInput = {
  input: 'gallery',
  types: [GALLERY],
  rule: 'has to be a gallery name (up to 80 letters, digits, underscores and periods, with a letter or digit at both ends) or the resource ID of a gallery',
}
const ACCOUNT_INPUT: NamedInput = {
  input: 'batch-account',
  types: [BATCH_ACCOUNT],
  rule: 'has to be the name of a Batch account (3 to 24 letters and digits) or its resource ID',
}
const DEFINITION_RULE =
  'has to be the name of an image definition (up to 80 letters, digits, underscores, periods and hyphens, with a letter or digit at both ends) or its resource ID, without a version'

/** Where the image goes, as resource IDs. */
export type Names = { readonly imageDefinitionId: string; readonly batchAccountId?: string }

/** Definition and account as resource IDs. */
export function readNames(reader: Reader, resolve: Resolve): Names {
  const imageDefinitionId = readDefinitionId(reader, resolve)
  const batchAccountId = resolve(ACCOUNT_INPUT)
  return { imageDefinitionId, ...(batchAccountId !== undefined && { batchAccountId }) }
}

/** A definition's own ID says its gallery too; a name needs the gallery. */
function readDefinitionId(reader: Reader, resolve: Resolve): string {
  const value = reader.text('image-definition')
  if (value !== undefined && isResource(value, DEFINITION)) return withoutGallery(reader, value.replace(/\/+$/, ''))
  const galleryId = resolve(GALLERY_INPUT)
  if (value === undefined) {
    reader.wrong('image-definition', 'is needed: the image definition whose version goes onto the pool')
    return ''
  }
  if (!DEFINITION_NAME.test(value)) reader.wrong('image-definition', DEFINITION_RULE, value)
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
