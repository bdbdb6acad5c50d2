import { describe } from '@jest/globals'
import { purchasePlanFindings } from '../../../src/plan/checks/purchase-plan.ts'
import { COMPUTE, definition, later, link, machine, made, VERSION } from './question.ts'
import { rows } from './rows.ts'

const PLAN = { name: 'pro', publisher: 'acme', product: 'renderer' }
const PLANNED = { links: [link(), machine({ purchasePlan: PLAN })], end: { kind: 'marketplace' } } as const

const PLANNED_MACHINE = machine({ purchasePlan: PLAN })
const OWN = link({ id: VERSION, kind: 'gallery-image-version', purchasePlan: null })
const FOREIGN = `${COMPUTE}/galleries/golden/images/ubuntu/versions/3.0.0`
const BEHIND_OWN = { links: [OWN, PLANNED_MACHINE], end: { kind: 'marketplace' } } as const

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
    [
      'a version that exists, whose definition lacks the plan of the machine behind it',
      ['PurchasePlanDiffers: comes from virtual machine builder'],
      { seen: later(made({ pool: { poolId: '/other' } }), { lineage: BEHIND_OWN }) },
    ],
    [
      'a version that exists, behind which nothing tells a plan',
      [],
      { seen: later(made({ pool: { poolId: '/other' } }), { lineage: { ...BEHIND_OWN, links: [OWN] } }) },
    ],
    [
      'a version of another gallery, whose definition lacks the plan of the machine behind it too',
      ['PurchasePlanDiffers: comes from virtual machine builder'],
      { seen: { lineage: { ...BEHIND_OWN, links: [{ ...OWN, id: FOREIGN }, PLANNED_MACHINE] } } },
    ],
    [
      'a version of another gallery, whose definition has a plan, and nothing behind it',
      ['PurchasePlanDiffers: comes from image version ubuntu 3.0.0'],
      { seen: { lineage: { ...BEHIND_OWN, links: [{ ...OWN, id: FOREIGN, purchasePlan: PLAN }] } } },
    ],
    ['a version that exists, whose pool stays as it is', [], { seen: later(made(), { lineage: PLANNED }) }],
  ])
})
