import { describe, expect, it } from '@jest/globals'
import type { ImageVersion } from '../../../src/model/image.ts'
import type { ImageSource } from '../../../src/model/image-source.ts'
import { requiredRights } from '../../../src/plan/rights/required-rights.ts'
import {
  ABSENT,
  ACCOUNT,
  at,
  BUILDER,
  type Change,
  COMPUTE,
  DEFINITION,
  GROUP,
  IMAGE,
  later,
  link,
  machine,
  made,
  POOL,
  present,
  question,
  SUBNET,
  SUBSCRIPTION,
  VERSION,
} from '../checks/question.ts'

/** `ACTION @ SCOPE` with the provider and what is before the last provider left out. */
function rightsOf(change: Change): string[] {
  const asked = question(change)
  return requiredRights(asked.draft.steps, asked).map(({ action, scope }) => `${action} @ ${scope}`)
}

const PUBLISH = `Microsoft.Compute/galleries/images/versions/write @ ${DEFINITION}`
const WATCH = `Microsoft.Batch/batchAccounts/pools/read @ ${ACCOUNT}`
const WRITE = `Microsoft.Batch/batchAccounts/pools/write @ ${ACCOUNT}`
const IMAGED = [
  `Microsoft.Compute/galleries/images/versions/read @ ${DEFINITION}`,
  `Microsoft.Compute/disks/beginGetAccess/action @ ${DEFINITION}`,
]

