import { count } from '../model/count.ts'
import type { DrainPool } from '../model/pool-step.ts'

/** What becomes of running tasks when their nodes go: `finish first, 60 minutes at most, then they are requeued`. */
export function drainWords({
  drain,
  deadlineMinutes,
  onDeadline,
}: Pick<DrainPool, 'drain' | 'deadlineMinutes' | 'onDeadline'>): string {
  if (drain !== 'taskcompletion') return TASKS[drain]
  if (deadlineMinutes === undefined) return 'finish first, however long they take'
  return `finish first, ${count(deadlineMinutes, 'minute')} at most, then ${DEADLINE[onDeadline]}`
}

const TASKS: Readonly<Record<'requeue' | 'terminate', string>> = {
  requeue: 'are stopped and run again later',
  terminate: 'are ended and not run again',
}

const DEADLINE: Readonly<Record<DrainPool['onDeadline'], string>> = {
  fail: 'the drain fails',
  requeue: 'they are stopped and run again later',
  terminate: 'they are ended and not run again',
}
