import type { BatchAccount, NodeCounts, NodeImage, Pool, PoolNode } from '../../model/batch.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import type { Failure } from '../../model/event.ts'
import type { AwaitPool, BakePool } from '../../model/pool-step.ts'
import type { Reading } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import { mayRefuse } from '../../plan/pool/account-access.ts'
import type { Execution } from '../execution.ts'
import { observedAccount } from '../observe.ts'

/** How long the Batch service may stay unreachable before the nodes count as unproven. */
const PATIENCE_MS = 5 * 60_000

/** A step that looks at a pool and its nodes. */
export type Watched = Pick<AwaitPool | BakePool, 'poolId' | 'batchAccountId'>

/** A pool at one moment; without counts where its nodes were not asked for. */
export type Look = {
  readonly reading: Reading<Pool>
  readonly pool: Pool
  readonly counts?: Reading<NodeCounts>
}

/** Pool and node counts at one moment. Throws where the pool is gone or cannot be read. */
export async function lookAtPool(step: Watched, run: Execution, asksNodes: boolean): Promise<Look> {
  const { azure } = run.ports
  const account = accountOf(step, run)
  const [reading, counts] = await Promise.all([
    azure.readPool(step.poolId),
    asksNodes ? azure.readNodeCounts(account, resourceName(step.poolId)) : undefined,
  ])
  const { observed } = reading
  if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
  if (observed.state === 'absent') {
    throw new UserError(
      'PoolDeleted',
      `Pool ${resourceName(step.poolId)} is no longer there: someone deleted it.`,
      'Run again to make it anew.',
    )
  }
  // Without nodes there is nothing to be healthy; absent counts are a pool the service does not list yet.
  const none: Reading<NodeCounts> = { observed: { state: 'present', value: { total: 0, byState: {} } } }
  const known = counts?.observed.state === 'absent' ? none : counts
  return { reading, pool: observed.value, ...(known && { counts: known }) }
}

/** Nodes that are neither idle nor running, with what Azure says of them; undefined where they cannot be listed. */
export async function unhealthyNodes(step: Watched, run: Execution): Promise<readonly PoolNode[] | undefined> {
  const { observed } = await run.ports.azure.listUnhealthyNodes(accountOf(step, run), resourceName(step.poolId))
  return observed.state === 'present' ? observed.value : undefined
}

/** All nodes with the image version of each; as Azure answers, for the list may be refused. */
export function nodeImages(step: Watched, run: Execution): Promise<Reading<readonly NodeImage[]>> {
  return run.ports.azure.listNodeImages(accountOf(step, run), resourceName(step.poolId))
}

/** How long the Batch service may be unreachable, in ms. A private account will not open while the run waits. */
export function patience(step: Watched, run: Execution): number {
  return mayRefuse(accountOf(step, run)) ? 0 : PATIENCE_MS
}

/** The account of a step, which was read before it was planned. */
export function accountOf(step: Watched, run: Execution): BatchAccount {
  const account = observedAccount(run.observed, step.batchAccountId)
  if (account === undefined)
    throw new Error(`Batch account ${step.batchAccountId} was not observed before its pool was awaited`)
  return account
}

/** The shorter of the waits that Azure asks for before it is asked again. */
export function shortest(reading: Reading<unknown>, other: Reading<unknown> | undefined): Reading<unknown> {
  const waits = [reading.retryAfterMs, other?.retryAfterMs].filter((wait) => wait !== undefined)
  return waits.length === 0
    ? { observed: reading.observed }
    : { observed: reading.observed, retryAfterMs: Math.min(...waits) }
}

/** What a pool failed of, already told for people. */
export class PoolFailure extends UserError {
  constructor({ code, message, remedy }: Failure) {
    super(code, message, remedy)
  }
}
