import { describe } from '@jest/globals'
import { definitionEndFindings } from '../../../src/plan/checks/definition-end.ts'
import { ABSENT, definition } from './question.ts'
import { rows } from './rows.ts'

const until = (endOfLifeDate: string) => ({ seen: { imageDefinition: definition({ endOfLifeDate }) } })

describe('definitionEndFindings', () => {
  rows(definitionEndFindings, [
    ['a definition without an end of life', []],
    ['a definition that is not there', [], { seen: { imageDefinition: ABSENT } }],
    [
      'an end of life in 90 days',
      ['DefinitionEndOfLifeNear: worker reaches its end of life on 2027-02-22, in 90 days.'],
      until('2027-02-22T12:00:00.000Z'),
    ],
    ['an end of life in 91 days', [], until('2027-02-23T12:00:00.000Z')],
    [
      'an end of life within the day',
      ['DefinitionEndOfLifeNear: in less than a day.'],
      until('2026-11-25T11:59:00.000Z'),
    ],
    [
      'an end of life that is over',
      ['DefinitionEndOfLifePast: worker reached its end of life on 2026-11-24.'],
      until('2026-11-24T11:59:00.000Z'),
    ],
  ])
})
