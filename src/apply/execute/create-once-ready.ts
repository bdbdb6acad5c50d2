import { AzureError } from '../../model/errors.ts'
import type { Reading } from '../../model/ports.ts'
import type { Step } from '../../model/step.ts'
import { isBeingMade } from '../../plan/image/gallery-steps.ts'
import type { Execution } from '../execution.ts'
import { MOST_ROUNDS, untilNextReading } from '../poll.ts'

/** How something is made that Azure may refuse because of what is under way. */
export type Creation = {
  readonly create: () => Promise<void>
  /** Reads what is to be made. */
  readonly made: () => Promise<Reading<unknown>>
  /** What it is made in, by its name and how it is read: nothing is made in what is itself still being made. */
  readonly parent?: {
    readonly what: string
    readonly read: () => Promise<Reading<{ readonly provisioningState: string }>>
  }
  /** What it is made of, where that feeds one thing at a time: whatever that is, it comes to its end. */
  readonly source?: NonNullable<Creation['parent']>
}

/** How long something may be fed by the same source: as long as replication is reckoned with. */
const SOURCE_PATIENCE_MS = 60 * 60_000

/**
 * Sends the request that makes something. Where Azure refuses it with a conflict, it looks: it may be there already, for
 * the answer to a first attempt can be lost on its way; or a run that was killed has only begun to make what it lies in;
 * or what it is made of is still in use, as a managed image is until the version that it feeds is replicated.
 */
export async function createOnceReady(step: Step, creation: Creation, run: Execution): Promise<void> {
  const since = run.ports.clock.now()
  for (let round = 1; ; round += 1) {
    try {
      return await creation.create()
    } catch (error) {
      if (!(error instanceof AzureError) || error.status !== 409) throw error
      if ((await creation.made()).observed.state === 'present') return
      if (round < MOST_ROUNDS && (await parentIsMade(step, creation, run))) continue
      const isOver = run.ports.clock.now() - since > SOURCE_PATIENCE_MS
      if (isOver || !(await sourceIsAwaited(step, creation, run))) throw error
    }
  }
}

/** Waits a while where source and parent are fit, so that the source can only be in use; false where there is no such source. */
async function sourceIsAwaited(step: Step, { source, parent }: Creation, run: Execution): Promise<boolean> {
  if (source === undefined) return false
  const readings = await Promise.all([source.read(), parent?.read()])
  const isFit = (reading: (typeof readings)[number]) =>
    reading === undefined ||
    (reading.observed.state === 'present' && reading.observed.value.provisioningState === 'Succeeded')
  if (!readings.every(isFit)) return false
  run.tell(step, `The ${source.what} still feeds another image version; waiting until that is replicated.`)
  await untilNextReading(run.ports, undefined)
  return true
}

/** Waits while the parent is being made; false where it is not. */
async function parentIsMade(step: Step, { parent }: Creation, run: Execution): Promise<boolean> {
  for (let waited = false; ; waited = true) {
    const reading = await parent?.read()
    const isUnderWay = reading?.observed.state === 'present' && isBeingMade(reading.observed.value.provisioningState)
    if (!isUnderWay) return waited
    run.tell(step, `The ${parent?.what} is still being made; waiting until it is.`)
    await untilNextReading(run.ports, reading)
  }
}
