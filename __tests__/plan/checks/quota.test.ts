import { describe } from '@jest/globals'
import type { BatchAccount, Pool } from '../../../src/model/batch.ts'
import type { Rollout } from '../../../src/model/desired.ts'
import { quotaFindings } from '../../../src/plan/checks/quota.ts'
import {
  ACCOUNT,
  account,
  at,
  type Change,
  later,
  made,
  otherPool,
  POOL,
  present,
  unreadable,
  vmSize,
} from './question.ts'
import { rows } from './rows.ts'

const nodes = (targetDedicatedNodes: number, targetSpotNodes = 0): Change['pool'] => ({
  scale: { kind: 'fixed', targetDedicatedNodes, targetSpotNodes },
})

const holds = (...pools: Pool[]): Change => ({ preflight: { accountPools: at(ACCOUNT, present(pools)) } })

const limits = (quotas: Partial<BatchAccount['quotas']>, more: Partial<BatchAccount> = {}): Change => ({
  seen: { batchAccounts: at(ACCOUNT, account({ quotas: { coresByFamily: [], ...quotas }, ...more })) },
})

const UNDIVIDED_SCALE = {
  kind: 'autoscale',
  formula: '$TargetDedicated=a;$TargetLowPriorityNodes=b',
  maximumNodes: 5000,
} as const
const UNDIVIDED: Change['pool'] = { scale: UNDIVIDED_SCALE }

/** 100 nodes from another version, which a strategy brings to this one. */
const OLD = made({ seen: { version: '1.3.0' } })
const LARGE: Change['pool'] = { vmSize: 'Standard_D64s_v5' }
const SIZES = { vmSizes: at(ACCOUNT, present([vmSize(), vmSize({ name: 'Standard_D64s_v5', cores: 64 })])) }
const BLUE_GREEN = { jobMove: 'requeue', keepsOldPool: false } as const

