import { describe, expect, it } from '@jest/globals'
import type { DesiredState, Prune } from '../../../src/model/desired.ts'
import type { ImageVersion } from '../../../src/model/image.ts'
import type { Observed, PruneSight } from '../../../src/model/observed.ts'
import type { KeptBecause } from '../../../src/model/plan.ts'
import { resourceName } from '../../../src/model/resource-id.ts'
import { planHash } from '../../../src/plan/hash.ts'
import {
  ABSENT,
  ACCOUNT,
  at,
  type Change,
  DEFINITION,
  later,
  made,
  otherPool,
  POOL,
  present,
  question,
  unreadable,
  version,
} from '../checks/question.ts'

const OWN = { 'sig-batch-pool-commit': 'c0ffee' }
const NEWEST_TWO: Prune = { keepVersions: 2, foreign: false, accountIds: [ACCOUNT] }
const idOf = (number: string) => `${DEFINITION}/versions/${number}`

/** A version of this action, with what differs. */
function own(number: string, more: Partial<ImageVersion> = {}): ImageVersion {
  const sound = version({ id: idOf(number), tags: OWN, replication: [], ...more })
  if (sound.state !== 'present') throw new Error('a version is present')
  return sound.value
}

const listed = (...numbers: readonly string[]) => numbers.map((number) => own(number))

type Seen = {
  readonly prune?: Partial<Prune>
  readonly versions?: Observed<readonly ImageVersion[]>
  readonly pools?: PruneSight['accountPools'][string]
  readonly run?: Partial<DesiredState>
  readonly more?: Change['seen']
}

/** What becomes of the versions of a run that publishes 1.4.0: numbers that go, and why others stay. */
function pruned({ prune, versions = present([]), pools = present([]), run = {}, more = {} }: Seen) {
  const pruning: PruneSight = { versions, accountPools: at(ACCOUNT, pools) }
  const { draft } = question({ run: { prune: { ...NEWEST_TWO, ...prune }, ...run }, seen: { pruning, ...more } })
  const goes = draft.steps.filter(({ kind }) => kind === 'delete-image-version').map(({ id }) => id.split(' ')[1])
  const kept = draft.keptVersions?.map(
    ({ imageVersionId, because }) => [resourceName(imageVersionId), because] as const,
  )
  return { goes, kept, draft }
}

const onlyReplica = (region: string) => ({ region, regionalReplicaCount: 1 })
const imageOf = (id: string) => ({
  deploymentConfiguration: { virtualMachineConfiguration: { imageReference: { id } } },
})
const other = (properties: Record<string, never> | object, more = {}) =>
  otherPool('other-pool', {}, { definition: { properties: { ...properties } }, ...more })
const OTHER = other({}).id

