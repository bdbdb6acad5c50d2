import { describe } from '@jest/globals'
import type { ImageSource } from '../../../src/model/image-source.ts'
import type { LineageLink } from '../../../src/model/lineage.ts'
import type { Observed } from '../../../src/model/observed.ts'
import { sourceFindings } from '../../../src/plan/checks/source.ts'
import {
  ABSENT,
  BUILDER,
  type Change,
  COMPUTE,
  definition,
  ELSEWHERE,
  IMAGE,
  link,
  machine,
  present,
  unreadable,
  VERSION,
  version,
} from './question.ts'
import { rows } from './rows.ts'

const GOLDEN_VERSION = VERSION.replace('worker', 'golden')
const OS_DISK = `${COMPUTE}/snapshots/os`
const DATA_DISK = `${COMPUTE}/disks/data`
const VHD = 'https://blobs.blob.core.windows.net/vhds/os.vhd'

/** A run that publishes one whole image, of which only this one link was read. */
function whole(source: ImageSource & { readonly id: string }, observed: Observed<LineageLink>): Change {
  return { image: { source }, seen: { source: [{ role: 'whole', id: source.id, observed }], lineage: undefined } }
}

const image = (more: Partial<LineageLink>) => whole({ kind: 'managed-image', id: IMAGE }, present(link(more)))

const fromVersion = (more: Partial<LineageLink>) =>
  whole(
    { kind: 'gallery-image-version', id: GOLDEN_VERSION },
    present(link({ id: GOLDEN_VERSION, kind: 'gallery-image-version', ...more })),
  )

const fromMachine = (more: Partial<LineageLink>) =>
  whole({ kind: 'virtual-machine', id: BUILDER }, present(machine(more)))

/** A run that publishes a snapshot with a data disk at LUN 2. */
function disks(os: Observed<LineageLink>, data: Observed<LineageLink>): Change {
  const source = { kind: 'disks', osDisk: { id: OS_DISK }, dataDisks: [{ lun: 2, source: { id: DATA_DISK } }] } as const
  const parts = [
    { role: 'os-disk', id: OS_DISK, observed: os },
    { role: { lun: 2 }, id: DATA_DISK, observed: data },
  ] as const
  return { image: { source }, seen: { source: parts, lineage: undefined } }
}

/** Said of every disk: Azure does not know whether its system is generalized. */
const MARK = 'NotChecked: whether snapshot os is generalized, because Azure keeps no such mark'

const snapshot = (more: Partial<LineageLink> = {}) => present(link({ id: OS_DISK, kind: 'snapshot', ...more }))
const disk = (more: Partial<LineageLink> = {}) => present(link({ id: DATA_DISK, kind: 'disk', ...more }))

const vhd = (observed: Observed<LineageLink>): Change => ({
  image: { source: { kind: 'disks', osDisk: { uri: VHD, storageAccountId: '/s' }, dataDisks: [] } },
  seen: { source: [{ role: 'os-disk', id: VHD, observed }], lineage: undefined },
})

