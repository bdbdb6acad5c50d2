import { describe, expect, it } from '@jest/globals'
import { ABSENT, GROUP, IMAGE, link, machine, present, question } from '../checks/question.ts'

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

describe('the managed image that is made of a source first', () => {
  it('is of V2 where the definition asks for what only V2 has, and the source tells no generation', () => {
    const uri = 'https://blobs.blob.core.windows.net/vhds/os.vhd'
    const storageAccountId = `${GROUP}/providers/Microsoft.Storage/storageAccounts/blobs`
    const { draft } = question({
      image: {
        createGallery: true,
        definition: { osType: 'Linux', securityType: 'TrustedLaunchSupported' },
        source: { kind: 'disks', osDisk: { uri, storageAccountId }, dataDisks: [] },
        managedImageId: IMAGE,
      },
      seen: {
        imageDefinition: ABSENT,
        gallery: ABSENT,
        managedImage: ABSENT,
        source: [{ role: 'os-disk', id: uri, observed: present(link({ id: uri, kind: 'vhd' })) }],
        lineage: undefined,
      },
    })
    const step = draft.steps.find(({ kind }) => kind === 'create-managed-image')
    expect(step).toMatchObject({ osType: 'Linux', hyperVGeneration: 'V2' })
  })
})
