import { describe, expect, it } from '@jest/globals'
import type { ImageVersion } from '../../../src/model/image.ts'
import type { Promotion } from '../../../src/model/plan.ts'
import type { Step } from '../../../src/model/step.ts'
import { withPromotion } from '../../../src/plan/image/promotion.ts'
import { makePlan } from '../../../src/plan/plan.ts'
import { type Change, later, question, VERSION, version } from '../checks/question.ts'

const PROMOTE = 'promote-image-version 1.4.0'

/** What an earlier run has left: the pool on the version, and this of the version. */
const left = (more: Partial<ImageVersion>): Change => ({ seen: { ...later(), imageVersion: version(more) } })

const PENDING: Partial<ImageVersion> = { tags: { 'sig-batch-pool-latest': 'pending' }, excludeFromLatest: true }
const inRegion = (excludeFromLatest: boolean): Partial<ImageVersion> => ({
  targetRegions: [{ region: 'westeurope', regionalReplicaCount: 1, echo: { excludeFromLatest } }],
})

describe('the promotion of a version', () => {
  type Row = readonly [title: string, change: Change, promotion: Promotion | undefined]
  const rows: readonly Row[] = [
    ['is planned for a version that the run publishes', {}, 'planned'],
    ['is not for a run that looks at no node', { run: { wait: 'none' } }, 'unseen'],
    ['is not for a run that only waits for nodes', { run: { wait: 'steady' } }, 'unseen'],
    ['is for a run without a pool that waits for nothing', { run: { wait: 'none', pools: [] } }, 'planned'],
    ['is left to a later run with promote: false', { image: { promote: false } }, 'left'],
    ['is planned for a version that an earlier run has left excluded', left(PENDING), 'planned'],
    ['is left to a still later run', { ...left(PENDING), image: { promote: false } }, 'left'],
    [
      'is not for a version that a pool goes back to',
      { ...left(PENDING), image: { version: { kind: 'previous' } } },
      'previous',
    ],
    ['is over once the version is not excluded', left({ ...PENDING, excludeFromLatest: false }), undefined],
    [
      'is planned where a region alone is excluded',
      left({ ...PENDING, ...inRegion(true), excludeFromLatest: false }),
      'planned',
    ],
    ['is over where no region is excluded', left({ ...PENDING, ...inRegion(false) }), undefined],
    ['is not for a version that others made and excluded', left({ excludeFromLatest: true }), undefined],
    [
      'is not for a version that was excluded again after its promotion',
      left({ excludeFromLatest: true, tags: { 'sig-batch-pool-latest': 'promoted' } }),
      undefined,
    ],
  ]
  for (const [title, change, promotion] of rows) {
    it(title, () => {
      const { desired, observed, draft } = question(change)
      expect(draft.promotion).toBe(promotion)
      expect(draft.steps.some(({ kind }) => kind === 'set-latest')).toBe(promotion === 'planned')
      expect(makePlan(desired, observed).promotion).toBe(promotion)
    })
  }

  const after = (change: Change) => question(change).draft.steps.find(({ id }) => id === PROMOTE)?.after
  const north = { extraRegions: [{ region: 'northeurope', regionalReplicaCount: 1 }] }
  const bake = { minutes: 30, maxFailedNodes: { nodes: 0 } } as const
  const places: readonly (readonly [title: string, change: Change, after: readonly string[]])[] = [
    ['comes after the wait for the pool', {}, ['await-pool render-pool']],
    ['comes after the watch over its nodes', { run: { bake } }, ['bake-pool render-pool']],
    ['comes after the watch also in a later run', { ...left(PENDING), run: { bake } }, ['bake-pool render-pool']],
    [
      'comes after the wait for every other region',
      { image: north },
      ['await-replication northeurope', 'await-pool render-pool'],
    ],
    ['comes after the waits for its regions without a pool', { run: { pools: [] } }, ['await-replication westeurope']],
    ['comes after the write with wait: none', { run: { pools: [], wait: 'none' } }, ['publish-image-version 1.4.0']],
    ['comes after nothing where nothing is left to do', { ...left(PENDING), run: { pools: [], wait: 'none' } }, []],
  ]
  for (const [title, change, steps] of places) {
    it(title, () => {
      expect(after(change)).toEqual(steps)
    })
  }
})

describe('withPromotion', () => {
  it('keeps behind the promotion what comes after it by its own word', () => {
    const step = (id: string, ...before: string[]): Step => ({
      kind: 'await-replication',
      id,
      after: before,
      disruption: 'none',
      imageVersionId: VERSION,
      region: id,
      regionalReplicaCount: 1,
    })
    const steps = withPromotion([step('a'), step('follow', PROMOTE), step('b', 'a'), step('prune', 'follow')], VERSION)
    expect(steps.map(({ id, after }) => [id, ...after])).toEqual([
      ['a'],
      ['b', 'a'],
      [PROMOTE, 'b'],
      ['follow', PROMOTE],
      ['prune', 'follow'],
    ])
  })
})
