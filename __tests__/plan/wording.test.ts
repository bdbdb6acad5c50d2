import { describe, expect, it } from '@jest/globals'
import { likest, named } from '../../src/plan/wording.ts'
import { BUILDER, COMPUTE, GROUP, IMAGE, VERSION } from './checks/question.ts'

describe('named', () => {
  const cases: readonly (readonly [id: string, words: string])[] = [
    [IMAGE, 'managed image golden'],
    [BUILDER, 'virtual machine builder'],
    [VERSION, 'image version worker 1.4.0'],
    [`${COMPUTE}/snapshots/os`, 'snapshot os'],
    [`${COMPUTE}/disks/os`, 'managed disk os'],
    ['https://b.blob.core.windows.net/vhds/os.vhd?sig=secret', 'VHD os.vhd'],
    [`${GROUP}/providers/Microsoft.Other/things/x`, 'resource x'],
  ]
  for (const [id, words] of cases) {
    it(`calls it ${words}`, () => {
      expect(named(id)).toBe(words)
    })
  }
})

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
