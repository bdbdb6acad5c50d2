import { describe, expect, it } from '@jest/globals'
import { coreUse } from '../../../src/plan/draft/cores.ts'
import { ACCOUNT, account, at, type Change, later, made, otherPool, present, question } from '../checks/question.ts'

const nodes = (targetDedicatedNodes: number, targetSpotNodes = 0): Change['pool'] => ({
  scale: { kind: 'fixed', targetDedicatedNodes, targetSpotNodes },
})

type Use = readonly [kind: string, others: number, planned: number, quota?: number]

describe('coreUse', () => {
  const cases: readonly [title: string, change: Change, uses: readonly Use[]][] = [
    [
      'a new pool, in total and by family',
      {},
      [
        ['dedicated', 0, 400, 1000],
        ['standardDSv5Family', 0, 400, 800],
      ],
    ],
    [
      'other pools beside it, spot nodes apart',
      {
        pool: nodes(10, 20),
        preflight: { accountPools: at(ACCOUNT, present([otherPool('one', nodes(5, 7))])) },
      },
      [
        ['dedicated', 20, 40, 1000],
        ['standardDSv5Family', 20, 40, 800],
        ['spot', 28, 80, 500],
      ],
    ],
    [
      'a pool that grows, with all its nodes',
      { pool: nodes(150), seen: later() },
      [
        ['dedicated', 0, 600, 1000],
        ['standardDSv5Family', 0, 600, 800],
      ],
    ],
    [
      'no quota where the pools are in the subscription of the user',
      { seen: { batchAccounts: at(ACCOUNT, account({ poolAllocationMode: 'UserSubscription' })) } },
      [['dedicated', 0, 400]],
    ],
    [
      'a pool that is emptied and gets its nodes again',
      {
        run: {
          rollout: { strategy: 'in-place', drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' },
        },
        seen: later(made({ seen: { version: '1.3.0' } })),
      },
      [
        ['dedicated', 0, 400, 1000],
        ['standardDSv5Family', 0, 400, 800],
      ],
    ],
    ['nothing where nothing grows', { pool: nodes(50), seen: later() }, []],
    ['nothing where another member changes', { pool: { startTask: { commandLine: 'x' } }, seen: later() }, []],
    ['nothing where sizes were not read', { preflight: { vmSizes: {} } }, []],
  ]
  for (const [title, change, uses] of cases) {
    it(`counts ${title}`, () => {
      expect(coreUse(question(change))).toEqual(
        uses.map(([kind, others, planned, quota]) => ({
          batchAccountId: ACCOUNT,
          kind,
          others,
          planned,
          ...(quota !== undefined && { quota }),
        })),
      )
    })
  }
})
