import { describe } from '@jest/globals'
import { publicAddressFindings } from '../../../src/plan/checks/public-addresses.ts'
import { ACCOUNT, at, type Change, later, made, otherPool, present } from './question.ts'
import { rows } from './rows.ts'

const given = (addresses: number, dedicated: number, spot = 0, provision = 'UserManaged'): Change => ({
  pool: {
    scale: { kind: 'fixed', targetDedicatedNodes: dedicated, targetSpotNodes: spot },
    properties: {
      networkConfiguration: {
        publicIPAddressConfiguration: {
          provision,
          ipAddressIds: Array.from({ length: addresses }, (_, index) => `/ip${index}`),
        },
      },
    },
  },
})

const formula = (text: string): Change => ({
  pool: { ...given(2, 0).pool, scale: { kind: 'autoscale', formula: text, maximumNodes: 300 } },
})

const IN_PLACE = { strategy: 'in-place', drain: 'requeue', drainDeadline: 'fail', onFailure: 'rollback' } as const
/** The pool has the second of the addresses alone. */
const ONE = {
  definition: {
    properties: {
      networkConfiguration: { publicIPAddressConfiguration: { provision: 'UserManaged', ipAddressIds: ['/ip1'] } },
    },
  },
}

describe('publicAddressFindings', () => {
  rows(publicAddressFindings, [
    ['a pool without addresses of its own', []],
    ['as many addresses as the nodes need', [], given(3, 300)],
    [
      'one node more',
      ['PublicAddressesTooFew: Pool render-pool has 3 of the 4 public IP addresses that are needed for 301 nodes'],
      given(3, 301),
    ],
    ['nodes of two kinds, which share no address', ['PublicAddressesTooFew: has 2 of the 3'], given(2, 150, 50)],
    [
      'addresses that are asked for and not given',
      ['PublicAddressesTooFew: has 0 of the 1 public IP addresses that are needed for 1 node: each'],
      given(0, 1),
    ],
    ['addresses that Batch makes', [], given(0, 301, 0, 'BatchManaged')],
    ['a formula that may ask for more', ['PublicAddressesTooFew: has 2 of the 3'], formula('$TargetDedicatedNodes=a')],
    [
      'a formula that divides its nodes',
      ['PublicAddressesTooFew: has 2 of the 3'],
      formula('$TargetDedicatedNodes=a;$TargetSpotNodes=b'),
    ],
    [
      'an address that another pool has',
      ['PublicAddressTaken: Pool render-pool would bring public IP address ip1, which pool one has at that time'],
      { ...given(2, 10), preflight: { accountPools: at(ACCOUNT, present([otherPool('one', given(2, 1).pool, ONE)])) } },
    ],
    [
      'an address that the pool itself has',
      [],
      {
        ...given(1, 20),
        seen: later(made(given(1, 10))),
        preflight: { accountPools: at(ACCOUNT, present([made(given(1, 10))])) },
      },
    ],
    [
      'a canary that brings the address of its pool',
      ['PublicAddressTaken: Pool render-pool-canary would bring public IP address ip0, which pool render-pool has'],
      {
        ...given(1, 10),
        run: { canary: { nodes: 2 }, rollout: IN_PLACE },
        seen: later(made({ ...given(1, 10), seen: { version: '1.3.0' } })),
      },
    ],
    ['a canary of a pool that is not there yet', [], { ...given(1, 10), run: { canary: { nodes: 2 } } }],
    ['a pool that only gives up nodes', [], { ...given(1, 110), seen: later(made(given(1, 120))) }],
    ['a pool that grows beyond them', ['PublicAddressesTooFew'], { ...given(1, 101), seen: later() }],
  ])
})
