import { describe, expect, it } from '@jest/globals'
import type { Failure } from '../../src/model/event.ts'
import type { DeletePool } from '../../src/model/pool-step.ts'
import { isGreen } from '../../src/model/report.ts'
import { annotations } from '../../src/report/annotations.ts'
import { touchedTasks } from '../../src/report/disruption-words.ts'
import { downtimeOf, downtimeWords } from '../../src/report/downtime.ts'
import { drainWords } from '../../src/report/drain-words.ts'
import { stepChanges } from '../../src/report/field-changes.ts'
import { outputs } from '../../src/report/outputs.ts'
import { stepText } from '../../src/report/step-text.ts'
import { type Course, summarize } from '../../src/report/summarize.ts'
import { deadlinePassed, unusable } from './rollout-failures.ts'
import { deletePool, drain, ROLLOUT_STORIES } from './rollout-stories.ts'
import {
  course,
  createPool,
  desiredState,
  failed,
  firstPlan,
  PORTAL,
  planned,
  plannedPool,
  started,
  succeeded,
  type Told,
} from './story.ts'

const cut: Failure = { code: 'Cancelled', message: 'The job was cancelled.', remedy: 'Run again.' }
const refused: Failure = { code: 'AuthorizationFailed', message: 'No.', remedy: 'Ask.', requestId: '7b0c9a52' }
const lost: Failure = { code: 'ECONNRESET', message: 'No answer came.', remedy: 'Run again.' }

function story(name: string): Course {
  const found = ROLLOUT_STORIES[name]
  if (found === undefined) throw new Error(`no story ${name}`)
  return found
}

/** Everything that was told of a story before the step named ended; then that step ends so, and with it the run. */
function endedAt(name: string, stepId: string, failure?: Failure): Course {
  const whole = story(name)
  const end = whole.events.findIndex((event) => 'stepId' in event && event.stepId === stepId && isEnd(event.kind))
  const told = whole.events.slice(0, end)
  const at = whole.startedAt + 7_200_000
  const last = failure === undefined ? [] : [{ ...failed(stepId, failure), at }]
  return { ...whole, events: [...told, ...last], failures: failure ? [failure] : [], endedAt: at }
}

function isEnd(kind: string): boolean {
  return kind === 'step-succeeded' || kind === 'step-failed'
}

describe('drainWords', () => {
  const cases: readonly (readonly [Partial<Parameters<typeof drainWords>[0]>, string])[] = [
    [{}, 'finish first, however long they take'],
    [{ deadlineMinutes: 60 }, 'finish first, 60 minutes at most, then the drain fails'],
    [
      { deadlineMinutes: 1, onDeadline: 'requeue' },
      'finish first, 1 minute at most, then they are stopped and run again later',
    ],
    [
      { deadlineMinutes: 60, onDeadline: 'terminate' },
      'finish first, 60 minutes at most, then they are ended and not run again',
    ],
    [{ drain: 'requeue', deadlineMinutes: 60 }, 'are stopped and run again later'],
    [{ drain: 'terminate' }, 'are ended and not run again'],
  ]
  for (const [how, text] of cases) {
    it(`writes "${text}"`, () => {
      expect(drainWords({ drain: 'taskcompletion', onDeadline: 'fail', ...how })).toBe(text)
    })
  }
})

describe('a drain', () => {
  it('says what becomes of the tasks that run', () => {
    expect(touchedTasks(plannedPool({ runningTasks: 1 }), [drain])).toBe(
      '1 task runs on its nodes now; they finish first, 60 minutes at most, then the drain fails',
    )
  })

  it('takes a fixed scale to no node, and leaves the rest of it', () => {
    expect(stepChanges(drain)).toEqual([
      { field: 'scaleSettings.fixedScale.targetDedicatedNodes', from: '3000', to: '0', disruption: 'none' },
    ])
  })

  it('shows a formula that goes', () => {
    const from = { autoScale: { formula: '$TargetDedicatedNodes = 9;' } }
    expect(stepChanges({ ...drain, from }).map(({ field, from: before, to }) => [field, before, to])).toEqual([
      ['scaleSettings.autoScale.formula', '$TargetDedicatedNodes = 9;', undefined],
      ['scaleSettings.fixedScale.targetDedicatedNodes', undefined, '0'],
      ['scaleSettings.fixedScale.targetLowPriorityNodes', undefined, '0'],
    ])
  })
})

