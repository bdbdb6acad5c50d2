import { describe, expect, it } from '@jest/globals'
import type { SupportedImage } from '../../../src/model/batch.ts'
import type { NodeAgentChoice } from '../../../src/model/draft.ts'
import type { MarketplaceImage } from '../../../src/model/lineage.ts'
import { chooseNodeAgent, type NodeAgentClues } from '../../../src/plan/pool/node-agent.ts'

const UBUNTU: MarketplaceImage = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }
const WINDOWS: MarketplaceImage = {
  publisher: 'microsoftwindowsserver',
  offer: 'windowsserver',
  sku: '2022-datacenter',
}
const ALMA: MarketplaceImage = { publisher: 'almalinux', offer: 'almalinux-x86_64', sku: '9-gen2' }

function listed(image: MarketplaceImage, nodeAgentSkuId: string, more: Partial<SupportedImage> = {}): SupportedImage {
  return { image, nodeAgentSkuId, osType: 'linux', verified: true, ...more }
}

const SUPPORTED: readonly SupportedImage[] = [
  listed(WINDOWS, 'batch.node.windows amd64', { osType: 'windows' }),
  listed(ALMA, 'batch.node.el 9'),
  listed({ ...UBUNTU, sku: 'minimal' }, 'batch.node.ubuntu minimal'),
  listed(UBUNTU, 'batch.node.ubuntu 24.04 preview', { verified: false }),
  listed(UBUNTU, 'batch.node.ubuntu 24.04'),
]

const known = (nodeAgentSkuId: string, from: Extract<NodeAgentChoice, { kind: 'known' }>['from']): NodeAgentChoice => ({
  kind: 'known',
  nodeAgentSkuId,
  from,
})

describe('chooseNodeAgent', () => {
  const cases: readonly [title: string, clues: Partial<NodeAgentClues>, choice: NodeAgentChoice][] = [
    [
      'takes what was asked before everything else',
      { requested: 'batch.node.el 8', poolSkuId: 'batch.node.el 9', baseImage: UBUNTU },
      known('batch.node.el 8', 'input'),
    ],
    [
      'keeps that of the pool where nothing tells another',
      { poolSkuId: 'batch.node.el 9' },
      known('batch.node.el 9', 'pool'),
    ],
    [
      'keeps that of the pool where Batch lists it for the base image',
      { poolSkuId: 'Batch.Node.Ubuntu 24.04 preview', baseImage: UBUNTU },
      known('Batch.Node.Ubuntu 24.04 preview', 'pool'),
    ],
    [
      'keeps that of the pool where Batch does not list the base image',
      { poolSkuId: 'batch.node.el 9', baseImage: { ...UBUNTU, sku: 'pro' } },
      known('batch.node.el 9', 'pool'),
    ],
    [
      'believes the base image before the pool',
      { poolSkuId: 'batch.node.el 9', baseImage: UBUNTU },
      known('batch.node.ubuntu 24.04', 'base-image'),
    ],
    [
      'gives up that of the pool where it is for another operating system',
      { poolSkuId: 'batch.node.windows amd64', identifier: ALMA, osType: 'Linux' },
      known('batch.node.el 9', 'identifier'),
    ],
    ['prefers a verified image', { baseImage: UBUNTU }, known('batch.node.ubuntu 24.04', 'base-image')],
    [
      'takes an unverified image where there is no other',
      { baseImage: UBUNTU, supportedImages: SUPPORTED.filter(({ verified }) => !verified) },
      known('batch.node.ubuntu 24.04 preview', 'base-image'),
    ],
    [
      'does not care about case or version of the base image',
      { baseImage: { publisher: 'Canonical', offer: 'Ubuntu-24_04-LTS', sku: 'Server', version: '24.4.1' } },
      known('batch.node.ubuntu 24.04', 'base-image'),
    ],
    [
      'believes the base image before the name',
      { baseImage: ALMA, identifier: UBUNTU },
      known('batch.node.el 9', 'base-image'),
    ],
    ['reads the name where no base image is known', { identifier: ALMA }, known('batch.node.el 9', 'identifier')],
    [
      'reads the name where Batch does not list the base image',
      { baseImage: { publisher: 'me', offer: 'x', sku: 'y' }, identifier: ALMA },
      known('batch.node.el 9', 'identifier'),
    ],
    [
      'never gives Linux the agent of Windows',
      { baseImage: WINDOWS, osType: 'Linux', supportedImages: SUPPORTED.slice(0, 2) },
      { kind: 'unknown', closest: ['batch.node.el 9'] },
    ],
    [
      'names the most similar first where none fits',
      { baseImage: { ...UBUNTU, sku: 'pro' }, osType: 'Linux', supportedImages: SUPPORTED.slice(0, 3) },
      { kind: 'unknown', closest: ['batch.node.ubuntu minimal', 'batch.node.el 9'] },
    ],
    [
      'names each agent once and at most five',
      {
        supportedImages: ['1', '1', '2', '3', '4', '5', '6'].map((name) =>
          listed({ ...ALMA, sku: name }, `el ${name}`),
        ),
      },
      { kind: 'unknown', closest: ['el 1', 'el 2', 'el 3', 'el 4', 'el 5'] },
    ],
    [
      'knows nothing where Batch lists nothing',
      { baseImage: UBUNTU, supportedImages: [] },
      { kind: 'unknown', closest: [] },
    ],
  ]
  for (const [title, clues, choice] of cases) {
    it(title, () => {
      expect(chooseNodeAgent({ requested: 'auto', supportedImages: SUPPORTED, ...clues })).toEqual(choice)
    })
  }
})
