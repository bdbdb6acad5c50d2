import type { Pool } from '../../model/batch.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import type { Reading } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'
import { patientReading } from '../poll.ts'

/** A pool with the wait that Azure asks for before it is read again. */
export type PoolReading = { readonly pool: Pool; readonly reading: Reading<Pool> }

/** The pool as it is now. Throws where it cannot be read, is gone, or is being deleted. */
export async function presentPool(poolId: string, run: Execution): Promise<PoolReading> {
  const reading = await patientReading(run.ports, () => run.ports.azure.readPool(poolId))
  const { observed } = reading
  if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
  if (observed.state === 'absent') throw stalePool(poolId, 'it is no longer there')
  if (observed.value.provisioningState === 'Deleting') throw stalePool(poolId, 'it is being deleted')
  return { pool: observed.value, reading }
}

/** Thrown where a pool is not what the plan started from, before anything is sent. */
export function stalePool(poolId: string, what: string): UserError {
  return new UserError(
    'PlanIsStale',
    `Pool ${resourceName(poolId)} is no longer as it was when the plan was made: ${what}. Nothing was sent.`,
    'Run again: the new plan starts from the pool as it is now.',
  )
}
