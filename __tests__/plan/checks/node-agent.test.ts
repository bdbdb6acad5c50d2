import { describe } from '@jest/globals'
import type { SupportedImage } from '../../../src/model/batch.ts'
import { nodeAgentFindings } from '../../../src/plan/checks/node-agent.ts'
import {
  ABSENT,
  ACCOUNT,
  AGENT,
  at,
  type Change,
  definition,
  later,
  link,
  made,
  POOL,
  present,
  supported,
  UBUNTU,
  unreadable,
} from './question.ts'
import { rows } from './rows.ts'

const listed = (...images: SupportedImage[]): Change => ({
  preflight: { supportedImages: at(ACCOUNT, present(images)) },
})

const until = (...ends: (string | undefined)[]): Change =>
  listed(...ends.map((end) => supported(AGENT, 'server', end === undefined ? {} : { batchSupportEndOfLife: end })))

const UNTOLD = { lineage: { links: [link()], end: { kind: 'origin-unknown' } } } as const

const NAMED = definition({ identifier: { publisher: UBUNTU.publisher, offer: UBUNTU.offer, sku: UBUNTU.sku } })

describe('nodeAgentFindings', () => {
  rows(nodeAgentFindings, [
    ['the agent of the marketplace image', []],
    [
      'an image of which nothing tells the agent',
      [
        'NodeAgentUnknown: The closest that this Batch account supports are batch.node.ubuntu 24.04 and batch.node.el 9.',
      ],
      { seen: UNTOLD },
    ],
    [
      'an unknown agent while the image version cannot be read, which has its own finding',
      [],
      { seen: { ...UNTOLD, imageVersion: unreadable() } },
    ],
    [
      'an agent that a source would tell which is not there',
      [],
      { seen: { ...UNTOLD, source: [{ role: 'whole', id: ACCOUNT, observed: ABSENT }] } },
    ],
    [
      'an unknown agent where the list could not be read',
      [
        'NodeAgentUnknown: is not known: its image was made from canonical:ubuntu-24_04-lts:server, and the images that the Batch account supports could not be read.',
      ],
      { preflight: { supportedImages: at(ACCOUNT, unreadable()) } },
    ],
    [
      'an unknown agent where neither the list nor the origin could be read',
      ['NodeAgentUnknown: is not known: no marketplace image was found behind its image, and the images'],
      { seen: UNTOLD, preflight: { supportedImages: at(ACCOUNT, unreadable()) } },
    ],
    [
      'an agent read off the name of the definition',
      ['NodeAgentFromIdentifier: Node agent SKU batch.node.ubuntu 24.04 of pool render-pool'],
      { seen: { ...UNTOLD, imageDefinition: NAMED } },
    ],
    [
      'an agent that no image has',
      ['NodeAgentNotSupported: Batch account renderfarm knows no node agent SKU batch.node.ubuntu 26.04.'],
      { pool: { nodeAgentSkuId: 'batch.node.ubuntu 26.04' } },
    ],
    ['an agent in another case', [], { pool: { nodeAgentSkuId: AGENT.toUpperCase() } }],
    ['an agent where the list is empty', [], { ...listed(), pool: { nodeAgentSkuId: AGENT } }],
    [
      'an agent where the list was not asked for',
      [],
      { preflight: { supportedImages: {} }, pool: { nodeAgentSkuId: AGENT } },
    ],
    [
      'an agent for another operating system',
      [
        'NodeAgentOtherOs: Node agent SKU batch.node.ubuntu 24.04 is for Linux, and image definition worker for Windows',
      ],
      { pool: { nodeAgentSkuId: AGENT }, seen: { imageDefinition: definition({ osType: 'Windows' }) } },
    ],
    [
      'an agent for another version of the operating system',
      [
        'NodeAgentOtherImage: batch.node.el 9 of pool render-pool is none that Batch lists for canonical:ubuntu-24_04-lts:server',
      ],
      { pool: { nodeAgentSkuId: 'batch.node.el 9' } },
    ],
    [
      'an agent for another operating system than that of the marketplace image',
      ['NodeAgentOtherOs'],
      {
        ...listed(supported(AGENT, 'server'), supported('batch.node.windows amd64', 'win', { osType: 'windows' })),
        pool: { nodeAgentSkuId: 'batch.node.windows amd64' },
      },
    ],
    [
      'an agent for an image that Batch does not list',
      [],
      { ...listed(supported('batch.node.el 9', 'rhel')), pool: { nodeAgentSkuId: 'batch.node.el 9' } },
    ],
    [
      'the agent of a pool whose new image holds another system, which gives way to the one that fits',
      [
        'NodeAgentChanges: has node agent SKU batch.node.el 9, which is not made for its new image, and gets batch.node.ubuntu',
      ],
      { seen: { pools: at(POOL, present(made({ pool: { nodeAgentSkuId: 'batch.node.el 9' } }))) } },
    ],
    [
      'an agent whose support ends within a year',
      ['NodeAgentEnding: on 2027-06-30, in 217 days'],
      until('2027-06-30T00:00:00Z', '2027-01-12T00:00:00Z'),
    ],
    ['an agent whose support ends later', [], until('2028-06-30T00:00:00Z')],
    ['an agent whose support ends for one of its images', [], until('2027-01-12T00:00:00Z', undefined)],
    ['an agent whose support has ended', ['NodeAgentEnded: on 2026-11-23.'], until('2026-11-23T00:00:00Z')],
    ['a pool that keeps image and agent', [], { ...until('2026-11-23T00:00:00Z'), seen: later() }],
  ])
})