describe('the deletion of a pool', () => {
  it('shows everything that goes, and no secret', () => {
    const whole: DeletePool = { ...deletePool, from: { ...createPool.to, identity: { type: 'None' } } }
    const changes = stepChanges(whole)
    expect(changes.length).toBe(stepChanges(createPool).length + 1)
    expect(changes.filter(({ to }) => to !== undefined)).toEqual([])
    expect(JSON.stringify(changes)).not.toContain('hunter2')
  })

  it('says what becomes of the tasks that run', () => {
    expect(touchedTasks(plannedPool({ runningTasks: 2 }), [deletePool])).toBe(
      '2 tasks run on its nodes now; they are stopped and run again later',
    )
    expect(stepText(deletePool)).toBe('until it is gone; running tasks are stopped and run again later')
  })
})

describe('the downtime of a pool', () => {
  const cases = [
    ['none', 'that is made', createPool],
    ['drain', 'that is emptied', drain],
    ['recreate', 'that is deleted and made anew', deletePool],
  ] as const
  for (const [downtime, of, step] of cases) {
    it(`is ${downtime} for one ${of}`, () => {
      expect(downtimeOf(plannedPool({}), [step])).toBe(downtime)
    })
  }

  it('is told in words only where there is any', () => {
    expect(downtimeWords(plannedPool({}), [createPool])).toBeUndefined()
    expect(downtimeWords(plannedPool({}), [drain])).toContain('no node works from the end of the drain')
  })
})

describe('the outcome of a rollback', () => {
  it('is never green', () => {
    expect([isGreen('rolled-back'), isGreen('rollback-failed')]).toEqual([false, false])
  })

  it('is rolled-back when the signal comes after its last step', () => {
    expect(summarize({ ...story('in-place-rolled-back'), cancelled: true }).outcome).toBe('rolled-back')
  })

  it('is cancelled when the signal cuts the undo short', () => {
    const course = endedAt('in-place-rolled-back', 'undo change-pool render-pool', cut)
    expect(summarize({ ...course, cancelled: true }).outcome).toBe('cancelled')
  })

  it('is rollback-failed when a step of the undo fails and the signal comes then', () => {
    expect(summarize({ ...story('rollback-failed'), cancelled: true }).outcome).toBe('rollback-failed')
  })

  it('stays failed where nothing was undone', () => {
    expect(summarize(endedAt('in-place-applied', 'await-pool render-pool', unusable)).outcome).toBe('failed')
  })

  it('counts the healthy nodes of the undo alone', () => {
    const whole = story('drain-deadline-passed')
    expect(outputs(summarize(whole), PORTAL)['healthy-nodes']).toBe('2998')
  })

  it('names the step of the undo where both fail alike', () => {
    const again = { ...unusable }
    const ended = endedAt('in-place-rolled-back', 'undo await-pool render-pool', again)
    const titles = annotations(summarize({ ...ended, failures: [unusable, again] })).map(({ title }) => title)
    expect(titles).toEqual(['await-pool render-pool: NodesUnusable', 'undo await-pool render-pool: NodesUnusable'])
  })
})

