import { describe, expect, it } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import type { Rollout } from '../../../src/model/desired.ts'
import type { StepState } from '../../../src/model/done.ts'
import { resourceKey } from '../../../src/model/resource-id.ts'
import type { Step } from '../../../src/model/step.ts'
import { undoSteps } from '../../../src/plan/undo/undo.ts'
import { ACCOUNT, at, later, made, otherPool, POOL, present, question } from '../checks/question.ts'

const ROLLOUT: Rollout = {
  strategy: 'blue-green',
  drain: 'taskcompletion',
  drainDeadline: 'fail',
  onFailure: 'rollback',
  blueGreen: { jobMove: 'wait', keepsOldPool: false },
}
const OLD = made({ seen: { version: '1.3.0' } })
const NAME = 'render-pool-1-4-0'

/** How a step ended; one that was refused has failed before it wrote anything. */
type Ending = StepState | 'refused'

/** A pool that a run before has left under the name of the second. */
function left(notes: readonly string[]): Pool {
  const pool = otherPool(NAME, {}, { currentDedicatedNodes: 0 })
  const metadata = notes.map((name) => ({ name, value: 'render-pool' }))
  return { ...pool, definition: { properties: { ...pool.definition.properties, metadata } } }
}

/** The undo of a second pool in the place of the first, whose steps ended so by their IDs; the rest was not begun. */
function undone(endings: Readonly<Record<string, Ending>>, before?: Pool): Step[] {
  const others = before === undefined ? [] : [before]
  const groups = [{ namedId: POOL, currentId: POOL, others }]
  const seen = later(OLD, { groups })
  const { steps } = question({
    run: { rollout: ROLLOUT },
    seen,
    preflight: { accountPools: at(ACCOUNT, present([OLD, ...others])) },
  }).draft
  const ends = new Map(steps.map(({ id }) => [id, endings[id] ?? 'skipped']))
  const states = new Map([...ends].map(([id, end]) => [id, end === 'refused' ? 'failed' : end]))
  const sent = new Set([...ends].filter(([, end]) => end === 'succeeded' || end === 'failed').map(([id]) => id))
  const held = new Map([OLD, ...others].map((pool) => [resourceKey(pool.id), pool]))
  return undoSteps({ steps, states, sent, before: (id) => held.get(resourceKey(id)) })
}

const DONE = 'succeeded'
const REFUSED = 'refused'
const UP = { [`create-pool ${NAME}`]: DONE, [`await-pool ${NAME}`]: DONE } as const
const BACK = 'undo move-jobs render-pool'
const AWAY = `undo delete-pool ${NAME}`

describe('undoSteps of a pool that was to take the place of another', () => {
  const cases: readonly (readonly [
    title: string,
    endings: Readonly<Record<string, Ending>>,
    ids: readonly string[],
  ])[] = [
    ['nodes that do not become healthy', { [`create-pool ${NAME}`]: DONE, [`await-pool ${NAME}`]: 'failed' }, [AWAY]],
    ['jobs that cannot be read', { ...UP, 'move-jobs render-pool': REFUSED }, [AWAY]],
    ['a job that cannot be moved', { ...UP, 'move-jobs render-pool': 'failed' }, [BACK, AWAY]],
    [
      'a switch that Azure refuses',
      { ...UP, 'move-jobs render-pool': DONE, [`switch-pool ${NAME}`]: 'failed' },
      [BACK, AWAY],
    ],
    [
      'an old pool that cannot be emptied',
      { ...UP, 'move-jobs render-pool': DONE, [`switch-pool ${NAME}`]: DONE, 'drain-pool render-pool': 'failed' },
      [],
    ],
    ['steps that ended well', { ...UP, 'move-jobs render-pool': DONE, [`switch-pool ${NAME}`]: DONE }, []],
  ]
  for (const [title, endings, ids] of cases) {
    it(`has ${ids.length === 0 ? 'nothing' : ids.length} to do after ${title}`, () => {
      expect(undone(endings).map(({ id }) => id)).toEqual(ids)
    })
  }

  it('moves jobs back to where they came from, and queues again what runs', () => {
    const [back] = undone({ ...UP, 'move-jobs render-pool': 'failed' })
    expect(back).toMatchObject({ poolId: `${ACCOUNT}/pools/${NAME}`, toPoolId: POOL, running: 'requeue' })
  })

  const update = { [`update-pool ${NAME}`]: DONE, [`await-pool ${NAME}`]: 'failed' } as const

  it('moves back what an earlier run has moved to a pool that it left', () => {
    const endings = { ...update, [`await-pool ${NAME}`]: DONE, 'move-jobs render-pool': REFUSED } as const
    expect(undone(endings, left(['sig-batch-pool-name'])).map(({ id }) => id)).toEqual([BACK, AWAY])
  })

  it('deletes a pool that an earlier run has left unfinished', () => {
    expect(undone(update, left(['sig-batch-pool-name'])).map(({ id }) => id)).toEqual([AWAY])
  })

  it('empties a pool that was kept, and notes that it is replaced', () => {
    const [drain, ...more] = undone(update, left(['sig-batch-pool-name', 'sig-batch-pool-replaced-by']))
    expect(more).toEqual([])
    expect(drain).toMatchObject({
      id: `undo drain-pool ${NAME}`,
      from: { fixedScale: { targetDedicatedNodes: 100 } },
      metadata: { 'sig-batch-pool-replaced-by': 'render-pool' },
    })
  })
})
