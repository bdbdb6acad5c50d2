import { describe, expect, it } from '@jest/globals'
import { count } from '../../src/model/count.ts'
import { enumeration } from '../../src/model/enumeration.ts'
import type { PlannedPool, RegionArithmetic } from '../../src/model/plan.ts'
import { replicaFormula, resizeTimeoutFormula } from '../../src/report/arithmetic.ts'
import { duration } from '../../src/report/duration.ts'
import { portalUrl } from '../../src/report/portal-url.ts'
import { northEurope, POOL, PORTAL, plannedPool, westEurope } from './story.ts'

describe('duration', () => {
  const cases: readonly (readonly [number, string])[] = [
    [-5, '0 s'],
    [999, '0 s'],
    [35_000, '35 s'],
    [60_000, '1m 00s'],
    [750_000, '12m 30s'],
    [3_599_999, '59m 59s'],
    [3_840_000, '1h 04m'],
    [100 * 3_600_000, '100h 00m'],
  ]
  for (const [ms, text] of cases) {
    it(`writes ${ms} ms as ${text}`, () => {
      expect(duration(ms)).toBe(text)
    })
  }
})

describe('count', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0 nodes'],
    [1, '1 node'],
    [999, '999 nodes'],
    [3000, '3,000 nodes'],
    [1234567, '1,234,567 nodes'],
  ]
  for (const [value, text] of cases) {
    it(`writes ${value} as ${text}`, () => {
      expect(count(value, 'node')).toBe(text)
    })
  }
})

describe('enumeration', () => {
  it('joins the last item by "and"', () => {
    expect([enumeration([]), enumeration(['a']), enumeration(['a', 'b']), enumeration(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ])
  })

  it('says how many items it leaves out', () => {
    expect(enumeration(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more')
  })
})

describe('replicaFormula', () => {
  const two = [
    { poolId: POOL, nodes: 3000, replicas: 10 },
    { poolId: `${POOL}-gpu`, nodes: 301, replicas: 2 },
  ]
  const cases: readonly (readonly [RegionArithmetic, string])[] = [
    [westEurope({ existing: 1 }), 'ceil(3000 / 300) = 10 replicas for render-pool; 1 there now'],
    [
      westEurope({ pools: two, regionalReplicaCount: 12 }),
      'ceil(3000 / 300) + ceil(301 / 300) = 12 replicas for render-pool and render-pool-gpu; none there now',
    ],
    [
      westEurope({ existing: 14, regionalReplicaCount: 14 }),
      'max(ceil(3000 / 300), 1 at least, 14 there now) = 14 replicas',
    ],
    [northEurope(), 'max(1 at least, 2 asked for) = 2 replicas; none there now'],
    [
      { region: 'northeurope', existing: 3, minimum: 3, regionalReplicaCount: 3, pools: [], nodesPerReplica: 300 },
      'no pool of this run is here; its 3 replicas stay',
    ],
    [
      { region: 'northeurope', existing: 0, minimum: 1, regionalReplicaCount: 1, pools: [], nodesPerReplica: 300 },
      '1 at least = 1 replica; none there now',
    ],
  ]
  for (const [region, text] of cases) {
    it(`writes "${text}"`, () => {
      expect(replicaFormula(region)).toBe(text)
    })
  }
})

describe('resizeTimeoutFormula', () => {
  const { resizeTimeoutMinutes: _, ...autoscaled } = plannedPool()
  const cases: readonly (readonly [PlannedPool, number | 'auto', string])[] = [
    [plannedPool(), 'auto', '15 × ceil(3000 / 1000) = 45 minutes'],
    [
      plannedPool({ nodes: 301, resizeTimeoutMinutes: 30 }),
      'auto',
      '30 minutes, the least above 300 nodes (301 asked for)',
    ],
    [plannedPool({ nodes: 0, resizeTimeoutMinutes: 15 }), 'auto', '15 minutes, the least (0 asked for)'],
    [plannedPool({ resizeTimeoutMinutes: 90 }), 90, '90 minutes, as given by resize-timeout-minutes'],
    [autoscaled, 'auto', 'none is sent: Azure ignores it for autoscaled pools'],
  ]
  for (const [pool, asked, text] of cases) {
    it(`writes "${text}"`, () => {
      expect(resizeTimeoutFormula(pool, asked)).toBe(text)
    })
  }
})

describe('portalUrl', () => {
  it('is the resource deep link in the tenant', () => {
    expect(portalUrl(PORTAL, '/subscriptions/1/resourceGroups/r g/providers/X/y/z')).toBe(
      'https://portal.azure.com/#@aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/resource/subscriptions/1/resourceGroups/r%20g/providers/X/y/z',
    )
  })

  it('leaves the tenant to the portal where none is known', () => {
    expect(portalUrl({ url: 'https://portal.azure.us/' }, '/subscriptions/1')).toBe(
      'https://portal.azure.us/#resource/subscriptions/1',
    )
  })
})
