import type { Task } from './entities.ts'
import { numberAt, textAt } from './json.ts'
import { exitCodeOf } from './upbringing.ts'

/** How long a task runs whose command line does not say. */
const USUAL_SECONDS = 60

/** ms that a task runs: as long as its command line sleeps, at least a second; without end where no job holds it. */
export function durationOf({ jobId, body }: Task): number {
  if (jobId === undefined) return Number.POSITIVE_INFINITY
  const sleep = /\bsleep\s+(\d+)/.exec(textAt(body, 'commandLine') ?? '')
  return Math.max(1, Number(sleep?.[1] ?? USUAL_SECONDS)) * 1000
}

/** Exit code with which a task ends by itself. */
export function exitCodeOfTask({ body }: Task): number {
  return exitCodeOf(textAt(body, 'commandLine') ?? '')
}

/** Task slots that a task takes on its node. */
export function slotsOfTask({ body }: Task): number {
  return numberAt(body, 'requiredSlots') || 1
}
