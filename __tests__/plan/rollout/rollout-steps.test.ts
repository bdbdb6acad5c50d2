import { describe, expect, it } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import type { Rollout } from '../../../src/model/desired.ts'
import type { Step } from '../../../src/model/step.ts'
import { at, type Change, later, made, POOL, present, question } from '../checks/question.ts'

const FAIL: Rollout = { strategy: 'fail', drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' }

/** A run that brings version 1.4.0 onto a pool of 100 nodes that an earlier run made from 1.3.0. */
function rolled(rollout: Partial<Rollout>, more: Partial<Pool> = {}, change: Change = {}): readonly Step[] {
  const pool = made({ seen: { version: '1.3.0' } }, more)
  return question({ ...change, run: { rollout: { ...FAIL, ...rollout } }, seen: later(pool) }).draft.steps
}

const told = (steps: readonly Step[]) => steps.map(({ id, after, disruption }) => [id, after, disruption])
const step = <K extends Step['kind']>(steps: readonly Step[], kind: K, begins = '') =>
  steps.find((each): each is Extract<Step, { kind: K }> => each.kind === kind && each.id.startsWith(begins))

describe('a pool with nodes that gets another image', () => {
  it('is emptied, changed and scaled again in place', () => {
    expect(told(rolled({ strategy: 'in-place' }))).toEqual([
      ['drain-pool render-pool', [], 'drain'],
      ['change-pool render-pool', ['drain-pool render-pool'], 'none'],
      ['update-pool render-pool', ['change-pool render-pool'], 'none'],
      ['await-pool render-pool', ['update-pool render-pool'], 'none'],
    ])
  })

  it('is deleted and created under the same ID', () => {
    expect(told(rolled({ strategy: 'recreate' }))).toEqual([
      ['delete-pool render-pool', [], 'replace'],
      ['create-pool render-pool', ['delete-pool render-pool'], 'replace'],
      ['await-pool render-pool', ['create-pool render-pool'], 'none'],
    ])
  })

  it('is emptied as the workflow says, and notes how it was scaled', () => {
    const drain = step(
      rolled({ strategy: 'in-place', drain: 'requeue', drainTimeoutMinutes: 30, drainDeadline: 'terminate' }),
      'drain-pool',
    )
    expect(drain).toMatchObject({ drain: 'requeue', deadlineMinutes: 30, onDeadline: 'terminate' })
    expect(drain?.metadata['sig-batch-pool-restore']).toContain('"targetDedicatedNodes":100')
  })

  it('is scaled from no node to what the workflow asks for, and forgets its note', () => {
    const last = step(rolled({ strategy: 'in-place' }), 'update-pool', 'update-pool')
    expect(last?.forgets).toEqual(['sig-batch-pool-restore'])
    expect(last?.changes).toEqual([
      {
        path: 'properties.scaleSettings',
        from: { fixedScale: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 } },
        to: { fixedScale: { targetDedicatedNodes: 100, targetLowPriorityNodes: 0, resizeTimeout: 'PT15M' } },
      },
    ])
  })

  it('needs no rollout while it holds no node', () => {
    const empty = { currentDedicatedNodes: 0 }
    expect(step(rolled({ strategy: 'in-place' }, empty), 'drain-pool')).toBeUndefined()
  })

  it('keeps, when it is created anew, what nobody speaks about, and nothing that Azure alone can tell', () => {
    const pool = made({ seen: { version: '1.3.0' } })
    const { definition } = pool
    const told = { allocationState: 'Steady', currentDedicatedNodes: 100, displayName: 'Frames' }
    const steps = rolled(
      { strategy: 'recreate' },
      {
        definition: { ...definition, properties: { ...definition.properties, ...told } },
      },
    )
    const properties = step(steps, 'create-pool')?.to.properties
    expect(properties).toMatchObject({ displayName: 'Frames' })
    expect(Object.keys(properties ?? {})).not.toContain('allocationState')
  })

  it('forgets the note of a run that was cut short', () => {
    const pool = made({ seen: { version: '1.3.0' } }, { currentDedicatedNodes: 0 })
    const metadata = [{ name: 'sig-batch-pool-restore', value: '{}' }]
    const noted = { ...pool, definition: { properties: { ...pool.definition.properties, metadata } } }
    const { steps } = question({ seen: { ...later(noted), pools: at(POOL, present(noted)) } }).draft
    expect(step(steps, 'update-pool')?.forgets).toEqual(['sig-batch-pool-restore'])
  })
})
