import { describe, expect, it } from '@jest/globals'
import { accepts, GALLERY, idOf, PUBLISH_ONLY, parse, type Row, refuses } from './workflow.ts'

const SUBNET = idOf('Microsoft.Network/virtualNetworks/hub/subnets/render-1')
const IDENTITY = idOf('Microsoft.ManagedIdentity/userAssignedIdentities/nodes')
const FORMULA = { 'autoscale-formula': '$TargetDedicatedNodes=1' }

describe('readPool', () => {
  it('gives a run without a pool nothing but an image', async () => {
    expect(await parse(PUBLISH_ONLY)).not.toHaveProperty('pool')
  })

  it('says nothing of what the workflow says nothing of', async () => {
    expect((await parse({})).pool).toEqual({
      batchAccountId: idOf('Microsoft.Batch/batchAccounts/contosorenders'),
      poolName: 'render-pool',
      vmSize: 'Standard_D2s_v5',
      scale: { kind: 'fixed', targetDedicatedNodes: 3000, targetSpotNodes: 0 },
      nodeAgentSkuId: 'auto',
      identityIds: [],
      resizeTimeoutMinutes: 'auto',
      properties: {},
    })
  })

  accepts([
    [
      'spot nodes alone',
      { 'node-count': '', 'spot-node-count': '10' },
      { pool: { scale: { kind: 'fixed', targetDedicatedNodes: 0, targetSpotNodes: 10 } } },
    ],
    ['no nodes', { 'node-count': '0' }, { pool: { scale: { targetDedicatedNodes: 0 } } }],
    [
      'a formula with its ceiling and interval',
      { ...FORMULA, 'autoscale-interval-minutes': '10080' },
      {
        pool: {
          scale: {
            kind: 'autoscale',
            formula: '$TargetDedicatedNodes=1',
            evaluationIntervalMinutes: 10_080,
            maximumNodes: 3000,
          },
        },
      },
    ],
    [
      'a node agent',
      { 'node-agent-sku': 'batch.node.ubuntu 24.04' },
      { pool: { nodeAgentSkuId: 'batch.node.ubuntu 24.04' } },
    ],
    [
      'an elevated start task',
      { 'start-task': "/bin/sh -c 'mount'", 'start-task-elevated': 'true' },
      { pool: { startTask: { commandLine: "/bin/sh -c 'mount'", elevated: true } } },
    ],
    ['a subnet', { 'subnet-id': SUBNET }, { pool: { subnetId: SUBNET } }],
    [
      'identities, each once',
      { identity: `${IDENTITY}\n${IDENTITY}-2, ${IDENTITY.toUpperCase()}` },
      { pool: { identityIds: [IDENTITY, `${IDENTITY}-2`] } },
    ],
    ['a resize timeout', { 'resize-timeout-minutes': '5' }, { pool: { resizeTimeoutMinutes: 5 } }],
    ['256 task slots', { 'task-slots-per-node': '256' }, { pool: { taskSlotsPerNode: 256 } }],
  ])

  const alone = (input: string, value: string): Row => [
    `${input} in a run without a pool`,
    { ...PUBLISH_ONLY, [input]: value },
    input,
    undefined,
    'says something about a pool',
  ]
  refuses([
    alone('vm-size', 'Standard_D2s_v5'),
    alone('node-count', '3'),
    alone('spot-node-count', '3'),
    alone('start-task', 'x'),
    alone('start-task-elevated', 'true'),
    alone('task-slots-per-node', '2'),
    alone('subnet-id', SUBNET),
    alone('identity', IDENTITY),
    alone('autoscale-formula', '$x=1'),
    alone('autoscale-interval-minutes', '5'),
    alone('pool-properties', 'displayName: x'),
    alone('node-agent-sku', 'batch.node.ubuntu 24.04'),
    alone('resize-timeout-minutes', '30'),
    alone('update-strategy', 'in-place'),
    alone('drain', 'requeue'),
    alone('drain-timeout-minutes', '60'),
    alone('drain-deadline', 'terminate'),
    alone('on-failure', 'stop'),
    ['a pool without an account', { 'batch-account': '' }, 'batch-account', undefined, 'pool-id is given'],
    ['an account without a pool', { 'pool-id': '' }, 'pool-id', undefined, 'batch-account is given'],
    ['a pool name with a space', { 'pool-id': 'a pool' }, 'pool-id', 'a pool', '1 to 64'],
    ['a pool name of 65 characters', { 'pool-id': 'p'.repeat(65) }, 'pool-id', 'p'.repeat(65), '1 to 64'],
    ['a pool without a VM size', { 'vm-size': '' }, 'vm-size', undefined, 'is needed'],
    ['a VM size with a space', { 'vm-size': 'Standard D2s v5' }, 'vm-size', 'Standard D2s v5', 'Standard_D2s_v5'],
    ['a pool without a node count', { 'node-count': '' }, 'node-count', undefined, 'is needed'],
    ['a negative node count', { 'node-count': '-1' }, 'node-count', '-1', 'from 0'],
    ['a node count beyond 32 bits', { 'node-count': '2147483648' }, 'node-count', '2147483648', '2147483647'],
    ['a formula without a ceiling', { ...FORMULA, 'node-count': '' }, 'node-count', undefined, 'sizes the replicas'],
    ['spot nodes beside a formula', { ...FORMULA, 'spot-node-count': '3' }, 'spot-node-count', '3', 'ignore'],
    [
      'an interval without a formula',
      { 'autoscale-interval-minutes': '10' },
      'autoscale-interval-minutes',
      '10',
      'only with',
    ],
    [
      'an interval below 5 minutes',
      { ...FORMULA, 'autoscale-interval-minutes': '4' },
      'autoscale-interval-minutes',
      '4',
      '5 to 10080',
    ],
    [
      'an interval above 168 hours',
      { ...FORMULA, 'autoscale-interval-minutes': '10081' },
      'autoscale-interval-minutes',
      '10081',
      '5 to 10080',
    ],
    [
      'a resize timeout beside a formula',
      { ...FORMULA, 'resize-timeout-minutes': '30' },
      'resize-timeout-minutes',
      '30',
      'ignores',
    ],
    ['a resize timeout below 5', { 'resize-timeout-minutes': '4' }, 'resize-timeout-minutes', '4', 'at least 5'],
    [
      'a resize timeout as a duration',
      { 'resize-timeout-minutes': 'PT30M' },
      'resize-timeout-minutes',
      'PT30M',
      'auto or a whole number',
    ],
    ['a node agent of no family', { 'node-agent-sku': 'ubuntu' }, 'node-agent-sku', 'ubuntu', 'batch.node.ubuntu'],
    [
      'elevation without a start task',
      { 'start-task-elevated': 'false' },
      'start-task-elevated',
      undefined,
      'only with start-task',
    ],
    ['257 task slots', { 'task-slots-per-node': '257' }, 'task-slots-per-node', '257', '1 to 256'],
    ['a subnet that is none', { 'subnet-id': GALLERY }, 'subnet-id', GALLERY, 'subnet'],
    ['a network instead of its subnet', { 'subnet-id': 'hub' }, 'subnet-id', 'hub', 'resource ID of a subnet'],
    ['an identity by its name', { identity: 'nodes' }, 'identity', 'nodes', 'user-assigned'],
  ])
})
