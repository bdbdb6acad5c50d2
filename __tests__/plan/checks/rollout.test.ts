import { describe } from '@jest/globals'
import { rolloutFindings } from '../../../src/plan/checks/rollout.ts'
import { type Change, later, made } from './question.ts'
import { rows } from './rows.ts'

const EMPTY = { currentDedicatedNodes: 0, currentSpotNodes: 0 }
const LARGER = { vmSize: 'Standard_D2s_v5' }

function registries(...containerRegistries: { username?: string; password?: string }[]): Change['pool'] {
  return {
    properties: {
      deploymentConfiguration: { virtualMachineConfiguration: { containerConfiguration: { containerRegistries } } },
    },
  }
}

/** A pool without nodes that pulls containers, and gets another image. */
const pulling = (...list: Parameters<typeof registries>): Change => ({
  image: { version: { kind: 'exact', version: '1.5.0' } },
  seen: { ...later(made({ pool: registries(...list) }, EMPTY)), version: '1.5.0' },
})

describe('rolloutFindings', () => {
  rows(rolloutFindings, [
    ['a new pool', []],
    ['a pool that stays as it is', [], { seen: later() }],
    [
      'another VM size of a pool with nodes',
      [
        'PoolNeedsRollout: differs from what is asked in vmSize, and Azure changes that only while a pool holds no nodes; this pool holds 100 nodes.',
      ],
      { pool: LARGER, seen: later() },
    ],
    ['another VM size of a pool without nodes', [], { pool: LARGER, seen: later(made({}, EMPTY)) }],
    [
      'another VM size of a pool to which nodes may be on their way',
      ['PoolNeedsRollout: this pool is resizing, so nodes may be on their way.'],
      { pool: LARGER, seen: later(made({}, { ...EMPTY, allocationState: 'Resizing' })) },
    ],
    [
      'a start task that existing nodes do not run',
      ['ReachesNewNodesOnly: The new startTask of pool render-pool reaches its 100 existing nodes only'],
      { pool: { startTask: { commandLine: 'x' } }, seen: later() },
    ],
    [
      'a start task of a pool without nodes',
      [],
      { pool: { startTask: { commandLine: 'x' } }, seen: later(made({}, EMPTY)) },
    ],
    [
      'registry passwords that Azure does not give back',
      ['SecretNotReadable: render-pool'],
      pulling({ username: 'u' }),
    ],
    ['registries without a password', [], pulling({})],
    [
      'registry passwords that the workflow gives',
      [],
      { ...pulling({ username: 'u' }), pool: registries({ username: 'u', password: 'p' }) },
    ],
    [
      'a start task without a command',
      ['StartTaskWithoutCommand'],
      { pool: { properties: { startTask: { maxTaskRetryCount: 1 } } } },
    ],
    [
      'a start task with its command in another input',
      [],
      { pool: { startTask: { commandLine: 'x' }, properties: { startTask: { maxTaskRetryCount: 1 } } } },
    ],
    [
      'a start task whose command is among the pool properties',
      [],
      { pool: { properties: { startTask: { commandLine: 'x' } } } },
    ],
  ])
})
