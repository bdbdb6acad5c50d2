import { childId, isOfType, parentId, resourceName, sameResourceId } from '../model/resource-id.ts'
import type { Reader } from './reader.ts'

const RULES = {
  gallery: {
    pattern: /^[A-Za-z0-9]([A-Za-z0-9_.]{0,78}[A-Za-z0-9])?$/,
    rule: 'has to be a gallery name (up to 80 letters, digits, underscores and periods, with a letter or digit at both ends) or the resource ID of a gallery',
  },
  'image-definition': {
    pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9])?$/,
    rule: 'has to be the name of an image definition (up to 80 letters, digits, underscores, periods and hyphens, with a letter or digit at both ends) or its resource ID',
  },
  'batch-account': {
    pattern: /^[a-z0-9]{3,24}$/,
    rule: 'has to be the name of a Batch account (3 to 24 lower-case letters and digits) or its resource ID',
  },
  source: {
    pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/,
    rule: 'has to be the name of a managed image, or the resource ID of a managed image or a gallery image version',
  },
} as const

type NamedInput = keyof typeof RULES

/** Resolves plain names by `resource-group` and `subscription-id`; both may be left out where IDs are given. */
export type Names = {
  readonly imageDefinitionId: string
  readonly sourceId?: string
  readonly batchAccountId?: string
}

/** Gallery, definition, source and account as resource IDs. */
export function readNames(reader: Reader, subscriptionId: string): Names {
  const group = reader.matching(
    'resource-group',
    /^[-\w.()]{0,89}[-\w()]$/,
    'has to be the name of a resource group (up to 90 letters, digits, underscores, hyphens, periods and parentheses, no period at the end)',
  )
  const base = `/subscriptions/${subscriptionId}/resourceGroups/${group ?? ''}/providers`
  const resolve = (input: NamedInput, types: readonly [string, string][], plain: (name: string) => string) => {
    const value = reader.text(input)
    if (value === undefined) return undefined
    const { pattern, rule } = RULES[input]
    if (value.startsWith('/')) {
      if (types.some(([provider, type]) => isOfType(value, provider, type))) return value.replace(/\/+$/, '')
    } else if (pattern.test(value)) {
      if (group !== undefined) return plain(value)
      const told = reader.mistakes.some((mistake) => mistake.input === 'resource-group')
      if (!told) reader.wrong('resource-group', `is needed, because ${input} is a plain name`)
      return undefined
    }
    reader.wrong(input, rule, value)
    return undefined
  }
  const galleryId = resolve(
    'gallery',
    [['Microsoft.Compute', 'galleries']],
    (name) => `${base}/Microsoft.Compute/galleries/${name}`,
  )
  const sourceId = resolve(
    'source',
    [
      ['Microsoft.Compute', 'images'],
      ['Microsoft.Compute', 'galleries/images/versions'],
    ],
    (name) => `${base}/Microsoft.Compute/images/${name}`,
  )
  const batchAccountId = resolve(
    'batch-account',
    [['Microsoft.Batch', 'batchAccounts']],
    (name) => `${base}/Microsoft.Batch/batchAccounts/${name}`,
  )
  return {
    imageDefinitionId: readDefinition(reader, galleryId),
    ...(sourceId !== undefined && { sourceId }),
    ...(batchAccountId !== undefined && { batchAccountId }),
  }
}

/** A definition's own ID says its gallery too; a name needs the gallery. */
function readDefinition(reader: Reader, galleryId: string | undefined): string {
  const value = reader.text('image-definition')
  const { pattern, rule } = RULES['image-definition']
  if (value === undefined) {
    reader.wrong('image-definition', 'is needed: the image definition whose version goes onto the pool')
    return ''
  }
  if (value.startsWith('/')) {
    if (!isOfType(value, 'Microsoft.Compute', 'galleries/images')) {
      reader.wrong('image-definition', rule, value)
    } else if (galleryId !== undefined && !sameGallery(parentId(value), galleryId, reader.text('gallery') ?? '')) {
      reader.wrong(
        'gallery',
        `has to be left out or to be the gallery of image-definition, ${resourceName(parentId(value))}`,
        reader.text('gallery'),
      )
    }
    return value.replace(/\/+$/, '')
  }
  if (!pattern.test(value)) reader.wrong('image-definition', rule, value)
  if (reader.text('gallery') === undefined)
    reader.wrong('gallery', 'is needed, because image-definition is a plain name')
  return childId(galleryId ?? '', 'images', value)
}

function sameGallery(own: string, galleryId: string, written: string): boolean {
  if (written.startsWith('/')) return sameResourceId(own, galleryId)
  return resourceName(own).toLowerCase() === written.toLowerCase()
}
