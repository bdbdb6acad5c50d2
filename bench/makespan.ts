import type { World } from '../sandbox/world.ts'
import { timeByAction } from './by-action.ts'
import { type Hand, imageOf, POOL, poolId, poolOf, rollingPoolOf, scaleTo, timeByHand } from './by-hand.ts'
import type { Figure } from './figures.ts'

const NODES = 300

/** The pool that takes the place of the first. */
const GREEN = 'render-pool-1-1-0'

/** The longest chain of what Azure has to do for a rollout, each link begun when the one before is done. */
const CRITICAL_PATHS = {
  'in-place': (hand: Hand) => {
    hand.publish('1.1.0', 1)
    hand.patchPool(scaleTo(0, { resizeTimeout: 'P1D', nodeDeallocationOption: 'TaskCompletion' }))
    hand.untilEmpty()
    hand.patchPool(imageOf('1.1.0'))
    hand.patchPool(scaleTo(NODES))
    hand.untilHealthy(NODES)
  },
  'blue-green': (hand: Hand) => {
    hand.publish('1.1.0', 1)
    hand.createPool('1.1.0', NODES, GREEN)
    hand.untilHealthy(NODES, GREEN)
    hand.moveJob('frames', GREEN)
    hand.patchPool(scaleTo(0, { resizeTimeout: 'P1D', nodeDeallocationOption: 'TaskCompletion' }))
    hand.untilEmpty()
    hand.deletePool()
  },
  recreate: (hand: Hand) => {
    hand.publish('1.1.0', 1)
    hand.deletePool()
    hand.createPool('1.1.0', NODES)
    hand.untilHealthy(NODES)
  },
  rolling: (hand: Hand) => {
    hand.publish('1.1.0', 1)
    hand.untilUpgraded('1.1.0', NODES)
  },
}

/** Virtual time of a rollout to a version that the same run publishes, over its critical path; by strategy. */
export async function makespanRatios(demo: World): Promise<Figure[]> {
  const world = atWork(demo)
  const worlds = {
    'in-place': world,
    'blue-green': world,
    recreate: world,
    rolling: atWork(demo, rollingPoolOf(NODES)),
  }
  const ratio = async (strategy: keyof typeof CRITICAL_PATHS) => {
    const criticalPath = await timeByHand(worlds[strategy], CRITICAL_PATHS[strategy])
    const makespan = await timeByAction(worlds[strategy], { 'node-count': String(NODES), 'update-strategy': strategy })
    return makespan / criticalPath
  }
  return [
    { name: 'makespan-ratio-in-place', value: await ratio('in-place') },
    { name: 'makespan-ratio-blue-green', value: await ratio('blue-green') },
    { name: 'makespan-ratio-recreate', value: await ratio('recreate') },
    { name: 'makespan-ratio-rolling', value: await ratio('rolling') },
  ]
}

/** The world with a pool from version 1.0.0, each of whose nodes runs a task, and as many tasks wait. */
function atWork(world: World, properties: Readonly<Record<string, unknown>> = poolOf('1.0.0', NODES)): World {
  const tasks = Array.from({ length: 2 * NODES }, (_, index) => ({
    id: `frame-${String(index).padStart(4, '0')}`,
    commandLine: `/bin/sh -c 'sleep ${taskSeconds(index)}'`,
  }))
  const pools = [{ id: poolId(POOL), properties }]
  const jobs = [{ account: 'contosorenders', id: 'frames', poolInfo: { poolId: POOL }, tasks }]
  return { ...world, batch: { ...world.batch, pools, jobs } }
}

/** 30 to 40 minutes, each its own: an end at a round time would flatter a client that looks at round times. */
function taskSeconds(index: number): number {
  return 1811 + 2 * (index % NODES)
}
