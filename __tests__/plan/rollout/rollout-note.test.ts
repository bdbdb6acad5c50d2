import { describe, expect, it } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import type { JsonObject } from '../../../src/model/json.ts'
import { hasNote, scaleBefore, scaleNote } from '../../../src/plan/rollout/rollout-note.ts'
import { made } from '../checks/question.ts'

const NOTE = 'sig-batch-pool-restore'
const fixed = (nodes: number) => ({ fixedScale: { targetDedicatedNodes: nodes, targetLowPriorityNodes: 0 } })

/** A pool of that scale, with that value of the note. */
function pool(scaleSettings: JsonObject, note?: string): Pool {
  const { definition, ...rest } = made({ seen: { version: '1.3.0' } })
  const metadata = note === undefined ? [] : [{ name: NOTE, value: note }]
  return { ...rest, definition: { ...definition, properties: { ...definition.properties, scaleSettings, metadata } } }
}

describe('scaleBefore', () => {
  it('is the scale of a pool that nobody is emptying', () => {
    expect(scaleBefore(pool(fixed(5)))).toEqual(fixed(5))
  })

  it('is what a run that was cut short has noted', () => {
    expect(scaleBefore(pool(fixed(0), JSON.stringify(fixed(5))))).toEqual(fixed(5))
  })

  it('is the scale of the pool where somebody has scaled it since', () => {
    expect(scaleBefore(pool(fixed(3), JSON.stringify(fixed(5))))).toEqual(fixed(3))
  })

  for (const note of ['', '7', '{"fixedScale":']) {
    it(`is the scale of the pool where the note is ${JSON.stringify(note)}`, () => {
      expect(scaleBefore(pool(fixed(0), note))).toEqual(fixed(0))
    })
  }
})

describe('scaleNote', () => {
  it('keeps the formula of a pool that scales itself', () => {
    const scale = { autoScale: { formula: '$TargetDedicatedNodes = 2;' } }
    expect(JSON.parse(scaleNote(pool(scale))[NOTE] ?? '')).toEqual(scale)
  })

  it('passes on the note of the run before', () => {
    const note = JSON.stringify(fixed(5))
    expect(JSON.parse(scaleNote(pool(fixed(0), note))[NOTE] ?? '')).toEqual(fixed(5))
  })

  it('is none for a formula that is longer than metadata may be', () => {
    expect(scaleNote(pool({ autoScale: { formula: '1 + '.repeat(600) } }))).toEqual({})
  })
})

describe('hasNote', () => {
  it('tells a pool that a run was emptying', () => {
    expect([hasNote(pool(fixed(0), JSON.stringify(fixed(5)))), hasNote(pool(fixed(0)))]).toEqual([true, false])
  })
})
