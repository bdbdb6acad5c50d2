import { describe, expect, it } from '@jest/globals'
import { type ImageSource, sameSource, sourceName, sourceOfId, sourceWords } from '../../src/model/image-source.ts'

const GROUP = '/subscriptions/s/resourceGroups/g/providers'
const compute = (path: string) => `${GROUP}/Microsoft.Compute/${path}`
const VHD = {
  uri: 'https://store.blob.core.windows.net/vhds/os.vhd',
  storageAccountId: `${GROUP}/Microsoft.Storage/storageAccounts/store`,
}

describe('sourceOfId', () => {
  const cases = [
    ['images/golden', { kind: 'managed-image' }, 'managed image'],
    ['virtualMachines/builder', { kind: 'virtual-machine' }, 'virtual machine'],
    ['galleries/x/images/y/versions/1.0.0', { kind: 'gallery-image-version' }, 'gallery image version'],
    ['snapshots/os', { kind: 'disks', dataDisks: [] }, 'snapshot'],
    ['disks/os', { kind: 'disks', dataDisks: [] }, 'managed disk'],
  ] as const
  for (const [path, source, words] of cases) {
    it(`takes ${path} for a ${words}`, () => {
      const found = sourceOfId(compute(path))
      expect(found).toMatchObject(source)
      expect(found && sourceWords(found)).toBe(words)
      expect(found && sourceName(found)).toBe(path.split('/').at(-1))
    })
  }

  it('knows no source in what no image is made from', () => {
    expect(sourceOfId(compute('galleries/x/images/y'))).toBeUndefined()
  })
})

describe('sameSource', () => {
  const disks = (...dataDisks: readonly (readonly [lun: number, name: string])[]): ImageSource => ({
    kind: 'disks',
    osDisk: { id: compute('snapshots/os') },
    dataDisks: dataDisks.map(([lun, name]) => ({ lun, source: { id: compute(`snapshots/${name}`) } })),
  })
  const vhd = (uri: string): ImageSource => ({ kind: 'disks', osDisk: { ...VHD, uri }, dataDisks: [] })
  const image = (name: string): ImageSource => ({ kind: 'managed-image', id: compute(`images/${name}`) })
  const cases: readonly (readonly [title: string, one: ImageSource, other: ImageSource, same: boolean])[] = [
    ['IDs in another case', image('golden'), image('GOLDEN'), true],
    ['other images', image('golden'), image('silver'), false],
    ['data disks in another order', disks([0, 'a'], [1, 'b']), disks([1, 'b'], [0, 'a']), true],
    ['a data disk at another LUN', disks([0, 'a']), disks([1, 'a']), false],
    ['one data disk more', disks([0, 'a']), disks(), false],
    ['a disk and an image', disks(), image('os'), false],
    ['a VHD whose host is written in capitals', vhd(VHD.uri), vhd(VHD.uri.replace('store.', 'STORE.')), true],
    ['a VHD whose name is written in capitals', vhd(VHD.uri), vhd(VHD.uri.replace('os.', 'OS.')), false],
    ['a VHD and a snapshot', vhd(VHD.uri), disks(), false],
  ]
  for (const [title, one, other, same] of cases) {
    it(`${same ? 'takes' : 'does not take'} ${title} for the same`, () => {
      expect([sameSource(one, other), sameSource(other, one)]).toEqual([same, same])
    })
  }
})
