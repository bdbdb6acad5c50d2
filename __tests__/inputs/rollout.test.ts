import { describe, expect, it } from '@jest/globals'
import { accepts, type Given, PUBLISH_ONLY, parse, type Row, refuses } from './workflow.ts'

const IN_PLACE: Given = { 'update-strategy': 'in-place' }
const RECREATE: Given = { 'update-strategy': 'recreate' }
const ROLLING: Given = { 'update-strategy': 'rolling' }
const BLUE_GREEN: Given = { 'update-strategy': 'blue-green' }
const DEADLINE: Given = { ...IN_PLACE, 'drain-timeout-minutes': '120' }
const NO_ROLLOUT = { strategy: 'fail', drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' }

describe('readRollout', () => {
  const silent: readonly (readonly [title: string, given: Given])[] = [
    ['where the workflow says nothing', {}],
    ['in a run without a pool', PUBLISH_ONLY],
    [
      'where the runner fills the defaults in',
      { 'update-strategy': 'fail', drain: 'taskcompletion', 'drain-deadline': 'fail', 'on-failure': 'rollback' },
    ],
  ]
  for (const [title, given] of silent) {
    it(`rolls no pool ${title}`, async () => {
      expect((await parse(given)).rollout).toEqual(NO_ROLLOUT)
    })
  }

  accepts([
    ['a drain that waits for tasks without a limit', IN_PLACE, { rollout: { ...NO_ROLLOUT, strategy: 'in-place' } }],
    ['a new pool under the same name', RECREATE, { rollout: { ...NO_ROLLOUT, strategy: 'recreate' } }],
    [
      'nodes that Azure upgrades, of which a few may fail',
      ROLLING,
      { rollout: { ...NO_ROLLOUT, strategy: 'rolling', maxFailedNodes: { percent: 2 } } },
    ],
    [
      'nodes that Azure upgrades, of which so many may fail',
      { ...ROLLING, 'max-failed-nodes': '5' },
      { rollout: { maxFailedNodes: { nodes: 5 } } },
    ],
    [
      'a second pool, to which jobs move when their tasks have ended',
      BLUE_GREEN,
      { rollout: { ...NO_ROLLOUT, strategy: 'blue-green', blueGreen: { jobMove: 'wait', keepsOldPool: false } } },
    ],
    [
      'jobs that move at once, and an old pool that stays',
      { ...BLUE_GREEN, 'job-move': 'Requeue', 'keep-old-pool': 'true' },
      { rollout: { blueGreen: { jobMove: 'requeue', keepsOldPool: true } } },
    ],
    [
      'an old pool that is emptied without regard for tasks',
      { ...BLUE_GREEN, drain: 'terminate', 'drain-timeout-minutes': '5' },
      { rollout: { drain: 'terminate', drainTimeoutMinutes: 5 } },
    ],
    ['a drain in any case', { ...IN_PLACE, drain: 'TaskCompletion' }, { rollout: { drain: 'taskcompletion' } }],
    ['a drain that requeues', { ...IN_PLACE, drain: 'Requeue' }, { rollout: { drain: 'requeue' } }],
    ['a drain that terminates', { ...IN_PLACE, drain: 'terminate' }, { rollout: { drain: 'terminate' } }],
    [
      'a deadline of one minute',
      { ...IN_PLACE, 'drain-timeout-minutes': '1' },
      { rollout: { drainTimeoutMinutes: 1, drainDeadline: 'fail' } },
    ],
    [
      'a deadline that requeues',
      { ...DEADLINE, 'drain-deadline': 'Requeue' },
      { rollout: { drainTimeoutMinutes: 120, drainDeadline: 'requeue' } },
    ],
    [
      'a deadline that terminates',
      { ...DEADLINE, 'drain-deadline': 'terminate' },
      { rollout: { drainDeadline: 'terminate' } },
    ],
    [
      'a limit for a drain that waits for no task',
      { ...DEADLINE, drain: 'requeue' },
      { rollout: { drain: 'requeue', drainTimeoutMinutes: 120 } },
    ],
    ['a stop where it stands', { ...IN_PLACE, 'on-failure': 'stop' }, { rollout: { onFailure: 'stop' } }],
  ])

  refuses([
    [
      'a strategy that is none, without judging what belongs to one',
      { 'update-strategy': 'inplace', drain: 'requeue', 'drain-deadline': 'terminate' },
      'update-strategy',
      'inplace',
      'one of fail, in-place, blue-green, recreate, rolling',
    ],
    ['a drain that is none', { ...IN_PLACE, drain: 'wait' }, 'drain', 'wait', 'taskcompletion, requeue, terminate'],
    ['no minutes', { ...IN_PLACE, 'drain-timeout-minutes': '0' }, 'drain-timeout-minutes', '0', 'of at least 1'],
    [
      'minutes that are no number, and tells nothing of the deadline',
      { ...IN_PLACE, 'drain-timeout-minutes': '2h', 'drain-deadline': 'requeue' },
      'drain-timeout-minutes',
      '2h',
      'of at least 1',
    ],
    [
      'a deadline that is none',
      { ...DEADLINE, 'drain-deadline': 'wait' },
      'drain-deadline',
      'wait',
      'fail, requeue, terminate',
    ],
    [
      'a move that is none',
      { ...BLUE_GREEN, 'job-move': 'taskcompletion' },
      'job-move',
      'taskcompletion',
      'requeue, wait, terminate',
    ],
    ['an ending that is none', { ...IN_PLACE, 'on-failure': 'continue' }, 'on-failure', 'continue', 'rollback, stop'],
  ])
})

describe('readRollout, where inputs contradict each other,', () => {
  const idle = (input: string, value: string, given: Given, rule: string): Row => [
    `${input} beside update-strategy ${given['update-strategy'] ?? 'left out'}`,
    { ...given, [input]: value },
    input,
    value,
    rule,
  ]
  refuses([
    idle('drain', 'requeue', {}, 'only with update-strategy in-place and blue-green: fail, the default'),
    idle('drain-timeout-minutes', '60', {}, 'only with update-strategy in-place and blue-green: fail, the default'),
    idle('drain-deadline', 'requeue', {}, 'only with update-strategy in-place and blue-green: fail, the default'),
    idle('drain', 'terminate', RECREATE, 'recreate deletes the pool, and Batch requeues'),
    idle('drain-timeout-minutes', '60', RECREATE, 'recreate deletes the pool, and Batch requeues'),
    idle('drain', 'requeue', ROLLING, 'rolling leaves the nodes to Batch'),
    idle('max-failed-nodes', 'some', ROLLING, 'such as 5'),
    idle('promote', 'false', ROLLING, 'being the latest is what makes Azure upgrade'),
    idle('image-version', 'previous', { ...ROLLING, source: '' }, 'Batch upgrades nodes to higher versions only'),
    idle('drain-deadline', 'terminate', RECREATE, 'recreate deletes the pool, and Batch requeues'),
    idle('job-move', 'requeue', IN_PLACE, 'only with update-strategy blue-green'),
    idle('keep-old-pool', 'true', RECREATE, 'only with update-strategy blue-green'),
    idle('wait', 'steady', BLUE_GREEN, 'has to be healthy with update-strategy blue-green'),
    idle('wait', 'none', BLUE_GREEN, 'has to be healthy with update-strategy blue-green'),
    [
      'a deadline that never comes',
      { ...IN_PLACE, 'drain-deadline': 'requeue' },
      'drain-deadline',
      'requeue',
      'only with drain-timeout-minutes',
    ],
    [
      'a deadline at which requeued tasks are long gone',
      { ...DEADLINE, drain: 'requeue', 'drain-deadline': 'terminate' },
      'drain-deadline',
      'terminate',
      'cannot stand beside drain requeue',
    ],
    [
      'a deadline at which terminated tasks are long gone',
      { ...DEADLINE, drain: 'terminate', 'drain-deadline': 'requeue' },
      'drain-deadline',
      'requeue',
      'cannot stand beside drain terminate',
    ],
  ])
})
