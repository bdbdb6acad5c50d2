import { AzureError } from '../../model/errors.ts'
import type { DeletePool } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'
import { Watch } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { send } from '../send.ts'
import { checkAsFound } from './pool-reading.ts'

/** Deletes the pool, and waits until its ID is free again; readings that are refused meanwhile are borne for a while. */
export async function deletePool(step: DeletePool, run: Execution): Promise<StepEnd> {
  const name = resourceName(step.poolId)
  const watch = new Watch(run.ports, () => run.ports.azure.readPool(step.poolId))
  for (let isAsked = false; ; ) {
    const observed = await watch.next()
    if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
    if (observed.state === 'absent') return { kind: 'succeeded', text: `Pool ${name} is gone.` }
    if (!isAsked && observed.value.provisioningState !== 'Deleting') {
      if (step.asFound) checkAsFound(step.poolId, observed.value, run)
      await ask(step, run)
    }
    isAsked = true
    run.tell(step, `Pool ${name} is being deleted.`)
  }
}

/** Where somebody asks at the same time, or our own first request arrived and its answer did not, the pool goes all the same. */
async function ask(step: DeletePool, run: Execution): Promise<void> {
  try {
    await send(step, run, () => run.ports.azure.deletePool(step.poolId))
  } catch (error) {
    if (!(error instanceof AzureError) || !GOING.includes(error.code)) throw error
    run.sent.add(step.id)
  }
}

const GOING = ['PoolBeingDeleted', 'PoolNotFound']
