import { describe, expect, it } from '@jest/globals'
import { accepts, errorOf, GALLERY, type Given, idOf, type Row, refuses } from './workflow.ts'

const ELSEWHERE = GALLERY.replace('11111111', '99999999')
const IMAGE = idOf('Microsoft.Compute/images/golden')
const VM = idOf('Microsoft.Compute/virtualMachines/builder')
const DISK = idOf('Microsoft.Compute/disks/os')
const SNAPSHOT = idOf('Microsoft.Compute/snapshots/os')
const DATA = idOf('Microsoft.Compute/snapshots/data')
const VERSION = `${ELSEWHERE}/images/base/versions/1.0.0`
const ACCOUNT = idOf('Microsoft.Storage/storageAccounts/vhds')
const VHD = 'https://vhds.blob.core.windows.net/images/os.vhd'
const DATA_VHD = 'https://vhds.blob.core.windows.net/images/data.vhd'
const SAS = '?sv=2026-02-06&sr=b&sig=q7%2Fsecret%3D'

const os = (source: string): Given => ({ source })
const vhd = (source: string, more: Given = {}): Given => ({ source, 'source-storage-account': 'vhds', ...more })

describe('source', () => {
  accepts([
    ['a managed image by name', os('golden'), { source: { kind: 'managed-image', id: IMAGE } }],
    ['a managed image by resource ID', os(IMAGE), { source: { kind: 'managed-image', id: IMAGE } }],
    ['a virtual machine', os(`${VM}/`), { source: { kind: 'virtual-machine', id: VM } }],
    ['a managed disk', os(DISK), { source: { kind: 'disks', osDisk: { id: DISK }, dataDisks: [] } }],
    ['a snapshot', os(SNAPSHOT), { source: { kind: 'disks', osDisk: { id: SNAPSHOT }, dataDisks: [] } }],
    [
      'a snapshot of another subscription, in any case',
      os(SNAPSHOT.replace('11111111', '99999999').toLowerCase()),
      { source: { osDisk: { id: SNAPSHOT.replace('11111111', '99999999').toLowerCase() } } },
    ],
    [
      'an image version of another gallery, in any case',
      os(VERSION.replace('resourceGroups', 'resourcegroups').replace('versions', 'Versions')),
      { source: { kind: 'gallery-image-version' } },
    ],
    ['a VHD', vhd(VHD), { source: { kind: 'disks', osDisk: { uri: VHD, storageAccountId: ACCOUNT }, dataDisks: [] } }],
    [
      'a VHD of an account with DNS zone',
      vhd('https://vhds.z01.blob.storage.azure.net/images/os.VHD'),
      { source: { osDisk: { uri: 'https://vhds.z01.blob.storage.azure.net/images/os.VHD' } } },
    ],
    [
      'a VHD of another cloud',
      vhd('https://vhds.blob.core.chinacloudapi.cn/a/b/os.vhd'),
      { source: { osDisk: { storageAccountId: ACCOUNT } } },
    ],
  ])

  const wrong = (title: string, source: string, rule: string): Row => [title, { source }, 'source', source, rule]
  const url = (title: string, source: string, rule: string): Row => [title, vhd(source), 'source', source, rule]
  refuses([
    wrong('a definition', `${GALLERY}/images/ubuntu-render`, 'gallery image version'),
    wrong('the latest version', `${GALLERY}/images/ubuntu-render/versions/latest`, 'gallery image version'),
    wrong('a Batch account', idOf('Microsoft.Batch/batchAccounts/a'), 'virtual machine, disk, snapshot'),
    wrong('a name with a space', 'golden image', 'name of a managed image'),
    wrong(
      'a resource ID whose subscription is no GUID',
      '/subscriptions/prod/resourceGroups/rg/providers/Microsoft.Compute/images/golden',
      'resource ID',
    ),
    url('a URL without TLS', VHD.replace('https', 'http'), 'only the https URL'),
    url('a blob that is no VHD', VHD.replace('.vhd', '.vhdx'), '.vhd'),
    url('a URL with a fragment', `${VHD}#os`, '.vhd'),
    url('a URL of another service', VHD.replace('blob', 'file'), 'Blob Storage'),
    url('a page that is no blob', 'https://example.org/os.vhd', 'Blob Storage'),
    url(
      'a VHD of another account',
      VHD.replace('vhds', 'others'),
      'lies in storage account others, and source-storage-account is vhds',
    ),
  ])
})

describe('source-storage-account', () => {
  accepts([
    [
      'an account of another resource group by resource ID',
      { source: VHD, 'source-storage-account': ACCOUNT.replace('/rg/', '/vhds/') },
      { source: { osDisk: { storageAccountId: ACCOUNT.replace('/rg/', '/vhds/') } } },
    ],
  ])

  const account = (title: string, value: string, rule: string): Row => [
    title,
    { source: VHD, 'source-storage-account': value },
    'source-storage-account',
    value || undefined,
    rule,
  ]
  refuses([
    account('no account beside a VHD', '', 'is needed, because source names a VHD'),
    account('an account with a hyphen', 'my-vhds', '3 to 24'),
    account('an account of another type', IMAGE, 'name of a storage account'),
    [
      'no account beside a data disk of a VHD',
      { source: SNAPSHOT, 'data-disk-sources': `0=${DATA_VHD}` },
      'source-storage-account',
      undefined,
      'is needed, because data-disk-sources',
    ],
    [
      'an account without a VHD',
      { source: SNAPSHOT, 'source-storage-account': 'vhds' },
      'source-storage-account',
      'vhds',
      'of use only with the URL of a VHD',
    ],
  ])
})

