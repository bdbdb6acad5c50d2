import type { World } from '../sandbox/world.ts'
import { timeByAction } from './by-action.ts'
import { timeByHand } from './by-hand.ts'

const NODES = 3000

/** Virtual time of a first run over the time Azure itself needs for the same: replication, allocation, boot. */
export async function timeLostRatio(world: World): Promise<number> {
  const azureTime = await timeByHand(world, (hand) => {
    hand.publish('1.1.0', 10)
    hand.createPool('1.1.0', NODES)
    hand.untilHealthy(NODES)
  })
  return (await timeByAction(world, { 'node-count': String(NODES) })) / azureTime
}
