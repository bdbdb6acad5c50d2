import { describe } from '@jest/globals'
import type { Prune } from '../../../src/model/desired.ts'
import type { PruneSight } from '../../../src/model/observed.ts'
import { pruneFindings } from '../../../src/plan/checks/prune.ts'
import { ABSENT, ACCOUNT, at, type Change, DEFINITION, present, unreadable } from './question.ts'
import { rows } from './rows.ts'

const PRUNE: Prune = { keepVersions: 5, foreign: false, accountIds: [ACCOUNT] }

function seen(more: Partial<PruneSight>): Change {
  const pruning = { versions: present([]), accountPools: at(ACCOUNT, present([])), ...more }
  return { run: { prune: PRUNE }, seen: { pruning } }
}

describe('pruneFindings', () => {
  rows(pruneFindings, [
    ['a run that removes no image version', []],
    ['a run that has seen all', [], seen({})],
    ['a definition that is not there yet', [], seen({ versions: ABSENT })],
    [
      'versions that could not be read',
      [`NothingPruned: the versions of image definition ${DEFINITION.split('/').at(-1)} could not be read`],
      seen({ versions: unreadable() }),
    ],
    [
      'pools that could not be read',
      ['NothingPruned: the pools of Batch account renderfarm could not be read'],
      seen({ accountPools: at(ACCOUNT, unreadable()) }),
    ],
    [
      'pools that could not be read for want of a network',
      ['NothingPruned: Azure says ENOTFOUND: No name.'],
      seen({ accountPools: at(ACCOUNT, unreadable('ENOTFOUND', 'No name.')) }),
    ],
    [
      'an account that is not there',
      ['NothingPruned: There is no such account.'],
      seen({ accountPools: at(ACCOUNT, ABSENT) }),
    ],
  ])
})