describe('sourceFindings', () => {
  rows(sourceFindings, [
    ['a managed image that is ready', []],
    [
      'a version that exists without its source',
      [],
      { seen: { imageVersion: version(), ...image({}).seen, source: [] } },
    ],
    [
      'a managed image that is not there',
      ['SourceNotFound: There is no managed image /subs'],
      whole({ kind: 'managed-image', id: IMAGE }, ABSENT),
    ],
    [
      'a managed image that could not be read',
      ['NotReadable: The managed image'],
      whole({ kind: 'managed-image', id: IMAGE }, unreadable()),
    ],
    [
      'a managed image that could not be read, as little as the version',
      ['NotReadable: The managed image'],
      { seen: { ...whole({ kind: 'managed-image', id: IMAGE }, unreadable()).seen, imageVersion: unreadable() } },
    ],
    [
      'a managed image that is not there, while nobody knows whether it is needed',
      [],
      { seen: { ...whole({ kind: 'managed-image', id: IMAGE }, ABSENT).seen, imageVersion: unreadable() } },
    ],
    [
      'a virtual machine of another tenant',
      ['OtherTenant: The virtual machine'],
      whole({ kind: 'virtual-machine', id: BUILDER }, unreadable('InvalidAuthenticationTokenTenant')),
    ],
    ['a data disk that is not there', ['SourceNotFound: There is no managed disk', MARK], disks(snapshot(), ABSENT)],
    [
      'a VHD whose storage account is not there',
      ['SourceNotFound: There is no storage account /s.', 'NotChecked'],
      vhd(ABSENT),
    ],
    [
      'a VHD whose storage account is there',
      ['NotChecked: whether VHD os.vhd is there, and whether it is generalized, because'],
      vhd(present(link({ id: VHD, kind: 'vhd', provisioningState: 'Unknown' }))),
    ],
    [
      'a VHD at the address of its account',
      ['NotChecked'],
      vhd(present(link({ id: VHD, kind: 'vhd', blobEndpoint: 'https://BLOBS.blob.core.windows.net/' }))),
    ],
    [
      'a VHD at an address of another cloud',
      [`VhdOfOtherEndpoint: VHD ${VHD} is no blob of \`source-storage-account\``, 'NotChecked'],
      vhd(present(link({ id: VHD, kind: 'vhd', blobEndpoint: 'https://blobs.blob.core.usgovcloudapi.net/' }))),
    ],
    [
      'a managed image that is still being made',
      ['SourceNotReady: golden is in provisioning state Creating'],
      image({ provisioningState: 'Creating' }),
    ],
    [
      'a snapshot that failed',
      ['SourceNotReady: os is in provisioning state Failed', MARK],
      disks(snapshot({ provisioningState: 'Failed' }), disk()),
    ],
    ['a gallery version that is replicated', [], fromVersion({})],
    [
      'a gallery version that is replicated nowhere',
      ['SourceNotReplicated: Source 1.4.0'],
      fromVersion({ regions: [] }),
    ],
    ['a gallery version that is still being replicated elsewhere', [], fromVersion({ provisioningState: 'Updating' })],
    [
      'a gallery version that is being deleted',
      ['SourceNotReady: 1.4.0 is in provisioning state Deleting'],
      fromVersion({ provisioningState: 'Deleting' }),
    ],
    [
      'a snapshot that is still being copied',
      ['SourceUnfinished: os does not hold all of its data yet: its copy is at 37 %.', MARK],
      disks(snapshot({ unfinished: 'its copy is at 37 %' }), disk()),
    ],
    ['a disk of 2 TiB', [], image({ largestDiskGb: 2048 })],
    [
      'a larger disk',
      [
        'SourceTooLarge: golden has a disk of 2,049 GiB, and Azure replicates image versions whose disks have up to 2,048',
      ],
      image({ largestDiskGb: 2049 }),
    ],
    [
      'a data disk on Ultra',
      ['UltraDisk: Source data is an Ultra disk', MARK],
      disks(snapshot(), disk({ unfitDisk: 'ultra' })),
    ],
    [
      'a data disk that is encrypted in the guest',
      ['DataDiskEncrypted: Data disk data is', MARK],
      disks(snapshot(), disk({ isGuestEncrypted: true })),
    ],
    ['a larger data disk', ['SourceTooLarge: data has', MARK], disks(snapshot(), disk({ largestDiskGb: 4095 }))],
    [
      'a larger OS disk behind a machine that tells its data disks alone',
      ['SourceTooLarge: Source os'],
      {
        ...fromMachine({}),
        seen: {
          ...fromMachine({}).seen,
          lineage: {
            links: [machine({ largestDiskGb: 64 }), link({ id: OS_DISK, largestDiskGb: 4095, osDiskGb: 4095 })],
            end: { kind: 'marketplace' },
          },
        },
      },
    ],
    [
      'a larger disk behind a machine that does not tell its size',
      ['SourceTooLarge: Source os'],
      {
        ...fromMachine({}),
        seen: {
          lineage: { links: [machine(), link({ id: OS_DISK, largestDiskGb: 4095 })], end: { kind: 'marketplace' } },
        },
      },
    ],
    ['a specialized gallery version', ['SourceNotGeneralized'], fromVersion({ osState: 'Specialized' })],
    ['a specialized managed image', ['SourceNotGeneralized: golden'], image({ osState: 'Specialized' })],
    ['disks of one region', [MARK], disks(snapshot(), disk())],
    [
      'a data disk in another region',
      ['SourceInOtherRegion: The data disk at LUN 2 lies in uksouth, and the OS disk in westeurope', MARK],
      disks(snapshot(), disk({ location: 'uksouth' })),
    ],
    [
      'a source with a key of its owner in another subscription',
      ['SourceEncryptedElsewhere', MARK],
      disks(snapshot(), disk({ id: DATA_DISK.replace(/1{8}/, '99999999'), isCustomerEncrypted: true })),
    ],
    [
      'a source with a key of its owner in this subscription',
      [MARK],
      disks(snapshot({ isCustomerEncrypted: true }), disk()),
    ],
    [
      'a source with a key of the platform in another subscription',
      [],
      image({ id: IMAGE.replace(/1{8}/, ELSEWHERE.slice(0, 8)), isCustomerEncrypted: false }),
    ],
  ])
})

