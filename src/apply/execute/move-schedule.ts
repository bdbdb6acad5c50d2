import { AzureError } from '../../model/errors.ts'
import type { JobSchedule } from '../../model/job.ts'
import type { Observed } from '../../model/observed.ts'
import { repointed, schedulesToMove, wayOf } from '../../plan/rollout/job-moves.ts'
import { patientReading, untilNextReading } from '../poll.ts'
import { send } from '../send.ts'
import type { Move } from './move-job.ts'

/** How often in a row somebody else may change a schedule between its reading and its change. */
const MOST_CONFLICTS = 10

/** Lets the future jobs of a schedule name the new pool; its present job is moved like any other. False where it has ended meanwhile. */
export async function moveSchedule(listed: JobSchedule, move: Move): Promise<boolean> {
  const { id } = listed
  const { step, account, run } = move
  const { azure, signal } = run.ports
  const way = wayOf(step)
  for (let conflicts = 0; ; conflicts += 1) {
    signal.throwIfAborted()
    const observed = conflicts === 0 ? present(listed) : await scheduleNow(id, move)
    if (observed.state === 'unreadable') throw new AzureError(0, observed.code, observed.reason)
    const [schedule] = observed.state === 'present' ? schedulesToMove([observed.value], way) : []
    if (schedule === undefined) return false
    try {
      const template = repointed(schedule, way.to)
      await send(step, run, () => azure.updateJobSchedule(account, id, template, schedule.etag))
      return true
    } catch (error) {
      if (!(error instanceof AzureError) || !isOvertaken(error) || conflicts >= MOST_CONFLICTS) throw error
      if (error.status === 409) await untilNextReading(run.ports, undefined)
    }
  }
}

function present(value: JobSchedule): Observed<JobSchedule> {
  return { state: 'present', value }
}

async function scheduleNow(id: string, { account, run }: Move): Promise<Observed<JobSchedule>> {
  return (await patientReading(run.ports, () => run.ports.azure.readJobSchedule(account, id))).observed
}

/** Somebody has changed it, or it has ended: what it is now says what is left to do. */
function isOvertaken({ status, code }: AzureError): boolean {
  return status === 412 || OVERTAKEN.includes(code)
}

const OVERTAKEN = [
  'OperationInvalidForCurrentState',
  'JobScheduleNotFound',
  'JobScheduleCompleted',
  'JobScheduleBeingTerminated',
  'JobScheduleBeingDeleted',
]
