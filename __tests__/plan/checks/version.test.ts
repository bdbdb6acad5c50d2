import { describe } from '@jest/globals'
import type { ImageVersion } from '../../../src/model/image.ts'
import { versionFindings } from '../../../src/plan/checks/version.ts'
import {
  BUILDER,
  type Change,
  COMPUTE,
  DEFINITION,
  IMAGE,
  link,
  machine,
  present,
  SUBSCRIPTION,
  unreadable,
  version,
} from './question.ts'
import { rows } from './rows.ts'

const held = (more: Partial<ImageVersion>): Change => ({ seen: { imageVersion: version(more) } })

const failed = (details: string) =>
  held({ replication: [{ region: 'westeurope', state: 'Failed', progress: 40, details }] })

const FROM_DISK = { kind: 'disks', osDisk: { id: `${COMPUTE}/disks/other` }, dataDisks: [] } as const

/** A version that was published at nine, and the machine that is its source now. */
const madeAt = (createdAt: string): Change => ({
  image: { source: FROM_MACHINE },
  seen: {
    imageVersion: version({ source: FROM_MACHINE, publishedDate: '2026-11-24T09:00:00Z' }),
    source: [{ role: 'whole', id: BUILDER, observed: present(machine({ createdAt })) }],
  },
})

const FROM_MACHINE = { kind: 'virtual-machine', id: BUILDER } as const

const ROLLING = {
  strategy: 'rolling',
  drain: 'taskcompletion',
  drainDeadline: 'fail',
  onFailure: 'stop',
} as const

