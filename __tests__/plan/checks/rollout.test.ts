import { describe } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import type { Rollout } from '../../../src/model/desired.ts'
import type { ImageVersion } from '../../../src/model/image.ts'
import { type Observed, presentValue } from '../../../src/model/observed.ts'
import { rolloutFindings } from '../../../src/plan/checks/rollout.ts'
import { ABSENT, at, type Change, later, made, present, unreadable, VERSION, version } from './question.ts'
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

const ROLLOUT: Rollout = { strategy: 'in-place', drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' }
const PREVIOUS = VERSION.replace('1.4.0', '1.3.0')
const BEFORE = presentValue(version({ id: PREVIOUS })) ?? never()

/** A pool with nodes of version 1.3.0 that is emptied for 1.4.0; `previous` is what there is of 1.3.0. */
function inPlace(previous: Observed<ImageVersion>, more: Partial<Rollout> = {}): Change {
  return {
    run: { rollout: { ...ROLLOUT, ...more } },
    seen: later(made({ seen: { version: '1.3.0' } })),
    preflight: { imageVersions: at(PREVIOUS, previous) },
  }
}

/** A pool with nodes and these members that is deleted and made anew. */
function recreate(members: Pool['definition']['properties']): Change {
  const pool = made({ seen: { version: '1.3.0' } })
  const definition = { properties: { ...pool.definition.properties, ...members } }
  return { run: { rollout: { ...ROLLOUT, strategy: 'recreate' } }, seen: later({ ...pool, definition }) }
}

function never(): never {
  throw new Error('the builder gave no version')
}

describe('rolloutFindings', () => {
  rows(rolloutFindings, [
    ['a new pool', []],
    ['a pool that stays as it is', [], { seen: later() }],
    [
      'a pool that is being deleted, and made anew once it is gone',
      [],
      { pool: LARGER, seen: later(made({}, { provisioningState: 'Deleting' })) },
    ],
    [
      'another VM size of a pool with nodes',
      [
        'PoolNeedsRollout: differs from what is asked in vmSize (Standard_D4s_v5, to be Standard_D2s_v5), and Azure changes that only while a pool holds no nodes; this pool holds 100 nodes.',
      ],
      { pool: LARGER, seen: later() },
    ],
    ['another VM size of a pool with nodes that is emptied for it', [], inPlace(present(BEFORE))],
    [
      'a way back to a version that is gone',
      ['RollbackImageMissing: runs on image version 1.3.0, which is not there any more'],
      inPlace(ABSENT),
    ],
    [
      'a way back to a version that is not in the region of the pool',
      ['RollbackImageMissing: runs on image version 1.3.0, which is not replicated in westeurope'],
      inPlace(present({ ...BEFORE, replication: [] })),
    ],
    ['no way back that anybody asked for', [], inPlace(ABSENT, { onFailure: 'stop' })],
    ['a way back that could not be read', [], inPlace(unreadable())],
    [
      'secrets of a pool that is made anew',
      ['SecretsLost: has userAccounts with secrets'],
      recreate({ userAccounts: [{ name: 'render' }] }),
    ],
    ['a pool without secrets that is made anew', [], recreate({})],
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
