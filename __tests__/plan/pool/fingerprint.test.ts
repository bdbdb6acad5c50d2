import { describe, expect, it } from '@jest/globals'
import type { JsonObject } from '../../../src/model/json.ts'
import type { FieldChange } from '../../../src/model/pool-step.ts'
import { askedFingerprint, changedOutside } from '../../../src/plan/pool/fingerprint.ts'
import { made } from '../checks/question.ts'

const fixed = (more: JsonObject): JsonObject => ({
  scaleSettings: { fixedScale: { targetDedicatedNodes: 3, ...more } },
})

describe('askedFingerprint', () => {
  it('holds 8 digits for each property, sorted by name', () => {
    expect(askedFingerprint({ vmSize: 'x', startTask: { commandLine: 'y' } })).toMatch(
      /^startTask=[0-9a-f]{8} vmSize=[0-9a-f]{8}$/,
    )
  })

  const same: readonly [title: string, one: JsonObject, other: JsonObject][] = [
    ['the order of members', { a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }],
    ['the timeout of a resize', fixed({ resizeTimeout: 'PT15M' }), fixed({ resizeTimeout: 'PT45M' })],
    ['what happens to tasks in a resize', fixed({}), fixed({ nodeDeallocationOption: 'TaskCompletion' })],
    ['passwords, also in lists', { users: [{ name: 'u', password: 'a' }] }, { users: [{ name: 'u', password: 'b' }] }],
    ['members that are undefined', { a: 1, b: undefined }, { a: 1 }],
  ]
  for (const [title, one, other] of same) {
    it(`does not depend on ${title}`, () => {
      expect(askedFingerprint(one)).toBe(askedFingerprint(other))
    })
  }

  const different: readonly [title: string, one: JsonObject, other: JsonObject][] = [
    ['a number', fixed({}), fixed({ targetDedicatedNodes: 4 })],
    ['the order of a list', { a: [1, 2] }, { a: [2, 1] }],
    ['the name of a user', { users: [{ name: 'u' }] }, { users: [{ name: 'v' }] }],
  ]
  for (const [title, one, other] of different) {
    it(`depends on ${title}`, () => {
      expect(askedFingerprint(one)).not.toBe(askedFingerprint(other))
    })
  }
})

describe('changedOutside', () => {
  const asked = { vmSize: 'x', startTask: { commandLine: 'y' } }
  const pool = made()
  const held = (value: string) => ({
    ...pool,
    definition: { properties: { metadata: [{ name: 'sig-batch-pool-asked', value }] } },
  })
  const change = (path: string): FieldChange => ({ path, to: 'z' })
  const cases: readonly [title: string, recorded: string, now: JsonObject, path: string, names: string[]][] = [
    ['a change that was asked for before', askedFingerprint(asked), asked, 'properties.startTask', ['startTask']],
    [
      'no change that is asked for now',
      askedFingerprint(asked),
      { ...asked, startTask: {} },
      'properties.startTask',
      [],
    ],
    ['no property that stays', askedFingerprint(asked), asked, 'properties.metadata', []],
    ['nothing of a pool without a record', '', asked, 'properties.startTask', []],
    ['no change of the identity', askedFingerprint(asked), asked, 'identity', []],
  ]
  for (const [title, recorded, now, path, names] of cases) {
    it(`names ${title}`, () => {
      expect(changedOutside(held(recorded), [change(path)], askedFingerprint(now))).toEqual(names)
    })
  }
})
