import { describe } from '@jest/globals'
import { durationFindings } from '../../../src/plan/checks/duration.ts'
import { later } from './question.ts'
import { rows } from './rows.ts'

const TERMS =
  '60 for replicating image version 1.4.0 to westeurope; 15 for resizing pool render-pool; 10 for starting its nodes, without their start task'

describe('durationFindings', () => {
  rows(durationFindings, [
    ['a run without a limit of its own', []],
    ['a run that fits its limit', [], { run: { timeoutMinutes: 85 } }],
    [
      'a run that may take longer than its limit',
      [`TimeBudgetExceeded: The run may take 85 minutes (${TERMS}), and \`timeout-minutes\` is 84.`],
      { run: { timeoutMinutes: 84 } },
    ],
    [
      'a run that may take longer than a job on a runner of GitHub',
      ['TimeBudgetExceeded: and GitHub ends jobs on its own runners after 360 minutes.'],
      { pool: { resizeTimeoutMinutes: 300 } },
    ],
    [
      'a run of more minutes than have no separator',
      [
        'TimeBudgetExceeded: 2,000 for resizing pool render-pool; 10 for starting its nodes, without their start task), and `timeout-minutes` is 1,500; GitHub ends jobs',
      ],
      { pool: { resizeTimeoutMinutes: 2000 }, run: { timeoutMinutes: 1500 } },
    ],
    [
      'a run that may take longer than both',
      ['TimeBudgetExceeded: and `timeout-minutes` is 60; GitHub ends jobs on its own runners after 360 minutes.'],
      { run: { timeoutMinutes: 60 }, pool: { resizeTimeoutMinutes: 300 } },
    ],
    ['a long timeout of a pool that stays as it is', [], { pool: { resizeTimeoutMinutes: 300 }, seen: later() }],
  ])
})
