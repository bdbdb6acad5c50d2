import { describe } from '@jest/globals'
import { baseImageFindings } from '../../../src/plan/checks/base-image.ts'
import { ACCOUNT, at, later, link, machine, present, UBUNTU } from './question.ts'
import { rows } from './rows.ts'

const madeFrom = (sku: string) => ({
  links: [link(), machine({ baseImage: { ...UBUNTU, sku } })],
  baseImage: { ...UBUNTU, sku },
  end: { kind: 'marketplace' } as const,
})

describe('baseImageFindings', () => {
  rows(baseImageFindings, [
    ['a marketplace image that Batch supports', []],
    ['the same image in another case', [], { seen: { lineage: madeFrom('SERVER') } }],
    [
      'a marketplace image that Batch does not support',
      [
        'BaseImageNotSupported: made from canonical:ubuntu-24_04-lts:pro, which is not among the images that Batch account renderfarm supports',
      ],
      { seen: { lineage: madeFrom('pro') } },
    ],
    [
      'a list that is empty',
      [],
      { seen: { lineage: madeFrom('pro') }, preflight: { supportedImages: at(ACCOUNT, present([])) } },
    ],
    [
      'an image whose origin is not known',
      [],
      { seen: { lineage: { links: [link()], end: { kind: 'origin-unknown' } } } },
    ],
    ['a pool that keeps its image', [], { seen: { ...later(), lineage: madeFrom('pro') } }],
  ])
})