describe('data-disk-sources', () => {
  const disks = (value: string, more: Given = {}): Given => ({
    source: SNAPSHOT,
    'data-disk-sources': value,
    ...more,
  })
  accepts([
    [
      'snapshots and disks, by commas and lines',
      disks(`0=${DATA}, 10 = ${DISK}/\n\n63=${DATA}2`),
      {
        source: {
          osDisk: { id: SNAPSHOT },
          dataDisks: [
            { lun: 0, source: { id: DATA } },
            { lun: 10, source: { id: DISK } },
            { lun: 63, source: { id: `${DATA}2` } },
          ],
        },
      },
    ],
    [
      'a VHD beside the VHD of the OS disk',
      vhd(VHD, { 'data-disk-sources': `1=${DATA_VHD}` }),
      { source: { dataDisks: [{ lun: 1, source: { uri: DATA_VHD, storageAccountId: ACCOUNT } }] } },
    ],
    [
      'a VHD beside a snapshot',
      disks(`1=${DATA_VHD}`, { 'source-storage-account': 'vhds' }),
      { source: { osDisk: { id: SNAPSHOT }, dataDisks: [{ lun: 1, source: { uri: DATA_VHD } }] } },
    ],
    ['commas alone as nothing', disks(',\n,', { source: 'golden' }), { source: { kind: 'managed-image' } }],
  ])

  const item = (title: string, value: string, rule: string, shown = value): Row => [
    title,
    disks(value),
    'data-disk-sources',
    shown,
    rule,
  ]
  const beside = (title: string, source: string, rule: string): Row => [
    title,
    { source, 'data-disk-sources': `0=${DATA}` },
    'data-disk-sources',
    undefined,
    rule,
  ]
  refuses([
    item('a disk without a LUN', DATA, 'LUN=source'),
    item('a LUN without a disk', '3=', 'LUN=source'),
    item('LUN 64', `64=${DATA}`, '0 to 63'),
    item('a LUN with a sign', `+1=${DATA}`, '0 to 63'),
    item('a LUN twice', `1=${DATA},1=${DISK}`, 'names LUN 1 twice', `1=${DISK}`),
    item('a disk twice, in another case', `1=${DATA},2=${DATA.toUpperCase()}`, 'only once', `2=${DATA.toUpperCase()}`),
    item('the OS disk as data disk', `1=${SNAPSHOT}`, 'only once'),
    item('a plain name', '1=data', 'resource ID of a snapshot or disk'),
    item('a virtual machine', `1=${VM}`, 'resource ID of a snapshot or disk'),
    beside('data disks without an OS disk', '', 'of use only with source'),
    beside('data disks beside a managed image', 'golden', 'beside a managed image as source'),
    beside('data disks beside a virtual machine', VM, 'brings its own data disks'),
    beside('data disks beside an image version', VERSION, 'beside a gallery image version'),
    [
      'a VHD twice',
      vhd(VHD, { 'data-disk-sources': `0=${VHD}` }),
      'data-disk-sources',
      `0=${VHD}`,
      'that another disk of the image has',
    ],
    [
      'a VHD of another account',
      vhd(VHD, { 'data-disk-sources': `0=${DATA_VHD.replace('vhds', 'others')}` }),
      'data-disk-sources',
      `0=${DATA_VHD.replace('vhds', 'others')}`,
      'lies in storage account others',
    ],
  ])
})

describe('managed-image', () => {
  const made = (source: string, name = 'golden'): Given => ({ source, 'managed-image': name })
  accepts([
    ['a name beside a snapshot', made(SNAPSHOT), { managedImageId: IMAGE }],
    ['a resource ID beside a virtual machine', made(VM, IMAGE), { managedImageId: IMAGE }],
    ['a name beside a VHD', vhd(VHD, { 'managed-image': 'golden' }), { managedImageId: IMAGE }],
  ])

  const image = (title: string, given: Given, rule: string): Row => [
    title,
    given,
    'managed-image',
    given['managed-image'],
    rule,
  ]
  refuses([
    image('a managed image without source', made(''), 'of use only with source'),
    image('a managed image beside a managed image', made('silver'), 'beside a managed image as source'),
    image('a managed image beside an image version', made(VERSION), 'beside a gallery image version as source'),
    image('a name with a space', made(SNAPSHOT, 'an image'), 'name of a managed image'),
    image('a resource ID of another type', made(SNAPSHOT, DISK), 'resource ID'),
  ])
})

describe('secrets in sources', () => {
  const key = `${'K'.repeat(86)}==`
  const rows: readonly (readonly [title: string, given: Given, input: string])[] = [
    ['the signature of a VHD', vhd(`${VHD}${SAS}`), 'source'],
    ['the signature of a data disk', vhd(VHD, { 'data-disk-sources': `0=${DATA_VHD}${SAS}` }), 'data-disk-sources'],
    [
      'a signature that a comma cut off',
      vhd(VHD, { 'data-disk-sources': '0=https://a,b&sig=secret' }),
      'data-disk-sources',
    ],
    ['the password before a host', vhd('https://me:secret@vhds.blob.core.windows.net/a/os.vhd'), 'source'],
    ['a connection string', { source: VHD, 'source-storage-account': `AccountKey=secret;` }, 'source-storage-account'],
    ['the key of an account', { source: VHD, 'source-storage-account': key }, 'source-storage-account'],
  ]
  for (const [title, given, input] of rows) {
    it(`are refused and not shown: ${title}`, async () => {
      const error = await errorOf(given)
      expect(error?.mistakes.map((mistake) => mistake.input)).toContain(input)
      expect(error?.message).not.toMatch(/secret|KKK/)
    })
  }

  it('are named as what they are', async () => {
    const error = await errorOf(vhd(`${VHD}${SAS}`))
    expect(error?.mistakes).toEqual([{ input: 'source', rule: expect.stringContaining('shared access signature') }])
  })
})
