import { describe, expect, it } from '@jest/globals'
import type { JsonObject } from '../../../src/model/json.ts'
import { changedMembers } from '../../../src/plan/rollout/changed-members.ts'
import { made } from '../checks/question.ts'

const held = made()

/** The pool with other members. */
function changed(more: JsonObject) {
  return { ...held, definition: { ...held.definition, properties: { ...held.definition.properties, ...more } } }
}

describe('changedMembers', () => {
  const cases: readonly (readonly [title: string, more: JsonObject, names: readonly string[]])[] = [
    ['nothing where nothing differs', {}, []],
    ['a member that is new', { startTask: { commandLine: 'mount' } }, ['startTask']],
    ['a member that differs', { vmSize: 'Standard_D2s_v5' }, ['vmSize']],
    ['no VM size in another case', { vmSize: 'STANDARD_D4S_V5' }, []],
    ['no other scale', { scaleSettings: { fixedScale: { targetDedicatedNodes: 7 } } }, []],
    ['no other metadata', { metadata: [{ name: 'a', value: 'b' }] }, []],
    ['nothing that Azure alone tells', { allocationState: 'Resizing', lastModified: 'now' }, []],
  ]
  for (const [title, more, names] of cases) {
    it(`tells ${title}`, () => {
      expect(changedMembers(held, changed(more))).toEqual(names)
    })
  }
})
