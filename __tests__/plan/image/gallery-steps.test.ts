import { describe, expect, it } from '@jest/globals'
import { ABSENT, link, machine, question } from '../checks/question.ts'

/** What the run makes of a definition, of which the disk behind the source tells these disk controllers. */
function made(diskControllers: string, hyperVGeneration: 'V1' | 'V2' = 'V2') {
  const lineage = {
    links: [machine(), link({ kind: 'disk', diskControllers })],
    end: { kind: 'marketplace' },
  } as const
  const { draft } = question({
    image: { createGallery: true, definition: { hyperVGeneration } },
    seen: { imageDefinition: ABSENT, gallery: ABSENT, lineage },
  })
  return draft.steps.find((step) => step.kind === 'create-image-definition')?.to.diskControllers
}

describe('the disk controllers of a definition that is created', () => {
  const cases = [
    ['SCSI, NVMe', 'SCSI, NVMe'],
    ['NVME, SCSI', 'SCSI, NVMe'],
    ['SCSI', undefined],
  ] as const
  for (const [told, expected] of cases) {
    it(`are ${expected ?? 'not named'} where the disk behind the source tells ${told}`, () => {
      expect(made(told)).toBe(expected)
    })
  }

  it('are not named for generation V1, which boots from SCSI alone', () => {
    expect(made('SCSI, NVMe', 'V1')).toBeUndefined()
  })
})
