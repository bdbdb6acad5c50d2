import { found } from '../../src/model/finding.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { UpdatePool } from '../../src/model/step.ts'
import { awaitPool, coreUse, firstPlan, growPool, POOL, plannedPool, VERSION, westEurope } from './story.ts'

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

/** The plan that docs/plan-output.md shows: small, and with every member. */
export const EXAMPLE: Plan = firstPlan({
  replicas: [westEurope({ existing: 10, pools: [{ poolId: POOL, nodes: 2400, replicas: 8 }] })],
  pools: [plannedPool({ action: 'update', nodes: 2400, previousImageVersionId: VERSION, runningTasks: 1240 })],
  cores: [coreUse()],
  findings: [found('PoolBeingResized', POOL, { pool: 'render-pool', state: 'being resized' })],
  steps: [shrink, awaitPool(shrink.id, 2400)],
  timeBudget: { minutes: 45, terms: [{ what: 'resizing pool render-pool', minutes: 45 }] },
})
