import { describe } from '@jest/globals'
import { baseImageFindings } from '../../../src/plan/checks/base-image.ts'
import { ACCOUNT, AGENT, at, type Change, later, link, machine, present, supported, UBUNTU } from './question.ts'
import { rows } from './rows.ts'

const madeFrom = (sku: string) => ({
  links: [link(), machine({ baseImage: { ...UBUNTU, sku } })],
  baseImage: { ...UBUNTU, sku },
  end: { kind: 'marketplace' } as const,
})

const SOON = { batchSupportEndOfLife: '2027-01-12T12:00:00Z' }
/** Another image has the same node agent, and no end. */
const ending = (batchSupportEndOfLife: string): Change => ({
  preflight: {
    supportedImages: at(
      ACCOUNT,
      present([supported(AGENT, 'server', { batchSupportEndOfLife }), supported(AGENT, 'minimal')]),
    ),
  },
})

describe('baseImageFindings', () => {
  rows(baseImageFindings, [
    ['a marketplace image that Batch supports', []],
    [
      'a marketplace image whose support ends within a year',
      [
        'BaseImageEnding: Batch ends its support of canonical:ubuntu-24_04-lts:server, from which the image was made, on 2027-01-12, in 49 days.',
      ],
      ending('2027-01-12T12:00:00Z'),
    ],
    ['a marketplace image whose support ends later', [], ending('2028-01-12T12:00:00Z')],
    ['a marketplace image whose support has ended', ['BaseImageEnded: on 2026-11-23.'], ending('2026-11-23T00:00:00Z')],
    [
      'a marketplace image that ends with its node agent, of which that is told',
      [],
      { preflight: { supportedImages: at(ACCOUNT, present([supported(AGENT, 'server', SOON)])) } },
    ],
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
