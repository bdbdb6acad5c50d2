import { describe, expect, it } from '@jest/globals'
import type { DesiredImage, DesiredPool } from '../../../src/model/desired.ts'
import type { TargetRegion } from '../../../src/model/image.ts'
import { replicaArithmetic, replicasForNodes, resizeTimeoutMinutes } from '../../../src/plan/image/sizing.ts'
import { missingRegions, unionOfRegions } from '../../../src/plan/image/target-regions.ts'

const IMAGE: DesiredImage = {
  imageDefinitionId: '/d',
  createGallery: false,
  definition: {},
  version: { kind: 'exact', version: '1.0.0' },
  extraRegions: [],
  nodesPerReplica: 300,
  minimumReplicas: 1,
  replicaStorageType: 'Standard_LRS',
  tags: {},
  promote: true,
}

function pool(nodes: number, spot = 0): DesiredPool {
  return {
    poolId: `/pools/p${nodes}`,
    batchAccountId: '/a',
    vmSize: 'Standard_D2s_v5',
    scale: { kind: 'fixed', targetDedicatedNodes: nodes, targetSpotNodes: spot },
    nodeAgentSkuId: 'auto',
    identityIds: [],
    resizeTimeoutMinutes: 'auto',
    properties: {},
  }
}

const placed = (nodes: number, region = 'westeurope', spot = 0) => ({ pool: pool(nodes, spot), region })

describe('replicasForNodes', () => {
  const cases = [
    [0, 0],
    [1, 1],
    [300, 1],
    [301, 2],
    [3000, 10],
    [3001, 11],
    [10_000, 34],
  ] as const
  for (const [nodes, replicas] of cases) {
    it(`is ${replicas} for ${nodes} nodes at 300 nodes per replica`, () => {
      expect(replicasForNodes(nodes, 300)).toBe(replicas)
    })
  }
})

describe('resizeTimeoutMinutes', () => {
  const cases = [
    [0, 15],
    [2, 15],
    [300, 15],
    [301, 30],
    [1000, 30],
    [1001, 30],
    [2000, 30],
    [2001, 45],
    [3000, 45],
    [10_000, 150],
  ] as const
  for (const [nodes, minutes] of cases) {
    it(`is ${minutes} minutes for ${nodes} nodes`, () => {
      expect(resizeTimeoutMinutes(nodes)).toBe(minutes)
    })
  }
})

describe('replicaArithmetic', () => {
  const held = (region: string, regionalReplicaCount: number): TargetRegion => ({ region, regionalReplicaCount })
  const extra = (region: string, regionalReplicaCount?: number) => ({
    region,
    ...(regionalReplicaCount !== undefined && { regionalReplicaCount }),
  })
  type Case = readonly [
    title: string,
    image: Partial<DesiredImage>,
    pools: ReturnType<typeof placed>[],
    existing: TargetRegion[],
    counts: Record<string, number>,
  ]
  const cases: readonly Case[] = [
    ['gives a region what its pool needs', {}, [placed(3000)], [], { westeurope: 10 }],
    ['sums over the pools of a region, each rounded up', {}, [placed(301), placed(10)], [], { westeurope: 3 }],
    ['counts spot nodes', {}, [placed(200, 'westeurope', 200)], [], { westeurope: 2 }],
    ['gives each region its own', {}, [placed(600), placed(900, 'eastus')], [], { westeurope: 2, eastus: 3 }],
    ['never lowers what is there', {}, [placed(10)], [held('westeurope', 5)], { westeurope: 5 }],
    ['never drops a region of others', {}, [placed(10)], [held('japaneast', 4)], { westeurope: 1, japaneast: 4 }],
    ['keeps to the minimum', { minimumReplicas: 3 }, [placed(10)], [], { westeurope: 3 }],
    [
      'does not raise regions of others to the minimum',
      { minimumReplicas: 3 },
      [],
      [held('japaneast', 1)],
      { westeurope: 3, japaneast: 1 },
    ],
    [
      'takes the count that was asked for',
      { extraRegions: [extra('eastus', 7)] },
      [],
      [],
      { westeurope: 1, eastus: 7 },
    ],
    [
      'takes the larger of asked and needed',
      { extraRegions: [extra('westeurope', 2)] },
      [placed(900)],
      [],
      { westeurope: 3 },
    ],
    ['follows another number of nodes per replica', { nodesPerReplica: 20 }, [placed(100)], [], { westeurope: 5 }],
  ]
  for (const [title, image, pools, existing, counts] of cases) {
    it(title, () => {
      const regions = replicaArithmetic({ ...IMAGE, ...image }, pools, 'West Europe', existing)
      expect(Object.fromEntries(regions.map((each) => [each.region, each.regionalReplicaCount]))).toEqual(counts)
    })
  }
})

describe('unionOfRegions', () => {
  it('keeps the larger count and what Azure holds of a region', () => {
    const held: TargetRegion[] = [
      { region: 'a', regionalReplicaCount: 3, storageAccountType: 'Standard_ZRS', echo: { excludeFromLatest: true } },
    ]
    const wanted: TargetRegion[] = [
      { region: 'a', regionalReplicaCount: 5, storageAccountType: 'Standard_LRS' },
      { region: 'b', regionalReplicaCount: 1 },
    ]
    expect(unionOfRegions(held, wanted)).toEqual([
      { region: 'a', regionalReplicaCount: 5, storageAccountType: 'Standard_ZRS', echo: { excludeFromLatest: true } },
      { region: 'b', regionalReplicaCount: 1 },
    ])
  })
})

describe('missingRegions', () => {
  it('names regions that are not there and counts that are too low', () => {
    const held = [{ region: 'a', regionalReplicaCount: 3 }]
    const wanted = ['a', 'b'].map((region) => ({ region, regionalReplicaCount: 4 }))
    expect(missingRegions(held, wanted)).toEqual(wanted)
    expect(missingRegions(wanted, held)).toEqual([])
  })
})
