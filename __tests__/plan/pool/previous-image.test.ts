import { describe, expect, it } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import { previousMetadata, previousVersion } from '../../../src/plan/pool/previous-image.ts'
import { DEFINITION, made } from '../checks/question.ts'

const NOTE = 'sig-batch-pool-previous'
const NAMED = 'sig-batch-pool-name'
const REPLACED = 'sig-batch-pool-replaced-by'
const version = (number: string) => `${DEFINITION}/versions/${number}`

/** A pool on version 1.3.0, with that value of the note. */
function pool(note?: string): Pool {
  const { definition, ...rest } = made({ seen: { version: '1.3.0' } })
  const metadata = note === undefined ? [] : [{ name: NOTE, value: note }]
  return { ...rest, definition: { ...definition, properties: { ...definition.properties, metadata } } }
}

describe('previousMetadata', () => {
  const cases = [
    ['the image that a pool has, when it gets another', pool(), '1.4.0', version('1.3.0')],
    ['the image that a pool has, whatever was before', pool(version('1.2.0')), '1.4.0', version('1.3.0')],
    ['the same version once the pool goes back to it', pool(version('1.2.0')), '1.2.0', version('1.2.0')],
    ['nothing while the image stays', pool(version('1.2.0')), '1.3.0', undefined],
  ] as const
  for (const [title, held, next, noted] of cases) {
    it(`notes ${title}`, () => {
      expect(previousMetadata(held, version(next))[NOTE]).toBe(noted)
    })
  }
})

describe('previousVersion', () => {
  it('is the number of the version that is noted', () => {
    expect(previousVersion(pool(version('1.2.0')), DEFINITION)).toEqual({ version: '1.2.0' })
  })

  it('is not known without a note', () => {
    expect(previousVersion(pool(), DEFINITION)).toEqual({ why: expect.stringContaining('names none') })
  })

  it('is not known where it came from another image definition', () => {
    const other = `${DEFINITION}-old/versions/1.2.0`
    expect(previousVersion(pool(other), DEFINITION)).toEqual({
      why: expect.stringContaining('another image definition'),
    })
  })

  const others = [
    ['stays with what the pool runs on, where another is on its way to its place', '1.4.0', [NAMED], '1.3.0'],
    ['goes on to the version that the other on its way goes back to', '1.2.0', [NAMED], '1.2.0'],
    ['goes by the note beside a pool that was current once', '1.4.0', [NAMED, REPLACED], '1.2.0'],
  ] as const
  for (const [title, seen, notes, found] of others) {
    it(title, () => {
      const other = made({ seen: { version: seen } })
      const metadata = notes.map((name) => ({ name, value: 'render-pool' }))
      const { properties } = other.definition
      const beside = { ...other, definition: { ...other.definition, properties: { ...properties, metadata } } }
      expect(previousVersion(pool(version('1.2.0')), DEFINITION, [beside])).toEqual({ version: found })
    })
  }
})
