import { describe, expect, it } from '@jest/globals'
import type { Origin } from '../../../src/model/desired.ts'
import type { ImageVersion } from '../../../src/model/image.ts'
import { type ImageSource, sourceOfId } from '../../../src/model/image-source.ts'
import { imageVersionTags } from '../../../src/model/origin.ts'
import { type CountedVersion, resolveVersion } from '../../../src/plan/image/version.ts'

const SOURCE = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/golden'
const ORIGIN: Origin = {
  repository: 'o/r',
  commit: 'c1',
  runId: '1',
  runAttempt: '2',
  runUrl: 'https://github.com/o/r/actions/runs/1',
}

function version(number: string, more: Partial<ImageVersion> = {}): ImageVersion {
  return {
    id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/x/images/y/versions/${number}`,
    location: 'westeurope',
    provisioningState: 'Succeeded',
    targetRegions: [],
    replication: [],
    tags: {},
    excludeFromLatest: false,
    replicationMode: 'Full',
    ...more,
  }
}

/** The source that an ID stands for. */
function source(id: string): ImageSource {
  return sourceOfId(id) ?? { kind: 'community-image', id }
}

/** A version that a run at `commit` made from the image at `id`. */
function made(number: string, commit: string, id = SOURCE, repository = ORIGIN.repository): ImageVersion {
  const tags = imageVersionTags({ ...ORIGIN, commit, repository }, source(id))
  return version(number, { source: source(id), tags })
}

const next = (part: 'major' | 'minor' | 'patch'): CountedVersion => ({ kind: 'next', part })

describe('resolveVersion', () => {
  type Case = readonly [title: string, request: CountedVersion, existing: readonly ImageVersion[], number: string]
  const counted: readonly Case[] = [
    ['takes an exact number as it is', { kind: 'exact', version: '7.8.9' }, [version('1.0.0')], '7.8.9'],
    ['begins patches at 0.0.1', next('patch'), [], '0.0.1'],
    ['begins minors at 0.1.0', next('minor'), [], '0.1.0'],
    ['begins majors at 1.0.0', next('major'), [], '1.0.0'],
    ['counts the patch on', next('patch'), [version('1.2.3')], '1.2.4'],
    ['counts the minor on and begins its patches anew', next('minor'), [version('1.2.3')], '1.3.0'],
    ['counts the major on and begins all else anew', next('major'), [version('1.2.3')], '2.0.0'],
    ['compares numbers, not text', next('patch'), [version('1.9.0'), version('1.10.0'), version('1.2.99')], '1.10.1'],
    ['counts failed versions too', next('patch'), [version('1.0.1', { provisioningState: 'Failed' })], '1.0.2'],
    ['counts dates on', next('patch'), [version('20261124.1030.5')], '20261124.1030.6'],
  ]
  const found: readonly Case[] = [
    ['finds what its own commit made', next('patch'), [made('1.0.1', 'c1'), version('1.0.0')], '1.0.1'],
    ['finds it below versions of others', next('patch'), [made('1.0.1', 'c1'), made('1.0.2', 'c2')], '1.0.1'],
    ['finds the highest of its own', next('patch'), [made('1.0.2', 'c1'), made('1.0.1', 'c1')], '1.0.2'],
    [
      'finds a failed one, to write it again',
      next('minor'),
      [{ ...made('1.1.0', 'c1'), provisioningState: 'Failed' }],
      '1.1.0',
    ],
    ['finds it whatever the case of the source', next('patch'), [made('1.0.1', 'c1', SOURCE.toUpperCase())], '1.0.1'],
    ['counts on from another commit', next('patch'), [made('1.0.1', 'c2')], '1.0.2'],
    ['counts on from another source', next('patch'), [made('1.0.1', 'c1', `${SOURCE}2`)], '1.0.2'],
    ['counts on from another repository', next('patch'), [made('1.0.1', 'c1', SOURCE, 'o/fork')], '1.0.2'],
  ]
  for (const [title, request, existing, number] of [...counted, ...found]) {
    it(title, () => {
      expect(resolveVersion(request, existing, ORIGIN, source(SOURCE))).toBe(number)
    })
  }

  it('counts on from a version that its source was made after, under the same name', () => {
    const existing = [{ ...made('1.0.1', 'c1'), publishedDate: '2026-11-24T09:00:00Z' }]
    const link = (createdAt: string) =>
      ({ id: SOURCE, kind: 'snapshot', location: 'a', regions: [], provisioningState: 'Succeeded', createdAt }) as const
    const at = (createdAt: string) => resolveVersion(next('patch'), existing, ORIGIN, source(SOURCE), [link(createdAt)])
    expect([at('2026-11-24T08:00:00Z'), at('2026-11-24T10:00:00Z')]).toEqual(['1.0.1', '1.0.2'])
  })

  it('counts on when no source is named', () => {
    expect(resolveVersion(next('patch'), [made('1.0.1', 'c1')], ORIGIN, undefined)).toBe('1.0.2')
  })

  it('leaves the list of versions in its order', () => {
    const existing = [version('1.0.2'), version('1.0.1')]
    resolveVersion(next('patch'), existing, ORIGIN, source(SOURCE))
    expect(existing.map(({ id }) => id.split('/').at(-1))).toEqual(['1.0.2', '1.0.1'])
  })
})
