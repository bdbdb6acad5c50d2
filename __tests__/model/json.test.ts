import { describe, expect, it } from '@jest/globals'
import { canonicalJson, isJsonObject, type JsonValue, memberAt, mergeJson, sameJson } from '../../src/model/json.ts'

describe('isJsonObject', () => {
  const cases: readonly [value: unknown, is: boolean][] = [
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ['a', false],
    [1, false],
    [undefined, false],
  ]
  for (const [value, is] of cases) {
    it(`says ${is ? 'yes' : 'no'} to ${JSON.stringify(value)}`, () => {
      expect(isJsonObject(value)).toBe(is)
    })
  }
})

describe('memberAt', () => {
  const value = { a: { b: [1], c: null } }
  const cases: readonly [path: readonly string[], found: JsonValue | undefined][] = [
    [[], value],
    [['a', 'b'], [1]],
    [['a', 'c'], null],
    [['a', 'c', 'd'], undefined],
    [['a', 'b', '0'], undefined],
    [['x', 'y'], undefined],
  ]
  for (const [path, found] of cases) {
    it(`finds ${JSON.stringify(found)} at ${path.join('.') || 'the root'}`, () => {
      expect(memberAt(value, path)).toEqual(found)
    })
  }
})

describe('sameJson', () => {
  const cases: readonly [title: string, one: JsonValue | undefined, other: JsonValue | undefined, same: boolean][] = [
    ['members in another order', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, true],
    ['a member that is undefined and one that is missing', { a: 1, b: undefined }, { a: 1 }, true],
    ['items in another order', [1, 2], [2, 1], false],
    ['null and a missing member', { a: null }, {}, false],
    ['a number and its text', 1, '1', false],
    ['an empty list and an empty object', [], {}, false],
  ]
  for (const [title, one, other, same] of cases) {
    it(`says ${same ? 'yes' : 'no'} to ${title}`, () => {
      expect(sameJson(one, other)).toBe(same)
    })
  }
})

describe('canonicalJson', () => {
  it('is JSON with sorted members', () => {
    expect(canonicalJson({ b: [{ d: 'x"y', c: null }], a: true })).toBe('{"a":true,"b":[{"c":null,"d":"x\\"y"}]}')
  })
})

describe('mergeJson', () => {
  const cases: readonly [title: string, base: JsonValue | undefined, over: JsonValue, merged: JsonValue][] = [
    ['adds a member', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['replaces a scalar', { a: 1 }, { a: 2 }, { a: 2 }],
    ['goes into objects', { a: { x: 1, y: 1 } }, { a: { y: 2 } }, { a: { x: 1, y: 2 } }],
    ['replaces a list whole', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['takes null as a value', { a: { x: 1 } }, { a: null }, { a: null }],
    ['leaves alone what is undefined above', { a: 1 }, { a: undefined }, { a: 1 }],
    ['puts an object in the place of a scalar', { a: 1 }, { a: { x: 1 } }, { a: { x: 1 } }],
    ['starts from nothing', undefined, { a: 1 }, { a: 1 }],
  ]
  for (const [title, base, over, merged] of cases) {
    it(title, () => {
      expect(mergeJson(base, over)).toEqual(merged)
    })
  }

  it('changes neither of the two', () => {
    const [base, over] = [{ a: { x: 1 } }, { a: { y: 2 } }]
    mergeJson(base, over)
    expect([base, over]).toEqual([{ a: { x: 1 } }, { a: { y: 2 } }])
  })
})
