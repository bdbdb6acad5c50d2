import { describe, expect, it } from '@jest/globals'
import { judgePool, type PoolSight } from '../../../src/plan/health/health.ts'

const NOW = Date.parse('2026-11-24T10:00:00Z')

function sight(have: number, minutes: number, startTime = '2026-11-24T08:00:00Z'): PoolSight {
  return {
    step: {
      kind: 'await-pool',
      id: 'await-pool p',
      after: [],
      disruption: 'none',
      poolId: '/p',
      batchAccountId: '/a',
      until: 'healthy',
      targetNodes: 20,
      healthyPercent: 90,
      resizeSeenBefore: '2026-11-24T08:00:00Z',
    },
    pool: {
      id: '/p',
      etag: '"1"',
      provisioningState: 'Succeeded',
      allocationState: 'Steady',
      currentDedicatedNodes: have,
      currentSpotNodes: 0,
      resize: { startTime, errors: [] },
      definition: { properties: {} },
    },
    counts: { total: have, byState: { idle: have } },
    now: NOW,
    changedAt: NOW - minutes * 60_000,
  }
}

describe('judgePool, while Azure shows the pool as it was before the resize', () => {
  const cases: readonly [title: string, sight: PoolSight, kind: string][] = [
    ['waits for the resize to show when nodes are still missing', sight(10, 1), 'waiting'],
    ['waits for the resize to show when nodes are still too many', sight(30, 1), 'waiting'],
    ['no longer waits after two minutes', sight(10, 2), 'failed'],
    ['does not wait once the resize has shown', sight(10, 1, '2026-11-24T09:59:00Z'), 'failed'],
    ['goes on at once when nothing was to change', sight(20, 0), 'confirm'],
  ]
  for (const [title, seen, kind] of cases) {
    it(title, () => {
      expect(judgePool(seen).kind).toBe(kind)
    })
  }
})