const rolled = (
  strategy: Rollout['strategy'],
  pool: Change['pool'],
  quotas: Partial<BatchAccount['quotas']>,
  run: Change['run'] = {},
): Change => ({
  run: { rollout: { strategy, drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' }, ...run },
  pool,
  preflight: SIZES,
  seen: later(OLD, limits(quotas).seen),
})

/** A second pool takes the place of the first. */
const besides = (quotas: Partial<BatchAccount['quotas']>): Change => {
  const { run, seen } = rolled('blue-green', {}, quotas)
  return {
    run: run?.rollout && { rollout: { ...run.rollout, blueGreen: BLUE_GREEN } },
    seen: { ...seen, groups: [{ namedId: POOL, currentId: POOL, others: [] }] },
    preflight: { ...SIZES, accountPools: at(ACCOUNT, present([OLD])) },
  }
}

const only = (kind: string): Change['pool'] => ({
  scale: { kind: 'autoscale', formula: `$Target${kind}Nodes=a`, maximumNodes: 300 },
})

const SEVEN = Array.from({ length: 7 }, (_, index) => otherPool(`p${index}`, nodes(0)))

describe('quotaFindings', () => {
  rows(quotaFindings, [
    ['quotas that are large enough', []],
    [
      'one pool more than the quota',
      ['PoolQuotaShort: holds 7 pools of at most 7, and this run needs 1 more.'],
      { ...holds(...SEVEN), ...limits({ pools: 7 }) },
    ],
    ['as many pools as the quota', [], { ...holds(...SEVEN), ...limits({ pools: 8 }) }],
    ['a full account whose pool stays', [], { ...holds(...SEVEN), seen: { ...later(), ...limits({ pools: 7 }).seen } }],
    [
      'too few dedicated cores',
      [
        'CoreQuotaShort: has a quota of 399 dedicated cores; other pools hold 0, and pool render-pool needs 400 at its peak (100 nodes of 4 cores): 1 is missing.',
      ],
      limits({ dedicatedCores: 399 }),
    ],
    ['just enough dedicated cores', [], limits({ dedicatedCores: 400 })],
    [
      'cores that other pools hold',
      [
        'CoreQuotaShort: dedicated cores; other pools hold 640, and pool render-pool needs 400',
        'CoreQuotaShort: 240 are missing',
      ],
      holds(otherPool('one', { ...nodes(160) })),
    ],
    [
      'cores that a pool of another family holds',
      ['CoreQuotaShort: a quota of 800 standardDSv5Family cores; other pools hold 0, and pool render-pool needs 840'],
      {
        pool: nodes(210),
        preflight: {
          vmSizes: at(
            ACCOUNT,
            present([vmSize(), vmSize({ name: 'Standard_F2', family: 'standardFFamily', cores: 2 })]),
          ),
          accountPools: at(ACCOUNT, present([otherPool('one', { vmSize: 'Standard_F2', ...nodes(10) })])),
        },
      },
    ],
    [
      'nodes that another pool is still to get',
      ['CoreQuotaShort: other pools hold 640', 'CoreQuotaShort: standardDSv5Family'],
      holds(otherPool('one', nodes(160), { currentDedicatedNodes: 5, allocationState: 'Resizing' })),
    ],
    [
      'nodes that another pool is still to lose',
      ['CoreQuotaShort: other pools hold 640', 'CoreQuotaShort: standardDSv5Family'],
      holds(otherPool('one', nodes(5), { currentDedicatedNodes: 160, allocationState: 'Resizing' })),
    ],
    [
      'too few spot cores',
      ['CoreQuotaShort: a quota of 500 spot cores; other pools hold 0, and pool render-pool needs 504'],
      { pool: nodes(0, 126) },
    ],
    [
      'a pool of the run that is counted once',
      [],
      { ...holds(made()), pool: nodes(150), seen: later(made(), limits({ dedicatedCores: 600 }).seen) },
    ],
    [
      'a pool that shrinks in an account that holds too much',
      [],
      { ...holds(made()), pool: nodes(50), seen: later(made(), limits({ dedicatedCores: 100 }).seen) },
    ],
    ['quotas that Azure does not tell', [], limits({})],
    [
      'an account whose pools are in the subscription of the user',
      ['NotChecked: the core quotas for the pools of Batch account renderfarm, because its nodes count against'],
      limits({ dedicatedCores: 0 }, { poolAllocationMode: 'UserSubscription' }),
    ],
    [
      'cores that nobody can count, in the subscription of the user',
      ['NotChecked: the core quotas for the pools of Batch account renderfarm'],
      {
        ...limits({}, { poolAllocationMode: 'UserSubscription' }),
        ...holds(otherPool('one', { vmSize: 'Standard_A1', ...nodes(1) })),
        pool: UNDIVIDED,
      },
    ],
    [
      'a pool that stays, in the subscription of the user',
      [],
      { seen: { ...later(), ...limits({}, { poolAllocationMode: 'UserSubscription' }).seen } },
    ],
    [
      'a pool that is emptied, and whose cores would not come back',
      [
        'CoreQuotaShort: a quota of 300 dedicated cores; other pools hold 0, and pool render-pool needs 400 at its peak (100 nodes of 4 cores): 100 are missing.',
      ],
      rolled('in-place', {}, { dedicatedCores: 300 }),
    ],
    ['a pool that is emptied, and whose cores come back', [], rolled('in-place', {}, { dedicatedCores: 400 })],
    [
      'larger nodes of a pool that is made anew',
      ['CoreQuotaShort: pool render-pool needs 6,400 at its peak (100 nodes of 64 cores): 5,400 are missing.'],
      rolled('recreate', LARGE, { dedicatedCores: 1000 }),
    ],
    [
      'larger nodes of a pool that is emptied',
      ['CoreQuotaShort: pool render-pool needs 6,400 at its peak (100 nodes of 64 cores): 5,400 are missing.'],
      rolled('in-place', LARGE, { dedicatedCores: 1000 }),
    ],
    [
      'fewer and larger nodes, which take no more than the pool holds',
      [],
      rolled('in-place', { ...LARGE, ...nodes(6) }, { dedicatedCores: 400 }),
    ],
    [
      'a second pool beside the one whose place it takes',
      [
        'CoreQuotaShort: other pools hold 400, and pool render-pool-1-4-0, which takes the place of render-pool, needs 400',
      ],
      besides({ dedicatedCores: 799 }),
    ],
    ['room for both pools', [], besides({ dedicatedCores: 800 })],
    [
      'a canary that has no room beside its pool, and a pool that is too large',
      [
        'CoreQuotaShort: other pools hold 0, and pool render-pool needs 408 at its peak (102 nodes of 4 cores): 4 are missing.',
        'CoreQuotaShort: other pools hold 400, and pool render-pool-canary needs 20 at its peak (5 nodes of 4 cores): 16 are missing.',
      ],
      rolled('in-place', nodes(102), { dedicatedCores: 404 }, { canary: { nodes: 5 } }),
    ],
    [
      'a formula that sets its spot nodes to none',
      [],
      {
        pool: {
          scale: {
            ...UNDIVIDED_SCALE,
            formula: '$TargetDedicatedNodes=a;$TargetLowPriorityNodes = 0;',
            maximumNodes: 100,
          },
        },
      },
    ],
    ['pools that could not be read', [], { preflight: { accountPools: at(ACCOUNT, unreadable()) }, pool: nodes(5000) }],
    [
      'another pool of a size that Batch no longer lists',
      ['NotChecked: the cores of pool one in the core quota, because Batch does not say'],
      holds(otherPool('one', { vmSize: 'Standard_A1', ...nodes(1) })),
    ],
    [
      'an empty pool of a size that Batch no longer lists',
      [],
      holds(otherPool('one', { vmSize: 'Standard_A1', ...nodes(0) })),
    ],
    [
      'a formula that divides its nodes itself',
      ['NotChecked: the core quotas for pool render-pool, because its autoscale formula decides'],
      { pool: UNDIVIDED },
    ],
    [
      'a formula that asks for too many dedicated nodes',
      ['CoreQuotaShort: dedicated', 'CoreQuotaShort: standardDSv5Family'],
      { pool: only('Dedicated') },
    ],
    ['a formula that asks for too many spot nodes', ['CoreQuotaShort: spot'], { pool: only('LowPriority') }],
  ])
})
