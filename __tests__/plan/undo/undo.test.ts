import { describe, expect, it } from '@jest/globals'
import type { StepState } from '../../../src/model/done.ts'
import { memberAt } from '../../../src/model/json.ts'
import type { Step } from '../../../src/model/step.ts'
import { undoSteps } from '../../../src/plan/undo/undo.ts'
import { later, made, question } from '../checks/question.ts'

const IMAGE = ['deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference', 'id']

/** How a step ended; one that was refused has failed before it changed anything. */
type Ending = StepState | 'refused'

/** The undo of a rollout from 1.3.0 to 1.4.0 whose steps ended so, in their order; the rest was not begun. */
function undone(strategy: 'in-place' | 'recreate', ...endings: readonly Ending[]): Step[] {
  const pool = made({ seen: { version: '1.3.0' } })
  const rollout = { strategy, drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' } as const
  const { steps } = question({ run: { rollout }, seen: later(pool) }).draft
  const ends = steps.map(({ id }, index) => [id, endings[index] ?? 'skipped'] as const)
  const states = new Map(ends.map(([id, end]) => [id, end === 'refused' ? 'failed' : end]))
  const sent = new Set(ends.filter(([, end]) => end === 'succeeded' || end === 'failed').map(([id]) => id))
  return undoSteps({ steps, states, sent, before: () => pool })
}

const DONE = 'succeeded'

describe('undoSteps', () => {
  const cases: readonly (readonly [title: string, endings: readonly Ending[], ids: readonly string[]])[] = [
    ['a rollout that ended well', [DONE, DONE, DONE, DONE], []],
    ['a drain that was given up', ['failed'], ['undo update-pool render-pool', 'undo await-pool render-pool']],
    ['a drain that Azure refused', ['refused'], []],
    ['a change that Azure refused', [DONE, 'refused'], ['undo update-pool render-pool', 'undo await-pool render-pool']],
    [
      'a change of which nobody knows whether Azure took it',
      [DONE, 'failed'],
      [
        'undo drain-pool render-pool',
        'undo change-pool render-pool',
        'undo update-pool render-pool',
        'undo await-pool render-pool',
      ],
    ],
    [
      'nodes that do not become healthy',
      [DONE, DONE, DONE, 'failed'],
      [
        'undo drain-pool render-pool',
        'undo change-pool render-pool',
        'undo update-pool render-pool',
        'undo await-pool render-pool',
      ],
    ],
  ]
  for (const [title, endings, ids] of cases) {
    it(`has ${ids.length === 0 ? 'nothing' : ids.length} to do after ${title}`, () => {
      expect(undone('in-place', ...endings).map(({ id }) => id)).toEqual(ids)
    })
  }

  it('brings back the image and the scale that were there, one step after the other', () => {
    const steps = undone('in-place', DONE, DONE, DONE, 'failed')
    const [drain, change, scale] = steps
    expect(drain).toMatchObject({ kind: 'drain-pool', drain: 'requeue' })
    const image = change?.kind === 'update-pool' ? memberAt(change.changes[0]?.to, IMAGE.slice(1)) : undefined
    expect(image).toMatch(/versions\/1\.3\.0$/)
    expect(scale).toMatchObject({ changes: [{ to: { fixedScale: { targetDedicatedNodes: 100 } } }] })
    expect(steps.map(({ after }) => after)).toEqual([[], ...steps.slice(0, -1).map(({ id }) => [id])])
  })

  it('makes a pool again that was deleted, from what was read', () => {
    const steps = undone('recreate', DONE, DONE, 'failed')
    expect(steps.map(({ id }) => id)).toEqual([
      'undo delete-pool render-pool',
      'undo create-pool render-pool',
      'undo await-pool render-pool',
    ])
    const create = steps.find((step) => step.kind === 'create-pool')
    expect(memberAt(create?.to.properties, IMAGE)).toMatch(/versions\/1\.3\.0$/)
  })

  it('does not delete what was not made', () => {
    expect(undone('recreate', DONE, 'skipped').map(({ id }) => id)).toEqual([])
    expect(undone('recreate', 'refused').map(({ id }) => id)).toEqual([])
  })

  it('leaves a pool alone that somebody else made under the same ID', () => {
    const ids = undone('recreate', DONE, 'refused').map(({ id }) => id)
    expect(ids).toEqual(['undo create-pool render-pool', 'undo await-pool render-pool'])
  })

  it('leaves a new pool alone that was no rollout', () => {
    const { steps } = question({}).draft
    const states = new Map(steps.map(({ id }) => [id, 'failed' as const]))
    const sent = new Set(steps.map(({ id }) => id))
    expect(undoSteps({ steps, states, sent, before: () => undefined })).toEqual([])
  })
})
