import { describe } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import { poolStateFindings } from '../../../src/plan/checks/pool-state.ts'
import { at, type Change, later, made, POOL, unreadable } from './question.ts'
import { rows } from './rows.ts'

const MORE: Change['pool'] = { scale: { kind: 'fixed', targetDedicatedNodes: 200, targetSpotNodes: 0 } }

/** A run that asks for more nodes of a pool that is as an earlier run made it, but for `more`. */
const grown = (more: Partial<Pool> = {}): Change => ({ pool: MORE, seen: later(made({}, more)) })

/** The pool as made, with other properties than it was asked for. */
function changedTo(properties: Pool['definition']['properties']): Pool {
  const pool = made()
  return { ...pool, definition: { ...pool.definition, properties: { ...pool.definition.properties, ...properties } } }
}

const OTHER_SCALE = { scaleSettings: { fixedScale: { targetDedicatedNodes: 7 } } }

const IN_PLACE = { strategy: 'in-place', drain: 'requeue', drainDeadline: 'fail', onFailure: 'rollback' } as const

/** The pool as an earlier run made it from another version, and as somebody has changed it since. */
function ofBefore(properties: Pool['definition']['properties']): Pool {
  const pool = made({ seen: { version: '1.3.0' } })
  return { ...pool, definition: { ...pool.definition, properties: { ...pool.definition.properties, ...properties } } }
}

/** A second pool takes the place of `pool`. */
const besides = (pool: Pool): Change => ({
  run: {
    rollout: { ...IN_PLACE, strategy: 'blue-green', blueGreen: { jobMove: 'requeue', keepsOldPool: false } },
  },
  seen: later(pool, { groups: [{ namedId: POOL, currentId: POOL, others: [] }] }),
})

describe('poolStateFindings', () => {
  rows(poolStateFindings, [
    ['a pool that is not there', []],
    ['a pool that is there', [], grown()],
    ['a pool that could not be read', ['NotReadable: The pool'], { seen: { pools: at(POOL, unreadable()) } }],
    ['a pool that is being deleted', ['PoolBeingDeleted: render-pool'], grown({ provisioningState: 'Deleting' })],
    [
      'a pool that is being resized, and gets another scale',
      ['PoolBeingResized: is being resized:'],
      grown({ allocationState: 'Resizing' }),
    ],
    [
      'a pool that is stopping a resize',
      ['PoolBeingResized: is stopping a resize:'],
      grown({ allocationState: 'Stopping' }),
    ],
    [
      'a resize of a pool that keeps its scale',
      [],
      { pool: { startTask: { commandLine: 'x' } }, seen: later(made({}, { allocationState: 'Resizing' })) },
    ],
    [
      'a pool that somebody else made',
      ['PoolNotOwned: nothing in its metadata says so'],
      { pool: MORE, seen: later(changedTo({ metadata: [{ name: 'team', value: 'film' }] })) },
    ],
    ['a pool of somebody else that stays as it is', [], { seen: later(changedTo({ metadata: [] })) }],
    [
      'a scale that somebody changed since',
      ['ChangedOutside: Someone changed scaleSettings of pool render-pool'],
      { seen: later(changedTo(OTHER_SCALE)) },
    ],
    [
      'VM size and scale that somebody changed since',
      ['ChangedOutside: Someone changed scaleSettings and vmSize of pool render-pool'],
      { seen: later({ ...changedTo({ ...OTHER_SCALE, vmSize: 'Standard_D2s_v5' }), currentDedicatedNodes: 0 }) },
    ],
    ['a scale that the workflow changes', [], { pool: MORE, seen: later(changedTo(OTHER_SCALE)) }],
    [
      'a pool that is emptied for another image and scaled as before',
      [],
      { run: { rollout: IN_PLACE }, seen: later(made({ seen: { version: '1.3.0' } })) },
    ],
    [
      'a pool that is made anew with the scale that it was asked for',
      ['ChangedOutside: Someone changed scaleSettings of pool render-pool'],
      { run: { rollout: { ...IN_PLACE, strategy: 'recreate' } }, seen: later(ofBefore(OTHER_SCALE)) },
    ],
    [
      'a pool that is made anew as it was',
      [],
      { run: { rollout: { ...IN_PLACE, strategy: 'recreate' } }, seen: later(ofBefore({})) },
    ],
    [
      'a pool beside which another is made with the scale that it was asked for',
      ['ChangedOutside: Someone changed scaleSettings of pool render-pool'],
      besides(ofBefore(OTHER_SCALE)),
    ],
    ['a pool beside which another is made as it was', [], besides(ofBefore({}))],
    ['nodes that never came, and are asked for once more', [], { seen: later(made({}, { currentDedicatedNodes: 7 })) }],
  ])
})
