import { found } from '../../src/model/finding.ts'
import type { DeleteImageVersion } from '../../src/model/image-step.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { UpdatePool } from '../../src/model/pool-step.ts'
import {
  ACCOUNT,
  awaitPool,
  coreUse,
  DEFINITION,
  firstPlan,
  growPool,
  POOL,
  plannedPool,
  VERSION,
  westEurope,
} from './story.ts'

const shrink: UpdatePool = {
  ...growPool('x'),
  after: [],
  disruption: 'drain',
  changes: [
    {
      path: 'properties.scaleSettings',
      from: { fixedScale: { targetDedicatedNodes: 3000, targetLowPriorityNodes: 0 } },
      to: { fixedScale: { targetDedicatedNodes: 2400, targetLowPriorityNodes: 0 } },
    },
  ],
}

const prune: DeleteImageVersion = {
  kind: 'delete-image-version',
  id: 'delete-image-version 1.1.0',
  after: ['await-pool render-pool'],
  disruption: 'none',
  imageVersionId: `${DEFINITION}/versions/1.1.0`,
  targetRegions: [{ region: 'westeurope', regionalReplicaCount: 10 }],
  publishedDate: '2026-09-01T10:00:00.000Z',
  keepVersions: 2,
  accountIds: [ACCOUNT],
  followedPoolIds: [],
}

/** The plan that docs/plan-output.md shows: small, and with every member. */
export const EXAMPLE: Plan = firstPlan({
  replicas: [westEurope({ existing: 10, pools: [{ poolId: POOL, nodes: 2400, replicas: 8 }] })],
  pools: [plannedPool({ action: 'update', nodes: 2400, previousImageVersionId: VERSION, runningTasks: 1240 })],
  cores: [coreUse()],
  findings: [found('PoolBeingResized', POOL, { pool: 'render-pool', state: 'being resized' })],
  steps: [shrink, awaitPool(shrink.id, 2400), prune],
  keptVersions: [{ imageVersionId: `${DEFINITION}/versions/1.2.0`, because: { kind: 'way-back', poolId: POOL } }],
  timeBudget: {
    minutes: 55,
    terms: [
      { what: 'resizing pool render-pool', minutes: 45 },
      { what: 'deleting image versions', minutes: 10 },
    ],
  },
})

const NEXT = `${POOL}-1-4-0`

/** One pool in the place of another: what no other plan has. */
export const TAKEOVER: Plan = firstPlan({
  pools: [plannedPool({ poolId: NEXT, replacesPoolId: POOL, moves: { jobs: ['frames'], jobSchedules: ['nightly'] } })],
  steps: [
    {
      kind: 'move-jobs',
      id: 'move-jobs render-pool',
      after: [],
      disruption: 'drain',
      poolId: POOL,
      toPoolId: NEXT,
      batchAccountId: ACCOUNT,
      running: 'wait',
    },
    {
      kind: 'switch-pool',
      id: 'switch-pool render-pool-1-4-0',
      after: ['move-jobs render-pool'],
      disruption: 'none',
      poolId: NEXT,
      replacesPoolId: POOL,
    },
  ],
})
