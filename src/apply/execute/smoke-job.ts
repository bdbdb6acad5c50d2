import { createHash } from 'node:crypto'
import type { TaskJob } from '../../model/batch-task.ts'
import { AzureError, UserError } from '../../model/errors.ts'
import type { SmokePool } from '../../model/pool-step.ts'
import type { Reading, TaskService } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import { send } from '../send.ts'
import { accountOf, patience } from './pool-sight.ts'

/** The job in which a command runs, and what is needed to see to it. */
export type SmokeJob = {
  readonly id: string
  readonly step: SmokePool
  readonly run: Execution
  readonly service: TaskService
}

/** Minutes beyond the time of the command after which Batch ends the job of a run that was killed. */
const MARGIN_MINUTES = 15

/** Makes the job anew; what a run that was killed has left under its ID is deleted first. */
export async function beginJob(step: SmokePool, run: Execution): Promise<SmokeJob> {
  const poolName = resourceName(step.poolId)
  const service = run.ports.azure.batchTasks(accountOf(step, run))
  const job: SmokeJob = { id: smokeJobId(poolName), step, run, service }
  await clear(job, poolName)
  const longestMinutes = step.timeoutMinutes + MARGIN_MINUTES
  const { metadata } = step
  await unlessThere('JobExists', () =>
    send(step, run, () => service.createJob({ id: job.id, poolName, metadata, longestMinutes })),
  )
  return job
}

/** Begins to delete the job; its tasks end with it. */
export async function endJob({ id, step, run, service }: SmokeJob): Promise<void> {
  await unlessThere('JobBeingDeleted', () => send(step, run, () => service.deleteJob(id)))
}

/** What a reading finds; one that is refused is tried again for as long as the Batch service may be unreachable. */
export async function proven<T>(
  { step, run }: Pick<SmokeJob, 'step' | 'run'>,
  read: () => Promise<Reading<T>>,
): Promise<{ readonly value: T | undefined; readonly reading: Reading<T> }> {
  const since = run.ports.clock.now()
  for (;;) {
    run.ports.signal.throwIfAborted()
    const reading = await read()
    const { observed } = reading
    if (observed.state === 'present') return { value: observed.value, reading }
    if (observed.state === 'absent') return { value: undefined, reading }
    const why = `the Batch service of the account cannot be asked (${observed.code}: ${observed.reason})`
    if (run.ports.clock.now() - since >= patience(step, run)) throw unproven(step, why)
    run.tell(step, `The Batch service cannot be asked (${observed.code}: ${observed.reason}); asking again.`)
    await untilNextReading(run.ports, reading)
  }
}

/** Thrown where nobody can tell how the command ended. */
export function unproven({ poolId }: SmokePool, why: string): UserError {
  return new UserError(
    'SmokeUnproven',
    `Whether the command ends well on pool ${resourceName(poolId)} could not be proven: ${why}.`,
    'Let the runner and its identity reach the Batch service of the account and its jobs, or leave `smoke-command` out.',
  )
}

/** Longest ID of a job, in characters. */
const LONGEST_ID = 64

/** The same for every run, so that each finds what one before it has left. */
function smokeJobId(poolName: string): string {
  const id = `smoke-${poolName}`
  if (id.length <= LONGEST_ID) return id
  const hash = createHash('sha256').update(poolName).digest('hex').slice(0, 8)
  return `${id.slice(0, LONGEST_ID - hash.length - 1)}-${hash}`
}

async function clear(job: SmokeJob, poolName: string): Promise<void> {
  for (let isAsked = false; ; ) {
    const { value: held, reading } = await proven(job, () => job.service.readJob(job.id))
    if (held === undefined) return
    if (!isOwn(held, poolName, job.step)) throw taken(job)
    if (!isAsked && held.state !== 'deleting') await endJob(job)
    isAsked = true
    job.run.tell(job.step, `Job ${job.id}, which an earlier run left, is being deleted.`)
    await untilNextReading(job.run.ports, reading)
  }
}

/** Whether a run of this action has made the job for this very pool. */
function isOwn({ poolName, metadata }: TaskJob, name: string, step: SmokePool): boolean {
  const marks = Object.keys(step.metadata)
  return poolName?.toLowerCase() === name.toLowerCase() && marks.every((mark) => metadata[mark] !== undefined)
}

/** A write whose first answer was lost is refused when it is sent again. */
async function unlessThere(code: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof AzureError) || error.code !== code) throw error
  }
}

function taken({ id, step }: SmokeJob): UserError {
  return new UserError(
    'SmokeJobTaken',
    `There is a job ${id} that this action has not made, and the command for pool ${resourceName(step.poolId)} runs in a job of that ID.`,
    `Delete that job (\`az batch job delete --job-id ${id}\`) or give another \`pool-id\`.`,
  )
}
