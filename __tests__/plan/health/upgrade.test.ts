import { describe, expect, it } from '@jest/globals'
import type { NodeImage } from '../../../src/model/batch.ts'
import type { FollowUpgrade } from '../../../src/model/pool-step.ts'
import {
  isSettledOn,
  judgeUpgrade,
  nodesOnOther,
  type UpgradeSight,
  versionsShown,
} from '../../../src/plan/health/upgrade.ts'
import { ACCOUNT, DEFINITION, POOL } from '../checks/question.ts'

const [OLD, NEW] = ['1.3.0', '1.4.0'].map((version) => `${DEFINITION}/versions/${version}`) as [string, string]

const STEP: FollowUpgrade = {
  kind: 'follow-upgrade',
  id: 'follow-upgrade render-pool',
  after: [],
  disruption: 'drain',
  poolId: POOL,
  batchAccountId: ACCOUNT,
  imageVersionId: NEW,
  healthyPercent: 90,
  maxFailedNodes: { percent: 20 },
}

const MINUTE = 60_000

/** Nodes of each state: `new idle` is one that shows the version, `old running` one that does not, `none` tells nothing. */
function nodes(counts: Readonly<Record<string, number>>): NodeImage[] {
  return Object.entries(counts).flatMap(([kind, count]) => {
    const [version, state = ''] = kind.split(' ')
    const imageVersionId =
      version === 'new' ? { imageVersionId: NEW } : version === 'old' ? { imageVersionId: OLD } : {}
    return Array.from({ length: count }, (_, index) => ({ id: `${kind}-${index}`, state, ...imageVersionId }))
  })
}

const judge = (counts: Readonly<Record<string, number>>, more: Partial<UpgradeSight> = {}) =>
  judgeUpgrade({ step: STEP, nodes: nodes(counts), now: 60 * MINUTE, takenBack: 0, ...more })

describe('judgeUpgrade', () => {
  const told: readonly (readonly [title: string, counts: Readonly<Record<string, number>>, text: string])[] = [
    [
      'nodes before, within and after their upgrade',
      { 'new idle': 120, 'new starting': 40, 'old upgradingos': 20, 'old running': 12, 'old idle': 108 },
      '120 of 300 nodes show image version 1.4.0, 60 are being upgraded, 12 run tasks on the version before.',
    ],
    ['nodes that wait for their turn', { 'old idle': 5 }, '0 of 5 nodes show image version 1.4.0.'],
    [
      'all nodes on the version, of which too few are healthy',
      { 'new idle': 7, 'new starting': 3 },
      '7 of 10 nodes show image version 1.4.0, 3 are being upgraded.',
    ],
    [
      'nodes that have just gone bad',
      { 'new idle': 7, 'new unusable': 3 },
      '10 of 10 nodes show image version 1.4.0. 3 nodes went bad after the upgrade, and `max-failed-nodes` forgives 2.',
    ],
  ]
  for (const [title, counts, text] of told) {
    it(`goes on with ${title}`, () => {
      expect(judge(counts)).toMatchObject({ kind: 'following', text })
    })
  }

  const ends: readonly (readonly [
    title: string,
    kind: string,
    counts: Readonly<Record<string, number>>,
    Partial<UpgradeSight>?,
  ])[] = [
    ['where all nodes show the version and are healthy', 'done', { 'new idle': 8, 'new running': 2 }],
    ['where a node is bad that is forgiven', 'done', { 'new idle': 9, 'new unusable': 1 }],
    ['where nodes of before are leaving', 'done', { 'new idle': 9, 'old leavingpool': 3, 'old preempted': 1 }],
    ['where no node is left', 'done', {}],
    ['where no node tells its version', 'untold', { 'none idle': 10 }],
    ['where too many start tasks fail', 'failed', { 'new idle': 7, 'new starttaskfailed': 3 }],
    [
      'where too many are bad for 10 minutes',
      'failed',
      { 'new idle': 7, 'new unusable': 3 },
      { troubledSince: 50 * MINUTE },
    ],
    ['where Azure takes nodes back', 'failed', { 'old idle': 10 }, { takenBack: 3 }],
  ]
  for (const [title, kind, counts, more] of ends) {
    it(`ends as ${kind} ${title}`, () => {
      expect(judge(counts, more).kind).toBe(kind)
    })
  }

  it('forgives a number of nodes as well', () => {
    const step: FollowUpgrade = { ...STEP, maxFailedNodes: { nodes: 3 } }
    const counts = { 'old idle': 7, 'new starttaskfailed': 3 }
    expect([judge(counts, { step }).kind, judge(counts).kind]).toEqual(['following', 'failed'])
  })
})

describe('isSettledOn', () => {
  const cases: readonly (readonly [counts: Readonly<Record<string, number>>, settled: boolean])[] = [
    [{ 'new idle': 2, 'new unusable': 1 }, true],
    [{ 'new idle': 2, 'new upgradingos': 1 }, false],
    [{ 'new idle': 2, 'old idle': 1 }, false],
    [{ 'new idle': 2, 'none idle': 1 }, false],
    [{ 'new idle': 2, 'old leavingpool': 1 }, true],
  ]
  for (const [counts, settled] of cases) {
    it(`is ${settled} of ${Object.keys(counts).join(' and ')}`, () => {
      expect(isSettledOn(nodes(counts), NEW)).toBe(settled)
    })
  }
})

describe('nodesOnOther', () => {
  it('names nodes of another version, whatever the case of the ID, and not those that tell none', () => {
    const all = [
      ...nodes({ 'old idle': 1, 'none idle': 1 }),
      { id: 'x', state: 'idle', imageVersionId: NEW.toUpperCase() },
    ]
    expect(nodesOnOther(all, NEW).map(({ id }) => id)).toEqual(['old idle-0'])
  })
})

describe('versionsShown', () => {
  it('counts nodes by version, the commonest first', () => {
    expect(versionsShown(nodes({ 'new idle': 1, 'old idle': 4 }))).toBe('4 nodes show 1.3.0, 1 shows 1.4.0')
  })
})
