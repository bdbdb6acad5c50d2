import { describe } from '@jest/globals'
import { accepts, GALLERY, idOf, refuses } from './workflow.ts'

const ELSEWHERE = GALLERY.replace('11111111', '99999999')
const DEFINITION = `${GALLERY}/images/ubuntu-render`
const ACCOUNT = idOf('Microsoft.Batch/batchAccounts/contosorenders')

describe('readNames', () => {
  accepts([
    ['plain names of the resource group', {}, { imageDefinitionId: DEFINITION, pool: { batchAccountId: ACCOUNT } }],
    [
      'a definition of another subscription by its resource ID, without a gallery',
      { gallery: '', 'image-definition': `${ELSEWHERE}/images/ubuntu-render/` },
      { imageDefinitionId: `${ELSEWHERE}/images/ubuntu-render` },
    ],
    [
      'a gallery by resource ID with a definition by name',
      { gallery: ELSEWHERE },
      { imageDefinitionId: `${ELSEWHERE}/images/ubuntu-render` },
    ],
    [
      'the gallery that a definition’s resource ID says already',
      { gallery: 'Renders', 'image-definition': DEFINITION },
      { imageDefinitionId: DEFINITION },
    ],
    ['a resource group with letters of any language', { 'resource-group': 'größe-1' }, {}],
  ])

  refuses([
    [
      'plain names without a resource group',
      { 'resource-group': '' },
      'resource-group',
      undefined,
      'gallery is a plain',
    ],
    ['a resource group that ends in a period', { 'resource-group': 'rg.' }, 'resource-group', 'rg.', 'no period'],
    ['a gallery with a hyphen', { gallery: 'my-gallery' }, 'gallery', 'my-gallery', 'periods'],
    ['a gallery of 81 characters', { gallery: 'a'.repeat(81) }, 'gallery', 'a'.repeat(81), 'up to 80'],
    ['a gallery that ends in a period', { gallery: 'renders.' }, 'gallery', 'renders.', 'both ends'],
    ['a gallery ID of another type', { gallery: ACCOUNT }, 'gallery', ACCOUNT, 'resource ID of a gallery'],
    ['a definition by name without a gallery', { gallery: '' }, 'gallery', undefined, 'plain name'],
    ['no definition', { 'image-definition': '' }, 'image-definition', undefined, 'is needed'],
    ['a definition with a space', { 'image-definition': 'a b' }, 'image-definition', 'a b', 'hyphens'],
    [
      'an image version as definition',
      { 'image-definition': `${DEFINITION}/versions/1.0.0` },
      'image-definition',
      `${DEFINITION}/versions/1.0.0`,
      'without a version',
    ],
    [
      'a gallery that is not the definition’s',
      { gallery: 'others', 'image-definition': DEFINITION },
      'gallery',
      'others',
      'gallery of image-definition, renders',
    ],
    [
      'the gallery of that name in another subscription',
      { gallery: ELSEWHERE, 'image-definition': DEFINITION },
      'gallery',
      ELSEWHERE,
      'gallery of image-definition',
    ],
    ['an account with a hyphen', { 'batch-account': 'my-account' }, 'batch-account', 'my-account', '3 to 24'],
    ['an account of another type', { 'batch-account': GALLERY }, 'batch-account', GALLERY, 'Batch account'],
  ])
})
