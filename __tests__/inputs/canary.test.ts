import { describe, expect, it } from '@jest/globals'
import { accepts, type Given, PUBLISH_ONLY, parse, refuses } from './workflow.ts'

const COMMAND = "/bin/sh -c 'exit 0'"
const canary = (rest: Given = {}): Given => ({ 'canary-nodes': '2', ...rest })
const smoke = (rest: Given = {}): Given => canary({ 'smoke-command': COMMAND, ...rest })

describe('readCanary', () => {
  const silent: readonly (readonly [title: string, given: Given])[] = [
    ['where the workflow says nothing', {}],
    ['in a run without a pool', PUBLISH_ONLY],
    ['where the runner fills the default in', { 'smoke-timeout-minutes': '15' }],
    ['beside another wait', { wait: 'none', 'smoke-timeout-minutes': '15' }],
  ]
  for (const [title, given] of silent) {
    it(`asks for none ${title}`, async () => {
      expect(await parse(given)).not.toHaveProperty('canary')
    })
  }

  accepts([
    ['nodes alone', canary(), { canary: { nodes: 2 } }],
    ['as many as the pool is to have', canary({ 'node-count': '2' }), { canary: { nodes: 2 } }],
    ['nodes before a pool that is to hold none for now', canary({ 'node-count': '0' }), { canary: { nodes: 2 } }],
    ['nodes before spot nodes', canary({ 'node-count': '', 'spot-node-count': '2' }), { canary: { nodes: 2 } }],
    [
      'a command with the usual time',
      smoke(),
      { canary: { nodes: 2, smoke: { command: COMMAND, timeoutMinutes: 15 } } },
    ],
    [
      'a command with a day',
      smoke({ 'smoke-timeout-minutes': '1440' }),
      { canary: { smoke: { timeoutMinutes: 1440 } } },
    ],
  ])

  const formula = { 'autoscale-formula': '$TargetDedicatedNodes=1', 'node-count': '1' }
  refuses([
    ['no node', { 'canary-nodes': '0' }, 'canary-nodes', '0', 'from 1 to'],
    ['a part of the pool', { 'canary-nodes': '10%' }, 'canary-nodes', '10%', 'a whole number'],
    ['nodes beside steady', canary({ wait: 'steady' }), 'canary-nodes', '2', 'only with wait healthy: with steady'],
    ['nodes beside no wait', canary({ wait: 'none' }), 'canary-nodes', '2', 'only with wait healthy: with none'],
    ['more nodes than the pool has', canary({ 'node-count': '1' }), 'canary-nodes', '2', 'at most 1'],
    ['more nodes than a formula may ask for', canary(formula), 'canary-nodes', '2', 'at most 1'],
    ['a command without nodes', { 'smoke-command': COMMAND }, 'smoke-command', undefined, 'only with canary-nodes'],
    [
      'a time without a command',
      canary({ 'smoke-timeout-minutes': '5' }),
      'smoke-timeout-minutes',
      '5',
      'only with smoke-command',
    ],
    ['more than a day', smoke({ 'smoke-timeout-minutes': '1441' }), 'smoke-timeout-minutes', '1441', 'from 1 to 1440'],
    [
      'nodes without a pool',
      { ...PUBLISH_ONLY, 'canary-nodes': '2' },
      'canary-nodes',
      undefined,
      'neither batch-account nor pool-id',
    ],
  ])
})