describe('what is left of a pool', () => {
  const noted = 'The scale that it had is noted in its metadata as sig-batch-pool-restore.'
  const scaled = 'The next run scales it as the workflow asks.'
  const billed = 'Nodes that are there are billed, whatever their state, until the pool is resized or deleted.'
  const cases: readonly (readonly [string, Course, readonly string[]])[] = [
    [
      'whose drain passed its deadline and was not undone',
      endedAt('in-place-applied', drain.id, deadlinePassed),
      [
        'The drain of pool render-pool ended with DrainDeadlinePassed. The nodes that are left stay; those that went are not put back. The scale that it had is noted in its metadata as sig-batch-pool-restore. The next run goes on from there. Last seen: Pool render-pool lets its tasks finish: 412 nodes are left.',
      ],
    ],
    [
      'that is drained, and whose change Azure refused',
      endedAt('in-place-applied', 'change-pool render-pool', refused),
      [
        'The change of pool render-pool ended with AuthorizationFailed. Azure refused it, so the change was not made.',
        'Pool render-pool holds no node and is on image version 1.3.0; its jobs wait until it has nodes again.',
        noted,
        scaled,
      ],
    ],
    [
      'that is drained, and whose new scale got no answer',
      endedAt('in-place-applied', 'update-pool render-pool', lost),
      [
        'The change of pool render-pool ended with ECONNRESET. Whether Azure made the change is not certain; the next run looks and goes on from there.',
        'Before that, pool render-pool held no node and was on image version 1.4.0; its jobs wait until it has nodes again.',
        noted,
        scaled,
      ],
    ],
    [
      'whose deletion was cut short',
      endedAt('recreate-applied', deletePool.id, cut),
      [
        'The deletion of pool render-pool was cut short. Whether Azure deletes the pool is not certain; the next run looks and goes on from there.',
      ],
    ],
    [
      'that is deleted and was not made anew',
      endedAt('recreate-applied', createPool.id, refused),
      [
        'The creation of pool render-pool ended with AuthorizationFailed. Azure refused it, so the pool was not made.',
        'Pool render-pool is deleted; its jobs wait until there is one of its name again.',
      ],
    ],
    [
      'whose undo ended at its first step',
      endedAt('in-place-rolled-back', 'undo drain-pool render-pool', lost),
      [
        'Pool render-pool is not as it was before: undo drain-pool render-pool ended with ECONNRESET. Nodes may be gone, and others may still go. The next run goes on from there. Last seen: Pool render-pool is resizing: 3000 nodes are left.',
        'Before that, pool render-pool was on image version 1.4.0.',
      ],
    ],
    [
      'whose nodes did not come back',
      endedAt('in-place-rolled-back', 'undo await-pool render-pool', unusable),
      [
        'Pool render-pool is not as it was before: undo await-pool render-pool ended with NodesUnusable.',
        'Pool render-pool is on image version 1.3.0.',
        'The wait for the nodes of pool render-pool ended with NodesUnusable. Last seen: 1700 of 3000 nodes are healthy (starting 1300).',
        billed,
      ],
    ],
  ]
  for (const [what, told, sentences] of cases) {
    it(`tells of one ${what}`, () => {
      expect(summarize(told).left.filter((text) => !text.startsWith('Image version'))).toEqual(sentences)
    })
  }

  it('tells that a pool which the run had made is gone again', () => {
    const undo: DeletePool = { ...deletePool, id: 'undo create-pool render-pool', after: [] }
    const plan = firstPlan({ steps: [{ ...createPool, after: [] }], replicas: [] })
    const told: readonly Told[] = [
      [0, planned(plan)],
      [1, started(createPool.id)],
      [2, failed(createPool.id, lost)],
      [2, { kind: 'rollback-started', steps: [undo] }],
      [2, started(undo.id)],
      [3, succeeded(undo.id, 'Pool render-pool is gone.')],
    ]
    const report = summarize(course(told, { desired: desiredState(), failures: [lost] }))
    expect(report.outcome).toBe('rolled-back')
    expect(report.left).toContain(
      'Pool render-pool, which this run had made, is deleted again: there is none of its name now.',
    )
  })

  it('names pool and version in whole sentences at every cut of every rollout', () => {
    for (const whole of Object.values(ROLLOUT_STORIES)) {
      for (const length of whole.events.keys()) {
        const events = whole.events.slice(0, length)
        if (!events.some(({ kind }) => kind === 'planned')) continue
        const { left } = summarize({ ...whole, events, failures: [], cancelled: true })
        expect(left.join(' ')).toMatch(/image version 1\.[34]\.0/i)
        expect(left.join(' ')).toMatch(/pool render-pool/i)
        expect(left.filter((sentence) => !/^[A-Z0-9].*[.]$/.test(sentence))).toEqual([])
      }
    }
  })
})