describe('pruneVersions', () => {
  const goes: readonly [of: string, seen: Seen, goes: readonly string[]][] = [
    [
      'all but the newest two, that of the run among them',
      { versions: present(listed('1.1.0', '1.2.0', '1.3.0')) },
      ['1.1.0', '1.2.0'],
    ],
    ['nothing where there are no more', { versions: present(listed('1.3.0')) }, []],
    ['nothing of a definition that is not there', { versions: ABSENT }, []],
    [
      'by number, not by text',
      { versions: present(listed('1.9.0', '1.10.0', '1.2.0')), prune: { keepVersions: 1 } },
      ['1.2.0', '1.9.0'],
    ],
    [
      'what nobody published',
      { versions: present([own('1.1.0', { tags: {} }), own('1.3.0')]), prune: { foreign: true } },
      ['1.1.0'],
    ],
    [
      'a version whose replication failed, and which pushes none out',
      {
        versions: present([
          own('1.2.0'),
          own('1.1.0', { provisioningState: 'Failed' }),
          own('1.3.0', { provisioningState: 'Failed' }),
        ]),
      },
      ['1.1.0'],
    ],
    [
      'a version that was held until an end of life which has passed',
      {
        versions: present([
          own('1.1.0', { blockDeletionBeforeEndOfLife: true, endOfLifeDate: '2026-11-23T00:00:00.000Z' }),
          own('1.3.0'),
        ]),
      },
      ['1.1.0'],
    ],
    [
      'what the pool of the run noted as its way back before it gets this image',
      {
        versions: present(listed('1.1.0', '1.2.0', '1.3.0')),
        run: { rollout: { strategy: 'in-place', drain: 'requeue', drainDeadline: 'fail', onFailure: 'rollback' } },
        ...withOldPool('1.2.0', '1.1.0'),
      },
      ['1.1.0'],
    ],
  ]
  for (const [of, seen, numbers] of goes) {
    it(`removes ${of}`, () => {
      expect(pruned(seen).goes).toEqual(numbers)
    })
  }

  const two = present(listed('1.1.0', '1.3.0'))
  const kept: readonly [of: string, seen: Seen, because: KeptBecause][] = [
    [
      'a pool runs on',
      { versions: two, pools: present([other(imageOf(idOf('1.1.0').toUpperCase()))]) },
      { kind: 'pool-runs', poolId: OTHER },
    ],
    [
      'a pool goes back to',
      {
        versions: two,
        pools: present([other({ metadata: [{ name: 'sig-batch-pool-previous', value: idOf('1.1.0') }] })]),
      },
      { kind: 'way-back', poolId: OTHER },
    ],
    [
      'a pool names in its metadata',
      { versions: two, pools: present([other({ metadata: [{ name: 'golden', value: idOf('1.1.0') }] })]) },
      { kind: 'pool-names', poolId: OTHER },
    ],
    [
      'nodes of a pool may run on that names no version',
      { versions: two, pools: present([other(imageOf(DEFINITION), { currentDedicatedNodes: 1 })]) },
      { kind: 'pool-may-run', poolId: OTHER },
    ],
    [
      'the pool of the run goes back to once it has its new image',
      {
        versions: present(listed('1.1.0', '1.2.0', '1.3.0')),
        run: { rollout: { strategy: 'in-place', drain: 'requeue', drainDeadline: 'fail', onFailure: 'rollback' } },
        ...withOldPool('1.1.0', '1.0.0'),
      },
      { kind: 'way-back', poolId: POOL },
    ],
    [
      'somebody else published',
      { versions: present([own('1.1.0', { tags: { team: 'render' } }), own('1.3.0')]) },
      { kind: 'foreign' },
    ],
    [
      'Azure holds until its end of life',
      {
        versions: present([
          own('1.1.0', { blockDeletionBeforeEndOfLife: true, endOfLifeDate: '2027-01-01T00:00:00.000Z' }),
          own('1.3.0'),
        ]),
      },
      { kind: 'before-end-of-life', date: '2027-01-01T00:00:00.000Z' },
    ],
    [
      'Azure holds for good',
      { versions: present([own('1.1.0', { blockDeletionBeforeEndOfLife: true }), own('1.3.0')]) },
      { kind: 'before-end-of-life' },
    ],
    [
      'another run is making',
      { versions: present([own('1.1.0', { provisioningState: 'Creating' }), own('1.3.0')]) },
      { kind: 'being-written' },
    ],
    [
      'is the latest for whoever names no version',
      {
        versions: present([
          own('1.1.0'),
          own('1.3.0', { excludeFromLatest: true }),
          own('1.4.0', { excludeFromLatest: true }),
        ]),
        more: { imageVersion: version({ excludeFromLatest: true }) },
      },
      { kind: 'latest', regions: ['westeurope'] },
    ],
    [
      'is the latest in a region that newer ones are not in',
      {
        versions: present([own('1.1.0', { targetRegions: ['westeurope', 'eastus'].map(onlyReplica) }), own('1.3.0')]),
      },
      { kind: 'latest', regions: ['eastus'] },
    ],
    [
      'is the latest in a region from which newer ones are excluded',
      {
        versions: present([
          own('1.1.0', { targetRegions: [onlyReplica('eastus')] }),
          own('1.3.0', { targetRegions: [{ ...onlyReplica('eastus'), echo: { excludeFromLatest: true } }] }),
        ]),
      },
      { kind: 'latest', regions: ['eastus'] },
    ],
    [
      'is that of the run',
      { versions: present([own('1.4.0'), own('1.5.0'), own('1.6.0')]), more: { imageVersion: version() } },
      { kind: 'this-run' },
    ],
  ]
  for (const [of, seen, because] of kept) {
    it(`keeps the one version that ${of}`, () => {
      expect(pruned(seen)).toMatchObject({ kept: [[expect.any(String), because]] })
    })
  }

  it('does not count, nor keep, a version that is being deleted', () => {
    const versions = present([own('1.1.0'), own('1.2.0'), own('1.3.0', { provisioningState: 'Deleting' })])
    expect(pruned({ versions })).toMatchObject({ goes: ['1.1.0'], kept: [] })
  })

  it('keeps nothing on account of a pool without nodes that names no version', () => {
    const pools = present([other(imageOf(DEFINITION), { currentDedicatedNodes: 0 })])
    expect(pruned({ versions: two, pools }).goes).toEqual(['1.1.0'])
  })

  it('comes after every step that no other comes after', () => {
    const { draft } = pruned({ versions: two, run: { pools: [], wait: 'healthy' } })
    expect(draft.steps.at(-1)).toMatchObject({ kind: 'delete-image-version', after: ['promote-image-version 1.4.0'] })
  })

  it('is part of what the plan hash covers', () => {
    const versions = present(listed('1.1.0', '1.2.0', '1.3.0'))
    const hashOf = (keepVersions: number) => planHash(pruned({ versions, prune: { keepVersions } }).draft.steps)
    expect(hashOf(1)).not.toBe(hashOf(2))
  })

  const blind: readonly [what: string, seen: Seen][] = [
    ['the versions could not be read', { versions: unreadable() }],
    ['the pools of an account could not be read', { versions: two, pools: unreadable() }],
    ['an account that is listed is not there', { versions: two, pools: ABSENT }],
  ]
  for (const [what, seen] of blind) {
    it(`removes nothing where ${what}`, () => {
      expect(pruned(seen)).toMatchObject({ goes: [], kept: undefined })
    })
  }
})

/** The pool of the run on one version, with the note of another. */
function withOldPool(image: string, noted: string): Seen {
  const change: Change = { pool: { subnetId: undefined } }
  const { definition, ...pool } = made(change)
  const old = {
    ...pool,
    definition: {
      properties: {
        ...definition.properties,
        ...imageOf(idOf(image)),
        metadata: [{ name: 'sig-batch-pool-previous', value: idOf(noted) }],
      },
    },
  }
  return { pools: present([old]), more: { ...later(old), imageVersion: ABSENT } }
}