describe('versionFindings', () => {
  rows(versionFindings, [
    ['a version that does not exist', []],
    ['a version that exists and is as asked', [], held({})],
    [
      'versions that could not be listed to tell the next number',
      [`NotReadable: The list of image versions of ${DEFINITION} could not be read.`],
      { image: { version: { kind: 'next', part: 'patch' } }, seen: { imageVersion: unreadable() } },
    ],
    ['a version that could not be read', ['NotReadable: The image version'], { seen: { imageVersion: unreadable() } }],
    [
      'a version of another tenant, beside its definition',
      [],
      {
        seen: {
          imageDefinition: unreadable('InvalidAuthenticationTokenTenant'),
          imageVersion: unreadable('InvalidAuthenticationTokenTenant'),
        },
      },
    ],
    [
      'a version in a subscription that Azure does not show',
      [
        `NotReadable: The subscription /subscriptions/${SUBSCRIPTION} could not be read. Azure says SubscriptionNotFound`,
      ],
      { seen: { imageVersion: unreadable('SubscriptionNotFound') } },
    ],
    ['a version that does not exist, without a source', ['SourceRequired: 1.4.0'], { image: { source: undefined } }],
    ['a version that exists, without a source', [], { ...held({}), image: { source: undefined } }],
    ['a version that is being deleted', ['ImageVersionBeingDeleted'], held({ provisioningState: 'Deleting' })],
    [
      'a version from another source',
      ['ImageVersionFromOtherSource: virtualMachines/builder, not from'],
      held({ source: FROM_MACHINE }),
    ],
    ['a source in another case', [], held({ source: { kind: 'managed-image', id: IMAGE.toUpperCase() } })],
    [
      'a version that was made of the managed image in between',
      [],
      { ...held({}), image: { source: FROM_MACHINE, managedImageId: IMAGE } },
    ],
    [
      'a version that was made of the source without a managed image',
      [],
      { ...held({ source: FROM_MACHINE }), image: { source: FROM_MACHINE, managedImageId: IMAGE } },
    ],
    [
      'a version made of a managed image that came from another source',
      ['ImageVersionFromOtherSource: disks/other, not from'],
      {
        image: { source: FROM_MACHINE, managedImageId: IMAGE },
        seen: { imageVersion: version(), managedImage: present(link({ madeFrom: FROM_DISK })) },
      },
    ],
    [
      'a version made of a managed image that came from the same source',
      [],
      {
        image: { source: FROM_MACHINE, managedImageId: IMAGE },
        seen: { imageVersion: version(), managedImage: present(link({ madeFrom: FROM_MACHINE })) },
      },
    ],
    [
      'a version from the same OS disk with other data disks',
      ['ImageVersionFromOtherSource: disks/other (data disks 1=/d), not from /subs'],
      {
        ...held({ source: { ...FROM_DISK, dataDisks: [{ lun: 1, source: { id: '/d' } }] } }),
        image: { source: FROM_DISK },
      },
    ],
    [
      'a source that was made after the version was published',
      [
        'SourceNewerThanVersion: Source builder was made on 2026-11-24 09:30 UTC, and image version 1.4.0 was published on',
      ],
      madeAt('2026-11-24T09:30:00Z'),
    ],
    ['a source that was made before', [], madeAt('2026-11-24T08:59:59Z')],
    [
      'another source behind the managed image, which is younger as well',
      ['ImageVersionFromOtherSource: disks/other, not from'],
      {
        image: { source: FROM_MACHINE, managedImageId: IMAGE },
        seen: {
          ...madeAt('2026-11-24T09:30:00Z').seen,
          imageVersion: version({ publishedDate: '2026-11-24T09:00:00Z' }),
          managedImage: present(link({ madeFrom: FROM_DISK })),
        },
      },
    ],
    [
      'a region in which replication failed',
      ['ImageVersionFailed: westeurope is in state Failed: Disk lost.'],
      failed('Disk lost.'),
    ],
    ['a region that failed without a word', ['ImageVersionFailed: Azure gives no details.'], failed('')],
    [
      'a version that failed, and none of its regions',
      ['ImageVersionFailed: to westeurope is in state Failed: Azure says so of the version as a whole'],
      held({ provisioningState: 'Failed' }),
    ],
    [
      'a version that failed in a region',
      ['ImageVersionFailed: Disk lost.'],
      {
        seen: {
          imageVersion: version({
            provisioningState: 'Failed',
            replication: [{ region: 'westeurope', state: 'Failed', progress: 0, details: 'Disk lost.' }],
          }),
        },
      },
    ],
    [
      'a shallow version of which more is needed',
      ['ImageVersionShallow: this run needs 2 replicas in westeurope and 1 replica in uksouth.'],
      {
        ...held({ replicationMode: 'Shallow' }),
        image: { extraRegions: [{ region: 'westeurope', regionalReplicaCount: 2 }, { region: 'uksouth' }] },
      },
    ],
    ['a shallow version that is enough', [], held({ replicationMode: 'Shallow' })],
    ['a version excluded from latest', ['ExcludedFromLatest: in every region:'], held({ excludeFromLatest: true })],
    [
      'a version excluded from latest of a rolling run, which has a finding of its own',
      [],
      { ...held({ excludeFromLatest: true }), run: { rollout: ROLLING } },
    ],
    [
      'a version excluded from latest until it has proven healthy',
      [],
      held({ excludeFromLatest: true, tags: { 'sig-batch-pool-latest': 'pending' } }),
    ],
    [
      'a version excluded from latest since then',
      ['ExcludedFromLatest: in every region:'],
      held({ excludeFromLatest: true, tags: { 'sig-batch-pool-latest': 'promoted' } }),
    ],
    [
      'a region excluded from latest',
      ['ExcludedFromLatest: in uksouth:'],
      held({
        targetRegions: [
          { region: 'westeurope', regionalReplicaCount: 1 },
          { region: 'uksouth', regionalReplicaCount: 1, echo: { excludeFromLatest: true } },
        ],
      }),
    ],
    [
      'a region that is not excluded though the version is',
      [],
      held({
        excludeFromLatest: true,
        targetRegions: [{ region: 'westeurope', regionalReplicaCount: 1, echo: { excludeFromLatest: false } }],
      }),
    ],
    [
      'an end of life in 90 days',
      ['EndOfLifeNear: on 2027-02-22, in 90 days.'],
      held({ endOfLifeDate: '2027-02-22T12:00:00Z' }),
    ],
    [
      'an end of life within the day',
      ['EndOfLifeNear: on 2026-11-24, in less than a day.'],
      held({ endOfLifeDate: '2026-11-24T18:00:00Z' }),
    ],
    ['an end of life in 91 days', [], held({ endOfLifeDate: '2027-02-23T12:00:00Z' })],
    ['an end of life yesterday', ['EndOfLifePast: on 2026-11-23.'], held({ endOfLifeDate: '2026-11-23T00:00:00Z' })],
    [
      'an end of life that the run moves away',
      [],
      { ...held({ endOfLifeDate: '2026-11-23T00:00:00Z' }), image: { endOfLifeDate: '2028-01-01T00:00:00.000Z' } },
    ],
    [
      'the near end of life of a version that is only made',
      [],
      { image: { endOfLifeDate: '2026-12-01T00:00:00.000Z' } },
    ],
  ])
})
