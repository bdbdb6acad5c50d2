import { describe } from '@jest/globals'
import { purchasePlanFindings } from '../../../src/plan/checks/purchase-plan.ts'
import { definition, later, link, machine, made } from './question.ts'
import { rows } from './rows.ts'

const PLAN = { name: 'pro', publisher: 'acme', product: 'renderer' }
const PLANNED = { links: [link(), machine({ purchasePlan: PLAN })], end: { kind: 'marketplace' } } as const

describe('purchasePlanFindings', () => {
  rows(purchasePlanFindings, [
    ['an image and a definition without a plan', []],
    [
      'an image with a plan and a definition without',
      [
        'PurchasePlanDiffers: comes from virtual machine builder, which has purchase plan acme/renderer/pro, and image definition worker has no purchase plan',
      ],
      { seen: { lineage: PLANNED } },
    ],
    [
      'an image without a plan and a definition with one',
      [
        'PurchasePlanDiffers: which has no purchase plan, and image definition worker has purchase plan acme/renderer/pro',
      ],
      { seen: { imageDefinition: definition({ purchasePlan: PLAN }) } },
    ],
    [
      'the same plan on both',
      [],
      { seen: { lineage: PLANNED, imageDefinition: definition({ purchasePlan: { ...PLAN, name: 'PRO' } }) } },
    ],
    ['a plan that nothing tells', [], { seen: { lineage: { links: [link()], end: { kind: 'origin-unknown' } } } }],
    [
      'a version that exists, of which a pool is made',
      ['PurchasePlanDiffers'],
      { seen: later(made({ pool: { poolId: '/other' } }), { lineage: PLANNED }) },
    ],
    ['a version that exists, whose pool stays as it is', [], { seen: later(made(), { lineage: PLANNED }) }],
  ])
})
