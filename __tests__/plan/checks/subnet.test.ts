import { describe } from '@jest/globals'
import type { Subnet } from '../../../src/model/batch.ts'
import { subnetFindings } from '../../../src/plan/checks/subnet.ts'
import {
  ABSENT,
  at,
  type Change,
  ELSEWHERE,
  later,
  made,
  present,
  SUBNET,
  SUBSCRIPTION,
  unreadable,
} from './question.ts'
import { rows } from './rows.ts'

const SOUND: Subnet = { id: SUBNET, location: 'westeurope', freeAddresses: 100, delegations: [] }
const FOREIGN = SUBNET.replace(SUBSCRIPTION, ELSEWHERE)

const read = (more: Partial<Subnet>): Change => ({ preflight: { subnets: at(SUBNET, present({ ...SOUND, ...more })) } })

const nodes = (targetDedicatedNodes: number): Change['pool'] => ({
  scale: { kind: 'fixed', targetDedicatedNodes, targetSpotNodes: 0 },
})

describe('subnetFindings', () => {
  rows(subnetFindings, [
    ['a subnet with just enough addresses', [], read({})],
    ['a pool without a subnet', [], { pool: { subnetId: undefined }, preflight: { subnets: at(SUBNET, ABSENT) } }],
    ['a subnet that is not there', ['SubnetNotFound: subnets/nodes.'], { preflight: { subnets: at(SUBNET, ABSENT) } }],
    ['a subnet that could not be read', [], { preflight: { subnets: at(SUBNET, unreadable()) } }],
    [
      'a subnet in another region',
      ['SubnetInOtherRegion: Subnet studio/nodes lies in uksouth, and Batch account renderfarm in westeurope'],
      read({ location: 'uksouth' }),
    ],
    [
      'a subnet in another subscription',
      ['SubnetInOtherSubscription'],
      { pool: { subnetId: FOREIGN }, preflight: { subnets: at(FOREIGN, present({ ...SOUND, id: FOREIGN })) } },
    ],
    [
      'a subnet in another subscription that cannot be read',
      ['SubnetInOtherSubscription'],
      { pool: { subnetId: FOREIGN }, preflight: { subnets: at(FOREIGN, unreadable()) } },
    ],
    [
      'too few free addresses',
      ['SubnetTooSmall: has 99 free addresses, and pool render-pool needs 100 more.'],
      read({ freeAddresses: 99 }),
    ],
    [
      'addresses that the nodes of the pool have already',
      [],
      { ...read({ freeAddresses: 50 }), pool: nodes(150), seen: later() },
    ],
    [
      'too few addresses for the nodes that come',
      ['SubnetTooSmall: needs 51 more'],
      { ...read({ freeAddresses: 50 }), pool: nodes(151), seen: later() },
    ],
    ['a full subnet of a pool that shrinks', [], { ...read({ freeAddresses: 0 }), pool: nodes(10), seen: later() }],
    [
      'a subnet of another service',
      ['SubnetDelegated: is delegated to Microsoft.Web/serverFarms and Microsoft.Sql/managedInstances'],
      read({ delegations: ['Microsoft.Web/serverFarms', 'Microsoft.Sql/managedInstances'] }),
    ],
    [
      'a subnet that is named among the pool properties',
      ['SubnetNotFound'],
      {
        pool: { subnetId: undefined, properties: { networkConfiguration: { subnetId: SUBNET } } },
        preflight: { subnets: at(SUBNET, ABSENT) },
      },
    ],
    ['a pool that keeps scale and subnet', [], { preflight: { subnets: at(SUBNET, ABSENT) }, seen: later(made()) }],
  ])
})
