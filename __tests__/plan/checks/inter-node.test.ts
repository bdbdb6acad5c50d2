import { describe } from '@jest/globals'
import { interNodeFindings } from '../../../src/plan/checks/inter-node.ts'
import { ACCOUNT, account, at, type Change, later } from './question.ts'
import { rows } from './rows.ts'

const talking = (nodes: number, interNodeCommunication = 'Enabled'): Change => ({
  pool: {
    scale: { kind: 'fixed', targetDedicatedNodes: nodes, targetSpotNodes: 0 },
    properties: { interNodeCommunication },
  },
})

describe('interNodeFindings', () => {
  rows(interNodeFindings, [
    ['nodes that do not talk to each other', [], talking(101, 'Disabled')],
    [
      '101 nodes that talk to each other',
      ['InterNodeTooMany: which Batch allows for up to 100 nodes, and asks for 101.'],
      talking(101),
    ],
    ['100 nodes that talk to each other', [], talking(100)],
    [
      '81 nodes in the subscription of the user',
      ['InterNodeTooMany: up to 80 nodes'],
      { ...talking(81), seen: { batchAccounts: at(ACCOUNT, account({ poolAllocationMode: 'UserSubscription' })) } },
    ],
    ['a pool that grows beyond 100 nodes', ['InterNodeTooMany'], { ...talking(150), seen: later() }],
  ])
})
