import { describe, expect, it } from '@jest/globals'
import { likest } from '../../src/model/enumeration.ts'

describe('likest', () => {
  it('names the three that begin most alike, whatever the case', () => {
    expect(
      likest('standard_d4s_v9', ['Standard_A1', 'Standard_D4s_v5', 'Standard_D4', 'Standard_D2', 'Standard_D4s_v5']),
    ).toBe('Standard_D4s_v5, Standard_D4 and Standard_D2')
  })

  it('says so where there is none', () => {
    expect(likest('x', [])).toBe('none')
  })
})
