import { describe, expect, it } from '@jest/globals'
import { CANARY_METADATA } from '../../src/model/canary.ts'
import type { Failure } from '../../src/model/event.ts'
import type { CreatePool, DeletePool } from '../../src/model/pool-step.ts'
import type { StepResult } from '../../src/model/report.ts'
import { provenHealthyNodes } from '../../src/report/healthy-nodes.ts'
import { canarySentences } from '../../src/report/left/left-canary.ts'

const poolId = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Batch/batchAccounts/a/pools/p-canary'
const base = { poolId, after: [], disruption: 'none' } as const
const to = { properties: { metadata: [{ name: CANARY_METADATA, value: 'p' }] } }
const CREATE: CreatePool = { ...base, kind: 'create-pool', id: 'create-pool p-canary', to }
const removal = (id: string): DeletePool => ({ ...base, kind: 'delete-pool', id, from: to })
const CLEAR = removal('clear-pool p-canary')
const DELETE = removal('delete-pool p-canary')
const UNDO = removal('undo delete-pool p-canary')

const failure = (code: string, more: Partial<Failure> = {}): Failure => ({ code, message: 'x', remedy: 'y', ...more })
const result = (step: StepResult['step'], state: StepResult['state'], more: Partial<StepResult> = {}): StepResult => ({
  step,
  state,
  text: '',
  ...more,
})
const refused = { failure: failure('AuthorizationFailed', { requestId: '7b0c9a52' }) }
const lost = { failure: failure('ECONNRESET') }

const GONE = 'Canary pool p-canary is gone, with its nodes.'
const BILLED =
  'Its nodes are billed until it is deleted: by `az batch pool delete --pool-id p-canary --yes`, or by the next run with the same inputs.'
const LEFT = 'Canary pool p-canary, which an earlier run left,'

describe('what is left of a canary', () => {
  const cases: readonly [title: string, steps: StepResult[], undo: StepResult[], told: readonly string[]][] = [
    ['nothing where it was not begun', [result(CREATE, 'skipped')], [], []],
    [
      'nothing where Azure refused it',
      [result(CREATE, 'failed', refused)],
      [],
      ['Canary pool p-canary was not made (AuthorizationFailed).'],
    ],
    ['nothing where it was deleted', [result(CREATE, 'succeeded'), result(DELETE, 'succeeded')], [], [GONE]],
    [
      'nothing where it was deleted by the undo',
      [result(CREATE, 'succeeded'), result(DELETE, 'skipped')],
      [result(UNDO, 'succeeded')],
      [GONE],
    ],
    [
      'itself where nobody deletes it',
      [result(CREATE, 'succeeded'), result(DELETE, 'skipped')],
      [],
      ['Canary pool p-canary is still there.', BILLED],
    ],
    [
      'itself, perhaps, where nobody knows whether it was made',
      [result(CREATE, 'failed', lost), result(DELETE, 'skipped')],
      [],
      ['Canary pool p-canary may be there.', BILLED],
    ],
    [
      'itself, perhaps, where its deletion went wrong',
      [result(CREATE, 'succeeded'), result(DELETE, 'failed', lost)],
      [],
      ['The deletion of canary pool p-canary ended with ECONNRESET.', 'Canary pool p-canary may be there.', BILLED],
    ],
    ['nothing of an earlier one', [result(CLEAR, 'succeeded'), result(CREATE, 'pending')], [], [`${LEFT} is gone.`]],
    [
      'an earlier one, perhaps',
      [result(CLEAR, 'failed', lost), result(CREATE, 'skipped')],
      [],
      [`${LEFT} may still be there, and its nodes are billed.`],
    ],
  ]
  for (const [title, steps, undo, told] of cases) {
    it(`is ${title}`, () => {
      expect(canarySentences(steps, undo)).toEqual(told)
    })
  }

  it('counts for none of the healthy nodes that were asked for', () => {
    const wait = { ...base, kind: 'await-pool', id: 'await-pool p-canary', batchAccountId: 'a' } as const
    const sought = { until: 'healthy', targetNodes: 2, healthyPercent: 100, hasToBeProven: true } as const
    expect(provenHealthyNodes([result({ ...wait, ...sought }, 'succeeded', { healthyNodes: 2 })])).toBeUndefined()
  })
})
