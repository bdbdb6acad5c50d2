import { AzureError } from '../../model/errors.ts'
import { CURRENT_METADATA } from '../../model/origin.ts'
import type { SwitchPool } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import { metadataValue, withMetadata } from '../../plan/pool/pool-definition.ts'
import type { Execution } from '../execution.ts'
import { observedPool } from '../observe.ts'
import { MOST_ROUNDS, untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { send } from '../send.ts'
import { checkAsFound, presentPool, stalePool } from './pool-reading.ts'

/** Notes with one PATCH that the pool is the current one: whoever looks before it finds the old one, and after it this one. */
export async function switchPool(step: SwitchPool, run: Execution): Promise<StepEnd> {
  // Up to here there is a way back: what somebody has changed in the other pool would go with it.
  const { pool: replaced } = await presentPool(step.replacesPoolId, run)
  checkAsFound(step.replacesPoolId, replaced, run)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { pool, reading } = await presentPool(step.poolId, run)
    try {
      const metadata = withMetadata(pool.definition.properties['metadata'], { [CURRENT_METADATA]: since(step, run) })
      await send(step, run, () => run.ports.azure.updatePool(step.poolId, { properties: { metadata } }, pool.etag))
      const names = [step.poolId, step.replacesPoolId].map(resourceName)
      return { kind: 'succeeded', text: `Pool ${names[0]} is the current one now; ${names[1]} is no longer.` }
    } catch (error) {
      if (!(error instanceof AzureError) || (error.status !== 412 && error.status !== 409)) throw error
      run.tell(step, `Azure answers ${error.code}; looking at the pool again.`)
      await untilNextReading(run.ports, reading)
    }
  }
  throw stalePool(step.poolId, 'it changed each time this was to be noted')
}

/** Later than the instant at which the other became current, also where that was written by a clock that goes before. */
function since({ replacesPoolId }: SwitchPool, { ports, observed }: Execution): string {
  const held = observedPool(observed, replacesPoolId)?.definition.properties['metadata']
  const before = Date.parse(metadataValue(held, CURRENT_METADATA) ?? '')
  const now = ports.clock.now()
  return new Date(before >= now ? before + 1 : now).toISOString()
}
