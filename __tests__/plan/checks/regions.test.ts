import { describe } from '@jest/globals'
import type { JsonObject } from '../../../src/model/json.ts'
import { regionFindings } from '../../../src/plan/checks/regions.ts'
import { type Change, version } from './question.ts'
import { rows } from './rows.ts'

const nodes = (targetDedicatedNodes: number): Change['pool'] => ({
  scale: { kind: 'fixed', targetDedicatedNodes, targetSpotNodes: 0 },
})

const ZONAL = { replicaStorageType: 'Standard_ZRS' } as const

const sealed = (encryption: JsonObject) => ({
  region: 'westeurope',
  regionalReplicaCount: 1,
  echo: { encryption, excludeFromLatest: false },
})

describe('regionFindings', () => {
  rows(regionFindings, [
    ['one region with the replicas it needs', []],
    [
      'more replicas than Azure keeps',
      ['TooManyReplicas: westeurope would need 150 replicas (3,000 nodes at one replica per 20)'],
      { pool: nodes(3000), image: { nodesPerReplica: 20 } },
    ],
    ['as many replicas as Azure keeps', [], { pool: nodes(2000), image: { nodesPerReplica: 20 } }],
    [
      'fewer replicas than Microsoft recommends',
      [
        'ReplicasBelowRecommended: westeurope gets 3 replicas for 3,000 nodes; Microsoft recommends one for every 300 nodes, which is 10.',
      ],
      { pool: nodes(3000), image: { nodesPerReplica: 1000 } },
    ],
    [
      'one replica for more than 300 nodes',
      ['ReplicasBelowRecommended: gets 1 replica for 301 nodes;'],
      { pool: nodes(301), image: { nodesPerReplica: 1000 } },
    ],
    [
      'few replicas for each node where more are asked for',
      [],
      {
        pool: nodes(3000),
        image: { nodesPerReplica: 1000, extraRegions: [{ region: 'westeurope', regionalReplicaCount: 10 }] },
      },
    ],
    [
      'a region that is not offered',
      ['RegionNotOffered: mars is no region'],
      { image: { extraRegions: [{ region: 'mars' }] } },
    ],
    ['a region that is offered', [], { image: { extraRegions: [{ region: 'northcentralus' }] } }],
    [
      'a region that the version is in already, though it is no longer offered',
      [],
      {
        image: { minimumReplicas: 2 },
        seen: { imageVersion: version({ targetRegions: [{ region: 'mars', regionalReplicaCount: 1 }] }) },
      },
    ],
    [
      'regions that were not asked about',
      [],
      { image: { extraRegions: [{ region: 'mars' }] }, preflight: { regions: {} } },
    ],
    [
      'a region that is added to a version whose OS disk is encrypted with a set',
      ['EncryptionSetMissing: in westeurope, and Azure then takes no region without one; this run adds northcentralus'],
      {
        image: { extraRegions: [{ region: 'northcentralus' }] },
        seen: { imageVersion: version({ targetRegions: [sealed({ osDiskImage: { diskEncryptionSetId: '/des' } })] }) },
      },
    ],
    [
      'a region that is added to a version whose data disk is encrypted with a set',
      ['EncryptionSetMissing: in westeurope'],
      {
        image: { extraRegions: [{ region: 'northcentralus' }] },
        seen: {
          imageVersion: version({ targetRegions: [sealed({ dataDiskImages: [{ diskEncryptionSetId: '/des' }] })] }),
        },
      },
    ],
    [
      'a region that is added to a version of which Azure says that it has no set',
      [],
      {
        image: { extraRegions: [{ region: 'northcentralus' }] },
        seen: { imageVersion: version({ targetRegions: [sealed({ osDiskImage: { diskEncryptionSetId: null } })] }) },
      },
    ],
    [
      'a region without a set beside one with it, as Azure has them already',
      [],
      {
        image: { minimumReplicas: 2 },
        seen: {
          imageVersion: version({
            targetRegions: [
              sealed({ osDiskImage: { diskEncryptionSetId: '/des' } }),
              { region: 'northcentralus', regionalReplicaCount: 1 },
            ],
          }),
        },
      },
    ],
    [
      'more replicas of a version whose data disk is encrypted with a set',
      [],
      {
        image: { minimumReplicas: 2 },
        seen: {
          imageVersion: version({ targetRegions: [sealed({ dataDiskImages: [{ diskEncryptionSetId: '/des' }] })] }),
        },
      },
    ],
    [
      'zone-redundant storage in a region without zones',
      ['ZoneRedundancyNotOffered: northcentralus has no availability zones'],
      { image: { ...ZONAL, extraRegions: [{ region: 'northcentralus' }] } },
    ],
    ['zone-redundant storage in a region with zones', [], { image: ZONAL }],
    [
      'a new region of a version whose storage is not zone-redundant',
      [],
      { image: { ...ZONAL, extraRegions: [{ region: 'northcentralus' }] }, seen: { imageVersion: version() } },
    ],
  ])
})
