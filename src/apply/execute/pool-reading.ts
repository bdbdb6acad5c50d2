import type { Pool } from '../../model/batch.ts'
import { enumeration } from '../../model/enumeration.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import type { Reading } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import { changedMembers } from '../../plan/rollout/changed-members.ts'
import type { Execution } from '../execution.ts'
import { observedPool } from '../observe.ts'
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

/** Throws where somebody has changed a pool, its scale and its metadata aside, since the run found it. */
export function checkAsFound(poolId: string, pool: Pool, { observed }: Execution): void {
  const before = observedPool(observed, poolId)
  const changed = before === undefined ? [] : changedMembers(before, pool)
  if (changed.length === 0) return
  throw new UserError(
    'PlanIsStale',
    `Somebody has changed ${enumeration(changed)} of pool ${resourceName(poolId)} since the plan was made, and that would be lost with the pool.`,
    'Run again: the new plan starts from the pool as it is now, and takes the change along.',
  )
}
