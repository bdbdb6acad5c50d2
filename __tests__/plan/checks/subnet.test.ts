import { describe } from '@jest/globals'
import type { Subnet } from '../../../src/model/batch.ts'
import type { Rollout } from '../../../src/model/desired.ts'
import { subnetFindings } from '../../../src/plan/checks/subnet.ts'
import {
  ABSENT,
  ACCOUNT,
  account,
  at,
  type Change,
  ELSEWHERE,
  later,
  made,
  otherPool,
  POOL,
  present,
  question,
  SUBNET,
  SUBSCRIPTION,
  unreadable,
} from './question.ts'
import { rows } from './rows.ts'

const SOUND: Subnet = { id: SUBNET, location: 'westeurope', freeAddresses: 100, takenAddresses: 100, delegations: [] }
const FOREIGN = SUBNET.replace(SUBSCRIPTION, ELSEWHERE)

const read = (more: Partial<Subnet>): Change => ({ preflight: { subnets: at(SUBNET, present({ ...SOUND, ...more })) } })

const nodes = (targetDedicatedNodes: number): NonNullable<Change['pool']> => ({
  scale: { kind: 'fixed', targetDedicatedNodes, targetSpotNodes: 0 },
})

const PRIVATE: Change['pool'] = {
  properties: { networkConfiguration: { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } } },
}

const IN_PLACE: Rollout = {
  strategy: 'in-place',
  drain: 'taskcompletion',
  drainDeadline: 'fail',
  onFailure: 'rollback',
}
const OTHER = SUBNET.replace('/nodes', '/others')
const TWO = question().desired.pools.flatMap((pool) => [pool, { ...pool, poolId: `${ACCOUNT}/pools/second` }])

/** Another pool is to have 10 nodes in the same subnet, and a third one 10 elsewhere. */
const withOther = (more: Partial<Subnet>): Change => ({
  preflight: {
    ...read(more).preflight,
    accountPools: at(
      ACCOUNT,
      present([otherPool('one', nodes(10)), otherPool('two', { ...nodes(10), subnetId: OTHER })]),
    ),
  },
})

describe('subnetFindings', () => {
  rows(subnetFindings, [
    ['a subnet with just enough addresses', [], read({})],
    ['a pool without a subnet', [], { pool: { subnetId: undefined }, preflight: { subnets: at(SUBNET, ABSENT) } }],
    ['a subnet that is not there', ['SubnetNotFound: subnets/nodes.'], { preflight: { subnets: at(SUBNET, ABSENT) } }],
    [
      'nodes without public addresses in a subnet that nothing leads out of',
      ['NodesWithoutWayOut: subnet studio/nodes leads nowhere out'],
      { ...read({ isClosed: true }), pool: PRIVATE },
    ],
    ['such a subnet, of nodes with public addresses', [], read({ isClosed: true })],
    ['nodes without public addresses in a subnet with a way out', [], { ...read({}), pool: PRIVATE }],
    [
      'such nodes, where a private endpoint leads to the account',
      [],
      {
        ...read({ isClosed: true }),
        pool: PRIVATE,
        seen: { batchAccounts: at(ACCOUNT, account({ privateEndpoints: ['nodeManagement'] })) },
      },
    ],
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
      ['SubnetTooSmall: has 99 free addresses, and this run needs 100 more for pool render-pool.'],
      read({ freeAddresses: 99 }),
    ],
    [
      'addresses that the nodes of the pool have already',
      [],
      { ...read({ freeAddresses: 50 }), pool: nodes(150), seen: later() },
    ],
    [
      'too few addresses for the nodes that come',
      ['SubnetTooSmall: needs 51 more for pool render-pool'],
      { ...read({ freeAddresses: 50 }), pool: nodes(151), seen: later() },
    ],
    [
      'two pools that have room each, and not both',
      ['SubnetTooSmall: has 150 free addresses, and this run needs 200 more for pools render-pool and second.'],
      { ...read({ freeAddresses: 150 }), run: { pools: TWO } },
    ],
    ['two pools that have room together', [], { ...read({ freeAddresses: 200 }), run: { pools: TWO } }],
    [
      'nodes that leave another subnet, which do not have their addresses yet',
      ['SubnetTooSmall: has 50 free addresses, and this run needs 100 more'],
      { ...read({ freeAddresses: 50 }), run: { rollout: IN_PLACE }, seen: later(made({ pool: { subnetId: OTHER } })) },
    ],
    [
      'nodes that come back to the subnet that they leave',
      [],
      { ...read({ freeAddresses: 0 }), run: { rollout: IN_PLACE }, seen: later(made({ seen: { version: '1.3.0' } })) },
    ],
    [
      'nodes of other pools that the network does not tell',
      ['SubnetTooSmall: has 90 free addresses'],
      withOther({ freeAddresses: 100, takenAddresses: 0 }),
    ],
    [
      'a canary that takes the place of the one that an earlier run has left',
      ['SubnetTooSmall: has 0 free addresses, and this run needs 1 more'],
      {
        run: { rollout: IN_PLACE, canary: { nodes: 3 } },
        seen: later(made({ seen: { version: '1.3.0' } })),
        preflight: {
          ...read({ freeAddresses: 0 }).preflight,
          canaries: at(`${POOL}-canary`, present(otherPool('render-pool-canary', nodes(2)))),
        },
      },
    ],
    ['nodes of other pools that the network tells', [], withOther({ freeAddresses: 100, takenAddresses: 10 })],
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