describe('sourceFindings of a virtual machine', () => {
  rows(sourceFindings, [
    ['one that is generalized and deallocated', [], fromMachine({})],
    ['one that is not generalized', ['VmNotGeneralized: builder'], fromMachine({ osState: 'Specialized' })],
    ['one that runs', ['VmNotDeallocated: builder is running'], fromMachine({ powerState: 'running' })],
    [
      'one whose state was not told',
      [],
      {
        ...fromMachine({}),
        ...whole({ kind: 'virtual-machine', id: BUILDER }, present(link({ id: BUILDER, kind: 'virtual-machine' }))),
      },
    ],
    ['one with unmanaged disks', ['UnmanagedDisk'], fromMachine({ unfitDisk: 'unmanaged' })],
    ['one with an ephemeral OS disk', ['EphemeralOsDisk'], fromMachine({ unfitDisk: 'ephemeral' })],
    ['one with an Ultra disk', ['UltraDisk: Virtual machine builder has an'], fromMachine({ unfitDisk: 'ultra' })],
    [
      'one with a data disk that may not be read',
      [
        'NotChecked: whether data disk fast is an Ultra disk, or encrypted in the guest, because Azure says AuthorizationFailed',
      ],
      fromMachine({ unreadDataDisk: { id: `${COMPUTE}/disks/fast`, code: 'AuthorizationFailed', reason: 'No.' } }),
    ],
  ])
})

describe('sourceFindings of the definition', () => {
  rows(sourceFindings, [
    [
      'another operating system',
      ['SourceOsDiffers: Source golden holds Windows, and image definition worker is for Linux'],
      image({ osType: 'Windows' }),
    ],
    ['another generation', ['SourceGenerationDiffers: is of generation V1'], image({ hyperVGeneration: 'V1' })],
    ['another architecture', ['SourceArchitectureDiffers: is of architecture Arm64'], image({ architecture: 'Arm64' })],
    [
      'an architecture that a machine further back tells',
      ['SourceArchitectureDiffers: Source builder'],
      { seen: { lineage: { links: [link(), machine({ architecture: 'Arm64' })], end: { kind: 'marketplace' } } } },
    ],
    [
      'a generation that is told nearer than by a machine further back',
      [],
      {
        seen: {
          lineage: {
            links: [link({ hyperVGeneration: 'V2' }), machine({ hyperVGeneration: 'V1' })],
            end: { kind: 'marketplace' },
          },
        },
      },
    ],
    ['a source that tells nothing', [], image({})],
    [
      'a source that differs from a definition that is created',
      ['SourceGenerationDiffers: image definition worker is for V1'],
      {
        image: { createGallery: true, definition: { hyperVGeneration: 'V1' } },
        seen: { imageDefinition: ABSENT },
      },
    ],
    ['a source without a definition', [], { seen: { imageDefinition: ABSENT } }],
    [
      'a source that fits a definition for Windows',
      [],
      {
        ...image({ osType: 'Windows' }),
        seen: { ...image({ osType: 'Windows' }).seen, imageDefinition: definition({ osType: 'Windows' }) },
      },
    ],
  ])
})

const into = (securityType: string, change: Change): Change => ({
  ...change,
  seen: { ...change.seen, imageDefinition: definition({ securityType }) },
})

describe('sourceFindings of the security type', () => {
  const secured = { securityType: 'TrustedLaunch' }
  rows(sourceFindings, [
    ['a managed image, for a definition that supports trusted launch', [], into('TrustedLaunchSupported', image({}))],
    ['a gallery version, for one', [], into('TrustedLaunchSupported', fromVersion({}))],
    [
      'a VHD, for one',
      ['NotChecked'],
      into('TrustedLaunchSupported', vhd(present(link({ id: VHD, kind: 'vhd', provisioningState: 'Unknown' })))),
    ],
    [
      'a machine of trusted launch, for one',
      ['SecurityTypeNotForSource: TrustedLaunchSupported, which is meant for VHDs'],
      into('TrustedLaunchSupported', fromMachine(secured)),
    ],
    [
      'a snapshot, for a definition that supports confidential machines',
      ['SecurityTypeNotForSource: and the source is a snapshot', MARK],
      into('ConfidentialVMSupported', disks(snapshot(), disk())),
    ],
    ['a machine of trusted launch, for a definition of just that', [], into('TrustedLaunch', fromMachine(secured))],
    [
      'a machine that could not be read',
      ['NotReadable: The virtual machine'],
      into('TrustedLaunchSupported', whole({ kind: 'virtual-machine', id: BUILDER }, unreadable())),
    ],
  ])
})