const OS_DISK = `${COMPUTE}/snapshots/os`
const DATA_DISK = `${COMPUTE}/disks/data`
const BLOBS = `${GROUP}/providers/Microsoft.Storage/storageAccounts/blobs`
const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/render`

const publishOf = (source: ImageSource): Change => ({ run: { pools: [] }, image: { source } })

const old: ImageVersion = {
  id: `${DEFINITION}/versions/1.1.0`,
  location: 'westeurope',
  provisioningState: 'Succeeded',
  targetRegions: [],
  replication: [],
  tags: {},
  excludeFromLatest: false,
  replicationMode: 'Full',
}

describe('requiredRights', () => {
  const cases: readonly [title: string, change: Change, rights: readonly string[]][] = [
    [
      'of a run that publishes and makes a pool in a subnet',
      {},
      [
        PUBLISH,
        `Microsoft.Compute/images/read @ ${IMAGE}`,
        WRITE,
        ...IMAGED,
        `Microsoft.Network/virtualNetworks/subnets/join/action @ ${SUBNET}`,
        WATCH,
      ],
    ],
    [
      'of a pool with an identity',
      {
        image: { source: undefined },
        pool: { subnetId: undefined, identityIds: [IDENTITY] },
        seen: { ...later(), pools: at('/none', ABSENT) },
      },
      [WRITE, ...IMAGED, `Microsoft.ManagedIdentity/userAssignedIdentities/assign/action @ ${IDENTITY}`, WATCH],
    ],
    ['of a pool that stays', { seen: later() }, [WATCH]],
    [
      'of a command on the nodes of a canary',
      {
        run: { canary: { nodes: 2, smoke: { command: 'x', timeoutMinutes: 15 } } },
        image: { source: undefined },
        pool: { subnetId: undefined },
        seen: { ...later(), pools: at(POOL, ABSENT) },
      },
      [
        WRITE,
        ...IMAGED,
        WATCH,
        ...['read', 'write', 'delete'].map((verb) => `Microsoft.Batch/batchAccounts/jobs/${verb} @ ${ACCOUNT}`),
        `Microsoft.Batch/batchAccounts/pools/delete @ ${ACCOUNT}`,
      ],
    ],
    [
      'of a pool that gets more nodes',
      { pool: { scale: { kind: 'fixed', targetDedicatedNodes: 150, targetSpotNodes: 0 } }, seen: later() },
      [WRITE, WATCH],
    ],
    [
      'of a pool that gets its first identity',
      { pool: { identityIds: [IDENTITY] }, seen: later() },
      [WRITE, `Microsoft.ManagedIdentity/userAssignedIdentities/assign/action @ ${IDENTITY}`, WATCH],
    ],
    [
      'of a version that gets more replicas',
      { run: { pools: [] }, image: { minimumReplicas: 2 }, seen: later() },
      [PUBLISH],
    ],
    [
      'of a gallery that is created',
      {
        run: { pools: [] },
        image: { createGallery: true, definition: { osType: 'Linux' } },
        seen: { imageDefinition: ABSENT, gallery: ABSENT },
      },
      [
        `Microsoft.Compute/galleries/write @ ${GROUP}`,
        `Microsoft.Compute/galleries/images/write @ ${GROUP}`,
        `Microsoft.Compute/galleries/images/versions/write @ ${GROUP}`,
        `Microsoft.Compute/images/read @ ${IMAGE}`,
      ],
    ],
    [
      'on a virtual machine',
      publishOf({ kind: 'virtual-machine', id: BUILDER }),
      [PUBLISH, `Microsoft.Compute/virtualMachines/write @ ${BUILDER}`],
    ],
    [
      'on a managed image that was made of a machine which is gone since',
      {
        run: { pools: [] },
        image: { source: { kind: 'virtual-machine', id: BUILDER }, managedImageId: IMAGE },
        seen: { managedImage: present(link()), source: [{ role: 'whole', id: BUILDER, observed: ABSENT }] },
      },
      [PUBLISH, `Microsoft.Compute/images/read @ ${IMAGE}`],
    ],
    [
      'on an image version',
      publishOf({ kind: 'gallery-image-version', id: VERSION.replace('worker', 'golden') }),
      [PUBLISH, `Microsoft.Compute/galleries/images/versions/read @ ${VERSION.replace('worker', 'golden')}`],
    ],
    ['on a community image', publishOf({ kind: 'community-image', id: '/communityGalleries/x' }), [PUBLISH]],
    [
      'on a snapshot with a data disk',
      publishOf({ kind: 'disks', osDisk: { id: OS_DISK }, dataDisks: [{ lun: 0, source: { id: DATA_DISK } }] }),
      [PUBLISH, `Microsoft.Compute/snapshots/write @ ${OS_DISK}`, `Microsoft.Compute/disks/write @ ${DATA_DISK}`],
    ],
    [
      'on a VHD',
      publishOf({ kind: 'disks', osDisk: { uri: 'https://b/os.vhd', storageAccountId: BLOBS }, dataDisks: [] }),
      [PUBLISH, `Microsoft.Storage/storageAccounts/listKeys/action @ ${BLOBS}`],
    ],
    [
      'of a managed image that is made of snapshots first',
      {
        ...publishOf({ kind: 'disks', osDisk: { id: OS_DISK }, dataDisks: [] }),
        image: { source: { kind: 'disks', osDisk: { id: OS_DISK }, dataDisks: [] }, managedImageId: IMAGE },
        seen: {
          managedImage: ABSENT,
          source: [{ role: 'os-disk', id: OS_DISK, observed: present(link({ id: OS_DISK, kind: 'snapshot' })) }],
        },
      },
      [
        `Microsoft.Compute/images/write @ ${GROUP}`,
        `Microsoft.Compute/snapshots/read @ ${OS_DISK}`,
        PUBLISH,
        `Microsoft.Compute/images/read @ ${GROUP}`,
      ],
    ],
    [
      'of a managed image that is made of a machine first',
      {
        run: { pools: [] },
        image: { source: { kind: 'virtual-machine', id: BUILDER }, managedImageId: IMAGE },
        seen: { managedImage: ABSENT, source: [{ role: 'whole', id: BUILDER, observed: present(machine()) }] },
      },
      [
        `Microsoft.Compute/images/write @ ${GROUP}`,
        `Microsoft.Compute/virtualMachines/write @ ${BUILDER}`,
        PUBLISH,
        `Microsoft.Compute/images/read @ ${GROUP}`,
      ],
    ],
    [
      'of image versions that are removed',
      {
        run: { pools: [], prune: { keepVersions: 1, foreign: true, accountIds: [ACCOUNT] } },
        seen: later(made(), {
          pruning: { versions: present([old]), accountPools: at(ACCOUNT, present([])) },
        }),
      },
      [`Microsoft.Compute/galleries/images/versions/delete @ ${DEFINITION}`],
    ],
    [
      'of a provider that is registered, asked at the resource group of the gallery',
      {
        run: { pools: [], registerProvider: true },
        preflight: { registrations: at(`/subscriptions/${SUBSCRIPTION}`, present('NotRegistered')) },
        seen: later(),
      },
      [`Microsoft.Batch/register/action @ ${GROUP}`],
    ],
  ]
  for (const [title, change, rights] of cases) {
    it(`names those ${title}`, () => {
      expect(rightsOf(change)).toEqual(rights)
    })
  }

  it('names a right once for two pools of one account, with both purposes', () => {
    const { desired } = question()
    const pools = desired.pools.flatMap((pool) => [pool, { ...pool, poolId: `${ACCOUNT}/pools/other` }])
    const asked = question({ run: { pools } })
    const writes = requiredRights(asked.draft.steps, asked).filter(({ action }) => action.endsWith('pools/write'))
    expect(writes).toEqual([
      {
        action: 'Microsoft.Batch/batchAccounts/pools/write',
        scope: ACCOUNT,
        purpose: 'creating pool render-pool and creating pool other',
      },
    ])
  })

  const endings = [
    ['rollback', ['deleting pool render-pool-1-4-0 should the rollout go wrong']],
    ['stop', []],
  ] as const
  for (const [onFailure, purposes] of endings) {
    it(`names what an undo deletes beside a pool that is kept, on-failure being ${onFailure}`, () => {
      const blueGreen = { jobMove: 'wait', keepsOldPool: true } as const
      const asked = question({
        run: {
          rollout: { strategy: 'blue-green', drain: 'taskcompletion', drainDeadline: 'fail', onFailure, blueGreen },
        },
        seen: later(made({ seen: { version: '1.3.0' } }), {
          groups: [{ namedId: POOL, currentId: POOL, others: [] }],
        }),
      })
      const deletions = requiredRights(asked.draft.steps, asked).filter(({ action }) => action.endsWith('pools/delete'))
      expect(deletions.map(({ purpose }) => purpose)).toEqual(purposes)
    })
  }

  it('names no right on an identity that the pool has already', () => {
    const ids = (...list: string[]) => ({ userAssignedIdentities: Object.fromEntries(list.map((id) => [id, {}])) })
    const change = { path: 'identity', from: ids(IDENTITY.toUpperCase()), to: ids(IDENTITY, `${IDENTITY}-2`) }
    const step = { kind: 'update-pool', id: 'update-pool x', after: [], disruption: 'none', poolId: POOL } as const
    const steps = [{ ...step, changes: [change], metadata: {}, retriesResize: false }]
    const scopes = requiredRights(steps, question()).map(({ scope }) => scope)
    expect(scopes).toEqual([ACCOUNT, `${IDENTITY}-2`])
  })
})
