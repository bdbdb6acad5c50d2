import { describe, expect, it } from '@jest/globals'
import { named } from '../../src/model/image-source.ts'
import { BUILDER, COMPUTE, GROUP, IMAGE, VERSION } from '../plan/checks/question.ts'

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
