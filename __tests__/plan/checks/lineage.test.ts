import { describe } from '@jest/globals'
import type { Lineage, LineageLink } from '../../../src/model/lineage.ts'
import { lineageFindings } from '../../../src/plan/checks/lineage.ts'
import { BUILDER, type Change, COMPUTE, link, machine, present, UBUNTU, VERSION, version } from './question.ts'
import { rows } from './rows.ts'

const OS_DISK = `${COMPUTE}/disks/builder-os`
const END = { kind: 'marketplace' } as const

const chain = (links: readonly LineageLink[], end: Lineage['end'] = END): Change => ({
  seen: { lineage: { links, end } },
})

const DISKS = {
  kind: 'disks',
  osDisk: { id: OS_DISK },
  dataDisks: [0, 3].map((lun) => ({ lun, source: { id: `${COMPUTE}/disks/data-${lun}` } })),
} as const

const refused = { kind: 'unreadable', id: OS_DISK, code: 'AuthorizationFailed', reason: 'No.' } as const

describe('lineageFindings', () => {
  rows(lineageFindings, [
    ['a chain to the marketplace', []],
    ['a chain that was not walked', [], { seen: { lineage: undefined } }],
    [
      'a source that the version no longer needs',
      [],
      {
        seen: {
          imageVersion: version(),
          source: [{ role: 'whole', id: BUILDER, observed: present(machine({ extensions: ['Docker'] })) }],
          lineage: undefined,
        },
      },
    ],
    [
      'a disk encrypted in the guest',
      ['OsDiskEncrypted: The OS disk of virtual machine builder'],
      chain([link(), machine({ isGuestEncrypted: true })]),
    ],
    [
      'a disk that was encrypted further back, and is no longer',
      [],
      chain([link({ isGuestEncrypted: false }), machine({ isGuestEncrypted: true })]),
    ],
    [
      'a disk that is itself the source',
      ['OsDiskEncrypted: Managed disk builder-os is encrypted in the guest'],
      chain([link({ id: OS_DISK, kind: 'disk', isGuestEncrypted: true })]),
    ],
    [
      'a data disk encrypted in the guest',
      ['DataDiskEncrypted: Data disk assets is encrypted in the guest', 'DataDisksToMount'],
      chain([link({ dataDiskLuns: [1] }), machine({ dataDiskLuns: [1], encryptedDataDisk: 'assets' })]),
    ],
    [
      'an encrypted data disk of a machine that the image has none of',
      [],
      chain([link({ dataDiskLuns: [] }), machine({ dataDiskLuns: [1], encryptedDataDisk: 'assets' })]),
    ],
    [
      'another host caching',
      ['OsDiskCacheNotReadWrite: The OS disk of managed image golden has host caching ReadOnly'],
      chain([link({ osDiskCaching: 'ReadOnly' }), machine()]),
    ],
    [
      'extensions of a machine further back',
      ['VmHasExtensions: Virtual machine builder has extensions (AMALinux, Docker)'],
      chain([link(), machine({ extensions: ['AMALinux', 'Docker'] })]),
    ],
    [
      'data disks of a managed image',
      ['DataDisksToMount: data disks at LUN 1'],
      chain([link({ dataDiskLuns: [1] }), machine()]),
    ],
    [
      'data disks given one by one',
      ['DataDisksToMount: at LUN 0 and 3'],
      { ...chain([link({ id: OS_DISK, kind: 'disk' }), machine()]), image: { source: DISKS } },
    ],
    [
      'data disks of a machine of which only the OS disk is published',
      [],
      {
        ...chain([link({ id: OS_DISK, kind: 'disk' }), machine({ dataDiskLuns: [1] })]),
        image: { source: { ...DISKS, dataDisks: [] } },
      },
    ],
    [
      'data disks of a machine behind a snapshot of a version that exists',
      [],
      {
        seen: {
          imageVersion: version(),
          lineage: {
            links: [
              link({ id: VERSION, kind: 'gallery-image-version' }),
              link({ id: `${COMPUTE}/snapshots/os`, kind: 'snapshot' }),
              machine({ dataDiskLuns: [1] }),
            ],
            end: END,
          },
        },
      },
    ],
    [
      'a link that is gone',
      [
        'LineageEnds: What managed image golden was made from cannot be told: managed disk builder-os is not there any more, or is another by now.',
      ],
      chain([link()], { kind: 'missing', id: OS_DISK }),
    ],
    [
      'a link that may not be read',
      [
        'LineageEnds: managed disk builder-os could not be read (AuthorizationFailed: it takes the role Reader at /subs',
      ],
      chain([link()], refused),
    ],
    [
      'a link that may not be read, though the marketplace image is known',
      ['NotChecked: what managed disk builder-os tells of the image, because Azure says AuthorizationFailed: No.'],
      { seen: { lineage: { links: [machine()], baseImage: UBUNTU, end: refused } } },
    ],
    [
      'host caching of an image from which the disk was made that is published',
      [],
      chain([link({ id: OS_DISK, kind: 'disk' }), link({ osDiskCaching: 'None' })]),
    ],
    [
      'a link that did not answer',
      ['LineageEnds: managed disk builder-os could not be read (ETIMEDOUT).'],
      chain([link()], { ...refused, code: 'ETIMEDOUT' }),
    ],
    [
      'a link that names no origin',
      ['LineageEnds: virtual machine builder names no origin.'],
      chain([link(), machine()], { kind: 'origin-unknown' }),
    ],
    [
      'a chain that is too long',
      ['LineageEnds: the chain goes on behind the 2 links that were followed.'],
      chain([link(), machine()], { kind: 'too-long' }),
    ],
    ['a chain of which not even the source could be read', [], chain([], refused)],
    [
      'an image version that names no origin',
      ['LineageEnds: What image version worker 1.4.0 was made from'],
      chain([link({ id: VERSION, kind: 'gallery-image-version' })], { kind: 'origin-unknown' }),
    ],
  ])
})
