import type { Pool } from '../../model/batch.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import type { CreatePool } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import { isCovered } from '../../plan/pool/pool-changes.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { send } from '../send.ts'

/** How long Azure may go on answering that a replicated image is not there. */
const IMAGE_LAG_MS = 10 * 60_000

/** Makes the pool, if there is none of its name. */
export async function createPool(step: CreatePool, run: Execution): Promise<StepEnd> {
  const { azure, clock } = run.ports
  const name = resourceName(step.poolId)
  const before = await azure.readPool(step.poolId)
  if (before.observed.state === 'present') return adopt(step, before.observed.value)
  const since = clock.now()
  for (;;) {
    try {
      await send(step, run, () => azure.createPool(step.poolId, step.to))
      return { kind: 'succeeded', text: `Azure made pool ${name}.` }
    } catch (error) {
      if (!(error instanceof AzureError)) throw error
      if (isImageLag(error) && clock.now() - since < IMAGE_LAG_MS) {
        const told = `The region is replicated, but Azure still answers ${error.code}; asking again for up to 10 minutes.`
        run.tell(step, told)
        await untilNextReading(run.ports, undefined)
        continue
      }
      // The answer to a first attempt may have been lost on its way: then the pool is the one asked for.
      if (error.status !== 412 && error.status !== 409) throw error
      const { observed } = await azure.readPool(step.poolId)
      if (observed.state !== 'present') throw error
      const end = adopt(step, observed.value)
      run.sent.add(step.id)
      return end
    }
  }
}

/** A pool that appeared since the plan was made is taken for this run's own only when it is exactly as asked. */
function adopt(step: CreatePool, pool: Pool): StepEnd {
  const name = resourceName(step.poolId)
  if (isCovered(step.to.properties, pool.definition.properties) && pool.provisioningState !== 'Deleting') {
    return { kind: 'succeeded', text: `Pool ${name} is there as asked.` }
  }
  throw new UserError(
    'PlanIsStale',
    `Pool ${name} did not exist when the plan was made, and now exists with other settings: someone else made it meanwhile.`,
    'Run again: the new plan starts from the pool as it is now.',
  )
}

/** Seen for some minutes after a region became Completed. */
function isImageLag({ status, code, message }: AzureError): boolean {
  return (
    code === 'GalleryImageNotFound' ||
    ((status === 404 || status === 400) && /gallery image .*(not available|not found|does not exist)/i.test(message))
  )
}
